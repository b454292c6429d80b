"""Each kind of question has a row and a drawing, under one name."""

from __future__ import annotations

from coproduction import questions
from coproduction.polls import CHOICE
from handlers.blocks import questions as drawings


def test_every_kind_of_question_is_drawn_and_nothing_is_drawn_that_is_none() -> None:
    assert set(drawings.DRAWINGS) == set(questions.KINDS)
    assert {name: kind.name for name, kind in questions.KINDS.items()} == {
        name: drawing.kind for name, drawing in drawings.DRAWINGS.items()
    }


def test_what_a_poll_is_by_itself_is_a_kind_of_question() -> None:
    assert questions.KINDS[CHOICE] is questions.SINGLE_CHOICE
