"""A day to come in a title is found wherever it stands, and nothing else is taken for one."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from coproduction.titledays import day_to_come
from coproduction.typeddates import wall_time_typed

LONDON = ZoneInfo("Europe/London")
FRIDAY = datetime(2026, 10, 23, 13, 5, tzinfo=UTC)  # 14:05 in London


@pytest.mark.parametrize(
    ("typed", "title", "day", "meant"),
    [
        (
            "The year ahead at 10:00 on 12 December",
            "The year ahead",
            "at 10:00 on 12 December",
            "2026-12-12T10:00",
        ),
        ("The year ahead, 12 December 10:00", "The year ahead", "12 December 10:00", "2026-12-12T10:00"),
        ("Tomorrow at 9: breakfast", "breakfast", "Tomorrow at 9", "2026-10-24T09:00"),
        (
            "Families Saturday 12 December at 2pm",
            "Families",
            "Saturday 12 December at 2pm",
            "2026-12-12T14:00",
        ),
        ("December 12th: the year ahead", "the year ahead", "December 12th", "2026-12-12T10:00"),
        ("Team meeting Monday", "Team meeting", "Monday", "2026-10-26T10:00"),
        ("Families mon 10am", "Families", "mon 10am", "2026-10-26T10:00"),
        ("Tea at 6pm", "Tea", "2026-10-23 at 6pm", "2026-10-23T18:00"),
        (
            "El año que viene a las 10:00 el 12 de diciembre",
            "El año que viene",
            "a las 10:00 el 12 de diciembre",
            "2026-12-12T10:00",
        ),
        ("Familias lunes 18h", "Familias", "lunes 18h", "2026-10-26T18:00"),
        ("Reunión mañana", "Reunión", "mañana", "2026-10-24T10:00"),
        ("12 December", "", "12 December", "2026-12-12T10:00"),
    ],
)
def test_a_day_to_come_is_found_and_can_be_typed_again(typed: str, title: str, day: str, meant: str) -> None:
    assert day_to_come(typed, FRIDAY, LONDON) == (title, day)
    assert str(wall_time_typed(day, FRIDAY, LONDON)) == meant


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "Support 24/7",
            "A place in the sun",
            "What parents need today",
            "Tea at 14:30",
            "One step at a time",
        ),
        *("Review of 3 November 2025", "Children of 2026", "Mothers of 12", "Session 5", "Mars and Sat", ""),
    ],
)
def test_what_is_over_soon_or_no_day_is_left_in_a_title(typed: str) -> None:
    assert day_to_come(typed, FRIDAY, LONDON) is None
