"""Each kind of question has a row and a drawing, under one name."""

from __future__ import annotations

from dataclasses import replace

from coproduction import questions
from coproduction.people import Perspective
from coproduction.polls import CHOICE, Poll, Purpose, Tally
from coproduction.splits import Part
from handlers.blocks import questions as drawings
from handlers.blocks.kit import Drawing
from tests.speaking import SAY


def test_every_kind_of_question_is_drawn_and_nothing_is_drawn_that_is_none() -> None:
    assert set(drawings.DRAWINGS) == set(questions.KINDS)
    assert {name: kind.name for name, kind in questions.KINDS.items()} == {
        name: drawing.kind for name, drawing in drawings.DRAWINGS.items()
    }


def test_what_a_poll_is_by_itself_is_a_kind_of_question() -> None:
    assert questions.KINDS[CHOICE] is questions.SINGLE_CHOICE


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
