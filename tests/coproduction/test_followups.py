"""When people are asked: at ten in the morning, on a weekday, where they live."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coproduction.days import FARTHEST
from coproduction.followups import (
    FollowUp,
    FollowUpState,
    Reply,
    answered,
    asked_again,
    due_days,
    put_off_to,
    put_off_until,
)
from coproduction.hours import asking_time, decent_time, in_zone, instant
from coproduction.pledges import Pledge
from tests.coproduction.town import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
THURSDAY = datetime(2026, 10, 22, 17, 30, tzinfo=UTC)
SPRING, AUTUMN = datetime(2027, 3, 28, 0, 59, tzinfo=UTC), datetime(2026, 10, 25, 0, 59, tzinfo=UTC)

zones = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (hypothesis adds it)


def pledge(made_at: datetime = THURSDAY, by: date | None = None) -> Pledge:
    return Pledge("g1", "C1", "s1", "bo", "Call the school", by, None, made_at, "form:1")


def follow_up(occurrence: int, due_at: datetime = THURSDAY) -> FollowUp:
    return FollowUp(f"f{occurrence}", "g1", "bo", occurrence, due_at)


def asked_at(made_at: datetime, by: date | None, zone: ZoneInfo) -> list[datetime]:
    return [instant(day, zone) for day in due_days(pledge(made_at, by), zone)]


@pytest.mark.parametrize(
    ("by", "asked"),
    [
        (None, ["2026-11-05", "2026-12-03", "2027-01-14"]),
        ("2026-11-06", ["2026-11-04"]),
        ("2026-11-02", ["2026-10-30"]),  # two days before a Monday is a Saturday: the Friday before
        ("2026-11-03", ["2026-10-30"]),
        ("2026-10-22", ["2026-10-23"]),  # today: nobody is asked on the day they promised, but after it
        ("2026-10-23", ["2026-10-23"]),
        ("2026-10-24", ["2026-10-23"]),
    ],
)
def test_a_pledge_is_asked_about_2_days_before_its_date_or_as_soon_after_or_after_2_6_and_12_weeks(
    by: str | None, asked: list[str]
) -> None:
    days = due_days(pledge(by=date.fromisoformat(by) if by else None), LONDON)
    assert [day.isoformat() for day in days] == asked


@pytest.mark.parametrize("made_on", ["2026-10-23", "2026-10-24", "2026-10-25"])
def test_what_was_promised_at_a_weekend_is_asked_about_on_monday(made_on: str) -> None:
    made_at = datetime.fromisoformat(f"{made_on}T12:00+00:00")
    assert due_days(pledge(made_at, date(2026, 10, 26)), LONDON) == [date(2026, 10, 26)]
    assert due_days(pledge(made_at, date(2026, 10, 25)), LONDON) == [date(2026, 10, 26)]


def test_without_a_date_a_weekend_moves_to_the_monday_after() -> None:
    saturday = datetime(2026, 10, 24, 12, tzinfo=UTC)
    assert due_days(pledge(saturday), LONDON) == [date(2026, 11, 9), date(2026, 12, 7), date(2027, 1, 18)]


def test_the_day_of_a_promise_is_the_day_where_the_person_lives() -> None:
    late = datetime(2026, 10, 22, 23, 30, tzinfo=UTC)  # Friday in Auckland, Thursday in New York
    assert due_days(pledge(late), ZoneInfo("Pacific/Auckland"))[0] == date(2026, 11, 6)
    assert due_days(pledge(late), NEW_YORK)[0] == date(2026, 11, 5)


@given(moments, zones, st.none() | st.integers(0, FARTHEST.days))
@example(SPRING, LONDON, 2)
@example(AUTUMN, LONDON, None)
@example(datetime(2027, 10, 2, 15, tzinfo=UTC), ZoneInfo("Australia/Lord_Howe"), None)
def test_everybody_is_asked_at_ten_on_a_weekday_where_they_live_after_the_day_of_the_promise(
    made_at: datetime, zone: ZoneInfo, days: int | None
) -> None:
    made_on = made_at.astimezone(zone).date()
    by = made_on + timedelta(days) if days is not None else None
    asked = [due.astimezone(zone) for due in asked_at(made_at, by, zone)]
    assert {due.time() for due in asked} <= {time(10)}
    assert all(due.weekday() <= 4 and made_on < due.date() for due in asked)
    assert len(asked) == (3 if by is None else 1)
    soon = made_on + timedelta(4)  # the next weekday after a Friday is three days away
    assert all(due.date() <= (by if by > soon else soon) for due in asked if by)
    assert asked == sorted(asked)


def test_ten_in_the_morning_stays_ten_when_the_clocks_change() -> None:
    friday, monday = date(2026, 10, 23), date(2026, 10, 26)
    assert instant(friday, LONDON) == datetime(2026, 10, 23, 9, tzinfo=UTC)
    assert instant(monday, LONDON) == datetime(2026, 10, 26, 10, tzinfo=UTC)


@given(st.dates(date(2026, 1, 1), date(2036, 1, 1)), zones, zones)
def test_a_person_who_moves_is_asked_on_the_same_day_at_ten_there(
    day: date, old: ZoneInfo, new: ZoneInfo
) -> None:
    assert in_zone(instant(day, old), old, new) == instant(day, new)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-10-22T09:00", "2026-10-22T09:00"),
        ("2026-10-22T17:59:59", "2026-10-22T17:59:59"),
        ("2026-10-22T08:59:59", "2026-10-22T10:00"),
        ("2026-10-22T18:00", "2026-10-23T10:00"),
        ("2026-10-23T18:00", "2026-10-26T10:00"),
        ("2026-10-24T07:00", "2026-10-26T10:00"),
        ("2026-10-25T12:00", "2026-10-26T10:00"),
        ("2026-10-26T08:00", "2026-10-26T10:00"),
    ],
)
def test_a_decent_time_is_a_weekday_between_nine_and_six(now: str, then: str) -> None:
    asked, answer = (datetime.fromisoformat(at).replace(tzinfo=LONDON).astimezone(UTC) for at in (now, then))
    assert decent_time(asked, LONDON) == answer


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-10-22T09:00", "2026-10-22T10:00"),
        ("2026-10-22T10:30", "2026-10-22T10:30"),
        ("2026-10-23T18:00", "2026-10-26T10:00"),
    ],
)
def test_what_comes_late_waits_for_the_hour_of_its_reader(now: str, then: str) -> None:
    asked, answer = (datetime.fromisoformat(at).replace(tzinfo=LONDON).astimezone(UTC) for at in (now, then))
    assert asking_time(asked, LONDON) == answer


@given(moments, zones)
@example(SPRING, LONDON)
def test_a_decent_time_is_never_earlier_never_at_night_and_never_four_days_off(
    now: datetime, zone: ZoneInfo
) -> None:
    then = decent_time(now, zone)
    assert timedelta(0) <= then - now < timedelta(days=4)
    assert time(9) <= then.astimezone(zone).time() < time(18)
    assert then.astimezone(zone).weekday() <= 4
    assert decent_time(then, zone) == then


@pytest.mark.parametrize(
    ("days", "again"),
    [(3, datetime(2026, 10, 26, 10, tzinfo=UTC)), (7, datetime(2026, 10, 29, 10, tzinfo=UTC))],
)
def test_not_now_means_in_three_or_seven_days_or_the_monday_after(days: int, again: datetime) -> None:
    assert put_off_until(THURSDAY, days, LONDON) == again


@given(moments, zones, st.sampled_from([3, 7]))
def test_what_is_put_off_is_asked_again_at_ten_on_a_weekday(now: datetime, zone: ZoneInfo, days: int) -> None:
    again = put_off_until(now, days, zone).astimezone(zone)
    assert again.time() == time(10)
    assert again.weekday() <= 4
    assert timedelta(days) <= again.date() - now.astimezone(zone).date() <= timedelta(days + 2)


@pytest.mark.parametrize("days", [-3, 0, 1, 30])
def test_nobody_can_be_asked_again_at_another_time(days: int) -> None:
    assert refusal(put_off_until, THURSDAY, days, LONDON) == ("I can ask again in 3 days or in 1 week.", None)


def test_putting_off_plans_the_newest_question_which_need_not_be_the_last_one_due() -> None:
    planned = [
        follow_up(1),
        follow_up(2, THURSDAY + timedelta(weeks=6)),
        follow_up(3, THURSDAY + timedelta(3)),
    ]
    assert asked_again(planned).due_at == THURSDAY + timedelta(3)
    assert asked_again(reversed(planned)).due_at == THURSDAY + timedelta(3)


def test_it_comes_again_when_its_person_chose_though_more_is_planned_after_that() -> None:
    chosen = replace(follow_up(2), is_asked_for=True)
    assert asked_again([follow_up(1), chosen, follow_up(3)]) == chosen


@pytest.mark.parametrize("reply", Reply)
def test_a_later_answer_replaces_an_earlier_one(reply: Reply) -> None:
    said = answered(answered(follow_up(1), Reply.STUCK), reply)
    assert said == FollowUp("f1", "g1", "bo", 1, THURSDAY, FollowUpState.ANSWERED, reply)


@pytest.mark.parametrize(
    "rule", [lambda at: decent_time(at, LONDON), lambda at: put_off_until(at, 3, LONDON)]
)
def test_the_answer_is_a_moment_everywhere_the_same(rule: Callable[[datetime], datetime]) -> None:
    midnight = datetime(2026, 10, 22, 23, 30, tzinfo=UTC)
    assert rule(midnight).tzinfo is UTC
    assert rule(midnight.astimezone(NEW_YORK)) == rule(midnight)


@pytest.mark.parametrize(
    ("chosen", "again"),
    [
        ("2026-10-23", datetime(2026, 10, 23, 9, tzinfo=UTC)),  # still summer time in London
        ("2026-10-24", datetime(2026, 10, 26, 10, tzinfo=UTC)),  # a Saturday
        ("2026-11-04", datetime(2026, 11, 4, 10, tzinfo=UTC)),
        ("2027-10-22", datetime(2027, 10, 22, 9, tzinfo=UTC)),
    ],
)
def test_on_a_day_of_ones_own_choice_it_is_asked_again_at_ten_or_on_the_monday_after(
    chosen: str, again: datetime
) -> None:
    assert put_off_to(chosen, THURSDAY, LONDON) == again


@pytest.mark.parametrize(
    ("chosen", "no"),
    [
        ("2026-10-22", "This day is not in the future. Please choose tomorrow or a later day."),
        ("2020-01-01", "This day is not in the future. Please choose tomorrow or a later day."),
        ("2036-10-22", "Please choose a day within a year."),
        ("", "Please choose a day from the calendar."),
        ("soon", "Please choose a day from the calendar."),
    ],
)
def test_a_day_that_is_past_today_far_off_or_none_is_refused_at_its_field(chosen: str, no: str) -> None:
    assert refusal(put_off_to, chosen, THURSDAY, LONDON) == (no, "on")
