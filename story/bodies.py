"""Who decides about ideas, as data: what is sent there, what is answered, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

YES, PARTLY, NO = "Yes, we will", "Partly", "No, because"  # what can be pressed
ANSWERS_AFTER = timedelta(weeks=1)  # a body answers by so long after its meeting
HELPED, SAME, HARM = "It helped", "No change", "It did harm"
AGREES, DECLINES = "Yes, we will", "No, thank you"  # to somebody who wants to work with them
COUNTED_AFTER = timedelta(weeks=4)  # after an idea is done
TELLS_AFTER = timedelta(weeks=1)  # those who lead are told of what is late, so long after who answers for it


@dataclass(frozen=True)
class Referral:
    """An idea that goes to a body, and the answer to it; None where there is none."""

    idea: str
    sent: datetime
    answer: str | None = None
    why: str = ""


@dataclass(frozen=True)
class Says:
    """What somebody who is asked presses."""

    who: str
    presses: str


@dataclass(frozen=True)
class Done:
    """An idea that is carried out, and what those say whom it concerns, at `asked`."""

    idea: str
    at: datetime
    asked: datetime
    says: tuple[Says, ...] = ()  # whether it helped

    @property
    def counted(self) -> datetime:
        """When what they said is counted."""
        return self.at + COUNTED_AFTER

    def number(self, pressed: str) -> int:
        """How many press this."""
        return sum(each.presses == pressed for each in self.says)


@dataclass(frozen=True)
class Initiative:
    """An initiative that ideas could join."""

    name: str
    does: str
    asks: str


@dataclass(frozen=True)
class Body:
    """Who decides, who answers for it, on which day they are asked, and when they answer."""

    name: str
    decides: str
    how: str
    who: str
    weekday: str
    meets_on: date
    chosen: datetime  # when the shortlist is
    answers: datetime
    referrals: tuple[Referral, ...]
    done: Done
    linked: Initiative
    told: datetime  # when somebody who leads lets the first month be told

    @property
    def answers_by(self) -> date:
        """By when it says that it will answer."""
        return self.meets_on + ANSWERS_AFTER

    @property
    def overdue(self) -> tuple[Referral, ...]:
        """What has no answer."""
        return tuple(each for each in self.referrals if each.answer is None)
