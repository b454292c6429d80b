"""What those who lead are shown of a programme: who may lead, empty chairs, and what it is linked with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coproduction.chairs import KINDS, Filled
from coproduction.champions import InvitationState
from coproduction.initiatives import MOST, Initiative
from coproduction.leadoffers import LeadOffer, OfferKind, OfferState
from coproduction.service.chairs import Room
from coproduction.service.gathering import Gathered
from coproduction.service.leadoffers import Answered, Offered
from coproduction.stakeholders import State
from handlers.blocks.leadoffers import asked, often_here
from tests.correcting import NOON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.blocks.kit import Drawing
    from handlers.voice import Voice


def lead_offers(channel: str, person: str) -> Iterator[Offered]:
    """To who is asked."""
    for kind in OfferKind:
        for state in OfferState:
            yield Offered(LeadOffer("o", channel, kind, person, person, NOON, "c", state, NOON))


def answered_offers(channel: str, person: str) -> Iterator[Answered]:
    """To who asked."""
    yield from (Answered(each.offer) for each in lead_offers(channel, person))


def words_of_offers(say: Voice, channel: str, name: str) -> Iterator[Drawing]:
    """What who leads reads at once."""
    offer = LeadOffer("o", channel, OfferKind.HANDOVER, name, name, NOON, "c")
    yield asked(say, offer, name)
    yield from (often_here(say, channel, [name] * times) for times in (0, 1, 45))


def rooms(channel: str, title: str) -> Iterator[Room]:
    """With no chairs wished, and with all, of which some are filled."""
    yield Room(channel, title, (), None)
    wished = enumerate(KINDS)
    filled = tuple(Filled(kind, 9, number, number % 3, number % 2 == 0) for number, kind in wished)
    far = Gathered(True, dict.fromkeys(State, 9), dict.fromkeys(InvitationState, 9))
    yield Room(channel, title, filled, None, far)


def linked_with(channel: str, name: str, words: str) -> list[Initiative]:
    """As many initiatives as a programme can name."""
    return [Initiative(channel, f"{n:032}", name[:75], words[:300], words[:300]) for n in range(MOST)]
