"""What each kind of question takes, refuses and counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coproduction.audited import Why, release
from coproduction.errors import Refusal
from coproduction.levels import Level
from coproduction.outcomes import Rung
from coproduction.polls import (
    DOTS,
    OPEN_TEXT,
    RANKING,
    SCALE,
    SCALE_TEN,
    SEVERAL,
    YES_NO,
    Poll,
    Purpose,
)
from coproduction.questions import KINDS, answer_to, names_of, tally, words_of
from coproduction.questions.openwords import TEXT_LENGTH
from coproduction.words import ENGLISH, Text, render

OPTIONS = ("Park", "Hall", "School", "Church")


def poll(kind: str, most: int = 1, options: tuple[str, ...] = OPTIONS, **changed: object) -> Poll:
    """An open poll of this kind that shows its counts."""
    asked = Poll("p", "C1", None, "Where?", options, Purpose.ANY, "o", kind=kind, most=most, is_live=True)
    return replace(asked, **changed)  # type: ignore[arg-type]  # fields of a poll


GAP = (
    "You left this place empty and filled a later one. Please choose what comes here, or empty the later one."
)


def refused(asked: Poll, given: str) -> tuple[str, str | None]:
    with pytest.raises(Refusal) as no:
        answer_to(asked, given)
    return str(no.value), no.value.field


def in_words(asked: Poll, answer: str) -> str:
    return render(Text("{answer}", answer=words_of(asked, answer)), ENGLISH, {})


def test_yes_not_yet_and_no_are_ours_in_whichever_language_is_read() -> None:
    options = KINDS[YES_NO].options([])
    asked = poll(YES_NO, options=options)
    assert options == ("Yes", "Not yet", "No", "Rather not say")
    assert {type(name) for name in asked.offers} == {Text}
    assert [answer_to(asked, given) for given in "0123"] == ["0", "1", "2", "3"]
    assert refused(asked, "4")[0].startswith("This poll has no such option.")
    assert tally(asked, {"0": 3, "3": 2}).counts == (3, 0, 0, 2)


@pytest.mark.parametrize("kind", [YES_NO, OPEN_TEXT])
def test_options_that_a_kind_has_no_use_for_are_given_back(kind: str) -> None:
    with pytest.raises(Refusal, match="needs no options of yours") as no:
        KINDS[kind].options(["Maybe"])
    assert no.value.field == "options"


@pytest.mark.parametrize(("kind", "steps"), [(SCALE, range(1, 6)), (SCALE_TEN, range(11))])
def test_a_scale_takes_its_numbers_and_rather_not(kind: str, steps: range) -> None:
    asked = poll(kind, options=("Not sure", "Very sure"))
    for step in steps:
        assert answer_to(asked, f" {step} ") == str(step)
    outside = (str(steps[0] - 1), str(steps[-1] + 1), "", "1.5", "²", "two")
    for given in outside:
        assert refused(asked, given) == (
            f"Please answer with a number from {steps[0]} to {steps[-1]}.",
            None,
        )
    assert tally(asked, {str(steps[-1]): 4, "skip": 1}).counts == (*[0] * (len(steps) - 1), 4, 1)
    assert in_words(asked, "skip") == "Rather not say"


def test_a_scale_has_words_for_both_ends_or_for_none() -> None:
    assert KINDS[SCALE].options([]) == ()
    assert KINDS[SCALE].options(["Low", "High"]) == ("Low", "High")
    for typed in (["Low"], ["Low", "Middle", "High"]):
        with pytest.raises(Refusal, match="words for its two ends, or none"):
            KINDS[SCALE].options(typed)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (YES_NO, ["Yes", "Not yet", "No", "Rather not say"]),
        (SCALE, ["Low (1–2)", "Middle (3)", "High (4–5)", "Rather not say"]),
        (SCALE_TEN, ["Low (0–3)", "Middle (4–6)", "High (7–10)", "Rather not say"]),
    ],
)
def test_an_anonymous_one_is_released_in_three_fixed_bands_and_those_who_say_nothing(
    kind: str, names: list[str]
) -> None:
    options = KINDS[kind].options([])
    closed = poll(kind, options=options, level=Level.ANONYMOUS, is_live=False, is_open=False)
    votes = {YES_NO: {"0": 9, "2": 11}, SCALE: {"1": 4, "2": 5, "4": 6, "5": 5},
             SCALE_TEN: {"0": 4, "3": 5, "7": 6, "10": 5}}[kind]  # fmt: skip
    shown = tally(closed, votes)
    assert [str(name) for name in names_of(closed)] == names
    assert (shown.counts, shown.answered, shown.released) == ((), 20, release((9, 0, 11, 0)))


def test_several_takes_up_to_so_many_different_options_in_any_order() -> None:
    asked = poll(SEVERAL, most=2)
    assert [answer_to(asked, given) for given in ("3 0", "0 3", "2", "1 1")] == ["0 3", "0 3", "2", "1"]
    assert refused(asked, "0 1 2") == (
        "You have chosen 3, and 2 are allowed. Please leave some out.",
        "options",
    )
    assert refused(asked, "") == ("Please choose at least one.", "options")
    for forged in ("4", "-1", "0 x"):
        assert refused(asked, forged)[0].startswith("This poll has no such option.")
    counted = tally(asked, {"0 3": 2, "2": 1})
    assert (counted.counts, counted.answered) == ((2, 0, 1, 2), 3)
    assert in_words(asked, "0 3") == "Park, Church"


def test_dots_are_shared_out_and_never_more_than_one_has() -> None:
    asked = poll(DOTS, most=5)
    assert answer_to(asked, "3 0 2 0") == "3 0 2 0"
    assert refused(asked, "3 0 2 1") == (
        "You have given 6 dots, and you have 5. Please take some back.",
        None,
    )
    assert refused(asked, "0 0 0 0") == ("Please give at least one dot.", None)
    for forged in ("5", "1 1 1 1 1", "1 -1 1 1", "1 x 0 0", "1 ² 0 0", f"{'9' * 99} 0 0 0"):
        assert refused(asked, forged) == ("Please give each option a number of dots, or none.", None)
    counted = tally(asked, {"3 0 2 0": 2, "0 5 0 0": 1})
    assert (counted.counts, counted.answered) == ((6, 5, 4, 0), 3)
    assert in_words(asked, "3 0 2 0") == "Park: 3, School: 2"


def test_a_ranking_counts_three_two_and_one() -> None:
    asked = poll(RANKING)
    assert [answer_to(asked, given) for given in ("2 0 1", "2 0", "2")] == ["2 0 1", "2 0", "2"]
    assert refused(asked, "") == ("Please choose what comes first.", "place0")
    twice = "You have chosen this twice. Please choose another one."
    assert [refused(asked, given) for given in ("2 2", "2 0 2")] == [(twice, "place1"), (twice, "place2")]
    assert refused(asked, "0 1 2 3")[0] == "Please rank three options at most."
    counted = tally(asked, {"2 0 1": 2, "0 2": 1})
    assert (counted.counts, counted.answered) == ((7, 2, 8, 0), 3)
    assert in_words(asked, "2 0 1") == "1. School, 2. Park, 3. Hall"
    with pytest.raises(Refusal, match="at least three options"):
        KINDS[RANKING].options(["Park", "Hall"])


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("0 - 2", (GAP, "place1")),
        ("- 0", ("Please choose what comes first.", "place0")),
        ("- - 2", ("Please choose what comes first.", "place0")),
        ("-", ("Please choose what comes first.", "place0")),
    ],
)
def test_a_ranking_with_a_place_left_out_is_never_taken_for_another(
    given: str, told: tuple[str, str]
) -> None:
    assert refused(poll(RANKING), given) == told


@pytest.mark.parametrize(
    ("kind", "good", "bad"), [(SEVERAL, (2, 4), (None, 0, 1, 5)), (DOTS, (2, 20), (None, 0, 1, 21))]
)
def test_the_number_beside_the_options_makes_sense(
    kind: str, good: tuple[int, ...], bad: tuple[int | None, ...]
) -> None:
    assert [KINDS[kind].most(OPTIONS, number) for number in good] == list(good)
    for number in bad:
        with pytest.raises(Refusal) as no:
            KINDS[kind].most(OPTIONS, number)
        assert no.value.field == "most"


def test_no_other_kind_takes_a_number() -> None:
    for kind in KINDS.values():
        if kind.name not in (SEVERAL, DOTS):
            assert kind.most(OPTIONS, None) == 1
            with pytest.raises(Refusal, match="need a number"):
                kind.most(OPTIONS, 2)


def test_own_words_are_tidy_and_within_their_length() -> None:
    asked = poll(OPEN_TEXT, options=())
    assert answer_to(asked, "  More\n time \u202e ") == "More time"
    assert refused(asked, " \n ") == ("Please write your answer first.", "words")
    assert refused(asked, "x" * (TEXT_LENGTH + 1))[1] == "words"


def test_own_words_show_when_it_closes_in_an_order_that_is_nobodys() -> None:
    votes = {f"Answer {number}": 1 for number in range(8)} | {"More time": 2}
    asked = poll(OPEN_TEXT, options=())
    closed = replace(asked, is_open=False)
    assert tally(asked, votes).written == ()
    shown = tally(closed, votes).written
    assert sorted(shown) == sorted([*votes, "More time"])
    assert shown == tally(closed, dict(reversed(votes.items()))).written  # not in the order of rows
    assert list(shown) != sorted(shown)  # nor of the alphabet
    assert shown != tally(replace(closed, id="q"), votes).written


def test_own_words_of_an_anonymous_poll_are_held_below_five_and_never_counted() -> None:
    closed = poll(OPEN_TEXT, options=(), level=Level.ANONYMOUS, is_open=False)
    few = tally(closed, {"More time": 3, "Less talk": 1})
    assert (few.written, few.released and few.released.rung, few.released and few.released.why) == (
        (),
        Rung.HELD,
        Why.TOO_FEW,
    )
    enough = tally(closed, {"More time": 6, "Less talk": 1})
    assert (sorted(enough.written), enough.counts, enough.answered, enough.released) == (
        ["Less talk", "More time"],
        (),
        5,
        None,
    )


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("When to meet?", "When to meet?"),
        (
            "What would help you most in the weeks after a birth, if somebody " + "really " * 9 + "asked?",
            None,
        ),
        ("字" * 250, "字" * 79 + "…"),
    ],
)
def test_a_poll_is_named_by_its_question_cut_at_a_word(question: str, short: str | None) -> None:
    cut = "What would help you most in the weeks after a birth, if somebody really really…"
    poll = Poll("p", "C", None, question, ("A", "B"), Purpose.ANY, "o")
    assert poll.in_short == (short or cut)
