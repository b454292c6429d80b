"""What follows from a stored unit of work: cards are redrawn, the outbox sends, secrets are scrubbed.

How the bot is used is logged here, one line for each event.
"""

import asyncio
from collections.abc import Callable, Collection
from typing import Protocol

import structlog

from coproduction.effects import Effects
from coproduction.messages import Card
from coproduction.usage import Event

FEW = 2  # cards that wait: each takes over a second at Slack's pace

log = structlog.get_logger(__name__)


def note(event: Event) -> None:
    """The line in the log of one event."""
    by = {"by": str(event.by)} if event.by else {}
    log.info(str(event.use), **by, **event.counts)


class Refresh(Protocol):
    """Redraws cards; first those that tell their readers what is `wrong`, and soon those that are `awaited`
    by somebody who has pressed in them.
    """

    def __call__(
        self, *cards: Card, wrong: Collection[Card] = (), awaited: Collection[Card] = ()
    ) -> None: ...


class Consequences:
    """Hands the effects of what was stored to those who act on them; before `connect` nobody does.

    Effects are hints, so nothing is lost then: a start looks for itself what is owed and what is out of date.
    """

    def __init__(self) -> None:
        self._refresh: Refresh = _ignore
        self._wake: Callable[[], None] = _ignore
        self._forget: Callable[[], None] = _ignore
        self._waiting: Callable[[], int] = int
        self._again: set[Card] = set()

    def connect(
        self,
        refresh: Refresh,
        wake: Callable[[], None],
        forget: Callable[[], None],
        waiting: Callable[[], int],
    ) -> None:
        """`refresh` redraws cards, `wake` lets the outbox send, `forget` asks for a scrub when it wakes;
        `waiting` tells how many cards wait to be redrawn.
        """
        self._refresh, self._wake, self._forget, self._waiting = refresh, wake, forget, waiting

    @property
    def is_slow(self) -> bool:
        """Whether so many cards wait that who presses in one would see nothing for seconds."""
        return self._waiting() > FEW

    def wake_in(self, seconds: float) -> None:
        """Let the outbox send when so much time has passed, without waiting for the next tick."""
        asyncio.get_running_loop().call_later(seconds, self._wake)

    def redraw_in(self, seconds: float, card: Card) -> None:
        """Draw a card once more when so much time has passed, however often that is asked meanwhile."""
        if card not in self._again:
            self._again.add(card)
            asyncio.get_running_loop().call_later(seconds, self._redraw, card)

    def hurry(self, card: Card) -> None:
        """Somebody has pressed in it, and looks at it until it shows that they did."""
        self._refresh(card, awaited=(card,))

    def _redraw(self, card: Card) -> None:
        self._again.discard(card)
        self._refresh(card)

    def follow(self, effects: Effects) -> None:
        """Begin what these effects ask for; nothing is waited for."""
        for event in effects.events:
            note(event)
        if effects.cards:
            self._refresh(*effects.cards, wrong=effects.wrong)
        if effects.forgets:
            self._forget()
        if effects.owes or effects.forgets:
            self._wake()


def _ignore(*cards: Card, wrong: Collection[Card] = (), awaited: Collection[Card] = ()) -> None:
    """Nobody is connected yet."""
