"""Ideas: captured in the person's own words, numbered, supported, credited or anonymous."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from coproduction.errors import Refusal
from coproduction.progress import NamedMove
from coproduction.texts import required
from coproduction.undoing import WAY_BACK
from coproduction.words import Text, several
from coproduction.worked import Worked

TEXT_LENGTH = 1_000
BURST = timedelta(seconds=10)  # in which the ideas of a channel share one card
ON_ONE_CARD, CARD_LENGTH = 15, 2_400  # ideas, and characters of all of them together
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
    credit: str | None = None  # from whom it is when not from one person: "From group 2, round 1"
    withdrawn_at: datetime | None = None
    shown_on: str | None = None  # the idea on whose card it stands, when it has none of its own


@dataclass(frozen=True, slots=True)
class IdeaCard:
    """An idea and how many support it."""

    idea: Idea
    supporters: int
    moves: tuple[NamedMove, ...] = ()  # what became of it
    worked: Worked | None = None


@dataclass(frozen=True, slots=True)
class IdeasCard:
    """What one message shows: an idea, and those that came within the same few seconds."""

    ideas: tuple[IdeaCard, ...]


class Ideas(Protocol):
    """What storage keeps of this noun: ideas and who supports them."""

    def add(self, idea: Idea) -> None:
        """Raises Taken when an idea of the same origin is there."""

    def put(self, idea: Idea) -> None: ...
    def get(self, idea: str) -> Idea | None: ...
    def last(self, channel: str) -> Idea | None:
        """The newest idea of a programme."""

    def from_origin(self, origin: str) -> Idea | None: ...
    def of(self, channel: str) -> list[Idea]:
        """All ideas of a programme by number."""

    def on_card_of(self, idea: str) -> list[Idea]:
        """The ideas that stand on the card of this one, without itself, by number."""

    def by(self, person: str) -> list[Idea]: ...
    def of_person(self, channel: str, person: str) -> list[Idea]:
        """The standing ideas of a programme that a person wrote with their name or supports, by number."""

    def support(self, idea: str, person: str) -> bool:
        """False when the person supports it already, or is surely not in its channel."""

    def keep_support(self, idea: str, person: str) -> bool:
        """The same for somebody who may: False when the person supports it already."""

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


def require_author(idea: Idea, by: str) -> None:
    """A Refusal for anybody but its author; an idea without a name has none."""
    if idea.author != by:
        raise Refusal("Only the person whose idea this is can take it back.")


def withdrawn(idea: Idea, now: datetime) -> Idea:
    """The idea, taken back."""
    return replace(idea, is_withdrawn=True, withdrawn_at=now)


def can_return(idea: Idea, now: datetime) -> bool:
    """Whether an idea that was taken back may still be put back."""
    return idea.withdrawn_at is not None and now < idea.withdrawn_at + WAY_BACK


def put_back(idea: Idea, now: datetime) -> Idea:
    """The idea as if it had never been taken back, with all its supporters; a Refusal when it is too late."""
    if not can_return(idea, now):
        raise Refusal(
            "More than {minutes} minutes have passed, so idea {number} stays taken back. "
            "You can share it again with {/idea}.",
            minutes=WAY_BACK // timedelta(minutes=1),
            number=idea.number,
        )
    return replace(idea, is_withdrawn=False, withdrawn_at=None)


def so_many_ideas(number: int) -> Text:
    """So many change ideas, as it stands inside a sentence."""
    return several(number, "{n} change idea", "{n} change ideas") if number else Text("no change ideas")


def so_many_collaborations(number: int) -> Text:
    """The same of collaborations."""
    return several(number, "{n} collaboration", "{n} collaborations") if number else Text("no collaborations")
