"""A programme is handed over to who agrees, and who came twice may be asked to lead it with others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coproduction.kinds import Cause
from coproduction.leadoffers import (
    AGAIN,
    COLEADING,
    HANDOVER,
    OFFER_ANSWERED,
    LeadOffer,
    OfferKind,
    OfferState,
)
from coproduction.people import LEADS_NO_MORE, LEADS_NOW, Actor
from coproduction.service import leading, leadoffers, members, outbox, people, planned, sessions
from coproduction.service.kinds import KINDS
from handlers.blocks import leadoffers as blocks
from tests.coproduction.service.test_planned import FORM
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    CY,
    DAY,
    DEE,
    HALL,
    MINUTE,
    NOW,
    ONLY_FACILITATORS,
    PARK,
    Town,
)
from tests.speaking import SAY

if TYPE_CHECKING:
    from coproduction.messages import MessageState

EVE = Actor("eve")
LATER = NOW + DAY
GONE = ("This question was for somebody else, so nothing was changed.", None)


def holds(town: Town, *came: Actor, channel: str = HALL, day: int = 0) -> None:
    """Ana holds a session to which these come."""
    session = town.do(sessions.start, NOW + day * DAY, ANA, channel, "New parents")
    for each in came:
        town.do(people.meet, each)
        town.memory.sessions.attend(session.id, each.id)
    town.do(sessions.end, NOW + day * DAY + MINUTE, ANA, channel)


def hands(town: Town, to: Actor = BO, origin: str = "command:1") -> LeadOffer:
    return town.do(leadoffers.hand_over, LATER, ANA, HALL, to.id, origin)


def says(town: Town, who: Actor, offer: LeadOffer, said: OfferState = OfferState.AGREED) -> LeadOffer:
    return town.do(leadoffers.answer, LATER, who, offer.id, said)


def leads(town: Town, who: Actor) -> bool:
    known = town.memory.people.get(who.id)
    return bool(known and known.is_facilitator)


def owed(town: Town, kind: str) -> list[str]:
    return [each.recipient for each in town.messages() if each.kind == kind]


def test_who_says_yes_leads_what_is_planned_and_who_handed_it_over_helps(any_town: Town) -> None:
    holds(any_town, BO)
    plan = any_town.do(planned.plan, NOW, ANA, HALL, FORM, "form:1", "en")
    elsewhere = any_town.do(planned.plan, NOW, ANA, PARK, FORM, "form:2", "en")
    offer = hands(any_town)
    assert (owed(any_town, HANDOVER), leads(any_town, BO)) == (["bo"], False)
    says(any_town, BO, offer)
    assert any_town.memory.planned.get(plan.id) == replace(plan, planned_by="bo", helpers=("ana",))
    assert any_town.memory.planned.get(elsewhere.id) == elsewhere
    assert (leads(any_town, BO), leads(any_town, ANA)) == (True, True)
    assert owed(any_town, OFFER_ANSWERED) == ["ana"]
    any_town.do(people.meet, CY)
    any_town.do(members.read, HALL, ["ana", "bo", "cy"], is_private=False)
    assert any_town.do(leading.before, CY) == ["bo"]
    holds(any_town, BO, day=2)
    assert any_town.do(leading.before, CY) == ["ana"]  # who led after that is whom people know


def test_who_said_stop_is_not_asked_to_take_it_over_and_who_asks_cannot_tell(any_town: Town) -> None:
    holds(any_town, BO)
    any_town.do(people.remind, BO, wanted=False)
    assert hands(any_town).waits
    claimed = any_town.do(outbox.claim_to_send, LATER, 99)
    assert [each.recipient for each in claimed if each.kind == HANDOVER] == []


@pytest.mark.parametrize("who", [ANA, BO])
def test_for_ten_minutes_either_gives_it_back_and_then_nobody(town: Town, who: Actor) -> None:
    holds(town, BO)
    plan = town.do(planned.plan, NOW, ANA, HALL, FORM, "form:1", "en")
    offer = hands(town)
    says(town, BO, offer)
    assert town.refusal(leadoffers.undo, LATER, CY, offer.id) == (
        "This is between other people, so nothing was changed.",
        None,
    )
    too_late, _ = town.refusal(leadoffers.undo, LATER + 10 * MINUTE, who, offer.id)
    assert too_late == (
        "This was handed over more than ten minutes ago. "
        "To have it back, ask who leads now to hand it to you."
    )
    town.do(leadoffers.undo, LATER + 9 * MINUTE, who, offer.id)
    assert town.memory.planned.get(plan.id) == plan
    assert (leads(town, BO), leads(town, ANA)) == (False, True)
    assert owed(town, LEADS_NO_MORE) == (["bo"] if who is ANA else [])  # each knows what they do themselves
    gone = ("That is over already, so nothing has changed.", None)
    assert town.refusal(leadoffers.undo, LATER + 9 * MINUTE, who, offer.id) == gone


def test_who_could_lead_before_still_can_after_an_undo(town: Town) -> None:
    holds(town, BO)
    town.do(people.add_facilitator, ADA, BO.id)
    offer = hands(town)
    says(town, BO, offer)
    town.do(leadoffers.undo, LATER, ANA, offer.id)
    assert leads(town, BO)
    assert owed(town, LEADS_NO_MORE) == []


def test_a_no_changes_nothing_and_is_told_and_the_same_command_twice_is_one(town: Town) -> None:
    holds(town, BO, CY)
    offer = hands(town)
    assert hands(town) == offer
    waits = (
        "You have asked somebody already, and wait for their answer. To ask somebody else, undo that first."
    )
    assert town.refusal(leadoffers.hand_over, LATER, ANA, HALL, "cy", "command:2") == (waits, None)
    says(town, BO, offer, OfferState.DECLINED)
    assert (leads(town, BO), owed(town, OFFER_ANSWERED)) == (False, ["ana"])
    assert town.refusal(leadoffers.answer, LATER, BO, offer.id, OfferState.AGREED) == (
        "You have answered this already.",
        None,
    )
    assert hands(town, CY, "command:3").asked == "cy"


def test_a_programme_is_named_by_its_channel_and_not_by_its_last_session(town: Town) -> None:
    holds(town, BO, CY)
    holds(town, BO, day=2)
    town.do(leadoffers.ask, LATER, ANA, HALL)
    hands(town, CY)
    shown = [(each, KINDS[each.kind].content(town.memory, each)) for each in town.messages()]
    asked = {each.kind: content for each, content in shown if each.kind in {COLEADING, HANDOVER}}
    texts = {kind: blocks.question(SAY, each, {"ana": "Ana"}).text for kind, each in asked.items()}
    assert texts.keys() == {COLEADING, HANDOVER}
    assert texts[COLEADING].startswith("You came to two sessions or more of this programme.")
    assert texts[HANDOVER].startswith("Ana asks you to lead this programme from now on.")
    for text in texts.values():
        assert f"It is in <#{HALL}>." in text
        assert "New parents" not in text


def test_what_was_taken_back_cannot_be_taken_over(town: Town) -> None:
    holds(town, BO)
    offer = hands(town)
    town.do(leadoffers.undo, LATER, ANA, offer.id)
    over = ("This is not asked any more, so there is nothing to do for you.", None)
    assert town.refusal(leadoffers.answer, LATER, BO, offer.id, OfferState.AGREED) == over
    [message] = [each for each in town.messages() if each.kind == HANDOVER]
    assert KINDS[HANDOVER].guard(town.memory, message, LATER) is not None


def test_nobody_hands_over_what_they_do_not_lead_or_to_themselves_or_in_the_middle(town: Town) -> None:
    holds(town, BO)
    only = (ONLY_FACILITATORS.format("hand a programme over"), None)
    assert town.refusal(leadoffers.hand_over, LATER, BO, HALL, "cy", "c:1") == only
    me = ("This is you. Please choose somebody else.", None)
    assert town.refusal(leadoffers.hand_over, LATER, ANA, HALL, "ana", "c:2") == me
    town.do(members.read, HALL, ["ana", "bo"], is_private=True)
    outside = ("This person is not in this channel. Please invite them here first.", None)
    assert town.refusal(leadoffers.hand_over, LATER, ANA, HALL, "cy", "c:3") == outside
    town.do(sessions.start, LATER, ANA, HALL, "Next")
    live = ("A session goes on here. Please end it first, then hand the programme over.", None)
    assert town.refusal(leadoffers.hand_over, LATER, ANA, HALL, "bo", "c:4") == live
    assert town.refusal(leadoffers.answer, LATER, CY, "none", OfferState.AGREED) == GONE


def test_only_who_came_twice_is_asked_and_once_and_a_stop_is_seen_by_nobody_who_leads(any_town: Town) -> None:
    holds(any_town, BO, CY, DEE, EVE)
    holds(any_town, BO, CY, EVE, day=1)
    holds(any_town, DEE, channel=PARK, day=1)
    any_town.do(people.remind, CY, wanted=False)
    any_town.do(people.add_facilitator, ADA, EVE.id)
    assert any_town.do(leadoffers.who_came_twice, LATER, ANA, HALL)[1] == ["bo", "cy"]
    offers = any_town.do(leadoffers.ask, LATER, ANA, HALL)
    assert any_town.do(leadoffers.ask, LATER, ANA, HALL) == []
    assert sorted(owed(any_town, COLEADING)) == ["bo", "cy"]
    assert {offer.kind for offer in offers} == {OfferKind.COLEADING}
    claimed = any_town.do(outbox.claim_to_send, NOW.replace(day=26, hour=11), 99)
    assert {each.recipient for each in claimed if each.kind == COLEADING} == {"bo"}
    assert KINDS[COLEADING].cause is Cause.UNASKED


def test_a_yes_is_told_to_who_asked_who_lets_them_lead(any_town: Town) -> None:
    holds(any_town, BO)
    holds(any_town, BO, day=1)
    [offer] = any_town.do(leadoffers.ask, LATER, ANA, HALL)
    says(any_town, BO, offer)
    assert (leads(any_town, BO), owed(any_town, OFFER_ANSWERED)) == (False, ["ana"])
    only = (ONLY_FACILITATORS.format("let somebody lead"), None)
    assert any_town.refusal(leadoffers.let_lead, LATER, BO, offer.id) == only
    let = any_town.do(leadoffers.let_lead, LATER, ANA, offer.id)
    assert (let.state, leads(any_town, BO)) == (OfferState.LEADS, True)
    assert any_town.do(leadoffers.let_lead, LATER, ADA, offer.id) == let
    assert owed(any_town, LEADS_NOW) == ["bo"]


@pytest.mark.parametrize(
    ("said", "soon", "later"), [(OfferState.DECLINED, [], ["bo"]), (OfferState.NEVER, [], [])]
)
def test_a_no_is_told_to_nobody_and_never_is_never(
    town: Town, said: OfferState, soon: list[MessageState], later: list[str]
) -> None:
    holds(town, BO)
    holds(town, BO, day=1)
    [offer] = town.do(leadoffers.ask, LATER, ANA, HALL)
    says(town, BO, offer, said)
    assert owed(town, OFFER_ANSWERED) == []
    assert town.do(leadoffers.who_came_twice, LATER + AGAIN - DAY, ANA, HALL)[1] == soon
    assert town.do(leadoffers.who_came_twice, LATER + AGAIN, ANA, HALL)[1] == later
    over = ("They do not offer to lead any more, so nothing was changed.", None)
    assert town.refusal(leadoffers.let_lead, LATER, ANA, offer.id) == over
