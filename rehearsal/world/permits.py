"""What Slack hands out to be used later: triggers, response_urls and socket tickets."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from rehearsal.refusals import SlackError
from rehearsal.rules import limits
from rehearsal.world.clock import Clock
from rehearsal.world.ids import Ids

NEWEST_PERMITS = 20_000
NEWEST_TICKETS = 1_000

P = TypeVar("P")


class _Newest(Generic[P]):
    """Remembers the newest permits only: an old one is refused as unknown instead of as expired."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, P] = OrderedDict()

    def keep(self, name: str, permit: P) -> None:
        self._kept[name] = permit
        if len(self._kept) > NEWEST_PERMITS:
            self._kept.popitem(last=False)

    def get(self, name: str) -> P | None:
        return self._kept.get(name)


@dataclass
class Trigger:
    """The right to open one modal on one person's screen, for three seconds."""

    person: str
    issued: float
    view_id: str | None = None  # the modal in which the person acted
    channel: str | None = None  # where the person acted, if in a conversation
    used: bool = False


class Triggers:
    """Triggers run on the monotonic clock: a moved calendar does not make an app slow."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._newest: _Newest[Trigger] = _Newest()

    def issue(self, person: str, view_id: str | None = None, channel: str | None = None) -> str:
        """A fresh trigger_id for something this person just did."""
        name = f"{self._ids.next('')}.{person}.rehearsal"
        self._newest.keep(name, Trigger(person, time.monotonic(), view_id, channel))
        return name

    def use(self, name: str) -> Trigger:
        """Spend a trigger, or refuse as Slack does."""
        trigger = self._newest.get(name)
        if trigger is None:
            raise SlackError("invalid_trigger_id", pointer="/trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id", pointer="/trigger_id")
        if time.monotonic() - trigger.issued > limits.TRIGGER_LIFE:
            raise SlackError("expired_trigger_id", pointer="/trigger_id")
        trigger.used = True
        return trigger


@dataclass
class ResponseUrl:
    """The right to answer one act, five times within thirty minutes."""

    person: str
    channel: str
    issued: datetime
    message_ts: str | None = None  # the message the person acted on
    uses: int = 0


class ResponseUrls:
    """They run on the workspace's movable clock."""

    def __init__(self, ids: Ids, clock: Clock) -> None:
        self._ids = ids
        self._clock = clock
        self._newest: _Newest[ResponseUrl] = _Newest()

    def issue(self, person: str, channel: str, message_ts: str | None = None) -> str:
        """The path of a fresh response_url."""
        name = self._ids.next("R")
        self._newest.keep(name, ResponseUrl(person, channel, self._clock.now(), message_ts))
        return name

    def use(self, name: str) -> ResponseUrl:
        """Spend one of its five uses, or refuse as Slack does."""
        permit = self._newest.get(name)
        if permit is None:
            raise SlackError("expired_url", blame=True)
        if permit.uses >= limits.RESPONSE_URL_USES:
            raise SlackError("expired_url", blame=True)
        if self._clock.now() - permit.issued > timedelta(seconds=limits.RESPONSE_URL_LIFE):
            raise SlackError("expired_url")
        permit.uses += 1
        return permit


class Tickets:
    """Single-use addresses for opening a socket."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._open: deque[str] = deque(maxlen=NEWEST_TICKETS)
        self._dead_next = 0

    def issue(self) -> str:
        """A fresh ticket; it may be one that was ordered dead."""
        ticket = self._ids.next("ticket")
        if self._dead_next > 0:
            self._dead_next -= 1
        else:
            self._open.append(ticket)
        return ticket

    def use(self, ticket: str) -> bool:
        """Whether this ticket opens a socket; it does so once."""
        if ticket not in self._open:
            return False
        self._open.remove(ticket)
        return True

    @property
    def dead_next(self) -> int:
        """How many of the next tickets will be dead."""
        return self._dead_next

    def kill_next(self, times: int) -> None:
        """The next tickets will be dead on arrival."""
        self._dead_next += times

    def spare_all(self) -> None:
        """No more dead tickets."""
        self._dead_next = 0
