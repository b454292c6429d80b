"""What nobody has started: who leads hears of it also after a stop, and finds it for a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from coproduction.planned import CALLED_OFF
from coproduction.plannews import PLAN_NEWS, UNSTARTED, Deed, is_news, unstarted_note
from coproduction.service import planned, sessions, upcoming
from coproduction.service.kinds import shown
from coproduction.service.plannews import Done
from coproduction.service.sessions import SILENT
from handlers.blocks.planforms import cancel_form
from handlers.blocks.planned import listed
from handlers.blocks.plannews import done, unstarted
from handlers.blocks.starting import has_moved
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


@pytest.mark.parametrize(
    ("after", "heard", "promise"),
    [
        (timedelta(), ["bo"], "I tell everybody who has answered"),
        (DAY - MINUTE, ["bo"], "I tell everybody who has answered"),
        (DAY, [], "Its time is long past, so nobody is told."),
    ],
)
def test_that_it_is_cancelled_after_its_end_is_told_within_a_day_and_else_not_promised(
    town: Town, after: timedelta, heard: list[str], promise: str
) -> None:
    plan, now = announced(town, CY), END + after
    says(town, plan, BO, "yes")
    assert promise in str(cancel_form(SAY, plan, tells=is_news(plan, now)))
    town.do(planned.cancel, now, ANA, plan.id, "Nobody could come.")
    assert told(town, CALLED_OFF) == wanted(town, CALLED_OFF, now) == heard
    assert told(town, PLAN_NEWS) == wanted(town, PLAN_NEWS, now) == (["cy"] if heard else [])
    assert wanted(town, CALLED_OFF, END + DAY) == wanted(town, PLAN_NEWS, END + DAY) == []


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


def test_an_old_button_starts_no_session_that_was_moved_to_another_day(any_town: Town) -> None:
    plan = announced(any_town)
    later = replace(FORM, day="2026-10-30")
    moved = any_town.do(planned.change, END - HOUR, ANA, plan.id, later, plan.stamp)

    def press(seen: int, now: datetime = END - HOUR) -> str:
        return any_town.do(sessions.start_planned, now, ANA, plan.id, SILENT, str(seen)).id

    with pytest.raises(planned.Moved) as no:
        press(plan.revision)
    assert no.value.planned == moved
    assert any_town.memory.sessions.live_in(HALL) is None
    drawn = str(has_moved(SAY, no.value))
    assert [
        each for each in ("has a new time now", "Start it now", "Open the plan") if each not in drawn
    ] == []
    assert press(moved.revision) == plan.id


def test_who_leads_reads_of_a_new_title_with_the_new_time_and_of_a_title_alone_nothing(town: Town) -> None:
    plan = announced(town, CY)
    named = replace(FORM, title="First steps", helpers=["cy"])
    renamed = town.do(planned.change, NOW, ANA, plan.id, named, plan.stamp)
    assert told(town, PLAN_NEWS) == []
    later = replace(named, day="2026-10-30")
    moved = town.do(planned.change, NOW, ANA, plan.id, later, renamed.stamp)
    both = replace(later, title="Next steps", day="2026-10-31")
    town.do(planned.change, NOW, ANA, plan.id, both, moved.stamp)
    notes = (each for each in town.messages() if each.kind == PLAN_NEWS)
    first, last = sorted(notes, key=lambda each: each.occasion)
    assert shown(town.memory, first)[0] is None  # it has moved again
    drawn = done(SAY, shown(town.memory, last)[0], {"ana": "Ana"}).text.splitlines()
    assert drawn[:2] == [
        "Ana has changed the time of a session that you lead: Next steps",
        "Its title is new, too.",
    ]
    assert "Its title is new, too." not in done(SAY, Done(moved, Deed.MOVED, "ana"), {"ana": "Ana"}).text


def test_when_its_new_time_has_come_an_old_button_starts_it(town: Town) -> None:
    plan = announced(town)
    town.do(planned.change, NOW, ANA, plan.id, replace(FORM, day="2026-10-30"), plan.stamp)
    assert (
        town.do(sessions.start_planned, START + DAY, ANA, plan.id, SILENT, str(plan.revision)).id == plan.id
    )


def test_of_what_was_held_an_old_button_says_that_it_is_over_and_not_that_it_has_begun(town: Town) -> None:
    plan = announced(town)
    town.do(sessions.start, START, ANA, HALL, "")
    begun = "This session has begun, so its plan cannot be changed any more."
    assert town.refusal(planned.seen, START + MINUTE, ANA, plan.id)[0] == begun
    town.do(sessions.end, START + HOUR, ANA, HALL)
    over = "This session was held and is over. To plan another one, type /copro plan."
    assert town.refusal(sessions.start_planned, END, ANA, plan.id)[0] == over
    assert town.refusal(planned.cancel, END, ANA, plan.id, "Nobody can come.")[0] == over
