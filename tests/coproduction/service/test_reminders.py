"""How often somebody is asked, and until when they are away, is theirs to choose."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from coproduction.followups import NUDGE, PLEDGE, FollowUpState, Reply
from coproduction.hours import decent_time
from coproduction.people import Rhythm
from coproduction.pledges import Pledge
from coproduction.service import followups, outbox, people, pledges, reminders
from coproduction.service.reminders import Wish
from handlers.blocks.reminders import told
from tests.coproduction.town import BO, CY, HOUR, NOW, WEEK, Town
from tests.speaking import SAY


def planned(town: Town, pledge: Pledge) -> list[str]:
    every = town.memory.follow_ups.of(PLEDGE, pledge.id)
    return sorted(each.due_at.date().isoformat() for each in every if each.state is FollowUpState.PLANNED)


def chooses(town: Town, rhythm: Rhythm, now: datetime = NOW) -> None:
    town.do(reminders.set_rhythm, now, BO, rhythm)


def test_who_wants_few_is_asked_once_of_what_has_no_date_and_as_usual_of_what_has_one(town: Town) -> None:
    town.start()
    chooses(town, Rhythm.LIGHT)
    assert planned(town, town.pledge()) == ["2026-12-03"]
    assert planned(town, town.pledge(by="2026-11-06", origin="form:2")) == ["2026-11-04"]
    assert planned(town, town.pledge(CY, origin="form:3")) == ["2026-11-05", "2026-12-03", "2027-01-14"]


def test_a_choice_changes_what_is_planned_and_so_does_another_one(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    chooses(town, Rhythm.LIGHT)
    assert planned(town, pledge) == ["2026-12-03"]
    before = town.rows()
    chooses(town, Rhythm.LIGHT)
    assert town.rows() == before
    chooses(town, Rhythm.STANDARD, NOW + 3 * WEEK)
    assert planned(town, pledge) == ["2026-12-03", "2027-01-14"]  # the first day is past


def test_who_wants_few_and_says_stop_promises_and_starts_again_is_asked_as_seldom(town: Town) -> None:
    town.start()
    chooses(town, Rhythm.LIGHT)
    chooses(town, Rhythm.NONE)
    pledge = town.pledge()
    town.do(people.remind, BO, wanted=True)
    assert planned(town, pledge) == ["2026-12-03"]


def test_who_has_moved_and_chooses_anew_is_asked_no_question_twice(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    town.do(people.move, "bo", "Pacific/Auckland")  # where it is the day after the promise
    chooses(town, Rhythm.LIGHT)
    chooses(town, Rhythm.STANDARD)
    assert len(planned(town, pledge)) == 3


def test_a_choice_leaves_alone_what_is_done_let_go_or_has_a_day_that_its_person_chose(town: Town) -> None:
    town.start()
    done, gone, put_off = (town.pledge(origin=f"form:{n}") for n in range(3))
    town.do(pledges.answer, BO, done.id, Reply.DONE)
    town.do(pledges.withdraw, NOW, BO, gone.id)
    first, *_ = town.memory.follow_ups.of(PLEDGE, put_off.id)
    town.do(followups.put_off, first.due_at, BO, first.id, 3)
    chooses(town, Rhythm.LIGHT)
    assert [planned(town, each) for each in (done, gone, put_off)] == [[], [], ["2026-11-09", "2026-12-03"]]


def test_none_is_stop_and_keeps_what_was_chosen_before(town: Town) -> None:
    town.start()
    chooses(town, Rhythm.LIGHT)
    chooses(town, Rhythm.NONE)
    person = town.memory.people.get("bo")
    assert person
    assert (person.rhythm, person.wants_reminders, person.wants_few) == (Rhythm.NONE, False, True)
    kept = town.do(reminders.set_hour, NOW, BO, "18")
    assert told(SAY, kept, is_hour=True).startswith(
        "I have kept the hour: if you turn reminders on again, I ask at 18:00. I will send you no more"
    )


def test_how_often_and_how_long_away_are_changed_apart(town: Town) -> None:
    town.do(reminders.choose, NOW, BO, Wish("light", "2026-11-09"))
    chooses(town, Rhythm.STANDARD)
    person = town.do(reminders.set_away, NOW, BO, "2026-11-10")
    assert (person.rhythm, person.back_on) == (Rhythm.STANDARD, date(2026, 11, 10))
    assert town.do(reminders.standing, datetime(2026, 11, 10, 9, tzinfo=UTC), BO).back_on is None
    assert town.do(reminders.set_away, NOW, BO, None).back_on is None


@pytest.mark.parametrize(
    ("wish", "no"),
    [
        (Wish("often"), ("Please choose how often from the list.", "rhythm")),
        (Wish(""), ("Please choose how often from the list.", "rhythm")),
        (Wish("light", "soon"), ("Please choose the day from the calendar.", "back_on")),
        (Wish("light", "2026-10-22"), ("Please choose tomorrow or a later day.", "back_on")),
        (Wish("light", "2026-01-01"), ("Please choose tomorrow or a later day.", "back_on")),
        (Wish("light", "2036-10-22"), ("Please choose a day within a year.", "back_on")),
    ],
)
def test_what_cannot_be_chosen_is_refused_and_nothing_changes(
    town: Town, wish: Wish, no: tuple[str, str]
) -> None:
    before = town.rows()
    assert town.refusal(reminders.choose, NOW, BO, wish) == no
    assert town.rows() == before


def hours(town: Town, pledge: Pledge) -> list[str]:
    every = town.memory.follow_ups.of(PLEDGE, pledge.id)
    return [each.local.strftime("%H:%M") for each in every if each.state is FollowUpState.PLANNED]


def test_people_choose_the_hour_at_which_they_are_asked_and_what_is_planned_follows(town: Town) -> None:
    town.start()
    before = town.pledge()
    town.do(reminders.set_hour, NOW, BO, "17")
    after = town.pledge(by="2026-11-06", origin="form:2")
    assert (hours(town, before), hours(town, after)) == (["17:00"] * 3, ["17:00"])
    town.do(people.move, BO.id, "America/New_York")
    assert hours(town, before) == ["17:00"] * 3
    town.do(reminders.set_hour, NOW, BO, "10")
    assert hours(town, before) == ["10:00"] * 3


def test_what_was_chosen_about_the_hour_stays_when_other_things_are_chosen(town: Town) -> None:
    town.start()
    town.do(reminders.set_hour, NOW, BO, "17")
    town.do(reminders.set_away, NOW, BO, "2026-11-08")
    town.do(reminders.set_rhythm, NOW, BO, Rhythm.LIGHT)
    person = town.do(people.known, BO)
    assert (person.ask_at, person.back_on, person.wants_few) == (17, date(2026, 11, 8), True)


def test_nothing_unasked_comes_before_the_hour_that_somebody_chose(town: Town) -> None:
    town.start()
    town.do(reminders.set_hour, NOW, BO, "17")
    [first, *_] = town.memory.follow_ups.of(PLEDGE, town.pledge().id)
    town.passes(first.due_at)
    late = first.due_at + 16 * HOUR  # Slack was away until nine the next morning
    assert [each.kind for each in town.do(outbox.claim_to_send, late, 99) if each.kind == NUDGE] == []
    again = first.due_at + 24 * HOUR
    assert [each.kind for each in town.do(outbox.claim_to_send, again, 99) if each.kind == NUDGE] == [NUDGE]


@pytest.mark.parametrize("typed", ["6", "21", "noon", "-1", "10.5", "٩"])
def test_an_hour_at_which_nobody_wants_to_be_asked_is_refused(town: Town, typed: str) -> None:
    assert town.refusal(reminders.set_hour, NOW, BO, typed) == (
        "Please choose a full hour from 7 to 20, such as 10.",
        "ask_at",
    )


@pytest.mark.parametrize(
    ("now", "at", "then"),
    [
        ("2026-11-05 16:59", 17, "2026-11-05 17:00"),
        ("2026-11-05 18:59", 17, "2026-11-05 18:59"),
        ("2026-11-05 19:00", 17, "2026-11-06 17:00"),
        ("2026-11-05 07:30", 7, "2026-11-05 07:30"),
        ("2026-11-05 21:59", 20, "2026-11-05 21:59"),
        ("2026-11-06 22:00", 20, "2026-11-09 20:00"),
        ("2026-11-05 09:30", 10, "2026-11-05 09:30"),
    ],
)
def test_each_has_a_day_that_begins_at_their_hour(now: str, at: int, then: str) -> None:
    asked, answer = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (now, then))
    assert decent_time(asked, ZoneInfo("Europe/London"), at=time(at)) == answer


@pytest.mark.parametrize(
    ("hour", "zone"),
    [(23, "Asia/Tokyo"), (23, "Pacific/Auckland"), (1, "America/New_York"), (2, "Pacific/Honolulu")],
)
def test_few_reminders_are_few_also_for_who_moved_to_where_they_promised_on_another_day(
    town: Town, hour: int, zone: str
) -> None:
    made_at = datetime(2026, 10, 20, hour, tzinfo=UTC)
    town.start(made_at)
    pledge = town.do(
        pledges.make, made_at, BO, "C-HALL", pledges.PledgeForm("Read more", None, "form:1")
    ).pledge
    usual = planned(town, pledge)
    town.do(people.move, BO.id, zone)

    chooses(town, Rhythm.LIGHT, made_at + HOUR)

    assert len(usual) == 3
    assert [date.fromisoformat(each).isocalendar().week for each in planned(town, pledge)] == [49]
