"""What is still on its way when a round or its session ends calls nobody into a group that is over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from coproduction.breakouts import ARCHIVE, GROUP_CARD, RECALL, ROUND_CARD, SEAT_NOTE, UNMET
from coproduction.messages import Message
from coproduction.service.breakouts import rounds
from coproduction.service.breakouts.messages import KINDS
from coproduction.sessions import SESSION_CARD
from tests.coproduction.service.test_notes import lines
from tests.coproduction.service.test_rounds import sent
from tests.coproduction.town import ANA, BO, CY, HOUR, NOW, Town

if TYPE_CHECKING:
    from coproduction.kinds import MessageKind

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
    assert sorted(set(sent(town, HOUR))) == sorted({ROUND_CARD, GROUP_CARD, SEAT_NOTE})
