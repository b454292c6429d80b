"""Who presses the same button again before its form is there gets one form, and not one over the other.

Slack opens a form for each press that it is asked to. While one is on its way, of the presses that follow
only the newest waits: where the first does not open, its trigger is the freshest.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from math import inf
from time import monotonic
from typing import NamedTuple

from handlers.edge.heard import Click, Command, Heard, Shortcut, Submission, opaque

LOST = 5.0  # seconds after which nobody waits for a form that is on its way: it opens sooner, or not at all
KEPT = 60.0  # seconds for which it is known when a form was opened: longer than a press is on its way


class _Opener(NamedTuple):
    person: str
    pressed: str


def _done() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event


@dataclass(slots=True)
class _Presses:
    """Those of one person on one button; times by the monotonic clock."""

    newest_at: float = -inf
    began_at: float = -inf
    opened_at: float = -inf
    is_answered: asyncio.Event = field(default_factory=_done)
    unanswered: set[asyncio.Event] = field(default_factory=set)

    async def wait(self, lost: float) -> None:
        """Until Slack has answered the press for which it was asked last, or is taken never to."""
        while (left := self.began_at + lost - monotonic()) > 0 and not self.is_answered.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self.is_answered.wait()

    def begin(self) -> asyncio.Event:
        """Slack is asked; what is to be set when it has answered."""
        self.began_at, self.is_answered = monotonic(), asyncio.Event()
        self.unanswered.add(self.is_answered)
        return self.is_answered

    async def others(self, lost: float) -> None:
        """Until Slack has answered the presses before the last, or is taken never to."""
        before = [asyncio.create_task(each.wait()) for each in self.unanswered - {self.is_answered}]
        if before:
            _, late = await asyncio.wait(before, timeout=lost)
            for each in late:
                each.cancel()


class OneForm:
    """What each person is opening just now."""

    def __init__(self, lost: float = LOST) -> None:
        self._lost = lost
        self._of: dict[_Opener, _Presses] = {}

    @asynccontextmanager
    async def turn(self, heard: Heard) -> AsyncIterator[bool]:
        """Inside, no other press of the same opens anything. False where this one has nothing left to open:
        the form was opened after it was pressed, or it was pressed once more since.
        """
        self._forget()
        presses = self._of.setdefault(_opener(heard), _Presses())
        presses.newest_at = max(presses.newest_at, heard.at)
        await presses.wait(self._lost)
        if heard.at < max(presses.opened_at, presses.newest_at):
            yield False
            return
        is_answered = presses.begin()
        try:
            yield True
        finally:
            is_answered.set()
            presses.unanswered.discard(is_answered)

    def opened(self, heard: Heard) -> None:
        """Its form is there."""
        if presses := self._of.get(_opener(heard)):
            presses.opened_at = monotonic()

    async def is_without(self, heard: Heard) -> bool:
        """Whether it has to be said that this did not open.

        Not where the same has been pressed since, which is shown instead. Nor where an earlier press has
        opened the form just now, or does yet: this one was on its way then, and is heard late.
        """
        presses = self._of.get(_opener(heard))
        if presses is None:
            return True
        if presses.newest_at <= heard.at:
            await presses.others(self._lost)
        return presses.newest_at <= heard.at and presses.opened_at < heard.at - self._lost

    def _forget(self) -> None:
        old = monotonic() - KEPT
        self._of = {
            opener: presses
            for opener, presses in self._of.items()
            if max(presses.opened_at, presses.newest_at) > old
        }


def _opener(heard: Heard) -> _Opener:
    match heard:
        case Click():
            pressed = f"{heard.view} {heard.action} {heard.value}"
        case Command():
            pressed = f"{heard.name} {heard.text}"
        case Shortcut():
            pressed = f"{heard.name} {heard.message_ts}"
        case Submission():
            pressed = heard.view
        case _:
            pressed = ""
    return _Opener(heard.person, opaque(pressed))  # what somebody has typed is not held beside who they are
