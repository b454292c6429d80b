"""An offer to lead: a facilitator hands a programme over, or asks who came twice to lead with them.

handing over:   waits ─ yes ─▶ agreed ─ either undoes it, for ten minutes ─▶ ended
leading with:   waits ─ yes ─▶ agreed ─ a facilitator lets them lead ─▶ leads
both:           waits ─ no ──▶ declined       (whoever asked can take it back while it waits ─▶ ended)
leading with:   waits ─ never ─▶ never        (and nobody is asked again of this programme)
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from coproduction.errors import Over, Refusal
from coproduction.messages import Card
from coproduction.undoing import WAY_BACK
from coproduction.words import Text

TIMES = 2  # in so many sessions somebody was before they are asked to lead, too
AGAIN = timedelta(weeks=12)  # so long after "not now" the same is not asked again
WINDOW = timedelta(weeks=2)
HANDOVER: Final = "handover"  # the private question to take a programme over
COLEADING: Final = "coleading"  # the private question to who came twice
OFFER_ANSWERED: Final = "lead_offer_answered"  # what came of it, to who asked


class OfferKind(StrEnum):
    """What is offered."""

    HANDOVER = "handover"
    COLEADING = "coleading"


class OfferState(StrEnum):
    """Where it stands; see the picture above."""

    WAITS = "waits"
    AGREED = "agreed"
    DECLINED = "declined"
    NEVER = "never"
    LEADS = "leads"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class LeadOffer:
    """`asked_by` asks `asked` to lead the programme in `channel`. `settled_at` is when it came to stand where
    it does, None while it waits.
    """

    id: str
    channel: str
    kind: OfferKind
    asked_by: str
    asked: str
    offered_at: datetime
    origin: str
    state: OfferState = OfferState.WAITS
    settled_at: datetime | None = None
    led_before: bool = False  # whether who was asked could lead anyhow, when they said yes

    @property
    def waits(self) -> bool:
        """Whether it may still be answered."""
        return self.state is OfferState.WAITS

    @property
    def is_handed_over(self) -> bool:
        """Whether the programme is led by who was asked, by this offer."""
        return self.kind is OfferKind.HANDOVER and self.state is OfferState.AGREED

    def can_be_undone(self, now: datetime) -> bool:
        """Whether a programme that was handed over may still go back."""
        return self.is_handed_over and self.settled_at is not None and now < self.settled_at + WAY_BACK


class LeadOffers(Protocol):
    """What storage keeps of this noun."""

    def add(self, offer: LeadOffer) -> None:
        """Raises Taken when one of the same origin is there."""

    def move_on(self, offer: LeadOffer, was: OfferState) -> bool:
        """Store where it stands; False when it was not in that state any more."""

    def get(self, offer: str) -> LeadOffer | None: ...
    def from_origin(self, origin: str) -> LeadOffer | None: ...
    def of(self, channel: str) -> list[LeadOffer]:
        """All of a programme, in their order."""


def question(offer: LeadOffer) -> Card:
    """The private question."""
    kind = HANDOVER if offer.kind is OfferKind.HANDOVER else COLEADING
    return Card(kind, offer.id, offer.asked)


def outcome(offer: LeadOffer) -> Card:
    """What came of it, to who asked."""
    return Card(OFFER_ANSWERED, offer.id, offer.asked_by)


def heir(offers: Iterable[LeadOffer], since: datetime | None = None) -> str | None:
    """Who leads the programme of these offers because it was handed over, after `since` if that is given."""
    over = [each for each in offers if each.is_handed_over and each.settled_at]
    later = [each for each in over if since is None or (each.settled_at and each.settled_at >= since)]
    return max(later, key=lambda each: each.settled_at or each.offered_at).asked if later else None


def may_be_asked(offers: Iterable[LeadOffer], people: Collection[str], now: datetime) -> list[str]:
    """Whom of these to ask whether they would lead, too: nobody twice within twelve weeks, and nobody who has
    said yes, or never, or whose answer is awaited.
    """
    asked = [each for each in offers if each.kind is OfferKind.COLEADING]
    settled = (OfferState.DECLINED, OfferState.ENDED)
    not_again = {
        each.asked
        for each in asked
        if each.state not in settled or now < (each.settled_at or each.offered_at) + AGAIN
    }
    return sorted({*people} - not_again)


def require_answerable(offer: LeadOffer | None, by: str) -> LeadOffer:
    """The offer that this person may answer now, or a Refusal that says what became of it."""
    if offer is None or offer.asked != by:
        raise Refusal("This question was for somebody else, so nothing was changed.")
    if offer.state is OfferState.ENDED:
        raise Over("This is not asked any more, so there is nothing to do for you.")
    if not offer.waits:
        raise Over("You have answered this already.")
    return offer


def settled(offer: LeadOffer, state: OfferState, now: datetime) -> LeadOffer:
    """The offer, standing elsewhere from now on."""
    return replace(offer, state=state, settled_at=now)


def require_undoable(offer: LeadOffer | None, by: str, now: datetime) -> LeadOffer:
    """A programme that was handed over and may still go back, or an offer that waits, for who asked it or who
    took it; else a Refusal.
    """
    if offer is None or by not in (offer.asked_by, offer.asked):
        raise Refusal("This is between other people, so nothing was changed.")
    if offer.waits and by == offer.asked_by:
        return offer
    if offer.is_handed_over and not offer.can_be_undone(now):
        raise Over(_TOO_LATE)
    if not offer.can_be_undone(now):
        raise Over("That is over already, so nothing has changed.")
    return offer


_TOO_LATE = Text(
    "This was handed over more than ten minutes ago. To have it back, ask who leads now to hand it to you."
)
