"""A body: who decides about ideas, how, and when; and the message that asks it once a week."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from coproduction.errors import Refusal
from coproduction.texts import optional, required
from coproduction.words import Text

DECISIONS: Final = "decisions"  # to who decides for a body: what waits
OVERDUE_TOLD: Final = "overdue_told"  # to who leads the programme: what is late, once a week at most
OWNER_GONE: Final = "owner_gone"  # to the same: who decided for a body is gone
AT_MOST = 3  # ideas in one message
AFTER_MEETING, WITHOUT_MEETING = timedelta(weeks=1), timedelta(weeks=4)
ESCALATED_AFTER = timedelta(weeks=1)  # after the day by which it should have been answered
MORE_TIME = timedelta(weeks=4)  # for who needs time
GONE_WINDOW = timedelta(weeks=8)  # so long is it worth telling that nobody answers for a body any more
WINDOW = timedelta(days=5)
NAME_LENGTH, LINE_LENGTH = 75, 300
MOST = 20  # of a programme


class How(StrEnum):
    """How a body decides."""

    ADVISE = "advise"
    CONSULT = "consult"
    CONSENT = "consent"
    VOTE = "vote"
    DELEGATED = "delegated"


@dataclass(frozen=True, slots=True)
class Body:
    """Who decides: its name, what it decides and how, when it meets and when papers are due, and who of lived
    experience sits there, in words.

    `owner` answers for it in Slack, on the `weekday` they chose (0 is Monday); None where it is outside.
    `next_at` is when they are asked next.
    """

    id: str
    channel: str
    name: str
    decides: str
    how: How
    origin: str
    meets_on: date | None = None
    papers_on: date | None = None
    lived: str | None = None
    owner: str | None = None
    weekday: int = 0
    next_at: datetime | None = None


class Bodies(Protocol):
    """What storage keeps of this noun."""

    def add(self, body: Body) -> None:
        """Raises Taken when one of the same origin is there."""

    def put(self, body: Body) -> None: ...
    def get(self, body: str) -> Body | None: ...
    def from_origin(self, origin: str) -> Body | None: ...
    def of(self, channel: str) -> list[Body]:
        """Those of a programme by name."""

    def owned_by(self, person: str) -> list[Body]: ...
    def due(self, now: datetime) -> list[Body]: ...


def has_met(body: Body, today: date) -> bool:
    """Whether the meeting that is known is over, so that nobody has said when the next one is."""
    return body.meets_on is not None and body.meets_on < today


def answers_by(body: Body, today: date) -> date:
    """By when it answers what is sent today: a week after its next meeting, else in four weeks."""
    if body.meets_on and body.meets_on >= today:
        return body.meets_on + AFTER_MEETING
    return today + WITHOUT_MEETING


def name_of(text: str) -> str:
    """A body's name, or a Refusal."""
    empty = Text("Please write what this body is called. For example: Health board")
    return required(text, most=NAME_LENGTH, field="name", empty=empty)


def decides_of(text: str) -> str:
    """What it decides, or a Refusal."""
    empty = Text("Please write what it decides. For example: what the clinic spends")
    return required(text, most=LINE_LENGTH, field="decides", empty=empty)


def lived_of(text: str | None) -> str | None:
    """Who with lived experience sits there, if anybody said."""
    return optional(text, most=LINE_LENGTH, field="lived")


def how_named(code: str) -> How:
    """How it decides, or a Refusal."""
    try:
        return How(code)
    except ValueError:
        raise Refusal("Please choose how it decides.", "how") from None


def date_of(chosen: str | None, field: str, today: date, before: date | None = None) -> date | None:
    """A day of the calendar, or a Refusal, also for one that is over, unless it stood there `before`."""
    try:
        day = date.fromisoformat(chosen) if chosen else None
    except ValueError:
        raise Refusal("Please choose the date from the calendar.", field) from None
    if day and day < today and day != before:
        raise Refusal("This date is in the past. Please choose today or a later day.", field)
    return day


def refuse_late_papers(body: Body, today: date) -> None:
    """A Refusal where papers are due only after the meeting to come, for which they are written."""
    if body.papers_on and body.meets_on and today <= body.meets_on < body.papers_on:
        raise Refusal("Papers are due before the next meeting. Please choose an earlier day.", "papers_on")


HOWS = {
    How.ADVISE: Text("It gives advice, and others decide"),
    How.CONSULT: Text("One person decides once they have heard it"),
    How.CONSENT: Text("It goes ahead when nobody has a strong reason against it"),
    How.VOTE: Text("It votes"),
    How.DELEGATED: Text("It has handed this decision to somebody"),
}
