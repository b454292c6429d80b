"""The result of a poll in plain sentences: what most chose and how close it was, from the counts alone."""

from __future__ import annotations

import pytest

from coproduction.audited import release
from coproduction.results import Counted, Unit, released_sentences, sentences

NAMES = ("Morning", "Noon", "Evening")


def said(counts: tuple[int, ...], whole: int | None = None, unit: Unit = Unit.PEOPLE) -> list[str]:
    return [str(each) for each in sentences(Counted(NAMES, counts, whole or sum(counts), unit))]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((0, 0, 0), []),
        ((3, 0, 0), ["Most people chose “Morning”: 3 of 3.", "Nothing else was chosen."]),
        ((7, 1, 2), ["Most people chose “Morning”: 7 of 10.",
                     "It was clear: “Evening” came next, 5 behind."]),
        ((4, 3, 3), ["“Morning” was chosen most often: 4 of 10.",
                     "It was close: “Noon” and “Evening” came next, 1 behind."]),
        ((4, 3, 0), ["Most people chose “Morning”: 4 of 7.", "It was close: “Noon” came next, 1 behind."]),
        ((3, 1, 0), ["Most people chose “Morning”: 3 of 4.", "It was close: “Noon” came next, 2 behind."]),
        ((4, 1, 0), ["Most people chose “Morning”: 4 of 5.", "It was clear: “Noon” came next, 3 behind."]),
        ((12, 8, 0), ["Most people chose “Morning”: 12 of 20.", "“Noon” came next, 4 behind."]),
        ((6, 5, 0), ["Most people chose “Morning”: 6 of 11.", "It was close: “Noon” came next, 1 behind."]),
        ((5, 5, 1), ["Level at the top: “Morning” and “Noon”, 5 of 11 each.", "So it could not be closer."]),
        ((2, 2, 2), ["Level at the top: “Morning”, “Noon” and “Evening”, 2 of 6 each.",
                     "So it could not be closer."]),
    ],
)  # fmt: skip
def test_it_says_what_most_chose_and_how_close_it_was(counts: tuple[int, ...], words: list[str]) -> None:
    assert said(counts) == words


def test_where_each_may_choose_several_the_whole_is_the_people() -> None:
    assert said((5, 4, 1), whole=6)[0] == "Most people chose “Morning”: 5 of 6."


def test_dots_and_points_are_never_called_people() -> None:
    assert said((9, 1, 0), unit=Unit.DOTS)[0] == "“Morning” got the most dots: 9 of 10."
    assert said((9, 1, 0), unit=Unit.POINTS)[0] == "“Morning” got the most points: 9 of 10."


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((3, 1), []),  # held
        ((4, 8), ["Chosen most: “Noon”.", "No other answer was chosen by more than 4 people."]),
        ((40, 20, 20), ["Chosen most: “Morning”.", "The next is about 20 behind."]),
        ((20, 20, 9), ["Chosen most: “Morning” and “Noon”.", "They are close together."]),
    ],
)
def test_of_an_anonymous_poll_it_says_no_more_than_is_shown(
    counts: tuple[int, ...], words: list[str]
) -> None:
    assert [str(each) for each in released_sentences(NAMES[: len(counts)], release(counts))] == words


def test_two_results_that_are_shown_alike_are_told_alike() -> None:
    """Else the words would tell apart what the audited rule keeps together."""
    told: dict[object, set[tuple[str, ...]]] = {}
    for voters in (9, 14, 20):
        for first in range(voters + 1):
            for second in range(voters + 1 - first):
                released = release((first, second, voters - first - second))
                words = tuple(str(each) for each in released_sentences(NAMES, released))
                told.setdefault((voters, released), set()).add(words)
    assert {len(words) for words in told.values()} == {1}
