"""What may go wrong on the way, on order: the next calls of a method, or the next envelopes, meet it."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import asdict, dataclass

from rehearsal.model import Json
from rehearsal.refusals import BadDeed, SlackError

# Before the method runs nothing is stored; after it, everything is, and only the answer suffers.
BEFORE = {"500_before", "cut_before", "html_before"}
# An answer comes, and nobody can read it; or something on the way answers instead of Slack.
UNREADABLE = {
    "text_after",
    "list_after",
    "string_after",
    "bad_utf8_after",
    "bad_gzip_after",
    "redirect_after",
    "429_after",
}
AFTER = {"500_after", "cut_after", "hang_after", "html_after", "truncated", "slow"} | UNREADABLE
# The method is not run, but Slack itself answers.
INSTEAD = {"429"}
ON_CALLS = BEFORE | AFTER | INSTEAD
HELD = "held"  # a call is not run before all trouble is called off; no app can see that
RESPONSE_URL = "response_url"  # disturbed by this name like a method: the address to answer an act at

# What happens to envelopes: sent twice, overtaken by later ones, or the acknowledgement is lost or too late.
ON_ENVELOPES = {"duplicate", "reorder", "lost_ack", "late_ack"}
ENVELOPES = {"envelope", "events_api", "slash_commands", "interactive"}  # `envelope` is any of the others

# How Slack refuses a token that was good before.
DEAD_TOKENS = {"token_revoked", "invalid_auth", "account_inactive", "token_expired"}


@dataclass
class Disturbance:
    """One kind of trouble for the next `times` calls, or until it is called off."""

    what: str
    times: int = 1
    retry_after: int = 1
    seconds: float = 1.0
    lasting: bool = False

    def refusal(self) -> SlackError | None:
        """The ordinary Slack error that was ordered with `error:<code>`."""
        code = self.what.removeprefix("error:")
        return None if code == self.what else SlackError(code, blame=False)


class Disturbances:
    """Orders wait per method or kind of envelope, first come, first served."""

    def __init__(self) -> None:
        self._orders: dict[str, deque[Disturbance]] = {}
        self.dead_token = ""  # the error with which the bot's token is refused
        self._is_calm = asyncio.Event()

    def order(self, name: str, disturbance: Disturbance) -> None:
        """Let the next calls of this method (`*` for any), or envelopes of this kind, go wrong."""
        known = ON_ENVELOPES if name in ENVELOPES else ON_CALLS | {HELD}
        is_error = name not in ENVELOPES and disturbance.what.startswith("error:")
        if disturbance.what not in known and not is_error:
            raise BadDeed(
                f"unknown disturbance {disturbance.what!r} of {name}; known: {sorted(known)}, error:<code>"
            )
        if disturbance.times < 1:
            raise BadDeed("a disturbance happens at least once")
        self._orders.setdefault(name, deque()).append(disturbance)
        if disturbance.what == HELD:
            self._is_calm.clear()

    def of_call(self, method: str) -> Disturbance | None:
        """The trouble this call meets, if any."""
        return self._take(method) or self._take("*")

    def of_envelope(self, kind: str) -> str:
        """The trouble this envelope meets; empty for none."""
        trouble = self._take(kind) or self._take("envelope")
        return trouble.what if trouble else ""

    def refuse_token(self, error: str) -> None:
        """From now on the bot's token is refused with this; an empty word makes it good again."""
        if error and error not in DEAD_TOKENS:
            raise BadDeed(f"a token dies by one of {sorted(DEAD_TOKENS)}, not by {error!r}")
        self.dead_token = error

    async def let_go(self) -> None:
        """Wait until all trouble is called off."""
        await self._is_calm.wait()

    def waiting(self) -> list[Json]:
        """What was ordered and has not struck yet, or not for the last time."""
        return [{"on": name, **asdict(each)} for name, orders in self._orders.items() for each in orders]

    def clear(self) -> None:
        """Calm: what was held is let go."""
        self._orders.clear()
        self._is_calm.set()
        self.dead_token = ""

    def _take(self, name: str) -> Disturbance | None:
        waiting = self._orders.get(name)
        if not waiting:
            return None
        first = waiting[0]
        if not first.lasting:
            first.times -= 1
            if first.times == 0:
                waiting.popleft()
        return first
