"""An invitation to become a champion: what is asked and what people get, sent to one person, who answers it.

waits ─ yes ─▶ accepted
  ├──── not now ─▶ not_now ─ yes, after all ─▶ accepted
  ├──── who invited takes it back ─▶ taken_back
  ├──── nothing, for three weeks ─▶ unanswered, and may be answered, or taken back, all the same
  └──── it cannot reach them ─▶ unreached
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from coproduction.budget import A_WEEK
from coproduction.errors import Over, Refusal
from coproduction.messages import Card
from coproduction.texts import required
from coproduction.words import Text, day

INVITED: Final = "champion_invited"  # to who is invited
ANSWERED: Final = "champion_answered"  # what they said, to who invited them
SUGGESTED: Final = "champion_suggested"  # whom they would ask, too, to the same
CONFIRMED: Final = "champion_confirmed"  # what they answered in words, to themselves
LENGTH = 300  # characters of one field
AFTER_NOT_NOW = timedelta(weeks=12)
WINDOW = timedelta(weeks=2)
SILENT_AFTER = timedelta(weeks=3)  # so long after it was asked who invited hears that there is no answer
KEPT_FOR = timedelta(days=183)
MOST_SUGGESTED = 3
FIELDS: Final[Mapping[str, Text]] = {
    "time_asked": Text("What we ask of you"),
    "gets": Text("What you get"),
    "expenses": Text("What we pay"),
    "whom_to_ask": Text("Whom to ask"),
}
_EMPTY: Final[Mapping[str, Text]] = {
    "time_asked": Text("Please write how much time it takes. For example: two evenings a month"),
    "gets": Text("Please write what they get. For example: people listen, and there is soup"),
    "expenses": Text("Please write what you pay. For example: bus fares and childcare, or nothing"),
    "whom_to_ask": Text("Please write whom they can ask. For example: the team, on 020 7946 0000"),
}


class InvitationState(StrEnum):
    """Where it stands; see the picture above."""

    WAITS = "waits"
    UNANSWERED = "unanswered"
    ACCEPTED = "accepted"
    NOT_NOW = "not_now"
    UNREACHED = "unreached"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class ChampionOffer:
    """What every invitation of the programme in `channel` says, in the words of those who lead it."""

    channel: str
    time_asked: str
    gets: str
    expenses: str
    whom_to_ask: str


@dataclass(frozen=True, slots=True)
class ChampionInvitation:
    """`asked_by` invites `asked` to the programme in `channel`, who would ask these, `also`. Times are aware
    UTC; it is forgotten at `forget_at`.
    """

    id: str
    channel: str
    asked_by: str
    asked: str
    asked_at: datetime
    forget_at: datetime
    state: InvitationState = InvitationState.WAITS
    also: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it has no answer yet."""
        return self.state in (InvitationState.WAITS, InvitationState.UNANSWERED)


class Champions(Protocol):
    """What storage keeps of this noun."""

    def offer(self, channel: str) -> ChampionOffer | None: ...
    def put_offer(self, offer: ChampionOffer) -> None:
        """In the place of what was said before."""

    def add(self, invitation: ChampionInvitation) -> None: ...
    def put(self, invitation: ChampionInvitation, was: InvitationState) -> bool:
        """Store it anew; False when it was not in that state any more."""

    def get(self, invitation: str) -> ChampionInvitation | None: ...
    def of(self, channel: str) -> list[ChampionInvitation]:
        """All of a programme, in their order."""

    def silent(self, since: datetime) -> list[str]:
        """Those that wait, were sent at this moment or before, and were not told to be without an answer."""

    def over(self, now: datetime) -> list[str]:
        """Those that are to be forgotten by now."""

    def drop(self, invitation: str) -> None: ...


def question(invitation: ChampionInvitation, meant: str) -> Card:
    """The private invitation, to the session (an id) that was `meant`."""
    return Card(INVITED, invitation.id, invitation.asked, occasion=meant)


def outcome(invitation: ChampionInvitation) -> Card:
    """What came of it, to who invited."""
    return Card(ANSWERED, invitation.id, invitation.asked_by)


def silence(invitation: ChampionInvitation) -> Card:
    """That nothing came of it for long, to the same: what comes of it after all is news of its own."""
    return Card(ANSWERED, invitation.id, invitation.asked_by, occasion="silence")


def suggestion(invitation: ChampionInvitation, person: str) -> Card:
    """Whom they would ask, too, to the same."""
    return Card(SUGGESTED, invitation.id, invitation.asked_by, occasion=person)


def offer_of(channel: str, words: Mapping[str, str]) -> ChampionOffer:
    """What somebody filled in, or a Refusal."""
    kept = {
        field: required(words.get(field, ""), most=LENGTH, field=field, empty=_EMPTY[field])
        for field in FIELDS
    }
    return ChampionOffer(channel, **kept)


def said_of(offer: ChampionOffer) -> dict[str, str]:
    """Its words by field."""
    return {field: getattr(offer, field) for field in FIELDS}


_FREE = frozenset({InvitationState.UNREACHED, InvitationState.TAKEN_BACK})


def require_not_asked(before: Iterable[ChampionInvitation], asked: str, now: datetime) -> None:
    """Refuse to invite somebody again who said yes, within a week, or soon after a no."""
    for each in before:
        if each.asked != asked or each.state in _FREE:
            continue
        if each.state is InvitationState.ACCEPTED:
            raise Refusal("This person has said yes already.", "asked")
        rests = AFTER_NOT_NOW if each.state is InvitationState.NOT_NOW else A_WEEK
        if now < each.asked_at + rests:
            free = day((each.asked_at + rests).date())
            raise Refusal(
                "This person was asked not long ago. You can ask again on {day}.", "asked", day=free
            )


def require_answerable(
    invitation: ChampionInvitation | None, by: str, state: InvitationState
) -> ChampionInvitation:
    """The invitation that this person may answer so now, or a Refusal. A "not now" may still become a yes."""
    if invitation is None or invitation.asked != by:
        raise Refusal("This question was for somebody else, so nothing was changed.")
    if invitation.state is InvitationState.TAKEN_BACK:
        raise Over("This is not asked any more, so there is nothing to do for you.")
    may = {InvitationState.WAITS, InvitationState.UNANSWERED, InvitationState.UNREACHED}
    if state is InvitationState.ACCEPTED:
        may |= {InvitationState.NOT_NOW}
    if invitation.state not in may:
        raise Refusal("You have answered this already.")
    return invitation


def require_retractable(invitation: ChampionInvitation | None, by: str) -> ChampionInvitation:
    """The invitation that this person sent and nobody has answered, or a Refusal."""
    if invitation is None or invitation.asked_by != by:
        raise Refusal("This is between other people, so nothing was changed.")
    if invitation.state in (InvitationState.ACCEPTED, InvitationState.NOT_NOW):
        raise Over("They have answered already, so nothing was changed.")
    if not invitation.waits:
        raise Over("That is over already, so nothing has changed.")
    return invitation
