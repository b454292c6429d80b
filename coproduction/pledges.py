"""A pledge: the one thing a person will do differently, in their own words."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from coproduction.days import picked
from coproduction.errors import Refusal
from coproduction.messages import Card
from coproduction.texts import optional, required
from coproduction.undoing import WAY_BACK
from coproduction.words import Text

WHAT_LENGTH = 500
FIRST_STEP_LENGTH = 300
DIFFERENCE_LENGTH = 3_000  # no less than is kept of what somebody types (`coproduction.notes`)
PLEDGE_SHARED: Final = "pledge_shared"  # the card of a pledge that its person shares with the group
READ_THERE = Text(
    "Your group can read this pledge, and you are not in its channel any more, so nothing was changed. "
    "Make the pledge private first: type {/mine}."
)


@dataclass(frozen=True, slots=True)
class Pledge:
    """What a person will do, by when if they said so, and the first step. `made_at` is aware UTC.

    Only its person sees it, unless they share it. `difference` is what it made, in their words, when it is
    done; `idea` is the id of the idea it belongs to. `taken_from`: who handed it over, if its person took it
    over, `taken_at`.
    """

    id: str
    channel: str
    session: str | None
    person: str
    what: str
    by: date | None
    first_step: str | None
    made_at: datetime
    origin: str
    withdrawn_at: datetime | None = None
    shared_at: datetime | None = None
    difference: str | None = None
    idea: str | None = None
    taken_from: str | None = None
    taken_at: datetime | None = None

    @property
    def is_shared(self) -> bool:
        """Whether its person shows it to the group."""
        return self.shared_at is not None and not self.is_withdrawn

    @property
    def is_withdrawn(self) -> bool:
        """Whether its person let it go: nobody asks about it, and it counts nowhere."""
        return self.withdrawn_at is not None


class Pledges(Protocol):
    """What storage keeps of this noun: what people promised."""

    def add(self, pledge: Pledge) -> None:
        """Raises Taken when a pledge of the same origin is there."""

    def put(self, pledge: Pledge) -> None: ...
    def share(self, pledge: Pledge) -> None:
        """Store it anew with whether it is shared; what was made private again stays so over a backup."""

    def get(self, pledge: str) -> Pledge | None: ...
    def from_origin(self, origin: str) -> Pledge | None: ...
    def some(self, pledges: Collection[str]) -> dict[str, Pledge]:
        """Those of these pledges that are there, by id."""

    def by(self, person: str) -> list[Pledge]: ...
    def of(self, channel: str) -> list[Pledge]: ...


def shared_card(pledge: Pledge) -> Card:
    """Its card in the channel of its programme."""
    return Card(PLEDGE_SHARED, pledge.id)


def let_go(pledge: Pledge, now: datetime) -> Pledge:
    """The pledge, let go; a second time changes nothing."""
    return pledge if pledge.is_withdrawn else replace(pledge, withdrawn_at=now)


def taken_up(pledge: Pledge, now: datetime) -> Pledge:
    """The pledge that its person let go, taken up again; a Refusal once too much time has passed."""
    if pledge.withdrawn_at and now > pledge.withdrawn_at + WAY_BACK:
        raise Refusal("You let this go more than ten minutes ago. You can make a new pledge with {/pledge}.")
    return replace(pledge, withdrawn_at=None)


def handed_over(pledge: Pledge, to: str, now: datetime) -> Pledge:
    """The same words in other hands. Whether the group sees them is for their new person to say."""
    return replace(
        pledge,
        person=to,
        shared_at=None,
        difference=None,
        idea=None,
        taken_from=pledge.person,
        taken_at=now,
    )


def at_home(pledge: Pledge, zone: ZoneInfo) -> Pledge:
    """The same, with when it was taken over as the clock there shows it."""
    return replace(pledge, taken_at=pledge.taken_at and pledge.taken_at.astimezone(zone))


def what_of(text: str) -> str:
    """What the person will do, or a Refusal."""
    return required(
        text,
        most=WHAT_LENGTH,
        field="what",
        empty=Text("Please write the one thing you will do. A small thing counts."),
        lines=True,
    )


def first_step_of(text: str | None) -> str | None:
    """The first step, if the person has one in mind."""
    return optional(text, most=FIRST_STEP_LENGTH, field="first_step")


def difference_of(text: str | None) -> str | None:
    """What difference it made, if the person says so."""
    return optional(text, most=DIFFERENCE_LENGTH, field="difference", lines=True)


def by_date(chosen: str | None, today: date, was: date | None = None) -> date | None:
    """The date chosen in a date picker (ISO), None when left open; a Refusal when it is past or too far.

    The date that the pledge had before may stay, however long ago it `was`.
    """
    if not chosen:
        return None
    if was and chosen == was.isoformat():
        return was
    return picked(
        chosen,
        "by",
        today,
        today,
        unread=Text("Please choose the date from the calendar."),
        early=Text("This date is in the past. Please choose today or a later day."),
        late=Text("Please choose a date within a year, so that I can still ask you about it."),
    )
