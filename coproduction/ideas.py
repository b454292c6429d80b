"""Ideas: captured in the person's own words, numbered, supported, credited or anonymous."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from coproduction.errors import Refusal
from coproduction.progress import NamedMove
from coproduction.texts import optional, refuse_short, required
from coproduction.undoing import WAY_BACK
from coproduction.words import Text, several
from coproduction.worked import Worked

TEXT_LENGTH = 600
KEPT_LENGTH = 1_000  # of words that were not written as an idea, so that nobody can shorten them
MORE_LENGTH, WHOM_LENGTH = 300, 150  # of what is said beside it, and of with whom
BURST = timedelta(seconds=10)  # in which the ideas of a channel share one card
ON_ONE_CARD, CARD_LENGTH = 15, 2_400  # ideas, and characters of all of them together
IDEA_CARD: Final = "idea"
IDEA_HIDDEN: Final = "idea_hidden"  # to who wrote it with their name


class IdeaKind(StrEnum):
    """What an idea wants to become."""

    CHANGE = "change"
    COLLABORATION = "collaboration"
    MATTERS = "matters"  # a problem or an outcome, in people's own words


class Hiding(StrEnum):
    """Why those who lead hide an idea."""

    PERSON = "person"  # it names or shows a person
    HURTS = "hurts"
    OFF_TOPIC = "off_topic"
    TWICE = "twice"
    OTHER = "other"
    OWN = "own"  # one that their programme has put into words itself


@dataclass(frozen=True, slots=True)
class Hidden:
    """That somebody who leads has hidden an idea, and whether it was shown again since.

    `words` are those of a reason of the programme's own, as they were then.
    """

    id: str
    idea: str
    by: str | None  # None once that person is forgotten
    reason: Hiding
    hidden_at: datetime
    shown_by: str | None = None
    shown_at: datetime | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea of a programme (`channel`), formed in a session or between sessions (None).

    `author` is None for an anonymous idea: it is not stored anywhere. `origin` names what it was made
    from (a submitted form, a command, a message), so that the same thing arriving twice stays one idea.
    `evidence` is what tells its author that it matters, `whom` with whom a collaboration would be, `better`
    what would look better where something matters, and `serves` the id of what matters that it answers.
    `sealed_in` is the step of its session in which all ideas wait to be revealed together, and `hidden_for`
    why those who lead have hidden it, in `hidden_words` where that is a reason of the programme's own: while
    either is there, nobody else sees it.
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
    evidence: str | None = None
    whom: str | None = None
    better: str | None = None
    serves: str | None = None
    sealed_in: str | None = None
    hidden_for: Hiding | None = None
    hidden_words: str | None = None

    @property
    def length(self) -> int:
        """How many characters stand on its card in people's own words."""
        return sum(len(each or "") for each in (self.text, self.evidence, self.whom, self.better))

    @property
    def stands(self) -> bool:
        """Whether everybody may see it: neither taken back, nor sealed, nor hidden by those who lead."""
        return not self.is_withdrawn and self.sealed_in is None and self.hidden_for is None


@dataclass(frozen=True, slots=True)
class IdeaCard:
    """An idea and how many support it; from how many sectors, where so many do that this may be told.

    `conditions` say what would help; `words` are theirs, where nobody's name stands on the idea.
    """

    idea: Idea
    supporters: int
    sectors: int = 0
    conditions: int = 0
    words: tuple[str, ...] = ()
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

    def between(self, channel: str, session: str) -> list[Idea]:
        """The standing ideas of no session, after the last one of any session but this, by number."""

    def said_by(self, channel: str, who: str) -> list[Idea]:
        """The ideas of a programme of this author, or with this credit, by number."""

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
    def hold(self, idea: str) -> None:
        """Nobody else supports it until this unit of work is done; who is about to is waited for."""

    def help(self, idea: str, person: str) -> None:
        """The person would help with it; said twice it counts once."""

    def helpers(self, idea: str) -> list[str]: ...
    def reveal(self, session: str, step: str) -> bool:
        """Nothing is hidden in this step of a session from now on; False when that was so already."""

    def is_revealed(self, session: str, step: str) -> bool: ...
    def hide(self, hidden: Hidden) -> None:
        """Write down that an idea was hidden, or shown again."""

    def hidings(self, channel: str) -> list[Hidden]:
        """All that was ever hidden in a programme, in its order."""

    def support_of(self, channel: str) -> dict[str, int]:
        """Idea id to number of supporters, for all ideas of a programme that have any."""


def text_of(text: str) -> str:
    """An idea's words as somebody writes it, or a Refusal: one word says too little for others."""
    words = _words(text, TEXT_LENGTH)
    refuse_short(words, "text")
    return words


def beside(text: str | None, field: str, most: int = MORE_LENGTH) -> str | None:
    """What somebody said beside their idea in this field, None where they did not; or a Refusal."""
    return optional(text, most=most, field=field, lines=True)


def text_kept(text: str) -> str:
    """An idea's words where nobody can be asked for more, such as those of a message; or a Refusal."""
    return _words(text, KEPT_LENGTH)


def _words(text: str, most: int) -> str:
    return required(
        text,
        most=most,
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
    return restored(idea)


def restored(idea: Idea) -> Idea:
    """The idea as if it had never been taken back."""
    return replace(idea, is_withdrawn=False, withdrawn_at=None)


def so_many_ideas(number: int) -> Text:
    """So many change ideas, as it stands inside a sentence."""
    return several(number, "{n} change idea", "{n} change ideas") if number else Text("no change ideas")


def so_many_that_matter(number: int) -> Text:
    """The same of what matters to people."""
    return several(number, "{n} thing that matters", "{n} things that matter")


def so_many_collaborations(number: int) -> Text:
    """The same of collaborations."""
    return several(number, "{n} collaboration", "{n} collaborations") if number else Text("no collaborations")
