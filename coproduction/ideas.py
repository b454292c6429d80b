"""Ideas: captured in the person's own words, numbered, supported, credited or anonymous."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Protocol

from coproduction.errors import Refusal
from coproduction.texts import required
from coproduction.words import Text

TEXT_LENGTH = 1_000
IDEA_CARD: Final = "idea"


class IdeaKind(StrEnum):
    """What an idea wants to become."""

    CHANGE = "change"
    COLLABORATION = "collaboration"


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea of a programme (`channel`), formed in a session or between sessions (None).

    `author` is None for an anonymous idea: it is not stored anywhere. `origin` names what it was made
    from (a submitted form, a command, a message), so that the same thing arriving twice stays one idea.
    """

    id: str
    channel: str
    session: str | None
    number: int
    kind: IdeaKind
    text: str
    author: str | None
    origin: str
    is_withdrawn: bool = False
    credit: str | None = None  # whom to thank when it is not one person's: a breakout group


@dataclass(frozen=True, slots=True)
class IdeaCard:
    """An idea and how many support it."""

    idea: Idea
    supporters: int


class Ideas(Protocol):
    """What storage keeps of this noun: ideas and who supports them."""

    def add(self, idea: Idea) -> None:
        """Raises Taken when an idea of the same origin is there."""

    def put(self, idea: Idea) -> None: ...
    def get(self, idea: str) -> Idea | None: ...
    def from_origin(self, origin: str) -> Idea | None: ...
    def of(self, channel: str) -> list[Idea]:
        """All ideas of a programme by number."""

    def by(self, person: str) -> list[Idea]: ...
    def support(self, idea: str, person: str) -> bool:
        """False when the person supports it already."""

    def take_back(self, idea: str, person: str) -> bool:
        """False when there was no support to take back."""

    def supporters(self, idea: str) -> int: ...
    def support_of(self, channel: str) -> dict[str, int]:
        """Idea id to number of supporters, for all ideas of a programme that have any."""


def text_of(text: str) -> str:
    """An idea's words, or a Refusal."""
    return required(
        text,
        most=TEXT_LENGTH,
        field="text",
        empty=Text("Your idea has no words yet. For example: {/idea} A buddy for every new parent"),
        lines=True,
    )


def kind_named(text: str) -> IdeaKind:
    """The kind of that name, or a Refusal."""
    try:
        return IdeaKind(text)
    except ValueError:
        raise Refusal("Please choose what kind of idea this is.", "kind") from None


def withdrawn(idea: Idea, by: str) -> Idea:
    """The idea, taken back by its author; anybody else gets a Refusal."""
    if idea.author != by:
        raise Refusal("Only the person whose idea this is can take it back.")
    return replace(idea, is_withdrawn=True)
