"""What is still on its way when a round or its session ends calls nobody into a group that is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from coproduction import messages
from coproduction.breakouts import ARCHIVE, GROUP_CARD, RECALL, ROUND_CARD, SEAT_NOTE, UNMET, round_card
from coproduction.messages import Message, MessageState
from coproduction.people import Actor
from coproduction.service import outbox
from coproduction.service.breakouts import roundnow, rounds
from coproduction.service.breakouts.cards import Called, overview
from coproduction.service.breakouts.messages import KINDS
from coproduction.sessions import SESSION_CARD
from handlers.blocks.breakouts.cards import called_back
from tests.coproduction.service.test_notes import lines
from tests.coproduction.service.test_rounds import sent
from tests.coproduction.town import ANA, BO, CY, DEE, HOUR, NOW, Town
from tests.speaking import SAY

if TYPE_CHECKING:
    from coproduction.breakouts import Round
    from coproduction.kinds import MessageKind
    from coproduction.sessions import Session

OF_ITS_SESSION = {ROUND_CARD, RECALL}  # what groups bring back, and what ends the round, until the next
OF_ROUNDS = [each for each in KINDS if each.name not in {ARCHIVE, UNMET}]  # which outlive any round


@pytest.mark.parametrize("kind", OF_ROUNDS, ids=lambda kind: kind.name)
def test_every_message_of_a_round_has_a_guard_that_knows_its_end(town: Town, kind: MessageKind) -> None:
    town.arrive(town.start(), BO, CY)
    round_ = town.going(minutes="10")
    end = round_.ends_at
    assert end
    due = Message(
        id="m",
        kind=kind.name,
        subject=round_.id,
        recipient="bo",
        part=1,
        occasion=end.isoformat(),
        due_at=NOW,
        next_at=NOW,
    )
    town.do(rounds.call_back, NOW, ANA, round_.id)
    assert (town.do(kind.guard, due, NOW) is None) == (kind.name in OF_ITS_SESSION)
    town.end(NOW)
    assert town.do(kind.guard, due, NOW) is not None


def test_a_group_that_got_no_card_before_the_end_is_called_back_with_the_button_to_report(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    round_ = town.going(minutes="10")
    town.do(rounds.call_back, NOW, ANA, round_.id)

    assert set(sent(town, HOUR)) == {SESSION_CARD, ROUND_CARD, RECALL}

    (call,) = (each for each in town.messages() if each.kind == RECALL)
    assert lines(town, call.card) == [
        "<@bo> <@cy> Please come back to the whole room. What did you find? Press Report back.",
        "Buttons: Report back",
    ]


def test_nobody_is_called_back_out_of_the_next_round(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    first = town.going()
    sent(town, timedelta(0))
    town.do(rounds.call_back, NOW, ANA, first.id)
    town.going(origin="form:2")
    assert called(town, first) is None
    assert sorted(set(sent(town, HOUR))) == sorted({ROUND_CARD, GROUP_CARD, SEAT_NOTE})


def called(town: Town, round_: Round) -> Called | None:
    card = town.memory.messages.find(round_card(round_.id))
    shown = town.do(overview, card) if card else None
    assert shown
    return shown.called


def coming(town: Town, session: Session) -> int:
    """How many cards of groups are still to come into the channel, as the panel reads it."""
    shown = town.do(roundnow.of, NOW, session)
    assert shown
    return shown.coming


def test_the_card_of_a_round_says_how_many_groups_were_called_back_until_all_that_can_be_are(
    town: Town,
) -> None:
    session = town.start()
    town.arrive(session, BO, CY, DEE, Actor("eli"))
    round_ = town.going()
    assert called(town, round_) is None
    assert coming(town, session) == 2
    sent(town, timedelta(0))
    assert coming(town, session) == 0
    town.do(rounds.call_back, NOW, ANA, round_.id)
    told, lost = (call for call in town.messages() if call.kind == RECALL)
    assert [called(town, round_), roundnow.called_back(town.memory, session)] == [Called(0, 0, 2, True)] * 2

    for call, outcome in ((told, messages.sent("1.0")), (lost, messages.rejected("no_text"))):
        claimed = replace(call, state=MessageState.SENDING, lease="l", lease_until=NOW + HOUR)
        town.memory.messages.move_on(claimed, MessageState.PENDING)
        changed = town.effects(outbox.settle, NOW, claimed, outcome).cards
        assert round_card(round_.id) in changed

    assert called(town, round_) == Called(1, 1, 2, goes_on=False)
    said = [SAY(called_back(each)) for each in (None, Called(1, 0, 2, True), Called(1, 1, 2, goes_on=False))]
    assert said == [
        "*Everybody has been called back.*",
        "*I am calling everybody back. 1 of 2 groups have been told.*",
        "*Everybody has been called back, but I could not tell 1 group.* Please say it in the call.",
    ]
    town.end(NOW)
    assert called(town, round_) is None
