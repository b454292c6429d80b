"""Pledges: owed their questions from the moment they are made, and left alone once done or put off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from coproduction.followups import NUDGE, PLEDGE, TOO_LATE, FollowUp, FollowUpState, Reply, moved, nudge_card
from coproduction.messages import Message
from coproduction.people import Actor
from coproduction.pledges import Pledge
from coproduction.service import (
    belongings,
    followups,
    helprequests,
    ideas,
    nudging,
    people,
    places,
    pledges,
    sessions,
)
from coproduction.service.arrivals import Arrival
from coproduction.service.promised import Promised
from tests.coproduction.town import (
    ADA,
    BO,
    CY,
    DAY,
    HALL,
    HOUR,
    NOW,
    WEEK,
    WHICH_PROGRAMME,
    Town,
    draft,
    promise,
)

LONDON = ZoneInfo("Europe/London")
NOT_YOURS = ("This question was for somebody else, so nothing was changed.", None)
AFTER_2_6_AND_12_WEEKS = tuple(
    datetime(*day, 10, tzinfo=UTC) for day in ((2026, 11, 5), (2026, 12, 3), (2027, 1, 14))
)


def follow_ups(town: Town, pledge: Pledge) -> list[FollowUp]:
    return town.memory.follow_ups.of(PLEDGE, pledge.id)


def states(town: Town, pledge: Pledge) -> list[FollowUpState]:
    return [follow_up.state for follow_up in follow_ups(town, pledge)]


def test_the_day_at_the_end_of_the_words_is_the_date_where_none_was_chosen(town: Town) -> None:
    town.start()
    read = pledges.PledgeForm("Visit the school by Friday", None, "form:1")
    chosen = replace(read, by="2026-11-09", origin="form:2")
    dates = [town.do(pledges.make, NOW, BO, HALL, form).pledge.by for form in (read, chosen)]
    assert dates == [date(2026, 10, 23), date(2026, 11, 9)]


def test_other_words_for_a_pledge_without_a_date_give_it_one_and_a_date_that_is_taken_away_stays_away(
    town: Town,
) -> None:
    town.start()
    pledge = town.do(pledges.make, NOW, BO, HALL, promise()).pledge
    by_friday = pledges.PledgeForm("Call the school by Friday", None, "form:2")
    changes = (by_friday, by_friday, replace(by_friday, what="Call the school, by Friday"))
    told = [town.do(pledges.change, NOW, BO, pledge.id, form) for form in changes]
    assert [(each.pledge.by, each.is_same) for each in told] == [
        (date(2026, 10, 23), False),
        (None, False),
        (date(2026, 10, 23), False),
    ]


def test_a_pledge_is_kept_in_its_persons_words(town: Town) -> None:
    session = town.start()
    given = pledges.PledgeForm(" Call  the school ", "2026-11-09", "form:1")
    made = town.do(pledges.make, NOW, BO, HALL, given)
    by = date(2026, 11, 9)
    pledge = Pledge(*(made.pledge.id, HALL, session.id, "bo", "Call the school", by, None, NOW, "form:1"))
    assert made == pledges.Made(pledge, (datetime(2026, 11, 6, 10, tzinfo=UTC),), "Europe/London")
    assert town.memory.pledges.by("bo") == [pledge]


def test_its_lines_stay_lines_and_what_looks_like_markup_stays_words(town: Town) -> None:
    town.start()
    words = "Call <!here> *today*\n- <@U1> &amp; me"
    made = town.do(pledges.make, NOW, BO, HALL, pledges.PledgeForm(words, None, "form:1"))
    assert made.pledge.what == words


def test_its_follow_ups_are_planned_in_the_same_unit_of_work_and_asked_when_they_are_due(
    any_town: Town,
) -> None:
    any_town.start()
    any_town.do(people.remember_conversation, "bo", "D-BO")
    written = any_town.written(pledges.make, NOW, BO, HALL, promise())
    assert {table: len(rows) for table, rows in written.items()} == {
        "pledge": 1,
        "follow_up": 3,
    }
    [pledge] = any_town.memory.pledges.by("bo")
    planned = follow_ups(any_town, pledge)
    assert planned == [
        moved(FollowUp(each.id, pledge.id, "bo", n, due), due, LONDON)
        for n, (each, due) in enumerate(zip(planned, AFTER_2_6_AND_12_WEEKS, strict=True), start=1)
    ]
    for follow_up in planned:
        assert any_town.memory.messages.find(nudge_card(follow_up)) is None
        any_town.passes(follow_up.due_at)
        nudge = any_town.memory.messages.find(nudge_card(follow_up))
        assert nudge is not None
        assert nudge == Message(
            id=nudge.id,
            kind=NUDGE,
            subject=follow_up.id,
            recipient="bo",
            due_at=follow_up.due_at,
            next_at=follow_up.due_at,
            channel="D-BO",
            not_after=follow_up.due_at + TOO_LATE,
        )
    assert states(any_town, pledge) == [FollowUpState.DUE] * 3


def test_a_question_is_asked_once_however_often_time_passes(town: Town) -> None:
    town.start()
    pledge = town.pledge(by="2026-11-09")
    [planned] = follow_ups(town, pledge)
    town.end()
    passed = [town.passes(planned.due_at + n * WEEK) for n in range(3)]
    assert passed == [["end of a poll", "follow-up"], [], []]
    town.do(nudging.ask, planned.due_at + WEEK, planned.id)
    assert len([message for message in town.messages() if message.kind == NUDGE]) == 1


@pytest.mark.parametrize(
    ("by", "asked"),
    [
        ("2026-10-23", datetime(2026, 10, 23, 9, tzinfo=UTC)),  # tomorrow, still in summer time
        ("2026-10-25", datetime(2026, 10, 23, 9, tzinfo=UTC)),  # a Sunday
        ("2026-10-30", datetime(2026, 10, 28, 10, tzinfo=UTC)),  # after the clocks went back
    ],
)
def test_a_pledge_with_a_date_is_asked_about_once_before_it(town: Town, by: str, asked: datetime) -> None:
    town.start()
    assert town.do(pledges.make, NOW, BO, HALL, promise(by)).asked_at == (asked,)


@pytest.mark.parametrize(
    ("now", "by", "asked"),
    [
        (NOW, "2026-10-22", datetime(2026, 10, 23, 9, tzinfo=UTC)),  # today
        (NOW + DAY, "2026-10-24", datetime(2026, 10, 26, 10, tzinfo=UTC)),  # on a Friday for Saturday
        (NOW + 2 * DAY, "2026-10-25", datetime(2026, 10, 26, 10, tzinfo=UTC)),  # on a Saturday for Sunday
    ],
)
def test_where_no_day_is_left_before_the_date_it_is_asked_on_the_next_weekday_how_it_went(
    town: Town, now: datetime, by: str, asked: datetime
) -> None:
    town.start()
    made = town.do(pledges.make, now, BO, HALL, promise(by))
    assert (made.asked_at, made.is_asked_after) == ((asked,), True)
    assert [town.passes(at).count("follow-up") for at in (asked - DAY / 24, asked, asked + 9 * DAY)] == [
        0,
        1,
        0,
    ]


def test_what_was_done_before_it_was_asked_about_is_not_asked_about(town: Town) -> None:
    town.start()
    made = town.do(pledges.make, NOW, BO, HALL, promise("2026-10-22"))
    town.do(pledges.answer, BO, made.pledge.id, Reply.STUCK)
    town.do(pledges.answer, BO, made.pledge.id, Reply.DONE)
    assert "follow-up" not in town.passes(NOW + DAY)


def test_an_answer_to_no_question_takes_none_away(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    town.do(pledges.answer, BO, pledge.id, Reply.WORKING)
    planned = [each for each in follow_ups(town, pledge) if each.state is FollowUpState.PLANNED]
    assert tuple(each.due_at for each in planned) == AFTER_2_6_AND_12_WEEKS
    town.passes(planned[0].due_at)
    town.do(pledges.answer, BO, pledge.id, Reply.STUCK)
    [own] = town.do(pledges.promised_by, "bo")
    assert (own.reply, own.told) == (Reply.STUCK, town.memory.follow_ups.get(planned[0].id))


def test_an_answer_after_not_now_takes_the_postponed_question_away(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    first, *_ = follow_ups(town, pledge)
    town.do(followups.put_off, AFTER_2_6_AND_12_WEEKS[0], BO, first.id, 3)
    town.do(followups.reply, BO, first.id, Reply.STUCK)
    assert states(town, pledge) == [
        FollowUpState.ANSWERED,
        FollowUpState.PLANNED,
        FollowUpState.PLANNED,
        FollowUpState.REPLACED,
    ]
    town.do(followups.reply, BO, first.id, Reply.DONE)
    town.do(followups.reply, BO, first.id, Reply.WORKING)
    assert states(town, pledge)[-1] is FollowUpState.REPLACED


def test_far_away_the_date_and_the_hour_are_those_of_the_person(town: Town) -> None:
    town.start()
    late = NOW.replace(hour=23)
    auckland, honolulu = Actor("bo", zone="Pacific/Auckland"), Actor("cy", zone="Pacific/Honolulu")
    in_the_past = ("This date is in the past. Please choose today or a later day.", "by")
    assert town.refusal(pledges.make, late, auckland, HALL, promise("2026-10-22", "form:1")) == in_the_past
    made = town.do(pledges.make, late, honolulu, HALL, promise("2026-10-23", "form:2"))
    assert made.asked_at == (datetime(2026, 10, 23, 20, tzinfo=UTC),)
    assert made.zone == "Pacific/Honolulu"


@pytest.mark.parametrize(
    ("given", "no"),
    [
        (
            promise("2026-10-21"),
            ("This date is in the past. Please choose today or a later day.", "by"),
        ),
        (
            replace(promise(), what=" "),
            ("Please write the one thing you will do. A small thing counts.", "what"),
        ),
        (
            replace(promise(), what="x" * 3_000),
            ("This is 3,000 characters long and 500 fit. Please shorten it and send it again.", "what"),
        ),
        (
            promise("2036-10-22"),
            ("Please choose a date within a year, so that I can still ask you about it.", "by"),
        ),
    ],
)
def test_a_pledge_with_a_fault_is_refused_at_its_field_and_nothing_is_owed(
    town: Town, given: pledges.PledgeForm, no: tuple[str, str]
) -> None:
    town.start()
    before = town.rows()
    assert town.refusal(pledges.make, NOW, BO, HALL, given) == no
    assert town.rows() == before


def test_the_same_form_arriving_twice_is_one_pledge(town: Town) -> None:
    town.start()
    made = town.do(pledges.make, NOW, BO, HALL, promise())
    before = town.rows()
    assert town.do(pledges.make, NOW + WEEK, BO, HALL, promise("2026-12-24")) == made
    assert town.rows() == before


def test_a_pledge_after_the_session_belongs_to_it(town: Town) -> None:
    town.start()
    session = town.end()
    assert town.pledge().session == session.id


def test_a_pledge_in_a_programme_that_has_held_no_session_belongs_to_none(town: Town) -> None:
    town.memory.sessions.open_programme(HALL, NOW)
    assert town.pledge().session is None


def test_a_pledge_that_belongs_nowhere_is_refused(town: Town) -> None:
    assert town.refusal(pledges.make, NOW, BO, HALL, promise()) == (WHICH_PROGRAMME, None)


@pytest.mark.parametrize("said", [Reply.WORKING, Reply.STUCK])
def test_a_reply_is_kept_and_more_is_asked_later(town: Town, said: Reply) -> None:
    town.start()
    pledge = town.pledge()
    first, *rest = follow_ups(town, pledge)
    answered = replace(first, state=FollowUpState.ANSWERED, reply=said)
    assert town.do(followups.reply, BO, first.id, said) == answered
    assert follow_ups(town, pledge) == [answered, *rest]


def test_once_it_is_done_nothing_more_is_asked_of_it(town: Town) -> None:
    town.start()
    done, other = town.pledge(origin="form:1"), town.pledge(origin="form:2")
    first, second, _ = follow_ups(town, done)
    town.do(followups.reply, BO, first.id, Reply.STUCK)
    town.do(followups.reply, BO, second.id, Reply.DONE)
    assert states(town, done) == [FollowUpState.ANSWERED, FollowUpState.ANSWERED, FollowUpState.CANCELLED]
    assert [each.reply for each in follow_ups(town, done)] == [Reply.STUCK, Reply.DONE, None]
    assert states(town, other) == [FollowUpState.PLANNED] * 3


def test_done_said_by_mistake_can_be_taken_back(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    first, *_ = follow_ups(town, pledge)
    town.do(followups.reply, BO, first.id, Reply.DONE)
    town.do(followups.reply, BO, first.id, Reply.STUCK)
    assert states(town, pledge) == [FollowUpState.ANSWERED, FollowUpState.PLANNED, FollowUpState.PLANNED]


def test_an_answered_question_is_not_put_off(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    first, *_ = follow_ups(town, pledge)
    town.do(followups.reply, BO, first.id, Reply.DONE)
    assert town.refusal(followups.put_off, NOW, BO, first.id, 3) == (
        "You have answered this already. You can change your answer with the buttons.",
        None,
    )


def test_a_question_that_is_put_off_comes_again_at_a_decent_hour(town: Town) -> None:
    town.start()
    pledge = town.pledge(by="2026-11-09")
    [first] = follow_ups(town, pledge)
    now = datetime(2026, 11, 6, 10, 5, tzinfo=UTC)
    again_at = datetime(2026, 11, 9, 10, tzinfo=UTC)
    assert town.do(followups.put_off, now, BO, first.id, 3) == again_at
    put_off, again = follow_ups(town, pledge)
    assert put_off == replace(first, state=FollowUpState.PUT_OFF)
    asked_for = FollowUp(again.id, pledge.id, "bo", 2, again_at, is_asked_for=True)
    assert again == moved(asked_for, again_at, LONDON)
    assert town.passes(again_at) == ["end of a forgotten session", "follow-up"]
    assert town.memory.messages.find(nudge_card(again)) is not None


def test_putting_off_twice_changes_nothing_and_another_choice_moves_it(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    first, *_ = follow_ups(town, pledge)
    now = AFTER_2_6_AND_12_WEEKS[0]
    again_at = town.do(followups.put_off, now, BO, first.id, 7)
    assert again_at == now + WEEK  # long before the questions after 6 and 12 weeks
    before = town.rows()
    assert town.do(followups.put_off, now, BO, first.id, 7) == again_at
    assert town.rows() == before
    sooner = town.do(followups.put_off, now, BO, first.id, 3)
    assert sooner == datetime(2026, 11, 9, 10, tzinfo=UTC)  # three days later is a Sunday
    assert [each.due_at for each in follow_ups(town, pledge) if each.occurrence == 4] == [sooner]


def test_a_question_can_be_put_off_by_three_or_seven_days_only(town: Town) -> None:
    town.start()
    first, *_ = follow_ups(town, town.pledge())
    no = ("I can ask again in 3 days or in 1 week.", None)
    assert town.refusal(followups.put_off, NOW, BO, first.id, 365) == no


def test_nobody_answers_for_somebody_else(town: Town) -> None:
    town.start()
    first, *_ = follow_ups(town, town.pledge(BO))
    before = town.rows()
    for follow_up in (first.id, "forged"):
        assert town.refusal(followups.reply, CY, follow_up, Reply.DONE) == NOT_YOURS
        assert town.refusal(followups.put_off, NOW, CY, follow_up, 3) == NOT_YOURS
    assert town.rows() == before


def test_a_session_that_began_by_mistake_is_not_the_latest_one(town: Town) -> None:
    held = town.start()
    town.end()
    town.do(people.add_facilitator, ADA, CY.id)
    mistake = town.do(sessions.start, NOW + HOUR, CY, HALL, "Oops")
    town.do(sessions.cancel, NOW + HOUR, CY, mistake.id)

    pledge = town.pledge(BO)

    assert pledge.session == held.id
    elsewhere = replace(pledge, session=None)
    assert town.do(helprequests.whom_to_ask, elsewhere) == held.started_by
    assert town.do(helprequests.whom_to_ask, elsewhere, {held.started_by}) == CY.id
    assert town.do(helprequests.whom_to_ask, elsewhere, {held.started_by, CY.id}) is None
    assert town.do(places.where, HALL).title == held.title


def test_belongings_are_ones_own_named_ideas_and_pledges_with_their_follow_ups(town: Town) -> None:
    town.start()
    idea = town.idea()
    town.do(ideas.write, NOW, BO, HALL, replace(draft(origin="form:2"), is_anonymous=True))
    town.do(ideas.write, NOW, CY, HALL, draft(origin="form:3"))
    later = town.do(pledges.make, NOW + WEEK, BO, HALL, promise(origin="form:4")).pledge
    earlier = town.pledge(BO, origin="form:5")
    town.pledge(CY, origin="form:6")
    asked = {each.id: follow_ups(town, each) for each in (earlier, later)}
    assert town.do(belongings.of, BO) == belongings.Belongings(
        [idea],
        [Promised(each, tuple(asked[each.id])) for each in (earlier, later)],
        around=[],
        comes={pledge: Arrival(first.due_at) for pledge, (first, *_) in asked.items()},
    )
    assert town.do(belongings.of, Actor("dee")) == belongings.Belongings([], [], around=[])
