"""Who presses the same button again before its form is there gets one form, and not one over the other.

Slack opens a form for each press that it is asked to. While one is on its way, of the presses that follow
only the newest waits: where the first does not open, its trigger is the freshest.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from math import inf
from time import monotonic
from typing import NamedTuple

from handlers.edge.heard import Click, Command, Heard, Shortcut, Submission

KEPT = 60.0  # seconds for which it is known when a form was opened: longer than a press is on its way


class _Opener(NamedTuple):
    person: str
    pressed: str


@dataclass(slots=True)
class _Presses:
    """Those of one person on one button; times by the monotonic clock."""

    newest: Heard
    is_opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    opened_at: float = -inf


class OneForm:
    """What each person is opening just now."""

    def __init__(self) -> None:
        self._of: dict[_Opener, _Presses] = {}

    @asynccontextmanager
    async def turn(self, heard: Heard) -> AsyncIterator[bool]:
        """Inside, no other press of the same opens anything. False where this one has nothing left to open:
        the form was opened after it was pressed, or it was pressed once more since.
        """
        self._forget()
        presses = self._of.setdefault(_opener(heard), _Presses(heard))
        if heard.at > presses.newest.at:
            presses.newest = heard
        async with presses.is_opening:
            yield presses.opened_at < heard.at and presses.newest is heard

    def opened(self, heard: Heard) -> None:
        """Its form is there."""
        self._of[_opener(heard)].opened_at = monotonic()

    def is_newest(self, heard: Heard) -> bool:
        """Whether nobody has pressed the same since, who is shown it instead."""
        presses = self._of.get(_opener(heard))
        return presses is None or presses.newest is heard

    def _forget(self) -> None:
        old = monotonic() - KEPT
        self._of = {
            opener: presses
            for opener, presses in self._of.items()
            if presses.is_opening.locked() or max(presses.opened_at, presses.newest.at) > old
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
    return _Opener(heard.person, pressed)
