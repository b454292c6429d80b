"""Everybody reads a result in three plain sentences, whatever was asked and however many answered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import pytest

from coproduction.levels import Level
from coproduction.outcomes import Rung
from coproduction.ownquestions import UNDERSTAND
from coproduction.people import Perspective
from coproduction.polls import (
    BEFORE_NOW,
    CHOICE,
    DOTS,
    OPEN_TEXT,
    RANKING,
    SCALE,
    SCALE_TEN,
    SEVERAL,
    YES_NO,
    YES_NO_OPTIONS,
    Poll,
    Purpose,
)
from coproduction.questions import tally
from coproduction.splits import Part
from coproduction.words import LANGUAGES
from handlers.blocks.kit import Block
from handlers.blocks.polls import card
from handlers.blocks.questions import DRAWINGS, counts
from handlers.dispatch.commands import voice
from handlers.settings import Settings
from handlers.voice import Voice

OPTIONS = ("Park", "Hall", "School")
OURS = {YES_NO: tuple(map(str, YES_NO_OPTIONS)), SCALE: (), SCALE_TEN: (), BEFORE_NOW: (), OPEN_TEXT: ()}
UNNAMED = (CHOICE, YES_NO, SCALE, SCALE_TEN, BEFORE_NOW, OPEN_TEXT)  # these can be anonymous
GIVEN = {  # answers to each kind of question
    CHOICE: ("0", "1", "2"),
    SEVERAL: ("0", "0 1", "1 2"),
    YES_NO: ("0", "1", "2", "3"),
    SCALE: ("2", "4", "5", "skip"),
    SCALE_TEN: ("0", "7", "10", "skip"),
    BEFORE_NOW: ("1 3", "3 3", "4 2"),
    DOTS: ("3 0 0", "1 1 1", "0 2 1"),
    RANKING: ("0 1 2", "1", "2 0"),
    OPEN_TEXT: ("Buses", "Time", "A walk"),
}
SAY = voice(Settings())
AGAIN = "It can be asked again when more people are here."


def closed(kind: str, level: Level = Level.NAMED, question: str = "Where?") -> Poll:
    options = OURS.get(kind, OPTIONS)
    most = 3 if kind in (SEVERAL, DOTS) else 1
    return Poll(
        "p", "C1", None, question, options, Purpose.ANY, "o", is_open=False, kind=kind, level=level, most=most
    )


def paragraphs(poll: Poll, votes: Mapping[str, int], say: Voice = SAY) -> list[str]:
    blocks: list[Block] = counts(say, tally(poll, votes))
    return [
        re.sub("[\u2068\u2069]", "", each["text"]["text"]) for each in blocks if each["type"] == "section"
    ]


def sentences(words: str) -> list[str]:
    return re.split(r"(?<=\.)\s+", words)


@pytest.mark.parametrize(
    ("kind", "votes", "words"),
    [
        (CHOICE, {"0": 1},
         "“Park” was chosen: 1 of 1. Nothing else was chosen. 1 person has answered."),
        (CHOICE, {"0": 2, "2": 2},
         "Level at the top: “Park” and “School”, 2 of 4 each. So it could not be closer. "
         "4 people have answered."),
        (SEVERAL, {"0 1": 4, "1 2": 3},
         "Most people chose “Hall”: 7 of 7. It was clear: “Park” came next, 3 behind. "
         "7 people have answered."),
        (YES_NO, {"1": 3, "0": 2, "3": 1},
         "Most people chose “Not yet”: 3 of 5. It was close: “Yes” came next, 1 behind. "
         "6 people have answered."),
        (YES_NO, {"3": 6},
         "Everybody would rather not say. So no answer stands out. 6 people have answered."),
        (SCALE, {"skip": 1},
         "Everybody would rather not say. So no answer stands out. 1 person has answered."),
        (SCALE_TEN, {"10": 4, "0": 3},
         "Most people chose “10”: 4 of 7. It was close: “0” came next, 1 behind. 7 people have answered."),
        (DOTS, {"3 0 0": 2, "0 2 1": 1},
         "“Park” got the most dots: 6 of 9. It was clear: “Hall” came next, 4 behind. "
         "3 people have answered."),
        (RANKING, {"0 1 2": 2, "1": 1},
         "“Hall” got the most points: 7 of 15. It was close: “Park” came next, 1 behind. "
         "3 people have answered."),
        (BEFORE_NOW, {"1 3": 5, "3 3": 2, "4 2": 1},
         "5 of 8 chose a higher number for now than for before today. "
         "2 chose the same number, 1 a lower one. "
         "8 people have answered."),
        (OPEN_TEXT, {"Buses": 2, "Time": 1},
         "There are 2 different answers to read. The most common one was written 2 times. "
         "3 people have answered."),
        (OPEN_TEXT, {"Buses": 2, "Time": 2},
         "There are 2 different answers to read. The 2 most common ones were written 2 times each. "
         "4 people have answered."),
        (OPEN_TEXT, {"Buses": 5},
         "There is 1 answer to read. It was written 5 times. 5 people have answered."),
        (OPEN_TEXT, {"Buses": 1, "Time": 1},
         "There are 2 different answers to read. No two people wrote the same. 2 people have answered."),
    ],
)  # fmt: skip
def test_each_kind_of_question_is_told_in_words_from_its_counts(
    kind: str, votes: dict[str, int], words: str
) -> None:
    assert paragraphs(closed(kind), votes)[-1] == words


def test_who_answered_what_can_be_read_only_where_somebody_has_answered() -> None:
    where = "Those who lead can read who answered what"
    shown = [card(SAY, tally(closed(CHOICE, Level.NAMED), votes), {}).text for votes in ({}, {"0": 1})]
    assert [where in text for text in shown] == [False, True]


def test_what_a_question_of_ours_is_about_is_said_in_its_own_words() -> None:
    said = paragraphs(closed(BEFORE_NOW, question=str(UNDERSTAND)), {"1 2": 4, "3 3": 2})[-1]
    assert said == (
        "4 of 6 understand better now than before. 2 chose the same number, 0 a lower one. "
        "6 people have answered."
    )


@pytest.mark.parametrize("kind", UNNAMED)
def test_a_poll_whose_secret_is_gone_says_that_it_has_no_result_and_guesses_none(kind: str) -> None:
    lost = replace(closed(kind, Level.ANONYMOUS), is_lost=True)
    told = "A part of it is lost, and without it I cannot count each person once. Please ask again."
    assert paragraphs(lost, {}) == [f"This poll has no result. {told}"]
    assert "final result" not in card(SAY, tally(lost, {}), {}).text


@pytest.mark.parametrize("kind", GIVEN)
def test_where_nobody_answered_it_says_so_and_what_can_be_done(kind: str) -> None:
    """However many are here: of them it knows nothing."""
    told = "Nobody answered. So there is no result. It can be asked again."
    assert paragraphs(closed(kind), {})[-1] == told


@pytest.mark.parametrize("kind", GIVEN)
def test_of_a_confidential_poll_with_few_answers_it_says_only_why_and_what_can_be_done(kind: str) -> None:
    assert paragraphs(closed(kind, Level.CONFIDENTIAL), {GIVEN[kind][0]: 3, GIVEN[kind][1]: 1}) == [
        "Too few answers to show without giving somebody away.",
        f"Fewer than 5 people have answered. {AGAIN}",
    ]


@pytest.mark.parametrize(
    ("kind", "votes", "words"),
    [
        (CHOICE, {"0": 4}, ["Too few answers to show without giving somebody away.",
                            f"Fewer than 5 people have answered. {AGAIN}"]),
        (CHOICE, {"0": 5, "1": 7}, ["This result stays hidden: it would give somebody away.",
         "At least 10 people have answered. Nobody can see it, not even the person who asked."]),
        (CHOICE, {"0": 20, "1": 8, "2": 7}, ["Park: about 20", "Hall: about 10", "School: about 5",
         "Chosen most: “Park”. The next is about 10 behind. At least 35 people have answered."]),
        (OPEN_TEXT, {"Buses": 4, "Time": 3}, ["• Buses", "• Time",
         "There are 2 different answers to read. They stand in no order, and without names. "
         "At least 5 people have answered."]),
    ],
)  # fmt: skip
def test_an_anonymous_result_is_told_no_more_exactly_than_it_is_shown(
    kind: str, votes: dict[str, int], words: list[str]
) -> None:
    told = "\n".join(paragraphs(closed(kind, Level.ANONYMOUS), votes)).splitlines()
    assert sorted(told) == sorted(words)  # people's own words stand in no order


@pytest.mark.parametrize(("kind", "language"), list(product(GIVEN, LANGUAGES)))
def test_there_are_always_three(kind: str, language: str) -> None:
    """Why a result is held, or who leads where no more may be said, stands in a line above the others."""
    say = voice(Settings(), LANGUAGES[language])
    levels = [Level.NAMED, Level.CONFIDENTIAL, *([Level.ANONYMOUS] if kind in UNNAMED else [])]
    for level, votes in product(levels, product((0, 1, 4, 9), repeat=len(GIVEN[kind]))):
        poll = closed(kind, level)
        given = {answer: people for answer, people in zip(GIVEN[kind], votes, strict=True) if people}
        said = sentences(paragraphs(poll, given, say)[-1])
        released = tally(poll, given).released
        beside = 1 if released and released.rung >= Rung.LEADER else 0
        assert len(said) == 3 - beside, (given, said)


def test_every_kind_that_is_counted_here_is_in_the_table() -> None:
    assert {*GIVEN, "cards"} == set(DRAWINGS)


def test_a_closed_confidential_poll_says_why_it_shows_nothing_by_perspective() -> None:
    why = (
        "Where no counts by perspective stand, only one group answered, or one has fewer than 5 answers. "
        "Who told me no perspective is a group, too."
    )
    poll = closed(CHOICE, Level.CONFIDENTIAL)
    counted = tally(poll, {"0": 6, "1": 3})
    assert why in card(SAY, counted, {}).text.splitlines()
    split = (Part(None, counted.counts, 5), Part(Perspective.LIVED, counted.counts, 5))
    for other in (
        replace(counted, split=split),
        replace(counted, poll=replace(poll, is_live=True)),
        tally(poll, {"0": 3}),  # what is missing there is everything, and it says so itself
        tally(poll, {}),
    ):
        assert why not in card(SAY, other, {}).text
