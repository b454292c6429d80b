"""Days that are typed are read as they were meant, or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduction.errors import Refusal
from coproduction.hours import ASK_AT, WallTime
from coproduction.typeddates import wall_time_typed
from tests.coproduction.town import refusal

LONDON = ZoneInfo("Europe/London")
FRIDAY = datetime(2026, 10, 23, 13, 5, tzinfo=UTC)  # 14:05 in London; the clocks go back on Sunday
UNREAD = (
    'I could not read this day. You can write: "next Tuesday", "3 November", "in 2 weeks" or "2026-11-03".',
    "day",
)
PAST = ("This is in the past. Please choose a later day.", "day")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tomorrow", "2026-10-24T10:00"),
        ("next Tuesday at 9", "2026-10-27T09:00"),
        ("Tuesday", "2026-10-27T10:00"),
        ("on tue at 2pm", "2026-10-27T14:00"),
        ("Friday", "2026-10-30T10:00"),  # never today
        ("next  Friday, at 12am", "2026-10-30T00:00"),
        ("in 3 days", "2026-10-26T10:00"),  # the same wall time, although the clocks change
        ("in a week at 9.30", "2026-10-30T09:30"),
        ("3 November", "2026-11-03T10:00"),
        ("the 3rd of Nov", "2026-11-03T10:00"),
        ("3/11", "2026-11-03T10:00"),  # the third of November
        ("3/11/2026 at 14:05", "2026-11-03T14:05"),
        ("2026-11-03", "2026-11-03T10:00"),
        ("1 March", "2027-03-01T10:00"),
        ("today at 15:00", "2026-10-23T15:00"),
        ("31 october at 12pm", "2026-10-31T12:00"),
        ("next Tuesday 18:30", "2026-10-27T18:30"),
        ("hoy 15:00", "2026-10-23T15:00"),
        ("mañana a las 9", "2026-10-24T09:00"),
        ("MARTES 10:00", "2026-10-27T10:00"),
        ("el próximo miércoles a las 18.30", "2026-10-28T18:30"),
        ("proximo miercoles", "2026-10-28T10:00"),
        ("12 de diciembre 10:00", "2026-12-12T10:00"),
        ("el 1 de marzo de 2027, a la 1:15", "2027-03-01T01:15"),
        ("en 3 días", "2026-10-26T10:00"),
        ("dentro de una semana", "2026-10-30T10:00"),
    ],
)
def test_a_day_is_read_in_plain_forms(typed: str, meant: str) -> None:
    assert str(wall_time_typed(typed, FRIDAY, LONDON)) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("next Monday", 26),
        ("next Tuesday", 27),
        ("el próximo martes", 27),
        ("next Saturday", 31),
        ("Tuesday", 27),
    ],
)
def test_on_a_sunday_next_is_in_the_week_that_begins_on_the_day_after(typed: str, meant: int) -> None:
    assert wall_time_typed(typed, FRIDAY + timedelta(days=2), LONDON).day == date(2026, 10, meant)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "soon", "9", "next", "next week sometime", "half past two", "31 November", "32/1", "3/13"),
        *("in -3 days", "in 3 moons", "m at 9"),
        *(
            "tomorrow 9",
            "31 de noviembre",
            "en tres lunas",
            "diciembre",
            "de las",
            "12 de 10:00",
        ),
        *("at 9", "2026-13-01", "03-11-2026", "tomorrow at", "tu", "a week on monday", "x" * 3000),
    ],
)
def test_what_is_not_surely_a_day_is_not_guessed(typed: str) -> None:
    assert refusal(wall_time_typed, typed, FRIDAY, LONDON) == UNREAD


@pytest.mark.parametrize(
    "typed", ["tomorrow at 25:00", "tomorrow at 9:75", "tomorrow at 13pm", "mañana 25:00"]
)
def test_of_a_day_that_can_be_read_the_time_that_cannot_is_named(typed: str) -> None:
    words = 'I could not read this time. You can write: "at 9:30", "at 18:30" or "at 6pm".'
    assert refusal(wall_time_typed, typed, FRIDAY, LONDON) == (words, "day")


@pytest.mark.parametrize(
    "typed",
    [
        "yesterday",
        "yesterday at 15:00",
        "ayer",
        "2026-10-22",
        "today at 9",
        "22/10/2026",
        "1 Jan 2020",
        "hoy 9:00",
        "1 de enero de 2020",
    ],
)
def test_the_past_is_refused(typed: str) -> None:
    assert refusal(wall_time_typed, typed, FRIDAY, LONDON) == PAST


@pytest.mark.parametrize("typed", ["2036-10-23", "in 53 weeks", "1 Nov 2027"])
def test_what_is_years_away_is_refused(typed: str) -> None:
    assert refusal(wall_time_typed, typed, FRIDAY, LONDON) == ("Please choose a day within a year.", "day")


@given(st.text())
def test_whatever_is_typed_is_a_day_to_come_or_refused(typed: str) -> None:
    try:
        meant = wall_time_typed(typed, FRIDAY, LONDON)
    except Refusal:
        return
    assert date(2026, 10, 23) <= meant.day <= date(2027, 10, 24)


@pytest.mark.parametrize(
    ("wall", "moment"),
    [
        (
            WallTime(date(2027, 3, 28), time(1, 30)),
            "2027-03-28T01:30",
        ),  # there is no 1:30: an hour later, once
        (WallTime(date(2026, 10, 25), time(1, 30)), "2026-10-25T00:30"),  # it comes twice: the first
        (WallTime(date(2026, 10, 26), ASK_AT), "2026-10-26T10:00"),
    ],
)
def test_a_wall_time_is_one_moment_also_when_the_clocks_change(wall: WallTime, moment: str) -> None:
    assert wall.in_zone(LONDON) == datetime.fromisoformat(f"{moment}+00:00")
