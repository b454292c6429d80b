"""What a hostile Slack does with a call: whether it stores a post, and what it says of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from enum import Enum, auto
from typing import Any, NamedTuple

from aiohttp import web

HANGS_FOR = 2.0  # seconds; nobody waits so long
REST = "20"  # seconds by everybody's quick clock

Json = dict[str, Any]
Answer = Callable[[web.Request, Json, Mapping[str, str]], Awaitable[web.StreamResponse]]


class Stores(Enum):
    """When a post is stored."""

    NOW = auto()
    LATE = auto()
    NEVER = auto()


class Mood(NamedTuple):
    """One thing that may happen to a call, and how often in a thousand."""

    name: str
    weight: int
    stores: Stores
    answer: Answer


async def well(_request: web.Request, answer: Json, date: Mapping[str, str]) -> web.StreamResponse:
    """As it should be."""
    return web.json_response(answer, headers=date)


async def cut(request: web.Request, _answer: Json, date: Mapping[str, str]) -> web.StreamResponse:
    """The connection breaks."""
    if request.transport:
        request.transport.abort()
    return web.Response(headers=date)


async def hang(request: web.Request, answer: Json, date: Mapping[str, str]) -> web.StreamResponse:
    """No answer while anybody waits for one."""
    await asyncio.sleep(HANGS_FOR)
    return await cut(request, answer, date)


async def truncate(request: web.Request, answer: Json, date: Mapping[str, str]) -> web.StreamResponse:
    """The connection breaks in the middle of the answer."""
    whole = json.dumps(answer).encode()
    begun = web.StreamResponse(
        headers={**date, "Content-Length": str(len(whole)), "Content-Type": "application/json"}
    )
    with suppress(ConnectionError):  # nobody listens any more
        await begun.prepare(request)
        await begun.write(whole[: len(whole) // 2])
    await cut(request, answer, date)
    return begun


def refuses(error: str) -> Answer:
    """Slack says that something went wrong."""

    async def refuse(_request: web.Request, _answer: Json, date: Mapping[str, str]) -> web.StreamResponse:
        return web.json_response({"ok": False, "error": error}, headers=date)

    return refuse


def says(body: bytes, kind: str = "application/json", status: int = 200) -> Answer:
    """Something that is no answer of Slack's."""

    async def say(_request: web.Request, _answer: Json, date: Mapping[str, str]) -> web.StreamResponse:
        return web.Response(body=body, status=status, headers={**date, "Content-Type": kind})

    return say


async def too_many(_request: web.Request, _answer: Json, date: Mapping[str, str]) -> web.StreamResponse:
    """Slack wants to be left alone."""
    headers = {**date, "Retry-After": REST}
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)


async def elsewhere(request: web.Request, _answer: Json, date: Mapping[str, str]) -> web.StreamResponse:
    """A redirection, which would bring a post a second time to who follows it."""
    return web.Response(status=307, headers={**date, "Location": str(request.url)})


_NOW, _LATE, _NEVER = Stores.NOW, Stores.LATE, Stores.NEVER
POSTS = (
    Mood("well", 560, _NOW, well),
    Mood("429", 40, _NEVER, too_many),
    Mood("429 after storing", 15, _NOW, too_many),
    Mood("error, not stored", 30, _NEVER, refuses("internal_error")),
    Mood("error after storing", 30, _NOW, refuses("fatal_error")),
    Mood("cut before storing", 40, _NEVER, cut),
    Mood("cut after storing", 50, _NOW, cut),
    Mood("503 before storing", 20, _NEVER, says(b"Service Unavailable", "text/plain", 503)),
    Mood("503 after storing", 40, _NOW, says(b"Service Unavailable", "text/plain", 503)),
    Mood("hangs after storing", 35, _NOW, hang),
    Mood("stores late, cut", 20, _LATE, cut),
    Mood("stores late, hangs", 20, _LATE, hang),
    Mood("truncated after storing", 25, _NOW, truncate),
    Mood("bytes that nobody can read", 15, _NOW, says(b'{"ok": true, "ts": "\xff\xfe')),
    Mood("a page of HTML", 15, _NOW, says(b"<html>Sorry</html>", "text/html")),
    Mood("200 that is no JSON", 15, _NOW, says(b"ok", "text/plain")),
    Mood("a list", 10, _NOW, says(b"[]")),
    Mood("ok without ts", 10, _NOW, says(b'{"ok": true}')),
    Mood("redirected after storing", 10, _NOW, elsewhere),
)
LOOKS = (
    Mood("well", 860, _NEVER, well),
    Mood("429", 40, _NEVER, too_many),
    Mood("cut", 30, _NEVER, cut),
    Mood("503", 30, _NEVER, says(b"Service Unavailable", "text/plain", 503)),
    Mood("truncated", 20, _NEVER, truncate),
    Mood("unreadable", 20, _NEVER, says(b"<html>Sorry</html>", "text/html")),
)
STORM = (
    Mood("429 in a storm", 2, _NEVER, too_many),
    Mood("429 in a storm after storing", 1, _NOW, too_many),
)
CALM = Mood("well", 1, _NOW, well)
