"""Who waits for a form because many open forms at once: called one after the other, so that all get through.

Slack opens a form only for a press that is seconds old, and only so many a minute. So nobody's form can be
opened for them later, but the button can be sent to them when it will work. While anybody waits, whoever
comes new waits behind them: else those who are called would find no room again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import NamedTuple

import structlog

from handlers.slack.rests import Rests
from handlers.slack.slack_errors import Resting

LANE = "views.open"
GAP = 0.75  # seconds between two who are called: Slack opens about a hundred forms a minute
KEPT = 20 * 60.0  # seconds for which a turn is kept: as long as words by which somebody is called may be late

Call = Callable[[], Awaitable[object]]

log = structlog.get_logger(__name__)


class Wanted(NamedTuple):
    """A form that somebody wants to open: which, and what it brings along from where it was asked for."""

    person: str
    form: str
    carried: str


class Line:
    """The people who wait, in their order, by what they want to open."""

    def __init__(self, rests: Rests, gap: float = GAP) -> None:
        self._rests = rests
        self._gap = gap
        self._waiting: dict[Wanted, Call] = {}
        self._turns: dict[tuple[str, str], float] = {}  # who was called for which, until when by the loop
        self._working: asyncio.Task[None] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nobody waits."""
        return not self._waiting

    def has_turn(self, wanted: Wanted) -> bool:
        """Whether this person was called for this form.

        A turn is a promise: it stays, whatever Slack says to the first press, and whoever closed the form by
        mistake opens it again.
        """
        return self._turns.get(_turn(wanted), 0.0) > asyncio.get_running_loop().time()

    def pass_by(self, wanted: Wanted, *, leads: bool) -> bool:
        """Whether it is this person's turn for this form; Resting for who has to wait because others do."""
        is_called = self.has_turn(wanted)
        if self._waiting and not (is_called or leads):
            raise Resting(LANE, self._left(len(self._waiting)))
        return is_called

    def join(self, wanted: Wanted, call: Call, *, first: bool) -> timedelta:
        """Wait for this; about how long it takes until `call`. Who waits already keeps their place."""
        if first:
            self._waiting.pop(wanted, None)
            self._waiting = {wanted: call, **self._waiting}
        self._waiting[wanted] = call
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work(), name="line")
        return timedelta(seconds=self._left(1 + list(self._waiting).index(wanted)))

    def leave(self, wanted: Wanted) -> None:
        """Their form is open."""
        self._waiting.pop(wanted, None)

    def stop(self) -> None:
        """The process ends."""
        if self._working:
            self._working.cancel()

    def _left(self, place: int) -> float:
        return max(0.0, self._rests.left(LANE)) + place * self._gap

    async def _work(self) -> None:
        while self._waiting:
            await asyncio.sleep(self._gap)
            if self._rests.left(LANE) > 0 or not self._waiting:
                continue  # Slack still rests, by whichever clock, or all have left
            wanted = next(iter(self._waiting))
            call = self._waiting.pop(wanted)
            self._call(wanted)
            try:
                await call()
            except Exception:
                log.exception("words_not_delivered")

    def _call(self, wanted: Wanted) -> None:
        now = asyncio.get_running_loop().time()
        self._turns = {each: until for each, until in self._turns.items() if until > now}
        self._turns[_turn(wanted)] = now + KEPT


def _turn(wanted: Wanted) -> tuple[str, str]:
    return wanted.person, wanted.form
