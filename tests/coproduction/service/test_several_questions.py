"""A poll with several questions: asked, answered, taken away and closed as one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from coproduction.drafts import Composed, Question, filled
from coproduction.errors import Refusals
from coproduction.levels import Level
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.polls import (
    CARDS,
    CHOICE,
    CLOSING_QUESTION,
    DOTS,
    OPEN_TEXT,
    POLL_CARD,
    SCALE,
    SCALE_TEN,
    SEVERAL,
    YES_NO,
    YES_NO_OPTIONS,
    Poll,
)
from coproduction.service import answers, channels, now, polls, tencards
from coproduction.service.drafts import form_of
from coproduction.service.pollforms import Asked
from coproduction.words import LANGUAGES
from storage.ballots import unnamed_ballot
from tests.coproduction.town import ANA, BO, CY, DEE, HALL, MINUTE, NOW
from tests.speaking import SAY

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
    [going] = any_town.do(now.look, NOW, ANA, HALL)
    listed = (any_town.do(polls.open_here, ANA, HALL), going.polls)
    assert [[part.poll for part in each.parts] for [each] in listed] == [parts] * 2  # one level for all


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


def sheet_of(town: Town, poll: Poll, who: Actor = BO) -> tuple[str | None, ...]:
    """What somebody finds filled in when they open the form."""
    return town.do(answers.answering, who, poll.id).before


def wrong(town: Town, poll: Poll, *given: str) -> dict[str, str]:
    """What is said at which field; nothing of it is stored."""
    before = town.rows()
    with pytest.raises(Refusals) as refused:
        town.do(answers.answer_all, BO, poll.id, given)
    assert town.rows() == before
    return {field: SAY(words) for field, words in refused.value.fields.items()}


@pytest.mark.parametrize("level", [Level.NAMED, Level.CONFIDENTIAL, Level.ANONYMOUS])
def test_all_answers_are_stored_at_once_found_again_and_changed(any_town: Town, level: Level) -> None:
    poll, _ = opened(any_town, replace(FORM, level=level))
    any_town.do(answers.answer_all, BO, poll.id, ["0", "4", "The tea"])
    assert sheet_of(any_town, poll) == ("0", "4", "The tea")
    any_town.do(answers.answer_all, BO, poll.id, ["1", "", "The talk"])
    assert sheet_of(any_town, poll) == ("1", None, "The talk")  # what was left out is deleted
    assert sheet_of(any_town, poll, CY) == (None, None, None)


def test_no_tag_of_one_question_stands_at_another(town: Town) -> None:
    poll, parts = opened(town, replace(FORM, level=Level.ANONYMOUS))
    town.do(answers.answer_all, BO, poll.id, ["0", "4", "The tea"])
    tags = town.connection.execute(select(unnamed_ballot.c.tag)).scalars().all()
    assert len(set(tags)) == len([poll, *parts])
    assert town.memory.polls.ballots(poll.id) == {}


def test_dots_that_somebody_keeps_back_among_other_questions_are_told(town: Town) -> None:
    dots = Asked("What first?", ["A", "B"], DOTS, 5)
    poll, _ = opened(town, replace(FORM, more=(*FORM.more, dots)))
    for given, left in (("2 1", 2), ("5 0", 0)):
        done = town.do(answers.answer_all, BO, poll.id, ["0", "4", "The tea", given])
        assert [(each.place, n) for each, n in done.dots] == [(3, n) for n in [left] if n]
        assert [str(answer) for _, answer in done.said[:3]] == ["Yes", "4", "The tea"]


def test_what_is_wrong_with_an_answer_is_said_at_its_question_and_nothing_is_stored(town: Town) -> None:
    poll, _ = opened(town)
    assert wrong(town, poll, "0", "4", "") == {"answer/2": "Please answer this question."}
    assert wrong(town, poll, "", "9", "T" * 301) == {
        "answer": "Please answer this question.",
        "answer/1": "Please answer with a number from 1 to 5.",
        "words/2": "This is 301 characters long and 300 fit. Please shorten it and send it again.",
    }
    assert wrong(town, poll, "4", "", "The tea") == {
        "answer": "This poll has no such option. Please press one of the buttons on its card."
    }


@pytest.mark.parametrize("given", [[], ["0"], ["0", "4", "The tea", "more"]])
def test_a_form_that_is_not_of_this_poll_is_refused(town: Town, given: list[str]) -> None:
    poll, _ = opened(town)
    assert town.refusal(answers.answer_all, BO, poll.id, given)[0].startswith("This form is not of this poll")


def test_a_further_question_is_no_poll_that_could_be_answered_alone(any_town: Town) -> None:
    _, (scale, _) = opened(any_town)
    alone = "This question is one of several. Please press “Answer” on the card of its poll."
    yes_no = replace(FORM, origin="form:2", more=(Asked("And now?", ["Yes", "No"]),))
    second = any_town.do(polls.open_poll, NOW, ANA, HALL, yes_no)
    (choice,) = any_town.memory.polls.parts_of(second.id)
    for part in (scale, choice):
        assert any_town.refusal(polls.vote, BO, part.id, "1") == (alone, None)
        assert any_town.refusal(answers.answering, BO, part.id)[0].startswith("This poll is gone")
    assert any_town.memory.polls.ballots(choice.id) == {}


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("kind", [YES_NO, SCALE])
def test_a_press_never_answers_the_first_of_several_questions_alone(
    any_town: Town, level: Level, kind: str
) -> None:
    poll, _ = opened(any_town, replace(FORM, kind=kind, level=level))
    before = any_town.rows()
    alone = "This question is one of several. Please press “Answer” on the card of its poll."
    for unnamed in (False, True):
        assert any_town.refusal(polls.vote, BO, poll.id, "1", unnamed=unnamed) == (alone, None)
    assert any_town.rows() == before


@pytest.mark.parametrize("level", [Level.CONFIDENTIAL, Level.ANONYMOUS])
def test_taking_answers_back_takes_all_of_them(any_town: Town, level: Level) -> None:
    poll, _ = opened(any_town, replace(FORM, level=level))
    any_town.do(answers.answer_all, BO, poll.id, ["0", "4", "The tea"])
    any_town.do(answers.answer_all, CY, poll.id, ["0", "", "The talk"])
    assert any_town.do(polls.withdraw, BO, poll.id)
    assert sheet_of(any_town, poll) == (None, None, None)
    assert sheet_of(any_town, poll, CY) == ("0", None, "The talk")
    assert not any_town.do(polls.withdraw, BO, poll.id)


@pytest.mark.parametrize("level", [Level.CONFIDENTIAL, Level.ANONYMOUS])
def test_all_questions_close_with_the_first_and_only_totals_stay(any_town: Town, level: Level) -> None:
    poll, parts = opened(any_town, replace(FORM, level=level))
    for who, number in ((BO, "4"), (CY, "5"), (DEE, "")):
        any_town.do(answers.answer_all, who, poll.id, ["0", number, "The tea"])
    any_town.do(polls.close, ANA, HALL)
    assert [any_town.memory.polls.votes(each.id) for each in (poll, *parts)] == [
        {"0": 3},
        {"4": 1, "5": 1},
        {"The tea": 3},
    ]
    rows = any_town.rows()
    assert (rows["ballot"], rows["unnamed_ballot"], rows["poll_secret"]) == ([], [], [])
    assert not any(part.is_open for part in any_town.memory.polls.parts_of(poll.id))
    late = ("This poll has closed, so it takes no answers any more.", None)
    assert any_town.refusal(answers.answer_all, BO, poll.id, ["0", "", "The tea"]) == late


def test_names_stay_with_the_answers_to_every_question_that_is_named(town: Town) -> None:
    poll, parts = opened(town, replace(FORM, level=Level.NAMED))
    town.do(answers.answer_all, BO, poll.id, ["0", "4", "The tea"])
    town.do(polls.close, ANA, HALL)
    held = [town.memory.polls.ballots(each.id) for each in (poll, *parts)]
    assert held == [{"bo": "0"}, {"bo": "4"}, {"bo": "The tea"}]


def test_the_result_has_each_question_and_nothing_while_it_is_hidden(town: Town) -> None:
    poll, _ = opened(town, replace(FORM, level=Level.NAMED))
    town.do(answers.answer_all, BO, poll.id, ["0", "4", "The tea"])
    hidden = tencards.tallied(town.memory, poll)
    assert [(each.counts, each.written) for each in (hidden, *hidden.parts)] == [((), ())] * 3
    refused = ("This poll is open. Its result shows when it closes.", None)
    assert town.refusal(answers.results, BO, poll.id) == refused
    town.do(polls.close, ANA, HALL)
    shown = town.do(answers.results, BO, poll.id)
    assert [(each.counts, each.written) for each in (shown, *shown.parts)] == [
        ((1, 0, 0, 0), ()),
        ((0, 0, 0, 1, 0, 0), ()),
        ((), ("The tea",)),
    ]


def test_an_answer_to_any_question_keeps_the_poll_from_being_taken_back(town: Town) -> None:
    poll, parts = opened(town)
    town.memory.polls.keep(parts[1].id, BO.id, "The tea")
    assert town.refusal(polls.take_back, ANA, poll.id)[0].startswith("People have answered this poll already")
    town.memory.polls.withdraw(parts[1].id, BO.id)
    town.do(polls.take_back, ANA, poll.id)
    assert {(part.is_open, part.taken_back_by) for part in town.memory.polls.parts_of(poll.id)} == {
        (False, "ana")
    }


def test_a_channel_with_another_id_takes_every_question_along(town: Town) -> None:
    poll, _ = opened(town)
    town.do(channels.move, NOW, HALL, "C-NEW")
    assert {part.channel for part in town.memory.polls.parts_of(poll.id)} == {"C-NEW"}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_words_of_the_headline_question_cannot_be_changed(town: Town, language: str) -> None:
    """Neither while it is composed, with whatever a form sends, nor once it is asked."""
    town.start()
    headline = Question("1", YES_NO, LANGUAGES[language].pattern(CLOSING_QUESTION))
    hostile = {
        "words": "Do you like us?",
        "kind": SCALE,
        "options": "A\nB",
        "lowest": "No",
        "is_optional": "y",
    }
    composed = filled(Composed((headline, Question("2", SCALE, "Heard?"))), "1", hostile)
    assert composed.questions[0] == headline

    poll = town.do(polls.open_poll, NOW, ANA, HALL, form_of(composed, "form:1", is_live=True))
    other = polls.PollForm("Do you like us?", ["A", "B"], "form:2", more=(Asked("Were you heard?", []),))
    new = town.do(polls.correct, NOW, ANA, poll.id, other)

    asked = (new, *town.memory.polls.parts_of(new.id))
    assert [each.question for each in asked] == [str(CLOSING_QUESTION), "Were you heard?"]
    assert (new.kind, new.options) == (poll.kind, poll.options)


@pytest.mark.parametrize(("people", "is_held"), [(4, True), (5, False)])
def test_of_few_people_it_is_not_told_that_all_of_them_left_a_question_out(
    town: Town, people: int, is_held: bool
) -> None:
    poll, _ = opened(town, replace(FORM, more=FORM.more[:1]))
    for number in range(people):
        town.do(answers.answer_all, Actor(f"p{number}"), poll.id, ["0", ""])
    town.do(polls.close, ANA, HALL)
    closed = town.memory.polls.get(poll.id)
    assert closed
    whole = tencards.tallied(town.memory, closed)
    shown = [(each.released is not None, each.counts == ()) for each in (whole, *whole.parts)]
    assert shown == [(is_held, is_held)] * 2
