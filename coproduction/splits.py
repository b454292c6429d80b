"""What came of a confidential poll by perspective: only where nobody can be found by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from coproduction.people import Perspective
from coproduction.releases import FEWEST
from coproduction.words import Text

UNTOLD_NAME = Text("no perspective told")  # translators: of people who did not say how they know the service


@dataclass(frozen=True, slots=True)
class Part:
    """How people of one perspective answered, or those who told us none; as many as `answered` and said
    something. The `counts` are those of the kind of question."""

    perspective: Perspective | None
    counts: tuple[int, ...]
    answered: int


def may_be_split(answered: Sequence[int]) -> bool:
    """Whether the answers of these groups may be told apart: of all that gave any, the untold, too.

    What is left when all others are taken from the total is a group, so one that is too small hides all.
    """
    return len(answered) > 1 and min(answered) >= FEWEST


class Splits(Protocol):
    """What storage keeps of this noun."""

    def votes(self, poll: str) -> Mapping[Perspective | None, Mapping[str, int]]:
        """For each perspective, answer to the number of people who gave it, while it is held with them."""

    def keep(self, poll: str, parts: Sequence[Part]) -> None:
        """Keep these for good."""

    def of(self, poll: str) -> tuple[Part, ...]:
        """What was kept, in the order of perspectives; who told none last."""
