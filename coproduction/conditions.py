"""A condition: "it would help if …", support that somebody would give if an idea changed."""

from dataclasses import dataclass
from typing import Final, Protocol

from coproduction.texts import required
from coproduction.words import Text

CONDITIONS: Final = "conditions"  # to the author of an idea: all that people say would help
WORDS_LENGTH = 300
ON_CARD = 3  # of an idea that nobody's name stands on: the words that its card shows


@dataclass(frozen=True, slots=True)
class Condition:
    """What would have this person support an idea, in their own words. Nobody is shown whose they are."""

    idea: str
    person: str
    words: str


class Conditions(Protocol):
    """What storage keeps of this noun: one condition for each person and idea."""

    def put(self, condition: Condition) -> bool:
        """Store it in place of any that the person had; False when they had said the same."""

    def get(self, idea: str, person: str) -> Condition | None: ...
    def drop(self, idea: str, person: str) -> bool:
        """False when there was none."""

    def words_of(self, idea: str) -> list[str]:
        """What was said of an idea, in an order that says nothing of who said it, or when."""

    def how_many(self, channel: str) -> dict[str, int]:
        """Idea id to the number of people who said what would help, for all ideas of a programme."""


def words_of(text: str) -> str:
    """What would help, or a Refusal."""
    empty = Text("Please write what would help. For example: “it would help if it were in the evening”.")
    return required(text, most=WORDS_LENGTH, field="words", empty=empty, lines=True)
