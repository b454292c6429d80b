"""What a unit of work changed that others must hear of: known where it happens, told once it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from coproduction.messages import Card
from coproduction.usage import By, Event, Use

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Effects:
    """What follows from an act, whichever way it came in: by a click, by a command, or because time passed.

    Effects are hints: the truth stays in rows. Whoever misses one finds the same out a little later.
    """

    cards: tuple[Card, ...] = ()  # what these posted messages show has changed
    wrong: frozenset[Card] = frozenset()  # those of them that mislead who reads them until they are redrawn
    owes: bool = False  # the outbox has something new to send
    forgets: bool = False  # a secret was destroyed, of which no copy may stay behind
    events: tuple[Event, ...] = ()  # how the bot was used, for the log


NOTHING = Effects()


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """A unit of work that is stored: what it returned, and its effects."""

    value: T
    effects: Effects


class Collector:
    """Collects the effects of one unit of work while it runs."""

    __slots__ = ("_cards", "_events", "_forgets", "_owes", "_wrong")

    def __init__(self) -> None:
        self._cards: dict[Card, None] = {}
        self._wrong: set[Card] = set()
        self._events: list[Event] = []
        self._owes = self._forgets = False

    def changed(self, *cards: Card) -> None:
        """These cards show something else now."""
        self._cards.update(dict.fromkeys(cards))

    def misleads(self, *cards: Card) -> None:
        """The same, and until then who reads them believes what is wrong for them."""
        self.changed(*cards)
        self._wrong.update(cards)

    def owes(self) -> None:
        """A message is owed."""
        self._owes = True

    def forgets(self) -> None:
        """A secret was destroyed."""
        self._forgets = True

    def happened(self, use: Use, by: By | None = None, **counts: int) -> None:
        """The bot was used so."""
        self._events.append(Event(use, counts, by))

    def take(self) -> Effects:
        """All that was collected; from here on it begins anew."""
        if not (self._cards or self._owes or self._forgets or self._events):
            return NOTHING
        effects = Effects(
            tuple(self._cards), frozenset(self._wrong), self._owes, self._forgets, tuple(self._events)
        )
        self._cards.clear()
        self._wrong.clear()
        self._events.clear()
        self._owes = self._forgets = False
        return effects
