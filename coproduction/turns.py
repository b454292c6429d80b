"""A fair turn: who would like to speak, and who does so next: those whom the room has heard least."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from coproduction.people import Person

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person in one session: how often they have spoken, and since when their hand is up, if it is."""

    session: str
    person: str
    spoken: int = 0
    raised_at: datetime | None = None


class Turns(Protocol):
    """What storage keeps of this noun."""

    def open(self, session: str) -> bool:
        """People raise hands here from now on; False when they did before."""

    def shut(self, session: str) -> bool:
        """They do not any more; False when they did not."""

    def are_open(self, session: str) -> bool: ...
    def put(self, speaker: Speaker) -> None:
        """Store it, whether it is there or not."""

    def get(self, session: str, person: str) -> Speaker | None: ...
    def of(self, session: str) -> list[Speaker]: ...
    def lower_all(self, session: str) -> None:
        """The session is over: nobody waits any more. How often each has spoken stays."""


def raised(hand: Speaker, now: datetime) -> Speaker:
    """With the hand up; whoever has it up keeps their place."""
    return hand if hand.raised_at else replace(hand, raised_at=now)


def lowered(hand: Speaker) -> Speaker:
    """With the hand down, and nothing counted."""
    return replace(hand, raised_at=None)


def spoken(hand: Speaker) -> Speaker:
    """They have had their turn."""
    return replace(hand, spoken=hand.spoken + 1, raised_at=None)


def later(hand: Speaker, now: datetime) -> Speaker:
    """With the hand up as if they had raised it just now: behind those who are like them."""
    return replace(hand, raised_at=now)


def queue(hands: Collection[Speaker], people: Mapping[str, Person]) -> tuple[Speaker, ...]:
    """The hands that are up, in the order in which people speak.

    Whoever has spoken least comes first; of these, whose perspective nobody has spoken for yet; then whose
    hand has been up longest.
    """
    spoke = (people.get(each.person) for each in hands if each.spoken)
    voiced = {each.perspective for each in spoke if each and each.perspective}

    def place(hand: Speaker) -> tuple[int, bool, datetime, str]:
        known = people.get(hand.person)
        is_voiced = known is None or known.perspective is None or known.perspective in voiced
        return hand.spoken, is_voiced, hand.raised_at or _NEVER, hand.person

    return tuple(sorted((each for each in hands if each.raised_at), key=place))
