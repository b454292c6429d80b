"""The board: all ideas in one place, in each person's own order while they are weighed.

A list in the order of popularity hides half of what a room wants (docs/tencards.md), so while a session
goes on, or ten cards are open, each person sees the ideas in a random order of their own, which stays the
same from page to page, and no figures. Afterwards they choose what the list is sorted by.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Final, Protocol

from coproduction.errors import Refusal
from coproduction.ideas import Idea
from coproduction.releases import FEWEST

BOARD: Final = "idea_board"
IDEA_TALK: Final = "idea_talk"  # the thread in which one idea is discussed
NEWEST = 3  # ideas that stand on the card itself


class Order(StrEnum):
    """What the list of all ideas is sorted by."""

    OWN = "own"  # random, and each person's own
    NUMBER = "number"
    SUPPORT = "support"
    SPREAD = "spread"  # from how many sectors the support comes


@dataclass(frozen=True, slots=True)
class Backing:
    """Who stands behind an idea: how many people, from how many sectors, and how many would if it changed.

    `sectors` is 0 below five supporters: then it would say too much of each of them.
    """

    supporters: int = 0
    sectors: int = 0
    conditions: int = 0


@dataclass(frozen=True, slots=True)
class Backed:
    """An idea and who stands behind it."""

    idea: Idea
    backing: Backing


class Boards(Protocol):
    """What storage knows of all ideas of a programme at once."""

    def sectors(self, channel: str) -> Mapping[str, int]:
        """Idea id to the number of known sectors of those who support it, however few they are."""

    def sectors_of(self, idea: str) -> int:
        """The same of one idea."""


def backing(supporters: int, sectors: int, conditions: int) -> Backing:
    """What may be shown of these figures."""
    return Backing(supporters, sectors if supporters >= FEWEST else 0, conditions)


def order_named(name: str) -> Order:
    """The order of that name, or a Refusal."""
    try:
        return Order(name)
    except ValueError:
        raise Refusal("Please choose from the list how to sort the ideas.") from None


def ordered(ideas: Sequence[Backed], order: Order, whose: str, where: str) -> list[Backed]:
    """The ideas in this order; `whose` and `where` (a person, a session) make the random one theirs."""
    by_number = sorted(ideas, key=lambda each: each.idea.number)
    match order:
        case Order.NUMBER:
            return by_number
        case Order.SUPPORT:
            return sorted(by_number, key=lambda each: -each.backing.supporters)
        case Order.SPREAD:
            return sorted(by_number, key=lambda each: (-each.backing.sectors, -each.backing.supporters))
        case Order.OWN:
            return sorted(by_number, key=lambda each: _chance(where, whose, each.idea.id))


def _chance(*seed: str) -> bytes:
    """Where something stands in a random order that this seed makes."""
    return blake2b("\0".join(seed).encode(), digest_size=8).digest()
