"""Empty chairs: who a programme wishes to have in the room, and who of them is not there.

A chair is wished for a sector or for a perspective. Nothing is shown of chairs until somebody wishes for one.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from coproduction.errors import Refusals
from coproduction.numbers import whole_in
from coproduction.people import PERSPECTIVE_NAMES, SECTOR_NAMES, Person
from coproduction.words import Text

MOST = 50  # chairs of one kind
_NO_NUMBER = Text("Please type a whole number up to {most}, or nothing.", most=MOST)
KINDS: Mapping[str, Text] = SECTOR_NAMES | {each.value: words for each, words in PERSPECTIVE_NAMES.items()}


@dataclass(frozen=True, slots=True)
class Chairs:
    """How many chairs of a kind (a sector or a perspective) the programme in `channel` wishes to fill."""

    channel: str
    kind: str
    wished: int


@dataclass(frozen=True, slots=True)
class Filled:
    """The chairs of a kind: how many are wished and filled, and how many people of it were invited so far.

    `knows_all`: whether it is known who is in the channel. Before its first session it is not.
    """

    kind: str
    wished: int
    filled: int
    invited: int
    knows_all: bool = True

    @property
    def empty(self) -> int:
        """How many stay empty."""
        return max(0, self.wished - self.filled)


class WishedChairs(Protocol):
    """What storage keeps of this noun."""

    def put(self, chairs: Chairs) -> None:
        """In the place of what was wished of this kind before."""

    def drop(self, channel: str, kind: str) -> None:
        """None of this kind is wished any more."""

    def of(self, channel: str) -> list[Chairs]:
        """What a programme wishes, by kind."""


def wished_in(numbers: Mapping[str, str | None]) -> dict[str, int]:
    """How many of each kind, as it was filled in; what is empty is none. A Refusal for all that is wrong."""
    typed = {kind: (numbers.get(kind) or "").strip() for kind in KINDS}
    read = {kind: whole_in(text or "0", 0, MOST) for kind, text in typed.items()}
    wrong = [kind for kind, number in read.items() if number is None]
    if wrong:
        raise Refusals(dict.fromkeys(wrong, _NO_NUMBER))
    return {kind: number or 0 for kind, number in read.items()}


def is_of(person: Person, kind: str) -> bool:
    """Whether somebody has told that they are of this kind; who only looks on fills no chair."""
    told = (person.known_sector, person.perspective.value if person.perspective else None)
    return not person.is_observer and kind in told


def filled(
    wished: Iterable[Chairs], coming: Collection[Person], invited: Collection[Person], *, knows_all: bool
) -> list[Filled]:
    """How each kind of chair stands, in the order in which kinds are named."""
    numbers = {each.kind: each.wished for each in wished}
    return [
        Filled(
            kind,
            numbers[kind],
            sum(is_of(person, kind) for person in coming),
            sum(is_of(person, kind) for person in invited),
            knows_all,
        )
        for kind in KINDS
        if numbers.get(kind)
    ]


def missing(wished: Iterable[str], came: Collection[Person]) -> tuple[str, ...]:
    """The wished kinds of which nobody of these is, in the order in which kinds are named."""
    wanted = frozenset(wished)
    return tuple(kind for kind in KINDS if kind in wanted and not any(is_of(each, kind) for each in came))
