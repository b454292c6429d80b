"""What is filled in of a planned session: all that is wrong is said at once, each under its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from coproduction.errors import Refusals
from coproduction.planforms import PlanForm, filled, rules_of
from coproduction.planned import GROUND_RULES, blank
from coproduction.words import LANGUAGES
from tests.coproduction.town import NOW, refusal
from tests.speaking import SAY

NEW = blank("p1", "C-HALL", "ana", "Europe/London", "form:1")
FORM = PlanForm("New parents", "2026-10-29", "18:30")
MINUTES = "A session takes 10 to 300 minutes. Please write a number, such as 110."
LINK = "A link begins with https:// and has no spaces. Please copy it from your video call."


def test_day_and_hour_are_meant_as_a_clock_in_the_facilitators_zone_shows_them() -> None:
    planned = filled(NEW, FORM, NOW, 110)
    assert (planned.wall, planned.zone) == ("2026-10-29T18:30", "Europe/London")
    assert planned.starts_at == datetime(2026, 10, 29, 18, 30, tzinfo=UTC)  # summer time is over by then
    in_summer = filled(NEW, replace(FORM, day="2026-10-23"), NOW, 110)
    assert in_summer.starts_at == datetime(2026, 10, 23, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("", 110), ("10", 10), ("110", 110), ("300", 300), ("2 hours", 120), ("1h 30", 90), (" 45 min. ", 45)],
)
def test_its_length_is_a_number_or_words_or_the_usual_one(typed: str, minutes: int) -> None:
    assert filled(NEW, replace(FORM, minutes=typed), NOW, 110).minutes == minutes


@pytest.mark.parametrize("typed", ["0", "-10", "9", "301", "400", "999999999", "long", "2 hours or so", "٣٠"])
def test_no_length_and_one_of_400_minutes_are_refused_with_words(typed: str) -> None:
    assert refusal(filled, NEW, replace(FORM, minutes=typed), NOW, 110) == (MINUTES, "minutes")


@pytest.mark.parametrize(
    ("day", "hour", "words", "field"),
    [
        ("2026-10-21", "18:30", "This day is in the past. Please choose today or a later day.", "day"),
        ("2026-10-22", "18:30", "This is in the past. Please choose a later time.", "hour"),  # this minute
        ("2027-10-30", "18:30", "Please choose a day within a year.", "day"),
        ("soon", "18:30", "Please choose the day from the calendar.", "day"),
        ("", "18:30", "Please choose the day from the calendar.", "day"),
        ("2026-10-29", "", "Please choose the time.", "hour"),
        ("2026-10-29", "25:00", "Please choose the time.", "hour"),
        (
            "2027-03-28",
            "01:30",
            "The clocks go forward then, so there is no such time on that day. Please choose another.",
            "hour",
        ),
    ],
)
def test_a_time_that_is_past_too_far_or_that_no_clock_shows_is_refused(
    day: str, hour: str, words: str, field: str
) -> None:
    assert refusal(filled, NEW, replace(FORM, day=day, hour=hour), NOW, 110) == (words, field)


def test_an_hour_that_comes_twice_is_the_first_of_the_two() -> None:
    planned = filled(NEW, replace(FORM, day="2026-10-25", hour="01:30"), NOW, 110)
    assert planned.starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert planned.on_the_wall.comes_twice(planned.where)
    assert not filled(NEW, FORM, NOW, 110).on_the_wall.comes_twice(NEW.where)


def test_what_is_wrong_is_said_of_each_field_at_once() -> None:
    bad = PlanForm(
        " ", "x", "18:30", "p" * 251, "0", "http://example.org", list("abcdef"), "\n".join("x" * 13)
    )
    with pytest.raises(Refusals) as refused:
        filled(NEW, bad, NOW, 110)
    assert {field: SAY(words) for field, words in refused.value.fields.items()} == {
        "day": "Please choose the day from the calendar.",
        "title": "A session needs a title, for example: Support for new parents",
        "purpose": "This is 251 characters long and 250 fit. Please shorten it and send it again.",
        "minutes": MINUTES,
        "link": LINK,
        "helpers": "Please choose 5 people at most.",
        "rules": "Please write 12 rules at most, so that people read them.",
    }


@pytest.mark.parametrize("link", ["https://example.org/a?b=1&c=2#d", "HTTPS://Example.org", " https://x.y "])
def test_a_link_is_kept_as_it_is(link: str) -> None:
    assert filled(NEW, replace(FORM, link=link), NOW, 110).link == link.strip()


@pytest.mark.parametrize(
    "link",
    [
        *("http://example.org", "example.org", "javascript:alert(1)", "https://", "https:///path"),
        *(
            "https://a.b|Click",
            "https://a.b>",
            "https://a.b x",
            "https://me:pw@a.b",
            "https://[::1",
            "<!here>",
        ),
    ],
)
def test_whatever_is_no_plain_https_link_is_refused(link: str) -> None:
    assert refusal(filled, NEW, replace(FORM, link=link), NOW, 110) == (LINK, "link")


def test_who_helps_is_each_person_once_and_not_oneself() -> None:
    assert filled(NEW, replace(FORM, helpers=["bo", "ana", "bo", "cy"]), NOW, 110).helpers == ("bo", "cy")


def test_our_ground_rules_stay_ours_and_own_ones_are_lines() -> None:
    for language in LANGUAGES.values():
        assert rules_of("\n".join(language.pattern(rule) for rule in GROUND_RULES)) is None
    assert rules_of(None) is None
    assert rules_of("• Listen\n\n- Be kind \u202e\n") == ("Listen", "Be kind")
    assert rules_of("  \n") == ()
    long = "Each rule can have 200 characters. Please shorten one."
    assert refusal(rules_of, "x" * 201) == (long, "rules")


def test_a_time_that_was_planned_before_may_stay_although_it_is_past() -> None:
    planned = filled(NEW, FORM, NOW, 110)
    later = datetime(2026, 10, 30, tzinfo=UTC)
    renamed = filled(planned, replace(FORM, title="Families"), later, 110)
    assert (renamed.title, renamed.starts_at) == ("Families", planned.starts_at)
    assert refusal(filled, planned, replace(FORM, hour="18:31"), later, 110)[1] == "hour"


def test_whoever_moved_house_meanwhile_still_means_the_zone_of_the_plan() -> None:
    planned = filled(replace(NEW, zone="America/New_York"), FORM, NOW, 110)
    again = filled(planned, replace(FORM, hour="19:00"), NOW, 110)
    assert again.starts_at == datetime(2026, 10, 29, 23, 0, tzinfo=UTC)
