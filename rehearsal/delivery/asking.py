"""One signed request to the app, and the beginning of what it answers."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import aiohttp

from rehearsal.delivery.guard import is_loopback
from rehearsal.rules import limits
from rehearsal.world.clock import Clock

LONGEST_ANSWER = 1_000_000  # bytes; of a longer answer only so much is read
REDIRECTED = {301, 302, 303, 307, 308}

Headers = dict[str, str]


class RedirectedTooOften(aiohttp.ClientError):
    """The app sent the request on, and on, and on."""


@dataclass(frozen=True)
class RequestUrl:
    """Where an app listens, and the secret by which it knows that the rehearsal is asking."""

    url: str
    secret: str = "rehearsal-signing-secret"  # noqa: S105 - it guards nothing but a rehearsal

    def __post_init__(self) -> None:
        if not is_loopback(urlsplit(self.url).hostname or ""):
            raise ValueError(f"the rehearsal tells only apps of this machine, not {self.url!r}")


class Asking:
    """Asks the app's one URL, as Slack signs it, and follows it a little way when it sends the request on."""

    def __init__(self, where: RequestUrl, clock: Clock) -> None:
        self._where = where
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Hang up."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def ask(self, body: str, kind: str, more: Headers) -> tuple[int, Headers, str]:
        """The status, the headers (their names in small letters) and the words of the answer."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        headers = {"Content-Type": kind, "User-Agent": "Rehearsal, not Slack", **self._signed(body), **more}
        url = self._where.url
        async with asyncio.timeout(limits.ACKNOWLEDGE_WITHIN):
            for _ in range(limits.REDIRECTS + 1):
                async with self._session.post(
                    url, data=body.encode(), headers=headers, allow_redirects=False
                ) as response:
                    if response.status not in REDIRECTED:
                        return response.status, _lower(response), await _beginning(response)
                    url = _elsewhere(response)
        raise RedirectedTooOften

    def _signed(self, body: str) -> Headers:
        """Apps check it against the machine's clock, so a moved calendar must not spoil it."""
        stamp = str(int(self._clock.now().timestamp() - self._clock.offset))
        digest = hmac.new(
            self._where.secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256
        ).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def _lower(response: aiohttp.ClientResponse) -> Headers:
    return {name.lower(): value for name, value in response.headers.items()}


async def _beginning(response: aiohttp.ClientResponse) -> str:
    """What the app said, but for what nobody would read."""
    said = b""
    async for chunk in response.content.iter_chunked(65_536):
        said += chunk
        if len(said) >= LONGEST_ANSWER:
            break
    return said[:LONGEST_ANSWER].decode(errors="replace")


def _elsewhere(response: aiohttp.ClientResponse) -> str:
    """Where the app sends the request on to, which is on this machine too."""
    target = urljoin(str(response.url), response.headers.get("Location", ""))
    if not is_loopback(urlsplit(target).hostname or ""):
        raise aiohttp.InvalidURL(target, "the rehearsal asks nobody but this machine")
    return target
