"""Arriving: a mood, a word, and a voice that cannot be read back."""

from __future__ import annotations

import pytest

from coproduction.checkins import Arrivals, CheckIn, arrivals, mood_of, word_of
from tests.coproduction.town import refusal


@pytest.mark.parametrize(("text", "mood"), [("1", 1), ("3", 3), ("5", 5)])
def test_a_mood_is_one_to_five(text: str, mood: int) -> None:
    assert mood_of(text) == mood


@pytest.mark.parametrize("text", ["", "0", "6", "3.5", "good", " 3", "３"])
def test_any_other_mood_is_refused(text: str) -> None:
    assert refusal(mood_of, text) == ("Please choose how you are today, from 1 to 5.", "mood")


def test_a_word_may_be_left_out_and_a_few_words_are_welcome() -> None:
    assert word_of(None) is None
    assert word_of(" tired  but hopeful ") == "tired but hopeful"
    assert refusal(word_of, "x" * 41) == (
        "This is 41 characters long and 40 fit. Please shorten it and send it again.",
        "word",
    )


def test_the_room_sees_how_many_the_spread_and_the_words_in_alphabetical_order() -> None:
    given = [
        CheckIn("s1", "cy", is_named=True, mood=5, word="zest"),
        CheckIn("s1", "b" * 64, is_named=False, mood=2, word="Anxious"),
        CheckIn("s1", "a" * 64, is_named=False, mood=5, word=None),
        CheckIn("s1", "bo", is_named=True, mood=4, word="hope"),
    ]
    seen = Arrivals(people=7, moods=(0, 1, 0, 1, 2), words=("Anxious", "hope", "zest"))
    assert arrivals(7, given) == seen
    assert arrivals(7, reversed(given)) == seen


def test_an_empty_room_has_arrivals_too() -> None:
    assert arrivals(0, []) == Arrivals(0, (0, 0, 0, 0, 0), ())
