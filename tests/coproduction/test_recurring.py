"""What is kept again and again has days that never drift."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduction.people import Rhythm
from coproduction.recurring import (
    ONCE,
    Every,
    Recurrence,
    days,
    every_named,
    first_of,
    next_after,
    until_of,
)
from tests.coproduction.town import refusal

FIRST = date(2027, 1, 31)


def first_days(every: Every, rhythm: Rhythm = Rhythm.STANDARD) -> list[str]:
    return [day.isoformat() for day in islice(days(Recurrence("g1", every, FIRST), rhythm), 4)]


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        (Every.WEEK, ["2027-01-31", "2027-02-07", "2027-02-14", "2027-02-21"]),
        (Every.TWO_WEEKS, ["2027-01-31", "2027-02-14", "2027-02-28", "2027-03-14"]),
        (Every.MONTH, ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
    ],
)
def test_its_days_are_counted_from_the_first(every: Every, expected: list[str]) -> None:
    assert first_days(every) == expected


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        (Every.WEEK, ["2027-01-31", "2027-02-28", "2027-03-28", "2027-04-25"]),
        (Every.TWO_WEEKS, ["2027-01-31", "2027-02-28", "2027-03-28", "2027-04-25"]),
        (Every.MONTH, ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
    ],
)
def test_who_wants_few_is_asked_about_once_a_month(every: Every, expected: list[str]) -> None:
    assert first_days(every, Rhythm.LIGHT) == expected


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.sampled_from(Every), st.integers(0, 800))
def test_the_next_day_is_the_first_of_its_days_after_another(first: date, every: Every, later: int) -> None:
    rule, after = Recurrence("g1", every, first), first + timedelta(days=later)
    found = next_after(rule, after)
    assert found
    assert after < found <= after + timedelta(days=31)
    assert found in set(islice(days(rule), 200))


def test_after_its_last_day_there_is_none() -> None:
    rule = Recurrence("g1", Every.WEEK, FIRST, until=date(2027, 2, 13))
    assert next_after(rule, FIRST) == date(2027, 2, 7)
    assert next_after(rule, date(2027, 2, 7)) is None


@pytest.mark.parametrize("once", [None, "", ONCE])
def test_what_is_kept_once_has_no_rule(once: str | None) -> None:
    assert every_named(once) is None


def test_what_was_chosen_in_a_form_is_kept_or_refused_at_its_field() -> None:
    assert every_named("month") is Every.MONTH
    assert until_of(None, FIRST) is None
    assert until_of("2027-01-31", FIRST) == FIRST
    assert refusal(every_named, "daily") == ("Please choose how often from the list.", "every")
    for until, no in (
        ("2027-01-30", "This ends before the next time. Please choose a later day."),
        ("1999-01-30", "This ends before the next time. Please choose a later day."),
        ("2037-01-30", "Please choose an end within a year."),
        ("soon", "Please choose the last day from the calendar."),
    ):
        assert refusal(until_of, until, FIRST) == (no, "until")


@pytest.mark.parametrize(
    ("every", "asked_on", "first"),
    [
        (Every.WEEK, None, "2027-02-08"),  # a week from a Sunday is a Sunday: on which nobody is asked
        (Every.TWO_WEEKS, None, "2027-02-15"),
        (Every.MONTH, None, "2027-01-31"),  # and the last day of a shorter month
        (Every.WEEK, date(2027, 3, 3), "2027-02-03"),  # soon, on the weekday of its date
    ],
)
def test_its_days_begin_soon_so_that_its_date_is_one_or_one_span_from_today(
    every: Every, asked_on: date | None, first: str
) -> None:
    assert first_of(every, asked_on, FIRST).isoformat() == first
