"""The result of an anonymous poll in words: what people read, in both languages."""

from __future__ import annotations

import pytest

from coproduction.audited import BAND_NAMES, Released, Why, banded, release
from coproduction.outcomes import FEW, FOLLOWS, LEADS, MOST, UP_TO_FOUR, Rung
from coproduction.words import ENGLISH, LANGUAGES, Text
from handlers.blocks.audited import lines, result, turnout_line
from handlers.blocks.kit import fallback
from handlers.dispatch.commands import voice
from handlers.settings import Settings

EN = voice(Settings(), ENGLISH)
ES = voice(Settings(), LANGUAGES["es"])
TIMES = ("Morning", "Evening")


def test_counts_are_read_to_the_nearest_five_beside_each_option() -> None:
    shown = lines(EN, ("Morning", "Evening", "Never"), release((13, 21, 3)))
    assert shown == ["Morning: about 15", "Evening: about 20", "Never: 0 to 4 people"]


def test_nearly_everybody_is_all_but_a_few() -> None:
    assert lines(EN, TIMES, release((2, 30))) == [
        "Morning: 0 to 4 people",
        "Evening: everybody, or all but 1 to 4 people",
    ]
    assert lines(ES, TIMES, release((2, 30))) == [
        "Morning: de 0 a 4 personas",
        "Evening: todo el mundo, o todas las personas menos 1 a 4",
    ]


def test_words_say_most_some_and_few() -> None:
    shown = lines(EN, ("A", "B", "C"), Released(Rung.WORDS, ("most", "some", "few")))
    assert shown == ["A: most chose this", "B: some chose this", "C: few or none chose this"]


def test_the_first_is_named_alone_and_those_that_are_close_together() -> None:
    assert lines(EN, TIMES, Released(Rung.LEADER, ("follows", "leads"))) == ["Most often chosen: Evening"]
    assert lines(EN, TIMES, Released(Rung.LEADER, ("leads", "leads"))) == [
        "Chosen most, and close together: Morning, Evening"
    ]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((5, 3), "Too few answers to show without giving somebody away."),
        ((4, 4, 37), "This result stays hidden: it would give somebody away."),
        ((90_000, 10), "Too many answers to check that nobody is given away."),
    ],
)
def test_what_is_held_says_why_in_one_line_that_names_no_option(counts: tuple[int, ...], words: str) -> None:
    options = ("Morning", "Evening", "Never")[: len(counts)]
    assert fallback(EN, result(EN, options, release(counts))) == words


@pytest.mark.parametrize("why", Why)
def test_each_reason_is_said_in_spanish(why: Why) -> None:
    held = Released(Rung.HELD, why=why)
    assert lines(ES, TIMES, held) != lines(EN, TIMES, held)


def test_a_result_says_why_small_numbers_are_not_in_it() -> None:
    assert fallback(EN, result(EN, TIMES, release((15, 3)))).splitlines() == [
        "Morning: everybody, or all but 1 to 4 people",
        "Evening: 0 to 4 people",
        "Small numbers are hidden, so that nobody is given away.",
    ]


ROUNDED = "Numbers are rounded to the nearest five, so that nobody is given away."
SMALL = "Numbers are rounded to the nearest five, and small ones are hidden. So nobody is given away."


@pytest.mark.parametrize(
    ("released", "told"),
    [
        (Released(Rung.COUNTS, ("15", "10")), ROUNDED),
        (
            Released(Rung.COUNTS, ("15", UP_TO_FOUR)),
            SMALL,
        ),
        (
            Released(Rung.COUNTS, (UP_TO_FOUR, UP_TO_FOUR)),
            "There are too few answers of each to show more, so that nobody is given away.",
        ),
        (Released(Rung.WORDS, (MOST, FEW)), "Numbers are hidden, so that nobody is given away."),
        (Released(Rung.LEADER, (LEADS, FOLLOWS)), "Numbers are hidden, so that nobody is given away."),
    ],
)
def test_how_exactly_it_is_told_is_true_of_what_is_shown(released: Released, told: str) -> None:
    assert fallback(EN, result(EN, TIMES, released)).splitlines()[-1] == told


def test_a_scale_is_read_as_its_three_bands() -> None:
    counts = banded((0, 1, 0, 3, 8, 2, 1, 0, 9, 1, 4))
    assert lines(EN, BAND_NAMES[11], release(counts)) == [
        "Low (0–3): 0 to 4 people",
        "Middle (4–6): about 10",
        "High (7–10): about 15",
    ]


def test_our_own_answers_are_said_in_the_language_and_peoples_words_harm_nobody() -> None:
    options = (Text("Yes"), Text("Not yet"), "<!channel> *no*")
    assert lines(ES, options, release((12, 11, 7)))[:2] == ["Sí: unas 10", "Todavía no: unas 10"]
    blocks = result(EN, options, release((12, 11, 7)))
    assert blocks[0]["text"]["type"] == "plain_text"
    assert "<!channel>" not in fallback(EN, blocks)


@pytest.mark.parametrize(
    ("answered", "words"),
    [
        (0, "Fewer than 5 people have answered."),
        (4, "Fewer than 5 people have answered."),
        (9, "At least 5 people have answered."),
        (1_234, "At least 1,230 people have answered."),
    ],
)
def test_the_turnout_is_said_in_steps_of_five(answered: int, words: str) -> None:
    assert turnout_line(EN, answered) == words
