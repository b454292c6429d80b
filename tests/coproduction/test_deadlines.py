"""A day at the end of what somebody types."""

from datetime import date

import pytest

from coproduction.deadlines import deadline_of

TODAY = date(2027, 3, 3)  # a Wednesday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Read with him by 12 March", date(2027, 3, 12)),
        ("Read with him by Friday.", date(2027, 3, 5)),
        ("Stand by her until next Tuesday", date(2027, 3, 9)),
        ("Ring her by Friday at 5pm", date(2027, 3, 5)),
        ("Leer con él hasta el 12 de marzo", date(2027, 3, 12)),
        ("Ring her by 1 March 2020", date(2020, 3, 1)),
        ("Read with him before Friday", None),
        ("Leer con él antes del 12 de marzo", None),
        ("Stand by her", None),
        ("By Friday I read with him", None),
        ("Ring 3 people", None),
        ("Go by bus on Friday", None),
    ],
)
def test_the_day_after_by_is_the_date_and_nothing_is_guessed(typed: str, meant: date | None) -> None:
    assert deadline_of(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "day"), [("by next Monday", 8), ("by next Tuesday", 9), ("by Tuesday.", 9)]
)
def test_on_a_sunday_the_next_day_of_a_name_is_that_of_the_week_to_come(typed: str, day: int) -> None:
    assert deadline_of(f"Ring her {typed}", date(2027, 3, 7)) == date(2027, 3, day)
