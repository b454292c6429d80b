"""What falls on one day comes in one message, and what was not sent has taken nobody's week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from coproduction.followups import HEARD, NUDGE, PLEDGE, Reply
from coproduction.messages import MessageState, postponed
from coproduction.people import Person
from coproduction.service import arrivals, followups, nudging, outbox, pledges
from coproduction.service.arrivals import Arrival, Why
from coproduction.service.kinds import kind_of
from tests.coproduction.service.test_nudging import MONDAY, asked, claimed, days, promise
from tests.coproduction.town import BO, DAY, HOUR, WEEK, Town

if TYPE_CHECKING:
    from datetime import datetime

    from coproduction.pledges import Pledge


@pytest.fixture
def town(town: Town) -> Town:
    town.start()
    return town


def newest(town: Town, pledge: Pledge) -> str:
    """The newest question that was asked about it."""
    every = town.memory.follow_ups.of(PLEDGE, pledge.id)
    return [each.id for each in every if each.state in HEARD][-1]


def put_off(town: Town, pledge: Pledge, later: int | str, now: datetime = MONDAY) -> None:
    town.do(followups.put_off, now, BO, newest(town, pledge), later)


def test_all_that_somebody_chose_one_day_for_comes_in_one_message(town: Town) -> None:
    every = [promise(town, what, "2026-11-04") for what in ("Call", "Visit", "Write", "Sing", "Cook")]
    asked(town, MONDAY)
    for pledge in every:
        put_off(town, pledge, 3)
    [(day, messages)] = days(town, MONDAY + WEEK, MONDAY).items()
    assert (day, [sorted(each) for each in messages]) == (
        "2026-11-05",
        [["Call", "Cook", "Sing", "Visit", "Write"]],
    )


def test_what_somebody_chose_a_day_for_takes_in_nothing_that_is_due_later_in_that_week(town: Town) -> None:
    call = promise(town, "Call", "2026-11-04")
    asked(town, MONDAY)
    put_off(town, call, "2026-11-10")
    promise(town, "Visit", "2026-11-13", now=MONDAY + HOUR)  # due on Wednesday the 11th
    assert days(town, MONDAY + 2 * WEEK, MONDAY) == {"2026-11-10": [["Call"]], "2026-11-11": [["Visit"]]}
    assert town.memory.allowances.get("bo").day == date(2026, 11, 11)


def test_a_planned_question_takes_in_what_its_person_chose_that_day_for(town: Town) -> None:
    call = promise(town, "Call", "2026-11-04")
    asked(town, MONDAY)
    put_off(town, call, "2026-11-09")
    promise(town, "Visit", "2026-11-11", now=MONDAY - DAY)
    first, second = sorted(town.memory.follow_ups.due(MONDAY + WEEK))
    for order in ((first, second), (second, first)):
        with town.connection.begin_nested() as undone:
            for each in order:
                town.do(nudging.ask, MONDAY + WEEK, each)
            owed = [each for each in town.messages() if each.kind == NUDGE and not each.ts]
            assert [len(town.memory.follow_ups.asked_in(each.subject)) for each in owed] == [2]
            undone.rollback()


def test_a_day_that_somebody_chose_waits_for_no_budget_and_joins_only_what_may_come(town: Town) -> None:
    call = promise(town, "Call", "2026-11-04")
    asked(town, MONDAY)
    put_off(town, call, 3)
    promise(town, "Visit", "2026-11-07", now=MONDAY + HOUR)  # due on Thursday the 5th, when the week is taken
    assert days(town, MONDAY + WEEK, MONDAY) == {"2026-11-05": [["Call"]], "2026-11-09": [["Visit"]]}


def test_of_one_pledge_the_day_that_was_chosen_last_counts(town: Town) -> None:
    pledge = promise(town, "Call")
    days(town, MONDAY + WEEK)
    put_off(town, pledge, "2026-12-15", MONDAY + WEEK)
    town.do(followups.plan, Person("bo"), pledge.id, 9, [MONDAY + 2 * WEEK])
    asked(town, MONDAY + 2 * WEEK)
    put_off(town, pledge, "2026-12-15", MONDAY + 2 * WEEK)
    assert [each for each in days(town, MONDAY + 8 * WEEK, MONDAY + 2 * WEEK) if each < "2027"] == [
        "2026-12-15"
    ]


def test_a_day_that_somebody_chose_comes_when_they_are_back_and_says_why(town: Town) -> None:
    pledge = promise(town, "Call", "2026-11-04")
    asked(town, MONDAY)
    town.memory.people.put(replace(Person("bo"), back_on=date(2026, 11, 17)), "back_on")
    comes = town.do(arrivals.put_off, MONDAY, BO, newest(town, pledge), 3)
    back = MONDAY + 2 * WEEK + DAY
    assert comes == Arrival(back, date(2026, 11, 5), Why.AWAY)
    assert days(town, MONDAY + 4 * WEEK, MONDAY) == {"2026-11-17": [["Call"]]}


def test_a_farewell_counts_what_was_asked_since_its_person_last_did_anything(town: Town) -> None:
    pledge = promise(town, "Call")
    days(town, MONDAY + WEEK)  # the first is asked on 5 November, and put off
    put_off(town, pledge, 7, MONDAY + WEEK)
    told = days(town, MONDAY + 30 * WEEK, MONDAY + WEEK)
    assert list(told) == ["2026-11-16", "2026-12-03", "2027-01-14"]
    every = sorted(town.memory.follow_ups.of(PLEDGE, pledge.id), key=lambda each: each.due_at)
    assert [each.is_farewell for each in every] == [False, False, False, True]


def test_an_answer_to_an_older_question_counts_for_those_after_it(town: Town) -> None:
    pledge = promise(town, "Call")
    days(town, MONDAY + 6 * WEEK)  # two are asked
    first, *_ = town.memory.follow_ups.of(PLEDGE, pledge.id)
    town.do(followups.reply, BO, first.id, Reply.WORKING)
    days(town, MONDAY + 30 * WEEK, MONDAY + 6 * WEEK)
    assert not any(each.is_farewell for each in town.memory.follow_ups.of(PLEDGE, pledge.id))


def test_who_changes_a_pledge_has_not_left_it_unanswered(town: Town) -> None:
    pledge = promise(town, "Call")
    days(town, MONDAY + 6 * WEEK)
    form = pledges.PledgeForm("Call them both", None, "form:changed")
    town.do(pledges.change, MONDAY + 6 * WEEK, BO, pledge.id, form)
    days(town, MONDAY + 30 * WEEK, MONDAY + 6 * WEEK)
    assert not any(each.is_farewell for each in town.memory.follow_ups.of(PLEDGE, pledge.id))


def test_who_takes_a_pledge_up_again_has_not_left_it_unanswered(town: Town) -> None:
    pledge = promise(town, "Call")
    days(town, MONDAY + 6 * WEEK)  # two are asked
    town.do(pledges.withdraw, MONDAY + 6 * WEEK, BO, pledge.id)
    town.do(pledges.resume, MONDAY + 6 * WEEK, BO, pledge.id)
    days(town, MONDAY + 30 * WEEK, MONDAY + 6 * WEEK)
    assert not any(each.is_farewell for each in town.memory.follow_ups.of(PLEDGE, pledge.id))


def test_who_takes_back_that_it_is_done_has_not_left_an_older_question_unanswered(town: Town) -> None:
    pledge = promise(town, "Call")
    days(town, MONDAY + 6 * WEEK)  # two are asked
    for said in (Reply.DONE, Reply.WORKING):
        town.do(followups.reply, BO, newest(town, pledge), said)
    town.do(followups.plan, Person("bo"), pledge.id, 9, [MONDAY + 20 * WEEK])
    days(town, MONDAY + 30 * WEEK, MONDAY + 6 * WEEK)
    assert not any(each.is_farewell for each in town.memory.follow_ups.of(PLEDGE, pledge.id))


def test_no_message_asks_twice_about_a_pledge_that_it_asks_along(town: Town) -> None:
    both = [promise(town, what, "2026-11-04") for what in ("Call", "Visit")]
    asked(town, MONDAY)
    for pledge in both:
        put_off(town, pledge, 7)
        town.do(followups.plan, Person("bo"), pledge.id, 9, [MONDAY + WEEK + DAY])
    town.passes(MONDAY + WEEK)  # what they chose is owed, and Slack does not take it
    town.passes(MONDAY + WEEK + DAY)
    [message] = claimed(town, MONDAY + WEEK + DAY)
    about = [each.subject for each in town.memory.follow_ups.asked_in(message.subject)]
    assert sorted(about) == sorted(each.id for each in both)


def test_what_was_held_back_and_never_sent_has_not_taken_the_week(town: Town) -> None:
    call = promise(town, "Call", "2026-11-04")
    town.passes(MONDAY)
    [message] = claimed(town, MONDAY)
    assert town.do(outbox.settle, MONDAY, message, postponed(MONDAY + DAY, MONDAY))  # do not disturb
    town.do(pledges.answer, BO, call.id, Reply.DONE)
    promise(town, "Visit", "2026-11-05", now=MONDAY + HOUR)
    assert days(town, MONDAY + WEEK, MONDAY) == {"2026-11-03": [["Visit"]]}


def test_what_was_sent_keeps_its_week_also_when_its_post_is_tried_anew(town: Town) -> None:
    promise(town, "Call", "2026-11-04")
    asked(town, MONDAY)
    [message] = [each for each in town.messages() if each.kind == NUDGE]
    assert (message.state, town.memory.allowances.get("bo").message) == (MessageState.SENT, message.id)
    assert kind_of(NUDGE).window == timedelta(days=4)
