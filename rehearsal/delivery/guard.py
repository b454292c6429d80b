"""Who may talk to the workspace: programs of this machine, and its own page. No web page elsewhere."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable
from functools import lru_cache
from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK = "127.0.0.1"
MOST_PORT = 65_535


def must_be_loopback(host: str) -> str:
    """The host, or an error: a rehearsal has no passwords, so nobody else may reach it."""
    if not is_loopback(host):
        raise ValueError(f"the rehearsal listens on this machine only, not on {host!r}")
    return LOOPBACK if host == "localhost" else host


def must_be_port(port: int) -> int:
    """The port, or an error; 0 takes any free one."""
    if not 0 <= port <= MOST_PORT:
        raise ValueError(f"a port is a number from 0 to {MOST_PORT}, not {port}")
    return port


@lru_cache(maxsize=100)  # every request asks, nearly always about the same one
def is_loopback(host: str) -> bool:
    """Whether a name or address can only mean this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@web.middleware
async def own_machine_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse foreign hosts (a rebound name) and foreign origins (another site's script)."""
    if not is_loopback(_hostname(f"//{request.host}")):
        return web.json_response({"error": "this host is not the rehearsal"}, status=403)
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.host}":
        return web.json_response({"error": "another site may not drive the rehearsal"}, status=403)
    return await handler(request)


def _hostname(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
