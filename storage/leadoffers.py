"""Who was asked to take a programme over, or to lead it with others."""

from sqlalchemy import Index, UniqueConstraint

from coproduction.leadoffers import LeadOffer, OfferKind, OfferState
from storage.columns import flags, in_programme, moment, noun, texts, who, words
from storage.lastwords import About, LastWords
from storage.phrases import add, change, find, given, value
from storage.register import Register
from storage.repository import Repository, values_of

lead_offer = noun(
    "lead_offer",
    Register(
        whose="who asked, and who was asked",
        why="so that nobody leads a programme before they have said yes, and nobody is asked again and again",
        kept="as long as the programme",
        export="whole",
        erasure="deleted",
    ),
    *texts("channel", "origin"),
    *words("kind", OfferKind),
    *who(*texts("asked_by", "asked")),
    moment("offered_at"),
    *words("state", OfferState),
    moment("settled_at", nullable=True),
    *flags("led_before"),
    in_programme(),
    UniqueConstraint("workspace", "origin"),
    Index("ix_lead_offer_workspace_channel", "workspace", "channel"),
)

_offer = lead_offer.c

_ADD = add(lead_offer)
_MOVE_ON = change(lead_offer, _offer.state == value(_offer.state, "was"))
_GET = find(LeadOffer, lead_offer, given(_offer.id))
_FROM_ORIGIN = find(LeadOffer, lead_offer, given(_offer.origin))
_OF = find(LeadOffer, lead_offer, given(_offer.channel), order=[_offer.offered_at, _offer.id])


class LeadOffers(Repository):
    """`coproduction.leadoffers.LeadOffers`."""

    def add(self, offer: LeadOffer) -> None:
        self._touch(_ADD, **values_of(offer))

    def move_on(self, offer: LeadOffer, was: OfferState) -> bool:
        is_moved = self._touch(_MOVE_ON, **values_of(offer), was=was) == 1
        if is_moved and offer.state is OfferState.NEVER:
            about = About.LEAD_OFFER, f"{offer.channel} {offer.asked}", offer.asked
            LastWords(self._scope).keep(*about, is_refused=True)
        return is_moved

    def get(self, offer: str) -> LeadOffer | None:
        return self._one(_GET, id=offer)

    def from_origin(self, origin: str) -> LeadOffer | None:
        return self._one(_FROM_ORIGIN, origin=origin)

    def of(self, channel: str) -> list[LeadOffer]:
        return self._all(_OF, channel=channel)
