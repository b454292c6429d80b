"""The list of people to ask: whom a programme still needs, by role, who can introduce it to them, and how far
it has come. No free text about a person stands in it, and nothing of it stays after six months.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from coproduction.errors import Refusal
from coproduction.messages import Card
from coproduction.people import SECTORS
from coproduction.texts import optional, required
from coproduction.words import Text

TOLD: Final = "stakeholder_told"  # to who is on the list and in this Slack, once they are asked
TOLD_OFF: Final = "stakeholder_off"  # to who took themselves off in words
ROLE_LENGTH = 75
MOST = 100  # of a programme
KEPT_FOR = timedelta(days=183)  # counted from the day on which it was written


class State(StrEnum):
    """How far it has come; `OFF` is who took themselves off: nothing but that is left of them."""

    TO_ASK = "to_ask"
    ASKED = "asked"
    COMING = "coming"
    NOT_NOW = "not_now"
    OFF = "off"


STATE_NAMES: Final = {
    State.TO_ASK: Text("to ask"),
    State.ASKED: Text("asked"),
    State.COMING: Text("coming"),
    State.NOT_NOW: Text("not now"),
}


@dataclass(frozen=True, slots=True)
class StakeholderForm:
    """What a facilitator fills in: a role, codes of menus, and ids of people."""

    role: str
    sector: str
    state: str
    person: str | None = None
    introducer: str | None = None
    introducer_role: str | None = None


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """One line of the list of the programme in `channel`, which `added_by` wrote and which goes at
    `forget_at`. `person` is who it is, where they are in this Slack; they were told of it at `told_at`. Who
    can introduce us is a person of this Slack or a role.
    """

    id: str
    channel: str
    role: str
    sector: str
    state: State
    added_by: str
    forget_at: datetime
    person: str | None = None
    introducer: str | None = None
    introducer_role: str | None = None
    told_at: datetime | None = None

    @property
    def is_off(self) -> bool:
        """Whether this person took themselves off."""
        return self.state is State.OFF

    @property
    def is_to_tell(self) -> bool:
        """Whether somebody of this Slack was asked and does not know yet what is kept of them."""
        return bool(self.person) and self.state not in {State.TO_ASK, State.OFF} and self.told_at is None


class Stakeholders(Protocol):
    """What storage keeps of this noun."""

    def add(self, stakeholder: Stakeholder) -> None:
        """Raises Taken when this person is on the list of the programme already."""

    def put(self, stakeholder: Stakeholder) -> bool:
        """The same for one that is there; False, and nothing stored, where it is gone, or whoever it is about
        has taken themselves off."""

    def get(self, stakeholder: str) -> Stakeholder | None: ...
    def of(self, channel: str) -> list[Stakeholder]:
        """Those of a programme by role, also who took themselves off."""

    def over(self, now: datetime) -> list[str]:
        """Those that are to be forgotten by now."""

    def drop(self, stakeholder: str) -> bool:
        """Forget one; False when it was gone already."""


def told_card(stakeholder: str, person: str) -> Card:
    """The message that says what is kept of them."""
    return Card(TOLD, stakeholder, person)


def require_fit(form: StakeholderForm) -> StakeholderForm:
    """The form as it would be kept, or a Refusal that says at which field."""
    if form.sector not in SECTORS:
        raise Refusal("Please choose from the list.", "sector")
    if form.state not in STATE_NAMES:
        raise Refusal("Please choose from the list.", "state")
    empty = Text("Please write their role, not their name. For example: head of the library")
    role = required(form.role, most=ROLE_LENGTH, field="role", empty=empty)
    introduced = optional(form.introducer_role, most=ROLE_LENGTH, field="introducer_role")
    if introduced and form.introducer:
        raise Refusal("Please choose a person, or write a role, and not both.", "introducer_role")
    if form.person and form.person == form.introducer:
        raise Refusal("Nobody can introduce us to themselves. Please choose somebody else.", "introducer")
    return StakeholderForm(
        role, form.sector, form.state, form.person or None, form.introducer or None, introduced
    )
