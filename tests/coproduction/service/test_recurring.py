"""A pledge that is kept again and again: chosen in the second form, changed, stopped, and asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from coproduction.followups import PLEDGE, FollowUpState, Reply, nudge_card
from coproduction.people import Actor, Person, Rhythm
from coproduction.recurring import ONCE, Every, Recurrence
from coproduction.service import belongings, followups, plans, pledgeends, pledges, reminders
from coproduction.service.kinds import shown
from coproduction.service.plans import PlanForm
from handlers.blocks import home
from handlers.blocks.recurring import fields, told
from tests.coproduction.service.test_nudging import asked, days, promise
from tests.coproduction.town import BO, CY, DAY, HALL, NOW, WEEK, Town
from tests.looks import draw
from tests.speaking import SAY

if TYPE_CHECKING:
    from coproduction.pledges import Pledge

TOO_EARLY = ("This ends before the next time. Please choose a later day.", "until")
BO_IN_LONDON = Actor("bo", zone="Europe/London")


def choose(
    town: Town, pledge: Pledge, every: str | None, until: str | None = None, now: datetime = NOW
) -> plans.Often:
    return town.do(plans.keep, now, BO, pledge.id, PlanForm(every=every, until=until)).often


def planned(town: Town, pledge: Pledge) -> list[str]:
    """The days on which something is planned about it."""
    every = town.memory.follow_ups.of(PLEDGE, pledge.id)
    return [str(each.wall) for each in every if each.state is FollowUpState.PLANNED]


def answered(town: Town, pledge: Pledge, first: datetime, until: datetime) -> list[str]:
    """Day after day at ten: when it is asked, while its person always says that it is done."""
    told, at = [], first
    while at <= until:
        if asked(town, at):
            told.append(at.date().isoformat())
        for each in town.memory.follow_ups.of(PLEDGE, pledge.id):
            if each.state is FollowUpState.DUE:
                town.do(followups.reply, BO, each.id, Reply.DONE)
        at += DAY
    return told


def test_a_pledge_without_a_date_is_asked_about_from_one_week_after_on(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing")
    often = choose(town, pledge, "week", "2026-11-12")
    rule = Recurrence(pledge.id, Every.WEEK, date(2026, 10, 29), date(2026, 11, 12))
    assert often == plans.Often(rule, datetime(2026, 10, 29, 10, tzinfo=UTC), is_new=True)
    told = answered(
        town, pledge, datetime(2026, 10, 23, 10, tzinfo=UTC), datetime(2026, 12, 31, 10, tzinfo=UTC)
    )
    assert told == ["2026-10-29", "2026-11-05", "2026-11-12"]


def test_a_pledge_with_a_date_is_asked_about_two_days_before_and_then_again(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing", "2026-11-04")
    assert choose(town, pledge, "month").rule == Recurrence(pledge.id, Every.MONTH, date(2026, 11, 2))
    assert planned(town, pledge) == ["2026-11-02T10:00"]


def until_when(town: Town, pledge: Pledge, now: datetime = NOW) -> str | None:
    """The last day with which the form begins."""
    often = town.do(plans.known, now, BO, pledge.id).often
    [field] = [each for each in fields(SAY, often) if each["block_id"] == "until"]
    begins: str | None = field["element"].get("initial_date")
    return begins


def test_what_has_a_date_ends_with_it_unless_its_person_takes_the_last_day_out(town: Town) -> None:
    town.start()
    pledge = promise(town, "Weed the garden every week until 20 January", "2027-01-20")
    assert until_when(town, pledge) == "2027-01-20"
    choose(town, pledge, ONCE, "2027-01-20")  # as the form began
    assert town.memory.recurrences.get(pledge.id) is None
    often = choose(town, pledge, "week", "2027-01-20")
    assert not any("your date" in each for each in told(SAY, often))
    asked_on = answered(town, pledge, NOW, NOW + 30 * WEEK)
    assert asked_on[-1] == "2027-01-18"
    goes_on = choose(town, promise(town, "Sing", "2027-01-20"), "week")
    assert told(SAY, goes_on)[:2] == [
        "I will ask you every Monday.",
        "You left the last day empty, so I go on after Wednesday 20 January 2027, which is your date.",
    ]


def test_a_date_that_is_past_is_no_last_day_to_begin_with(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing", "2026-10-30")
    assert until_when(town, pledge, NOW + WEEK) == "2026-10-30"
    assert until_when(town, pledge, NOW + 2 * WEEK) is None
    choose(town, pledge, "week", "2027-03-01")
    assert until_when(town, pledge) == "2027-03-01"


def test_every_month_from_the_31st_on_is_its_last_day_where_it_is_shorter(town: Town) -> None:
    town.start()
    on = datetime(2027, 1, 31, 12, tzinfo=UTC)
    pledge = promise(town, "Sing", now=on)
    choose(town, pledge, "month", None, on)
    told = answered(town, pledge, on.replace(hour=10), datetime(2027, 6, 30, 12, tzinfo=UTC))
    assert told == ["2027-03-01", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30"]  # a Sunday moves


@pytest.mark.parametrize(
    ("by", "until", "no"),
    [
        (None, "2026-10-28", TOO_EARLY),  # before the first time
        (None, "2026-10-01", TOO_EARLY),  # past
        (None, "2036-10-22", ("Please choose an end within a year.", "until")),
        (None, "whenever", ("Please choose the last day from the calendar.", "until")),
        ("2026-12-10", "2026-12-09", TOO_EARLY),  # after the first question, but before its date
    ],
)
def test_an_end_that_does_not_fit_is_refused_and_all_stays(
    any_town: Town, by: str | None, until: str, no: tuple[str, str]
) -> None:
    any_town.start()
    pledge = promise(any_town, "Sing", by)
    before = any_town.rows()
    form = PlanForm("Hum", every="week", until=until)
    assert any_town.refusal(plans.keep, NOW, BO, pledge.id, form) == no
    assert any_town.rows() == before


def test_an_end_without_how_often_is_asked_back(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing")
    no = ("You chose a last day. Please choose how often, too, or take the day out.", "every")
    for every in (None, ONCE):
        form = PlanForm(every=every, until="2026-12-01")
        assert town.refusal(plans.keep, NOW, BO, pledge.id, form) == no


def test_saving_the_form_again_changes_nothing_of_it_and_another_end_only_the_end(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing")
    choose(town, pledge, "week", "2026-12-01")
    before, later = planned(town, pledge), NOW + 3 * DAY
    assert not choose(town, pledge, "week", "2026-12-01", later).is_new
    assert planned(town, pledge) == before
    often = choose(town, pledge, "week", None, later)
    assert often.rule == Recurrence(pledge.id, Every.WEEK, date(2026, 10, 29))
    assert planned(town, pledge) == before


def test_it_is_stopped_by_choosing_once_whatever_its_last_day_says(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing")
    choose(town, pledge, "week", "2026-12-01")
    often = choose(town, pledge, ONCE, "2026-12-01")
    assert (often.rule, often.is_new) == (None, True)
    assert planned(town, pledge) == ["2026-11-05T10:00", "2026-12-03T10:00", "2027-01-14T10:00"]
    assert not choose(town, pledge, ONCE).is_new


def test_an_end_may_be_moved_for_another_year_when_it_comes_near(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing")
    choose(town, pledge, "week", "2027-10-22")
    later = NOW + 50 * WEEK
    assert choose(town, pledge, "week", "2028-10-01", later).rule == Recurrence(
        pledge.id, Every.WEEK, date(2026, 10, 29), date(2028, 10, 1)
    )


def test_the_hour_on_the_wall_stays_when_the_clocks_change(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing", "2027-03-25")
    town.do(
        plans.keep, datetime(2027, 3, 17, 12, tzinfo=UTC), BO_IN_LONDON, pledge.id, PlanForm(every="week")
    )
    assert planned(town, pledge) == ["2027-03-23T10:00"]
    at = datetime(2027, 3, 23, 10, tzinfo=UTC)  # summer time begins on Sunday the 28th
    assert asked(town, at) == [["Sing"]]
    [following] = [
        each for each in town.memory.follow_ups.of(PLEDGE, pledge.id) if each.state is FollowUpState.PLANNED
    ]
    assert (following.wall, following.due_at) == ("2027-03-30T10:00", datetime(2027, 3, 30, 9, tzinfo=UTC))


def test_what_was_done_once_is_asked_on_the_days_of_its_rule_or_date_alone(town: Town) -> None:
    town.start()
    weekly, dated = promise(town, "Sing"), promise(town, "Read")
    for pledge in (weekly, dated):
        town.do(pledges.answer, BO, pledge.id, Reply.DONE)
    choose(town, weekly, "week")
    town.do(pledges.change, NOW, BO, dated.id, pledges.PledgeForm("Read", "2026-11-06", "form:2"))
    for pledge in (weekly, dated):
        town.do(pledges.answer, BO, pledge.id, Reply.WORKING)
    assert (planned(town, weekly), planned(town, dated)) == (["2026-10-29T10:00"], ["2026-11-04T10:00"])


def test_two_that_are_kept_every_week_share_one_message_a_week(town: Town) -> None:
    town.start()
    for what, by in (("Sing", "2026-11-04"), ("Read", "2026-11-06")):
        choose(town, promise(town, what, by), "week")
    told = days(town, NOW + 4 * WEEK)
    assert {day: sorted(*messages) for day, messages in told.items()} == {
        "2026-10-26": ["Read", "Sing"],
        "2026-11-02": ["Read", "Sing"],
        "2026-11-09": ["Read", "Sing"],
    }


def test_another_date_moves_its_days_and_may_not_lie_after_its_end(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing", "2026-11-04")
    choose(town, pledge, "week", "2026-12-01")
    form = pledges.PledgeForm("Sing", "2026-11-05", "form:2")
    town.do(pledges.change, NOW, BO, pledge.id, form)
    assert planned(town, pledge) == ["2026-10-27T10:00"]
    no = (
        "You keep this only until an earlier day. Please choose an earlier date, or a later last day "
        "with “Make it easier to keep”.",
        "by",
    )
    assert town.refusal(pledges.change, NOW, BO, pledge.id, replace(form, by="2026-12-02")) == no
    assert town.memory.pledges.get(pledge.id) == replace(pledge, by=date(2026, 11, 5))


def test_who_takes_it_over_is_asked_on_its_days_and_who_had_it_is_not(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing")
    choose(town, pledge, "week", "2026-12-01")
    town.do(pledgeends.hand_over, NOW, pledge, Person("cy"))
    waiting = [
        (each.person, each.wall)
        for each in town.memory.follow_ups.of(PLEDGE, pledge.id)
        if each.state is FollowUpState.PLANNED
    ]
    assert waiting == [("cy", "2026-10-29T10:00")]
    assert (town.do(belongings.of, BO).recurrences, list(town.do(belongings.of, CY).recurrences)) == (
        {},
        [pledge.id],
    )


def test_choosing_anew_ends_the_pause_after_two_without_an_answer(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing")
    choose(town, pledge, "week")
    assert len(days(town, NOW + 6 * WEEK)) == 3  # the third says that it is the last
    assert planned(town, pledge) == []
    later = NOW + 6 * WEEK
    assert choose(town, pledge, "two_weeks", None, later).next_at
    assert list(days(town, later + 5 * WEEK, later)) == ["2026-12-17", "2026-12-31"]


def test_who_wants_few_reminders_is_asked_every_four_weeks(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing")
    town.do(reminders.set_rhythm, NOW, BO, Rhythm.LIGHT)
    often = choose(town, pledge, "week")
    assert (often.rhythm, often.next_at) == (Rhythm.LIGHT, datetime(2026, 10, 29, 10, tzinfo=UTC))
    asked(town, datetime(2026, 10, 29, 10, tzinfo=UTC))
    assert planned(town, pledge) == ["2026-11-26T10:00"]


def test_of_a_pledge_that_is_let_go_or_somebody_elses_nothing_is_chosen(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing")
    weekly = PlanForm(every="week")
    assert town.refusal(plans.keep, NOW, CY, pledge.id, weekly) == (
        "This pledge is somebody else's, so nothing was changed.",
        None,
    )
    town.do(pledges.withdraw, NOW, BO, pledge.id)
    assert town.refusal(plans.keep, NOW, BO, pledge.id, weekly) == (
        "You let this pledge go. You can make a new one with {/pledge}.".replace("{/pledge}", "/pledge"),
        None,
    )


def test_the_last_question_says_so_and_then_it_is_over(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing")
    choose(town, pledge, "week", "2026-11-05")
    last = "This is the last time that I ask about this, as you chose. How did it go?"
    over = "You did this every week until Thursday 5 November 2026. That is over now."

    told = {}
    for day in (29, 36):
        at = datetime(2026, 10, 1, 10, tzinfo=UTC) + (day - 1) * DAY
        asked(town, at)
        newest = [each for each in town.memory.follow_ups.of(PLEDGE, pledge.id) if each.due_at == at][-1]
        message = town.memory.messages.find(nudge_card(newest))
        assert message
        content, _ = town.do(shown, message)
        mine = home.mine(SAY, town.do(belongings.of, BO), at, wants_reminders=True).text
        told[day] = (last in draw(SAY, content, {"ana": "Ana"}).text, over in mine)
        town.do(followups.reply, BO, newest.id, Reply.WORKING)

    assert told == {29: (False, False), 36: (True, True)}


@pytest.mark.parametrize(
    ("every", "first"), [("week", "2026-10-23"), ("two_weeks", "2026-10-23"), ("month", "2026-11-18")]
)
def test_what_has_a_far_date_is_asked_about_soon_on_the_weekday_of_its_date(
    town: Town, every: str, first: str
) -> None:
    town.start()
    pledge = promise(town, "Sing", "2026-12-20")  # single, it is asked about on Friday 18 December
    often = choose(town, pledge, every)
    assert often.next_at
    assert often.next_at.date().isoformat() == first


def test_a_holiday_moves_what_is_repeated_as_it_moves_what_is_done_once_and_says_why(town: Town) -> None:
    town.start()
    memory = town.memory
    first_march = datetime(2027, 3, 1, 12, tzinfo=UTC)
    closed = {date(2027, 3, 26), date(2027, 3, 29)}  # Good Friday, Easter Monday
    memory.is_holiday = closed.__contains__
    form = pledges.PledgeForm("Sing", "2027-03-28", "form:1")
    pledge = pledges.make(memory, first_march, BO, HALL, form).pledge
    single = pledges.promised(memory, pledge).follow_ups[0].due_at.date()

    often = plans.keep(
        memory, datetime(2027, 3, 20, 12, tzinfo=UTC), BO, pledge.id, PlanForm(every="week")
    ).often

    assert often.next_at
    assert (single, often.next_at.date()) == (date(2027, 3, 25), date(2027, 3, 25))
    assert told(SAY, often) == [
        "I will ask you every Friday.",
        "You left the last day empty, so I go on after Sunday 28 March 2027, which is your date.",
        "Friday 26 March 2027 is a public holiday, so I will ask on Thursday 25 March 2027 at 10:00.",
        "This takes the place of the days that I told you before.",
    ]


def test_what_goes_on_after_its_date_tells_when_it_comes_again_and_not_that_the_date_is_past(
    town: Town,
) -> None:
    town.start()
    pledge = promise(town, "Sing", "2026-10-28")
    town.memory.recurrences.put(Recurrence(pledge.id, Every.WEEK, date(2026, 10, 26), date(2026, 11, 20)))
    past, last = "The date that you chose is past", "This is the last time that I ask about this"
    again = "I will ask again on Monday 9 November 2026 at 10:00."
    told = []
    for week in range(4):
        at = datetime(2026, 10, 26, 10, tzinfo=UTC) + week * WEEK
        asked(town, at)
        newest = [each for each in town.memory.follow_ups.of(PLEDGE, pledge.id) if each.due_at == at][-1]
        message = town.memory.messages.find(nudge_card(newest))
        assert message
        before = draw(SAY, town.do(shown, message)[0], {"ana": "Ana"}).text
        if week == 2:  # so the last one comes on a day that its person chose
            town.do(followups.put_off, at, BO, newest.id, 7)
        else:
            town.do(followups.reply, BO, newest.id, Reply.DONE)
        after = draw(SAY, town.do(shown, message)[0], {"ana": "Ana"}).text
        told.append((past in before, last in before, again in after, "I will ask again" in after))
    assert told == [
        (False, False, False, True),
        (False, False, True, True),
        (False, False, False, True),
        (False, True, False, False),
    ]
