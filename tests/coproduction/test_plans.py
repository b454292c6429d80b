"""A plan: when and where in one sentence, and bands instead of numbers that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coproduction.plans import (
    SENTENCE_LENGTH,
    Cue,
    Hours,
    barriers_named,
    confidence_of,
    cue_named,
    hours_named,
    in_one_sentence,
    sentence_of,
    when_of,
)
from tests.coproduction.town import refusal
from tests.speaking import SAY, in_every_language

if TYPE_CHECKING:
    from collections.abc import Callable

FROM_THE_LIST = "Please choose from the list."


@pytest.mark.parametrize(
    ("cue", "when", "step", "said"),
    [
        (
            Cue.PLACE,
            "Tuesday at 4, at the school gate",
            "Ask one mother how she is.",
            "Tuesday at 4, at the school gate: I will ask one mother how she is.",
        ),
        (
            Cue.AFTER,
            "I have brought my son to school",
            "I will call the surgery",
            "After I have brought my son to school, I will call the surgery.",
        ),
        (Cue.HARD, "if I feel too tired.", "write two lines", "If I feel too tired, I will write two lines."),
        (Cue.AFTER, "After  lunch", "Call\nMaria", "After lunch, I will call Maria."),
        (Cue.PLACE, "Monday", "GPs: ask one", "Monday: I will GPs: ask one."),
        (
            Cue.PLACE,
            "when I get to the park on Tuesday.",
            "Choose",
            "When I get to the park on Tuesday: I will choose.",
        ),
    ],
)
def test_when_and_what_are_one_sentence(cue: Cue, when: str, step: str, said: str) -> None:
    assert SAY(in_one_sentence(cue, when, step)) == said


def test_the_longest_sentence_fits_in_every_language() -> None:
    longest = in_one_sentence(Cue.PLACE, "w" * 200, "s" * 500)
    assert [code for code, say in in_every_language().items() if len(say(longest)) > SENTENCE_LENGTH] == []


def test_nothing_of_a_plan_is_needed() -> None:
    assert (cue_named(None), when_of(" "), sentence_of(""), confidence_of(None)) == (None,) * 4
    assert (barriers_named([]), hours_named("")) == ((), None)


def test_words_without_a_kind_are_a_sentence_too() -> None:
    assert SAY(in_one_sentence(None, "Monday", "Call")) == "Monday: I will call."


def test_what_might_get_in_the_way_is_kept_once_and_in_one_order() -> None:
    assert barriers_named(["personal", "time", "time"]) == ("time", "personal")
    assert (confidence_of("5"), hours_named("up_to_5")) == (5, Hours.FIVE)


@pytest.mark.parametrize(
    ("choose", "field", "words"),
    [
        (lambda: cue_named("magic"), "cue", FROM_THE_LIST),
        (lambda: barriers_named(["time", "weather"]), "barriers", FROM_THE_LIST),
        (lambda: hours_named("99"), "hours", FROM_THE_LIST),
        (lambda: confidence_of("6"), "confidence", "Please choose a number from 1 to 5."),
        (lambda: confidence_of("²"), "confidence", "Please choose a number from 1 to 5."),
        (
            lambda: when_of("x" * 201),
            "when",
            "This is 201 characters long and 200 fit. Please shorten it and send it again.",
        ),
    ],
)
def test_a_forged_choice_is_refused(choose: Callable[[], object], field: str, words: str) -> None:
    assert refusal(choose) == (words, field)
