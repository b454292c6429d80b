"""Public holidays: of the region in the settings, and none where nobody wants any."""

from __future__ import annotations

from datetime import date

import pytest

from bot.freedays import free_days, region


@pytest.mark.parametrize(
    ("named", "day", "is_free"),
    [
        ("GB-ENG", date(2026, 12, 28), True),  # for Boxing Day, which is a Saturday
        ("GB-ENG", date(2026, 12, 24), False),
        ("GB-ENG", date(2027, 3, 29), True),  # Easter Monday
        ("GB-SCT", date(2027, 3, 29), False),
        ("GB-SCT", date(2026, 11, 30), True),
        ("ES-CT", date(2026, 9, 11), True),
        ("none", date(2026, 12, 25), False),
    ],
)
def test_a_day_is_free_where_it_is_a_public_holiday(named: str, day: date, *, is_free: bool) -> None:
    assert free_days(region(named))(day) is is_free


@pytest.mark.parametrize(("typed", "kept"), [("gb-eng", "GB-ENG"), (" IE ", "IE"), ("NONE", "none")])
def test_a_region_is_written_in_any_letters(typed: str, kept: str) -> None:
    assert region(typed) == kept


@pytest.mark.parametrize("typed", ["England", "GB-XYZ", "XX", "GB ENG", "-", "GB-ENG;DROP", "🎄"])
def test_a_region_that_nobody_knows_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(ValueError, match="GB-ENG"):
        region(typed)
