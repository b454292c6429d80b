"""The line to the app over HTTP, the alternative to sockets: signed requests to its request URL."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

import aiohttp

from rehearsal.delivery.asking import Asking, Headers, RedirectedTooOften, RequestUrl
from rehearsal.delivery.envelopes import Ack, Envelope
from rehearsal.model import Json
from rehearsal.rules import limits
from rehearsal.world.clock import Clock
from rehearsal.world.ids import Ids
from rehearsal.world.log import Log

SUCCESS = 2  # of 200, 201, 204 …: Slack takes any of them for an acknowledgement
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
TOKEN = "rehearsal-verification-token"  # noqa: S105 - Slack's old, public way to say who it is
# Why Slack says that it sends an event again, by what became of it before.
REASONS = {
    "timeout": "http_timeout",
    "lost": "http_timeout",
    "http_error": "http_error",
    "too_many_redirects": "too_many_redirects",
}


class HttpLine:
    """Asks the app's one URL for everything. Before anything else, the app must prove that it is its own."""

    def __init__(self, where: RequestUrl, clock: Clock, log: Log, ids: Ids) -> None:
        self._asking = Asking(where, clock)
        self._log = log
        self._ids = ids
        self._verified = False
        self._verifying = asyncio.Lock()

    async def ready(self) -> None:
        """There is nothing to wait for: a request either gets through or it does not."""

    async def carry(self, envelope: Envelope, sent: Callable[[], None]) -> Ack:
        """Ask, twice if that was ordered, and take the first answer."""
        if not await self._is_verified():
            sent()
            return Ack(missing="unverified")
        self._log.add("envelope", payload=envelope.payload, **envelope.about, **envelope.head)
        times = 2 if envelope.trouble == "duplicate" else 1
        acks = await asyncio.gather(*(self._try(envelope) for _ in range(times)))
        sent()
        if envelope.trouble == "lost_ack":
            self._log.add("lost", **envelope.about)
            return Ack(missing="lost")
        return acks[0]

    async def close(self) -> None:
        """Hang up."""
        await self._asking.close()

    async def _is_verified(self) -> bool:
        async with self._verifying:
            if not self._verified:
                self._verified = await self._verify()
        return self._verified

    async def _verify(self) -> bool:
        """Slack's challenge: the app says it back as text, as a form or as JSON."""
        challenge = self._ids.next("challenge")
        body = json.dumps({"type": "url_verification", "token": TOKEN, "challenge": challenge})
        try:
            status, _, said = await self._asking.ask(body, JSON, {})
        except (aiohttp.ClientError, TimeoutError) as fault:
            self._log.add("http", what="url_verification", ok=False, error=type(fault).__name__)
            return False
        answers = (challenge, f"challenge={challenge}", json.dumps({"challenge": challenge}))
        ok = status == HTTPStatus.OK and said.replace(" ", "") in {each.replace(" ", "") for each in answers}
        self._log.add("http", what="url_verification", ok=ok, status=status)
        if not ok:
            words = f"the request URL did not say the challenge back but {status}: {said[:200]}"
            self._log.violation("url_not_verified", words)
        return ok

    async def _try(self, envelope: Envelope) -> Ack:
        started = time.monotonic()
        body, kind = _body(envelope)
        try:
            status, headers, said = await self._asking.ask(body, kind, _retry_headers(envelope))
        except TimeoutError:
            words = f"{envelope.name} was not answered within {limits.ACKNOWLEDGE_WITHIN:g} seconds"
            self._log.violation("unacknowledged", words, **envelope.about)
            return Ack(missing="timeout")
        except RedirectedTooOften:
            words = f"{envelope.name} was redirected more than {limits.REDIRECTS} times"
            self._log.violation("unacknowledged", words, **envelope.about)
            return Ack(missing="too_many_redirects")
        except aiohttp.ClientError as fault:
            self._log.add("lost", error=type(fault).__name__, **envelope.about)
            return Ack(missing="connection_failed")
        ms = round((time.monotonic() - started) * 1000, 2)
        return self._heard(envelope, status, said, Ack(ms, final=headers.get("x-slack-no-retry") == "1"))

    def _heard(self, envelope: Envelope, status: int, said: str, ack: Ack) -> Ack:
        if status // 100 != SUCCESS:
            words = f"{envelope.name} was answered with HTTP {status}: {said[:200]}"
            self._log.violation("unacknowledged", words, **envelope.about)
            return Ack(missing="http_error", final=ack.final)
        payload = None if envelope.kind == "events_api" else _read(said)
        late = envelope.trouble == "late_ack"
        self._log.of(envelope.workspace).add(
            "ack", envelope_id=envelope.id, late=late, ms=ack.ms, payload=payload
        )
        return Ack(missing="timeout") if late else Ack(ack.ms, payload)


def _body(envelope: Envelope) -> tuple[str, str]:
    """Events are JSON, commands a form, interactions JSON within a form."""
    if envelope.kind == "events_api":
        return json.dumps(envelope.payload), JSON
    if envelope.kind == "slash_commands":
        return urlencode(envelope.payload), FORM
    return urlencode({"payload": json.dumps(envelope.payload)}), FORM


def _retry_headers(envelope: Envelope) -> Headers:
    if not envelope.attempt:
        return {}
    reason = REASONS.get(envelope.reason, "connection_failed")
    return {"X-Slack-Retry-Num": str(envelope.attempt), "X-Slack-Retry-Reason": reason}


def _read(said: str) -> Json | None:
    """An answer may be JSON, or only words for the person who typed a command."""
    if not said.strip():
        return None
    try:
        whole = json.loads(said)
    except ValueError:
        return {"text": said}
    return whole if isinstance(whole, dict) and whole else None
