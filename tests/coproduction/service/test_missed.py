"""What nobody has started: who leads hears of it also after a stop, and finds it until it is moved or gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coproduction.plannews import UNSTARTED, unstarted_note
from coproduction.service import planned, upcoming
from coproduction.service.kinds import shown
from handlers.blocks.planned import listed
from handlers.blocks.plannews import unstarted
from tests.coproduction.service.test_announcing import FORM, START, says, told
from tests.coproduction.service.test_plannews import END, STEP, announced, wanted
from tests.coproduction.town import ANA, BO, CY, DAY, HALL, HOUR, MINUTE, NOW, Town
from tests.speaking import SAY

if TYPE_CHECKING:
    from datetime import datetime


def test_after_a_stop_over_its_whole_time_they_are_told_once_that_it_is_over(any_town: Town) -> None:
    plan = announced(any_town, CY)
    any_town.passes(START - HOUR)
    assert any_town.passes(END + HOUR) == [STEP]
    assert any_town.passes(END + 2 * HOUR) == []
    assert sorted(told(any_town, UNSTARTED)) == ["ana", "cy"]
    assert sorted(wanted(any_town, UNSTARTED, END + HOUR)) == ["ana", "cy"]
    message = any_town.memory.messages.find(unstarted_note(plan, "ana"))
    assert message
    drawn = unstarted(SAY, shown(any_town.memory, message)[0], {})
    assert "Its time is over. You can give it a new time, or cancel it." in drawn.text
    ways = ["Start it now", "Change title, time, rules", "Cancel the session"]
    assert [each for each in ways if each in str(drawn.blocks)] == ways[1:]


def test_what_was_missed_stands_where_who_leads_plans_for_two_weeks_until_it_is_moved_or_cancelled(
    town: Town,
) -> None:
    plan = announced(town)
    says(town, plan, BO, "yes")
    later = town.do(planned.plan, NOW, ANA, HALL, replace(FORM, day="2026-12-24"), "form:2", "en")
    town.passes(END)

    def led(now: datetime) -> list[str]:
        here = [*town.do(planned.begin, now, ANA, HALL).planned]
        at_home = town.do(upcoming.around, now, ANA)
        assert here == at_home
        return [each.planned.id for each in here]

    assert led(END) == [plan.id, later.id]
    assert led(START + 14 * DAY - MINUTE) == [plan.id, later.id]
    assert led(START + 14 * DAY) == [later.id]
    assert town.do(upcoming.around, END, BO) == []
    assert town.do(upcoming.ahead_in, END, ANA, HALL) == later
    assert (
        "Its time is over, and nobody has started it." in listed(SAY, town.do(upcoming.around, END, ANA)).text
    )
    town.do(planned.cancel, END, ANA, plan.id, "Nobody can come.")
    assert led(END) == [later.id]
