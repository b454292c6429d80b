"""Whether a call may still be made is asked once more when it has a connection, before its first byte.

A new connection takes a while, and Slack may ask for a rest meanwhile; with one that is open already, nothing
comes between.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import aiohttp
from aiohttp.client import ClientResponse
from aiohttp.connector import Connection

_require: ContextVar[Callable[[], None] | None] = ContextVar("require", default=None)


@contextmanager
def required(require: Callable[[], None]) -> Iterator[None]:
    """Calls that are made in here call `require` at the last moment, which raises what keeps them from it."""
    token = _require.set(require)
    try:
        yield
    finally:
        _require.reset(token)


class LastMomentRequest(aiohttp.ClientRequest):
    """A call; `required` says at whose wish it is not made after all."""

    async def send(self, conn: Connection) -> ClientResponse:
        """Send it, unless it may not be sent any more: then the connection is closed unused."""
        require = _require.get()
        if require:
            require()
        return await super().send(conn)
