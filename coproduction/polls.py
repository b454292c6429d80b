"""A question with a few options, one answer each, changeable until it closes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Protocol

from coproduction.errors import Refusal
from coproduction.texts import required
from coproduction.words import Text

QUESTION_LENGTH = 250
OPTION_LENGTH = 70  # a Slack button holds 75 characters
FEWEST, MOST = 2, 10
POLL_CARD: Final = "poll"

CLOSING_QUESTION = Text("Will you do at least one thing differently for your community?")
YES, NOT_YET, NO = range(3)
CLOSING_OPTIONS = (Text("Yes"), Text("Not yet"), Text("No"))


class Purpose(StrEnum):
    """What a poll is for: anything, or the closing question of a session."""

    ANY = "any"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll in a programme (`channel`). A closed poll takes no more answers, ever."""

    id: str
    channel: str
    session: str | None
    question: str
    options: tuple[str, ...]
    purpose: Purpose
    origin: str
    is_open: bool = True

    @property
    def asks(self) -> str | Text:
        """The question as it is shown: people's own words, or ours, which depend on who reads them."""
        return CLOSING_QUESTION if self.purpose is Purpose.CLOSING else self.question

    @property
    def offers(self) -> tuple[str | Text, ...]:
        """The options as they are shown."""
        if self.purpose is not Purpose.CLOSING:
            return self.options
        ours = CLOSING_OPTIONS[: len(self.options)]
        return (*ours, *self.options[len(ours) :])


@dataclass(frozen=True, slots=True)
class Tally:
    """How many chose each option of a poll, in the order of its options."""

    poll: Poll
    counts: tuple[int, ...]

    @property
    def answered(self) -> int:
        """How many people answered."""
        return sum(self.counts)


class Polls(Protocol):
    """What storage keeps of this noun: polls and their ballots."""

    def add(self, poll: Poll) -> None:
        """Raises Taken when a poll of the same origin is there."""

    def put(self, poll: Poll) -> None: ...
    def get(self, poll: str) -> Poll | None: ...
    def from_origin(self, origin: str) -> Poll | None: ...
    def open_in(self, channel: str) -> list[Poll]: ...
    def of_session(self, session: str) -> list[Poll]: ...
    def cast(self, poll: str, person: str, option: int) -> bool:
        """Store a person's one answer in place of any earlier one, if the poll is open and has this option.

        False when nothing changed. Nobody can close the poll between the answer and the end of this unit of
        work: an answer that was stored is counted.
        """

    def votes(self, poll: str) -> dict[int, int]:
        """Option to number of answers."""

    def ballots(self, poll: str) -> dict[str, int]:
        """Person to option."""


def question_of(text: str) -> str:
    """The question, or a Refusal."""
    return required(
        text,
        most=QUESTION_LENGTH,
        field="question",
        empty=Text(
            'A poll needs a question and options, for example: {/poll} "When to meet?" "Morning" "Evening"'
        ),
    )


def options_of(texts: list[str]) -> tuple[str, ...]:
    """Two to ten different options, or a Refusal."""
    wordless = Text("An option has no words.")
    options = tuple(required(text, most=OPTION_LENGTH, field="options", empty=wordless) for text in texts)
    if not FEWEST <= len(options) <= MOST:
        raise Refusal(
            "A poll needs {fewest} to {most} options. "
            "Put each in quotes, or in the form each on its own line. "
            'For example: {/poll} "When to meet?" "Morning" "Evening"',
            "options",
            fewest=FEWEST,
            most=MOST,
        )
    if len({option.casefold() for option in options}) < len(options):
        raise Refusal("Two options are the same. Please make each one different.", "options")
    return options


def closed(poll: Poll) -> Poll:
    """The poll, closed for good."""
    return replace(poll, is_open=False)


def option_at(poll: Poll, option: int) -> str:
    """The words of the option that was pressed, or a Refusal when it cannot be chosen."""
    if not poll.is_open:
        raise Refusal("This poll has closed, so your answer was not counted.")
    if not 0 <= option < len(poll.options):
        raise Refusal("This poll has no such option. Please press one of the buttons on its card.")
    return poll.options[option]


def tally(poll: Poll, votes: Mapping[int, int]) -> Tally:
    """The tally of a poll from a count for each option's position; missing ones are none."""
    return Tally(poll, tuple(votes.get(position, 0) for position in range(len(poll.options))))
