"""Who waits for a form because many open forms at once: called one after the other, so that all get through.

Slack opens a form only for a press that is seconds old, and only so many a minute. So nobody's form can be
opened for them later, but the button can be sent to them when it will work. While anybody waits, whoever
comes new waits behind them: else those who are called would find no room again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from handlers.dispatch.unsaid import About
from handlers.slack.rests import Rests
from handlers.slack.slack_errors import Resting

LANE = "views.open"
GAP = 0.75  # seconds between two who are called: Slack opens about a hundred forms a minute
CALLED_FOR = 120.0  # seconds in which somebody who was called goes before those who wait

Call = Callable[[], Awaitable[None]]

log = structlog.get_logger(__name__)


class Line:
    """The people who wait, in their order, by what they want to open."""

    def __init__(self, rests: Rests, gap: float = GAP) -> None:
        self._rests = rests
        self._gap = gap
        self._waiting: dict[About, Call] = {}
        self._called: dict[str, float] = {}  # until when each goes first, by the loop's clock
        self._working: asyncio.Task[None] | None = None

    def pass_by(self, person: str, *, leads: bool) -> bool:
        """Whether this person has been called; Resting for who has to wait because others do."""
        was_called = self._called.pop(person, 0.0) > asyncio.get_running_loop().time()
        if self._waiting and not (was_called or leads):
            raise Resting(LANE, self._left(len(self._waiting)))
        return was_called

    def join(self, about: About, call: Call, *, first: bool) -> timedelta:
        """Wait for this; about how long it takes until `call`. Who waits already keeps their place."""
        if first and about not in self._waiting:
            self._waiting = {about: call, **self._waiting}
        self._waiting[about] = call
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work(), name="line")
        return timedelta(seconds=self._left(1 + list(self._waiting).index(about)))

    def leave(self, about: About) -> None:
        """Their form is open."""
        self._waiting.pop(about, None)

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
            about = next(iter(self._waiting))
            call = self._waiting.pop(about)
            self._call(about.person)
            try:
                await call()
            except Exception:
                log.exception("words_not_delivered")

    def _call(self, person: str) -> None:
        now = asyncio.get_running_loop().time()
        self._called = {each: until for each, until in self._called.items() if until > now}
        self._called[person] = now + CALLED_FOR
