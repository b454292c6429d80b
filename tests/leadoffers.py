"""Offers to lead as they are shown: of each kind, wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coproduction.leadoffers import LeadOffer, OfferKind, OfferState
from coproduction.service.leadoffers import Answered, Offered
from handlers.blocks.leadoffers import asked, often_here
from tests.correcting import NOON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.blocks.kit import Drawing
    from handlers.voice import Voice


def lead_offers(channel: str, person: str, title: str) -> Iterator[Offered]:
    """To who is asked."""
    for kind in OfferKind:
        for state in OfferState:
            yield Offered(LeadOffer("o", channel, kind, person, person, NOON, "c", state, NOON), title)


def answered_offers(channel: str, person: str, title: str) -> Iterator[Answered]:
    """To who asked."""
    yield from (Answered(each.offer, each.title) for each in lead_offers(channel, person, title))


def words_of_offers(say: Voice, channel: str, name: str) -> Iterator[Drawing]:
    """What who leads reads at once."""
    offer = LeadOffer("o", channel, OfferKind.HANDOVER, name, name, NOON, "c")
    yield asked(say, offer, name)
    yield from (often_here(say, channel, [name] * times) for times in (0, 1, 45))
