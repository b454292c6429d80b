"""Each kind of question has a row and a drawing, under one name."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from coproduction import questions
from coproduction.people import Perspective
from coproduction.polls import CHOICE, DOTS, RANKING, Poll, Purpose, Tally
from coproduction.shares import ROUNDED, Share
from coproduction.splits import Part
from handlers.blocks import questions as drawings
from handlers.blocks.kit import Drawing, bar
from rehearsal.texts import readable
from tests.speaking import SAY


def test_every_kind_of_question_is_drawn_and_nothing_is_drawn_that_is_none() -> None:
    assert set(drawings.DRAWINGS) == set(questions.KINDS)
    assert {name: kind.name for name, kind in questions.KINDS.items()} == {
        name: drawing.kind for name, drawing in drawings.DRAWINGS.items()
    }


def test_what_a_poll_is_by_itself_is_a_kind_of_question() -> None:
    assert questions.KINDS[CHOICE] is questions.SINGLE_CHOICE


@pytest.mark.parametrize(
    ("kind", "most", "counts", "shares"),
    [
        (CHOICE, 1, (26, 27, 25, 23), ["26 %", "27 %", "25 %", "23 %"]),
        (DOTS, 5, (26, 27, 25, 23), ["26 %", "27 %", "25 %", "23 %"]),
        (RANKING, 3, (26, 27, 25, 23), ["26 %", "27 %", "25 %", "23 %"]),
        (DOTS, 5, (25, 25, 25, 25), ["25 %"] * 4),
    ],
)
def test_where_rounded_shares_of_one_whole_do_not_make_a_hundred_it_says_so(
    kind: str, most: int, counts: tuple[int, ...], shares: list[str]
) -> None:
    poll = Poll("p", "C1", "s", "When?", tuple("ABCD"), Purpose.ANY, "o", False, kind, most=most)
    told = readable(drawings.counts(SAY, Tally(poll, counts, sum(counts))))
    assert re.findall(r"\d+ %", told)[:4] == shares
    assert (SAY(ROUNDED) in told) == (shares != ["25 %"] * 4)


@pytest.mark.parametrize("whole", [1, 3, 205, 999])
def test_of_two_shares_with_the_same_percent_both_bars_are_alike(whole: int) -> None:
    alike: dict[int | None, set[str]] = {}
    for part in range(whole + 1):
        alike.setdefault(Share(part, whole).percent, set()).add(bar(part, whole))
    assert [bars for bars in alike.values() if len(bars) > 1] == []
    assert (bar(0, whole), bar(whole, whole), bar(0, 0)) == ("▱" * 10, "▰" * 10, "▱" * 10)


def test_a_result_by_perspective_names_each_with_its_people_and_only_what_they_chose() -> None:
    poll = Poll("p", "C1", "s1", "When?", ("Morning", "Evening *late*"), Purpose.ANY, "o", is_open=False)
    split = (Part(Perspective.LIVED, (5, 0), 5), Part(None, (2, 4), 6))
    tally = Tally(poll, (7, 4), 11, split=split)

    drawn = Drawing.of(SAY, drawings.by_perspective(SAY, tally))

    assert drawn.text.splitlines() == [
        "By perspective:",
        "– lived experience, 5 people: Morning: 5",
        "– no perspective told, 6 people: Morning: 2, Evening *late*: 4",
    ]
    assert drawings.by_perspective(SAY, replace(tally, split=())) == []
