"""The page people rehearse in: its files and nothing else, under a policy that lets nothing else in."""

from __future__ import annotations

import re
from collections.abc import Callable
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


def routes(scenery: Callable[[], Json]) -> list[web.RouteDef]:
    """`/` is the page itself; `scenery` says what it shows besides the workspace."""

    async def told(_request: web.Request) -> web.Response:
        return web.json_response(scenery(), headers=HEADERS)

    return [web.get("/", _front), web.get("/page/scenery.json", told), web.get("/page/{name}", _file)]


async def _front(_request: web.Request) -> web.Response:
    return _served("index.html")


async def _file(request: web.Request) -> web.Response:
    return _served(request.match_info["name"])


def _served(name: str) -> web.Response:
    """A file by its bare name; a name that could lead out of the folder is no name of the page's."""
    path = FOLDER / name
    if not _NAME.fullmatch(name) or path.suffix not in TYPES or not path.is_file():
        return web.Response(status=404, text="the page has no such file", headers=HEADERS)
    return web.Response(
        body=path.read_bytes(), content_type=TYPES[path.suffix], charset="utf-8", headers=HEADERS
    )
