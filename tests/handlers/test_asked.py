"""What facilitators type before a question: how the poll ends, who may answer it, and whether it can grow."""

from __future__ import annotations

import pytest

from coproduction.levels import Level
from coproduction.polls import SEVERAL, Invited
from coproduction.service.polls import PollForm
from handlers import asked
from tests.coproduction.town import refusal

ASKED = '"When to meet?" "Morning" "Evening"'
UNKNOWN = (
    "I do not know what “{}” means here, so I have asked nothing. Please put the question in quotes, "
    "or check the word before it."
)


def typed(flags: str) -> PollForm:
    return asked.typed(f"{flags} {ASKED}")


@pytest.mark.parametrize(
    ("flags", "minutes"),
    [
        ("for 5m", 5),
        ("for 5 min", 5),
        ("For 5 minutes,", 5),
        ("5 min.", 5),
        ("for 2h", 120),
        ("for 2 hours", 120),
        ("1h30", 90),
        ("for 1 hour and 30 minutes", 90),
        ("for an hour", 60),
        ("for 1.5 hours", 90),
        ("for 3 days", 3 * 24 * 60),
        ("for a week", 7 * 24 * 60),
        ("durante 5 minutos", 5),
        ("por 2 horas", 120),
        ("durante una hora y 15 minutos", 75),
        ("durante 3 días", 3 * 24 * 60),
        ("durante 3 dias", 3 * 24 * 60),
        ("", None),
    ],
)
def test_how_long_a_poll_is_open_is_typed_as_people_say_it(flags: str, minutes: int | None) -> None:
    assert typed(flags) == PollForm("When to meet?", ["Morning", "Evening"], "", minutes=minutes)


@pytest.mark.parametrize(
    ("flags", "invited"),
    [
        ("checked in", Invited.CHECKED_IN),
        ("for checked in", Invited.CHECKED_IN),
        ("lived experience", Invited.LIVED),
        ("For front line:", Invited.FRONT_LINE),
        ("Governing Body", Invited.GOVERNING),
        ("llegada registrada", Invited.CHECKED_IN),
        ("atencion directa", Invited.FRONT_LINE),
    ],
)
def test_who_may_answer_is_typed_in_words(flags: str, invited: Invited) -> None:
    assert typed(flags) == PollForm("When to meet?", ["Morning", "Evening"], "", invited=invited)


@pytest.mark.parametrize(
    "flags",
    [
        "named live limit 2 for 10m add checked in until all",
        "until all, checked in, add, for 10 minutes, limit 2, live, named",
        "hasta todas llegada registrada añadir durante 10m límite 2 visible con nombre",
    ],
)
def test_all_of_it_can_be_said_at_once_in_any_order(flags: str) -> None:
    assert typed(flags.replace("con nombre", "named")) == PollForm(
        *("When to meet?", ["Morning", "Evening"], "", SEVERAL, Level.NAMED, True, 2),
        minutes=10,
        closes_when_all=True,
        invited=Invited.CHECKED_IN,
        may_add=True,
    )


@pytest.mark.parametrize(
    ("flags", "left"),
    [
        ("for ever", "for ever"),
        ("for 5", "for 5"),
        ("for 5 men", "for 5 men"),
        ("for 5m for 10m", "for 10m"),
        ("for 9999999 days", "for 9999999 days"),
        ("add options", "options"),
        ("live until", "until"),
        ("until nobody", "until nobody"),
        ("checked", "checked"),
        ("front", "front"),
        ("everybody", "everybody"),
    ],
)
def test_words_that_nobody_can_place_are_given_back_and_nothing_is_asked(flags: str, left: str) -> None:
    assert refusal(typed, flags) == (UNKNOWN.format(left), None)


def test_two_groups_of_people_are_refused() -> None:
    assert refusal(typed, "front line lived experience") == (
        "A poll asks everybody, or those who checked in, or one part of them. "
        "Please write only one of these.",
        None,
    )


def test_a_question_that_only_begins_like_a_time_stays_whole() -> None:
    assert asked.typed('5 days or 4? "Five" "Four"') == PollForm("5 days or 4?", ["Five", "Four"], "")


def test_a_question_in_own_words_can_have_an_end_without_quotes() -> None:
    form = asked.typed("text for 5m How are you")
    assert (form.question, form.kind, form.minutes) == ("How are you", "text", 5)
