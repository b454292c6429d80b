"""Every no to an answer, a change or a look names the poll: several may be open, and each has such words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coproduction.errors import Refusal
from coproduction.levels import Level
from coproduction.polls import SCALE, Poll
from coproduction.service import adding, answers, callers, observing, polls
from coproduction.service.asking import NoBallot
from coproduction.service.callers import CallerForm
from coproduction.service.pollforms import Asked
from tests.coproduction.town import ANA, BO, HALL, NOW, Town

if TYPE_CHECKING:
    from collections.abc import Callable

FORM = polls.PollForm("When to meet?", ["Morning", "Evening"], "form:1")
SEVERAL_AT_ONCE = replace(FORM, title="Three short ones", more=(Asked("How sure?", ["Not", "Very"], SCALE),))


def opened(town: Town, form: polls.PollForm = FORM) -> Poll:
    return town.do(polls.open_poll, NOW, ANA, HALL, form)


def about(town: Town, act: Callable[..., object], *args: object, **kwargs: object) -> tuple[str, object]:
    """How a no begins, and the question that it names."""
    with pytest.raises(Refusal) as no:
        town.do(act, *args, **kwargs)
    return str(no.value.words).split(".")[0], no.value.about


def test_a_no_to_an_answer_names_its_poll(town: Town) -> None:
    town.start()
    poll, whole = opened(town), opened(town, replace(SEVERAL_AT_ONCE, origin="form:2"))
    assert [
        about(town, polls.vote, BO, poll.id, "7"),
        about(town, polls.vote, BO, whole.id, "0"),
        about(town, answers.answer_all, BO, whole.id, ["0"]),
        about(town, adding.add, BO, poll.id, "Night"),
        about(town, answers.results, BO, poll.id),
        about(town, answers.written, BO, poll.id),
    ] == [
        ("This poll has no such option", "When to meet?"),
        ("This question is one of several", "Three short ones"),
        ("This form is not of this poll any more", "Three short ones"),
        ("The options of this poll are fixed", "When to meet?"),
        ("This poll is open", "When to meet?"),
        ("This poll is open", "When to meet?"),
    ]


@pytest.mark.parametrize("questions", [FORM, SEVERAL_AT_ONCE])
def test_so_does_a_no_of_an_anonymous_poll_whose_secret_is_lost(
    town: Town, questions: polls.PollForm
) -> None:
    town.start()
    poll = opened(town, replace(questions, level=Level.ANONYMOUS))
    town.memory.unnamed.take_out(poll.id)
    words = "A part of this anonymous poll is lost, so it takes no answers any more and has no result"
    act = answers.answer_all if questions.more else polls.vote
    given = ["0", "1"] if questions.more else "0"
    assert about(town, act, BO, poll.id, given) == (words, poll.heading or "When to meet?")


def test_so_does_a_no_to_who_only_looks_on_and_to_who_answers_for_somebody_else(town: Town) -> None:
    town.start()
    poll = opened(town, replace(FORM, level=Level.ANONYMOUS))
    town.do(observing.mark, ANA, BO.id, looks_on=True)
    with pytest.raises(NoBallot) as no:
        town.do(polls.vote, BO, poll.id, "0", unnamed=True)
    assert (no.value.poll, no.value.about) == (poll, "When to meet?")

    form = CallerForm(alias="Grandma", agrees=True, origin="form:9", answers={poll.id: "0"})
    assert about(town, callers.enter, NOW, ANA, HALL, form) == (
        "This poll is anonymous, so nobody can answer it for somebody else: you would know their answer",
        "When to meet?",
    )
