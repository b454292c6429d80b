"""The page people rehearse in: its files and nothing else, under a policy that lets nothing else in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from aiohttp import web

from rehearsal.model import Json

FOLDER = Path(__file__).with_name("static")
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
# Only files of the page may run, style or be asked: what people type can then never do any of it.
POLICY = (
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",  # a newer checkout on the same port must not meet yesterday's scripts
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_NAME = re.compile(r"[a-z][a-z0-9_-]*\.[a-z]+")
_SAYS = re.compile(r'(?<=>)[^<>]+(?=<)|(?<=aria-label=")[^"]+')
ENGLISH = "en"


def routes(scenery: Callable[[], Json], locale: str = "") -> list[web.RouteDef]:
    """`/` is the page itself; `scenery` says what it shows besides the workspace. It speaks the language of
    this `locale`, where there are words in it.
    """
    language = language_of(locale)

    async def told(_request: web.Request) -> web.Response:
        return web.json_response(scenery(), headers=HEADERS)

    async def front(_request: web.Request) -> web.Response:
        return _served("index.html", language)

    async def file(request: web.Request) -> web.Response:
        return _served(request.match_info["name"], language)

    return [web.get("/", front), web.get("/page/scenery.json", told), web.get("/page/{name}", file)]


def language_of(locale: str) -> str:
    """The language of such a locale, as "es" of "es-ES"; English, where the page has no words in it."""
    language = locale.partition("-")[0].lower()
    return language if words_in(language) else ENGLISH


@cache
def words_in(language: str) -> Mapping[str, str]:
    """What the page says itself, by its English; nothing where nobody has told it in that language."""
    path = FOLDER / f"words-{language}.json"
    words: dict[str, str] = (
        json.loads(path.read_text("utf-8")) if _NAME.fullmatch(path.name) and path.exists() else {}
    )
    return words


def said(html: str, language: str) -> str:
    """A file of the page in this language, which it also names."""
    words = words_in(language)
    told = _SAYS.sub(
        lambda found: found[0].replace(found[0].strip(), words.get(found[0].strip(), found[0].strip())), html
    )
    return told.replace(f'lang="{ENGLISH}"', f'lang="{language}"', 1)


def _served(name: str, language: str) -> web.Response:
    """A file by its bare name; a name that could lead out of the folder is no name of the page's."""
    path = FOLDER / name
    if not _NAME.fullmatch(name) or path.suffix not in TYPES or not path.is_file():
        return web.Response(status=404, text="the page has no such file", headers=HEADERS)
    body = path.read_bytes()
    if path.suffix == ".html":
        body = said(body.decode(), language).encode()
    return web.Response(body=body, content_type=TYPES[path.suffix], charset="utf-8", headers=HEADERS)
