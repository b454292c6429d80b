"""What reaches the app instead of an answer that is whole and in time."""

from __future__ import annotations

import asyncio

from aiohttp import web

from rehearsal.happenings.disturbances import UNREADABLE, Disturbance

# What a proxy on the way says when it is the proxy that has trouble.
HTML = "<!DOCTYPE html><html><head><title>Slack</title></head><body>We are having trouble.</body></html>"


def too_often(whole: web.Response, seconds: int) -> web.Response:
    """The answer to a call that came too often."""
    whole.set_status(429)
    whole.headers["Retry-After"] = str(seconds)
    return whole


async def spoiled(request: web.Request, trouble: Disturbance, whole: web.Response) -> web.StreamResponse:
    """The answer as this trouble leaves it."""
    if trouble.what in ("slow", "hang_after"):
        await asyncio.sleep(trouble.seconds)
    if trouble.what in {"slow", "429"} or trouble.refusal():
        return whole
    if trouble.what in UNREADABLE:
        return _unreadable(request, trouble, whole)
    if trouble.what.startswith("html"):
        return web.Response(text=HTML, content_type="text/html")
    if trouble.what.startswith("500"):
        return web.Response(status=500, text="Internal Server Error")
    if trouble.what == "truncated":
        return await _half(request, whole)
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _unreadable(request: web.Request, trouble: Disturbance, whole: web.Response) -> web.Response:
    """Something that comes whole and is no answer of Slack's."""
    body = whole.body if isinstance(whole.body, bytes) else b""
    if trouble.what == "redirect_after":  # to where it was already: who follows does it twice
        return web.Response(status=307, headers={"Location": str(request.url)})
    if trouble.what == "429_after":
        return too_often(web.json_response({"ok": False, "error": "ratelimited"}), trouble.retry_after)
    if trouble.what == "text_after":
        return web.Response(body=body, content_type="text/plain")
    bodies = {
        "list_after": b"[" + body + b"]",
        "string_after": b'"ok"',
        "bad_utf8_after": body[:-1] + b', "name": "\xff\xfe"}',
        "bad_gzip_after": body,
    }
    answer = web.Response(body=bodies[trouble.what], content_type="application/json")
    if trouble.what == "bad_gzip_after":
        answer.headers["Content-Encoding"] = "gzip"
    return answer


async def _half(request: web.Request, whole: web.Response) -> web.StreamResponse:
    """All of it is announced, half of it comes, and then the connection ends."""
    body = whole.body if isinstance(whole.body, bytes) else b""
    half = web.StreamResponse(headers={"Content-Length": str(len(body))})
    half.content_type = "application/json"
    half.force_close()
    await half.prepare(request)
    await half.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return half
