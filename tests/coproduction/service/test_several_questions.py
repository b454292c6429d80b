"""A poll with several questions: asked, answered, taken away and closed as one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coproduction.levels import Level
from coproduction.messages import Card
from coproduction.polls import (
    CARDS,
    CHOICE,
    OPEN_TEXT,
    POLL_CARD,
    SCALE,
    SCALE_TEN,
    SEVERAL,
    YES_NO,
    YES_NO_OPTIONS,
    Poll,
)
from coproduction.service import polls
from coproduction.service.asking import Asked
from tests.coproduction.town import ANA, HALL, MINUTE, NOW

if TYPE_CHECKING:
    from tests.coproduction.town import Town

FORM = polls.PollForm(
    "Do you feel heard?",
    [],
    "form:1",
    kind=YES_NO,
    title="Three short ones",
    more=(
        Asked("How sure are you?", ["Not sure", "Very sure"], SCALE, is_optional=True),
        Asked("What worked?", [], OPEN_TEXT),
    ),
)


def opened(town: Town, form: polls.PollForm = FORM) -> tuple[Poll, list[Poll]]:
    """Ana asks these questions; the poll, and its further questions."""
    town.start()
    poll = town.do(polls.open_poll, NOW + MINUTE, ANA, HALL, form)
    return poll, town.memory.polls.parts_of(poll.id)


def test_several_questions_are_one_poll_with_one_card(any_town: Town) -> None:
    poll, parts = opened(any_town)
    assert (poll.title, poll.place, poll.part_of) == ("Three short ones", 0, None)
    assert [(part.question, part.kind, part.place, part.is_optional, part.origin) for part in parts] == [
        ("How sure are you?", SCALE, 1, True, "form:1/1"),
        ("What worked?", OPEN_TEXT, 2, False, "form:1/2"),
    ]
    assert {(part.part_of, part.session, part.level, part.title) for part in parts} == {
        (poll.id, poll.session, Level.CONFIDENTIAL, "")
    }
    assert any_town.memory.polls.open_in(HALL) == [poll]
    assert any_town.owed()[-1] == Card(POLL_CARD, poll.id)


def test_each_anonymous_question_has_a_secret_of_its_own(town: Town) -> None:
    poll, parts = opened(town, replace(FORM, level=Level.ANONYMOUS))
    assert len(town.rows()["poll_secret"]) == len([poll, *parts])


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (Asked(" ", ["A", "B"]), "question/2"),
        (Asked("When?", ["Only one"]), "options/2"),
        (Asked("When?", ["Morning", "morning"]), "options/2"),
        (Asked("When?", ["A", "B"], most=2), "most/2"),
        (Asked("When?", ["A", "B", "C"], SEVERAL, most=9), "most/2"),
        (Asked("When?", ["A", "B", "C"], SCALE_TEN), "options/2"),
        (Asked("Which ideas?", [], CARDS), "question/2"),
        (Asked("W" * 251, ["A", "B"]), "question/2"),
    ],
)
def test_what_is_wrong_with_a_question_is_said_at_it_and_nothing_is_asked(
    town: Town, asked: Asked, field: str
) -> None:
    town.start()
    before = town.rows()
    form = replace(FORM, more=(FORM.more[0], asked))
    assert town.refusal(polls.open_poll, NOW, ANA, HALL, form)[1] == field
    assert town.rows() == before


def test_no_question_of_an_anonymous_poll_may_be_of_a_kind_that_gives_people_away(town: Town) -> None:
    town.start()
    for asked in (Asked("When?", ["A", "B", "C"], SEVERAL, most=2), Asked("When?", list("ABCDE"))):
        form = replace(FORM, more=(asked,), level=Level.ANONYMOUS)
        assert town.refusal(polls.open_poll, NOW, ANA, HALL, form)[0].endswith(
            ("Please make it confidential.", "Ask it as confidential.")
        )
    assert town.memory.polls.open_in(HALL) == []


def test_ten_questions_are_asked_and_eleven_are_too_many(town: Town) -> None:
    more = tuple(Asked(f"Question {number}?", ["Yes", "No"], CHOICE) for number in range(2, 12))
    town.start()
    assert town.refusal(polls.open_poll, NOW, ANA, HALL, replace(FORM, more=more)) == (
        "A poll has 10 questions at most, and these are 11. Please leave some out.",
        None,
    )
    poll = town.do(polls.open_poll, NOW, ANA, HALL, replace(FORM, more=more[:9]))
    assert len(town.memory.polls.parts_of(poll.id)) == 9


def test_a_corrected_poll_keeps_its_further_questions(town: Town) -> None:
    poll, parts = opened(town)
    new = town.do(polls.correct, NOW, ANA, poll.id, polls.PollForm("Were you heard?", [], "form:2"))
    again = town.memory.polls.parts_of(new.id)
    assert (new.question, new.title, new.options) == (
        "Were you heard?",
        "Three short ones",
        tuple(map(str, YES_NO_OPTIONS)),
    )
    assert [(part.question, part.kind, part.options, part.is_optional) for part in again] == [
        (part.question, part.kind, part.options, part.is_optional) for part in parts
    ]
