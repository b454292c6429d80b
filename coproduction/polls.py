"""A question to the room, one answer each, changeable until it closes. Its kind: `coproduction.questions`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from textwrap import shorten
from typing import Final, Protocol

from coproduction import ownquestions
from coproduction.audited import Released
from coproduction.cardresults import Result
from coproduction.levels import Level
from coproduction.people import Perspective
from coproduction.splits import Part
from coproduction.tencards import Counted
from coproduction.words import Text, Value

QUESTION_LENGTH = 250
SHORT = 80  # of a question that is only named
OPTION_LENGTH = 70  # a Slack button holds 75 characters
FEWEST, MOST = 2, 10
POLL_CARD: Final = "poll"
# The kinds of question, as they are stored.
CHOICE: Final = "choice"  # what most are: one of a few options
SEVERAL: Final = "several"  # of the options
YES_NO: Final = "yes_no"
SCALE: Final = "scale"  # from 1 to 5
SCALE_TEN: Final = "scale_ten"  # from 0 to 10
BEFORE_NOW: Final = "before_now"  # from 1 to 5, twice
DOTS: Final = "dots"
RANKING: Final = "ranking"
OPEN_TEXT: Final = "text"
CARDS: Final = "cards"  # ten cards over ideas: `coproduction.tencards`

RATHER_NOT = Text("Rather not say")
YES_NO_OPTIONS = (Text("Yes"), Text("Not yet"), Text("No"), RATHER_NOT)

CLOSING_QUESTION = ownquestions.CLOSING_QUESTION
YES, NOT_YET, NO = "0", "1", "2"  # the answers to it, as they are stored
CLOSING_OPTIONS = (Text("Yes"), Text("Not yet"), Text("No"))


class Purpose(StrEnum):
    """What a poll is for: anything, or the closing question of a session."""

    ANY = "any"
    CLOSING = "closing"


class Invited(StrEnum):
    """Who may answer a poll: everybody in its channel, those who have checked in to its session, or of these
    those who have told us this perspective."""

    EVERYBODY = "everybody"
    CHECKED_IN = "checked in"
    LIVED = Perspective.LIVED.value
    FRONT_LINE = Perspective.FRONT_LINE.value
    GOVERNING = Perspective.GOVERNING.value


ONE_PERSPECTIVE = frozenset({Invited.LIVED, Invited.FRONT_LINE, Invited.GOVERNING})


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll in a programme (`channel`). A closed poll takes no more answers, ever.

    A poll with several questions is several of these: the first, which has the card, and those that are a
    `part_of` it, each in its `place` from 1 on. Parts are opened, closed and taken away with the first.
    """

    id: str
    channel: str
    session: str | None
    question: str
    options: tuple[str, ...]
    purpose: Purpose
    origin: str
    is_open: bool = True
    kind: str = CHOICE
    taken_back_by: str | None = None  # who took it back before anybody had answered
    level: Level = Level.CONFIDENTIAL
    is_live: bool = False  # whether everybody sees the counts before it closes
    is_lost: bool = False  # closed without a result, because its secret was gone
    most: int = 1  # how many options one answer may hold, or how many dots it shares out
    title: str = ""  # of several questions together
    part_of: str | None = None
    place: int = 0
    is_optional: bool = False  # as a part of several: whether it may be left out
    closes_at: datetime | None = None  # by itself, if it has not been closed before
    closes_when_all: bool = False  # by itself, when everybody has answered who is invited
    invited: Invited = Invited.EVERYBODY
    may_add: bool = False  # whether those who answer may add options
    because: str = ""  # why it was cancelled although people had answered
    remind_at: datetime | None = None  # when who has not answered is told that it will close
    asked_by: str | None = None  # who asked it, while it is open: the same words of theirs are no second one

    @property
    def is_taken_back(self) -> bool:
        """Whether it was asked by mistake: it is closed, and counts nowhere."""
        return self.taken_back_by is not None

    @property
    def is_anonymous(self) -> bool:
        """Whether its answers are held with nobody."""
        return self.level is Level.ANONYMOUS

    @property
    def shows_counts(self) -> bool:
        """Whether everybody may see how it is answered by now."""
        return not self.is_lost and (self.is_live or not self.is_open)

    @property
    def asks(self) -> str | Text:
        """The question as it is shown: people's own words, or ours, which depend on who reads them."""
        if self.purpose is Purpose.CLOSING:
            return CLOSING_QUESTION
        return ownquestions.QUESTIONS.get(self.question, self.question)

    @property
    def heading(self) -> str | Text:
        """The title as it is shown; empty where it has none."""
        return ownquestions.TITLES.get(self.title, self.title)

    @property
    def in_short(self) -> Value:
        """The question where it only tells this poll from others, cut at a word."""
        if isinstance(self.asks, Text):
            return self.asks
        cut = shorten(self.asks, SHORT, placeholder="…")
        return cut if len(cut) > 1 else f"{self.asks[: SHORT - 1]}…"  # one long word, as in Chinese

    @property
    def offers(self) -> tuple[str | Text, ...]:
        """The options as they are shown."""
        if self.kind == YES_NO:
            return YES_NO_OPTIONS
        if self.purpose is Purpose.CLOSING:
            ours = CLOSING_OPTIONS[: len(self.options)]
            return (*ours, *self.options[len(ours) :])
        if self.question in ownquestions.QUESTIONS:
            return tuple(ownquestions.ENDS.get(option, option) for option in self.options)
        return self.options


