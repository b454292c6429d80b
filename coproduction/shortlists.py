"""A shortlist: the few ideas of a programme that go on from here, chosen by those who lead.

Each choice stores a further list with the next number, so that the last can be undone.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from coproduction.errors import Refusal

MOST = 10  # ideas: a longer list is none
CHANGES_KEPT = 20


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The ideas (their ids) that were chosen, the `number`-th time, from 1."""

    channel: str
    number: int
    ideas: tuple[str, ...]


class Shortlists(Protocol):
    """What storage keeps of this noun."""

    def newest(self, channel: str) -> Shortlist | None: ...
    def add(self, shortlist: Shortlist) -> None:
        """Raises Taken when there is one with this number. What is too old to go back to is deleted."""

    def drop(self, shortlist: Shortlist) -> bool:
        """False when somebody else has dropped it."""


def chosen(ideas: Sequence[str], there: Collection[str]) -> tuple[str, ...]:
    """The ideas that were chosen of those that are there, or a Refusal."""
    known = tuple(dict.fromkeys(idea for idea in ideas if idea in there))
    if len(known) > MOST:
        raise Refusal("A shortlist has {most} ideas at most. Please choose fewer.", "ideas", most=MOST)
    return known
