"""Arriving: a mood, a word, and a voice that cannot be read back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coproduction import voices
from coproduction.checkins import (
    Arrivals,
    CheckIn,
    Snapshot,
    arrivals,
    mark,
    mood_of,
    snapshot,
    together,
    word_of,
)
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


GIVEN = [
    CheckIn("s1", "cy", is_named=True, mood=5, word="zest"),
    CheckIn("s1", "b" * 64, is_named=False, mood=2, word="Anxious"),
    CheckIn("s1", "a" * 64, is_named=False, mood=5, word=None),
    CheckIn("s1", "bo", is_named=True, mood=4, word="hope"),
]


def test_a_snapshot_is_the_spread_and_the_words_in_alphabetical_order() -> None:
    seen = Snapshot("s1", 3, (0, 1, 0, 1, 2), ("Anxious", "hope", "zest"), ("a", "b"))
    assert snapshot("s1", 3, GIVEN, ["b", "a"]) == seen
    assert snapshot("s1", 3, reversed(GIVEN), ["a", "b"]) == seen


def test_the_room_sees_how_many_there_are_and_the_figures_of_the_latest_snapshot() -> None:
    seen = arrivals(7, snapshot("s1", 1, GIVEN, []))
    assert seen == Arrivals(7, (0, 1, 0, 1, 2), ("Anxious", "hope", "zest"))
    assert seen.told == 4
    assert arrivals(4, None) == Arrivals(4, (0, 0, 0, 0, 0), ())


def test_an_answer_has_the_same_mark_with_a_name_and_without_and_another_once_it_changes() -> None:
    named = CheckIn("s1", "bo", is_named=True, mood=2, word="tired")
    unnamed = named.under(voices.tag(b"secret", "T1", "bo"))
    assert not unnamed.is_named
    one = mark(b"secret", "T1", named)
    assert mark(b"secret", "T1", unnamed) == one
    others = {
        mark(b"secret", "T1", replace(named, mood=3)),
        mark(b"secret", "T1", replace(named, word=None)),
        mark(b"secret", "T1", replace(named, voice="cy")),
        mark(b"other", "T1", named),
    }
    assert len(others | {one}) == 5


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["calm", "calm", "curious"], [("calm", 2), ("curious", 1)]),
        (["curious", "calm", "Calm", "CALM!", "calm"], [("calm", 4), ("curious", 1)]),
        (["Calm", "calm"], [("Calm", 2)]),
        (["so-so", "so so", "“so-so”"], [("so-so", 2), ("so so", 1)]),
        (["¡Cansada!", "cansada", "cansada"], [("cansada", 3)]),
        (["?", "?!", "🙂", "🙂"], [("🙂", 2), ("?", 1), ("?!", 1)]),
        (["ﬁne", "fine", "FINE"], [("FINE", 3)]),
        (["calm~", "~calm~", "calm", "good+", "good"], [("calm", 3), ("good", 1), ("good+", 1)]),
        ([], []),
    ],
)
def test_the_same_word_is_counted_together_as_most_people_spell_it(
    words: list[str], told: list[tuple[str, int]]
) -> None:
    assert together(words) == told