@dataclass(frozen=True, slots=True)
class Judged:
    """The result of ten cards, and the words of each card, and the number of its idea, by its id."""

    result: Result
    titles: Mapping[str, str]
    cards: tuple[Counted, ...]  # the most helpful first; those that too few have judged last
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """How a poll was answered: the counts that its kind of question shows, and how many people answered.

    No counts while they are hidden. Of an anonymous poll there never are: `answered` goes in steps of five,
    and `released` is what may be shown in the end. `written`: people's own words, in no order of theirs.
    `judged` is the result of ten cards that are closed. `parts` are its further questions, by place. `split`
    are the counts of each perspective, where that gives nobody away.
    """

    poll: Poll
    counts: tuple[int, ...]
    answered: int
    released: Released | None = None
    written: tuple[str, ...] = ()
    judged: Judged | None = None
    parts: tuple["Tally", ...] = ()
    split: tuple[Part, ...] = ()

    @property
    def is_unanswered(self) -> bool:
        """Whether nobody answered any of its questions; of an anonymous poll that is never said."""
        return not self.poll.is_anonymous and not any(each.answered for each in (self, *self.parts))


class Polls(Protocol):
    """What storage keeps of this noun: polls and their ballots."""

    def add(self, poll: Poll) -> None:
        """Raises Taken when a poll of the same origin is there."""

    def put(self, poll: Poll) -> None: ...
    def revise(self, poll: Poll) -> bool:
        """Store it only while it is open; False when it has closed meanwhile."""

    def get(self, poll: str) -> Poll | None: ...
    def from_origin(self, origin: str) -> Poll | None: ...
    def open_in(self, channel: str) -> list[Poll]:
        """In the order in which they were asked, as the two below; what has no card comes last."""

    def of_session(self, session: str) -> list[Poll]: ...
    def of_channel(self, channel: str) -> list[Poll]:
        """Those that are closed before those that are open."""

    def parts_of(self, poll: str) -> list[Poll]:
        """The questions that belong to this one, by place; no other list holds them."""

    def over(self, now: datetime) -> list[str]:
        """The ids of the open polls that were to close by now."""

    def to_remind(self, now: datetime) -> list[str]:
        """The ids of the open polls of which people were to be reminded by now."""

    def waiting_for_all(self) -> list[Poll]:
        """The open polls that close when all have answered whom they ask."""

    def answered_by(self, person: str) -> list[Poll]:
        """The open questions with an answer of this person that is held with them, but for closing ones."""

    def cast(self, poll: str, person: str, answer: str) -> bool:
        """Store a person's one answer to a single choice, if the poll is one, is open and has this option,
        if it asks this person, and if it is not known that they are elsewhere.

        False when nothing changed. Nobody can close the poll between the answer and the end of this unit of
        work: an answer that was stored is counted.
        """

    def lock(self, poll: str) -> Poll | None:
        """The poll, which nobody can close before the end of this unit of work."""

    def hold(self, poll: str) -> Poll | None:
        """The poll, which nobody else can answer, change or close before the end of this unit of work."""

    def asks(self, poll: str, person: str) -> bool:
        """Whether somebody is one of those who may answer a poll that is there."""

    def keep(self, poll: str, person: str, answer: str) -> bool:
        """Store a person's one answer, of any kind, to a poll that is locked; False when nothing changed."""

    def withdraw(self, poll: str, person: str) -> bool:
        """Delete a person's answer to a poll that is locked; False when there is none."""

    def votes(self, poll: str) -> dict[str, int]:
        """Answer to the number of people who gave it, also after they were counted and deleted."""

    def settle(self, poll: str) -> None:
        """Count the answers to a poll that was closed in this unit of work, and delete them."""

    def clear(self, poll: str) -> None:
        """Delete the answers to a poll that are held with people, and count none of them."""

    def count(self, poll: str, votes: Mapping[str, int]) -> None:
        """Keep these totals (answer to number) of a poll whose answers are gone."""

    def ballots(self, poll: str) -> dict[str, str]:
        """Person to answer."""

    def answer_of(self, poll: str, person: str) -> str | None:
        """A person's own answer, while it is held with them."""


def closed(poll: Poll) -> Poll:
    """The poll, closed for good."""
    return replace(poll, is_open=False, asked_by=None)
