"""The other questions at the end of a session: asked beside the headline, counted and shown from five on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coproduction.levels import Level
from coproduction.ownquestions import CANDOUR, HEARD, TO_CHANGE, UNDERSTAND, WORKED
from coproduction.people import Actor
from coproduction.polls import BEFORE_NOW, OPEN_TEXT, SCALE, YES, Poll, Purpose
from coproduction.reports.document import document_of
from coproduction.reports.endings import NOBODY, UNTOLD, Ending
from coproduction.reports.feedback import heard
from coproduction.reports.releasing import everything
from coproduction.service import answers, checkins, closing, polls, reports
from coproduction.shares import Share
from coproduction.words import ENGLISH, Text, render
from tests.coproduction.town import BO, CY, HALL, MINUTE, NOW, WEEK, Town, form

if TYPE_CHECKING:
    from coproduction.sessions import Session

ROOM = [Actor(f"p{number}") for number in range(12)]
SAID = ["4", "2 4", "The tea", "", ""]


FELT = [  # listened to, and before and now
    *[("5", "1 3")] * 5,
    ("4", "3 3"),
    *[("2", "4 4")] * 5,
    ("skip", ""),
]


def over(town: Town) -> tuple[Session, Poll]:
    """A session that has ended, and its closing question."""
    town.start()
    session = town.end()
    [poll] = town.memory.polls.open_in(HALL)
    return session, poll


def next_one(town: Town) -> None:
    """The next session starts, which closes the closing question of the one before."""
    town.start(NOW + WEEK)


def test_a_session_ends_with_the_headline_and_five_questions_that_may_be_left_out(any_town: Town) -> None:
    _, poll = over(any_town)
    parts = any_town.memory.polls.parts_of(poll.id)
    assert [(part.question, part.kind, part.level, part.is_optional) for part in parts] == [
        (str(HEARD), SCALE, Level.CONFIDENTIAL, True),
        (str(UNDERSTAND), BEFORE_NOW, Level.CONFIDENTIAL, True),
        (str(WORKED), OPEN_TEXT, Level.CONFIDENTIAL, True),
        (str(TO_CHANGE), OPEN_TEXT, Level.CONFIDENTIAL, True),
        (str(CANDOUR), SCALE, Level.CONFIDENTIAL, True),
    ]
    assert (poll.purpose, poll.is_optional) == (Purpose.CLOSING, False)


def test_the_headline_is_one_press_and_the_others_are_one_form(town: Town) -> None:
    _, poll = over(town)
    town.do(polls.vote, BO, poll.id, YES)
    town.do(answers.answer_all, BO, poll.id, SAID)
    assert town.do(answers.answering, BO, poll.id).before == ("4", "2 4", "The tea", None, None)
    assert town.memory.polls.ballots(poll.id) == {"bo": YES}
    assert town.do(polls.withdraw, BO, poll.id)
    assert town.do(answers.answering, BO, poll.id).before == (None, None, None, None, None)
    assert town.memory.polls.ballots(poll.id) == {"bo": YES}  # the headline stays


def test_half_a_pair_is_asked_for_at_its_own_field(town: Town) -> None:
    _, poll = over(town)
    no = "Please answer both, before today and now. Or leave both out."
    assert town.refusal(answers.answer_all, BO, poll.id, ["", "3", "", "", ""]) == (no, "now/2")
    assert town.refusal(answers.answer_all, BO, poll.id, ["", " 3", "", "", ""]) == (no, "before/2")
    assert town.rows()["ballot"] == []


def test_answers_are_counted_and_their_names_are_deleted_when_the_next_session_starts(any_town: Town) -> None:
    _, poll = over(any_town)
    parts = any_town.memory.polls.parts_of(poll.id)
    any_town.do(polls.vote, BO, poll.id, YES)
    for who in (BO, CY):
        any_town.do(answers.answer_all, who, poll.id, SAID)
    next_one(any_town)
    assert [any_town.memory.polls.ballots(part.id) for part in parts] == [{}] * 5
    assert [any_town.memory.polls.votes(part.id) for part in parts] == [
        {"4": 2},
        {"2 4": 2},
        {"The tea": 2},
        {},
        {},
    ]
    late = ("This poll has closed, so it takes no answers any more.", None)
    assert any_town.refusal(answers.answer_all, BO, poll.id, SAID) == late


@pytest.mark.parametrize(("people", "is_shown"), [(4, False), (5, True)])
def test_what_fewer_than_five_said_is_never_shown(town: Town, people: int, is_shown: bool) -> None:
    session, poll = over(town)
    for number, who in enumerate(ROOM[:people]):
        town.do(answers.answer_all, who, poll.id, ["4", "2 4", f"Thing {number}", "", ""])
    assert town.do(reports.figures, HALL, everything).sessions[0].ending == UNTOLD  # it is still open
    next_one(town)
    told = closing.answered_in(town.memory, session)
    assert told
    assert [(bool(part.counts), len(part.written)) for part in told.parts[:3]] == [
        (is_shown, 0),
        (is_shown, 0),
        (False, 5 if is_shown else 0),
    ]
    seen = [town.do(answers.written, BO, part.poll.id).written for part in told.parts]
    assert [len(words) for words in seen] == [0, 0, 5 if is_shown else 0, 0, 0]
    counted = Ending(Share(5, 5), Share(5, 5), 5, 0) if is_shown else UNTOLD
    assert town.do(reports.figures, HALL, everything).sessions[0].ending == counted


def test_the_report_has_a_chapter_on_how_it_was(town: Town) -> None:
    _, poll = over(town)
    for who, (felt, pair) in zip(ROOM, FELT, strict=True):
        town.do(answers.answer_all, who, poll.id, [felt, pair, "The tea", "", felt])
    next_one(town)
    figures = town.do(reports.figures, HALL, everything)
    assert figures.sessions[0].ending == Ending(Share(6, 11), Share(5, 11), 12, 0, candid=Share(6, 11))
    chapters = {_english(each.heading): each.grid for each in document_of(figures).chapters}
    grid = chapters["How it was for people"]
    assert grid
    [row] = grid.rows
    assert [_english(line) for line in row.lines if isinstance(line, Text)] == [
        "Felt listened to (4 or 5 of 5): 55 % (6 of 11)",
        "45 % (5 of 11) of those who answered understand better now than they did before.",
        "Could say what they really think (4 or 5 of 5), at the end: 55 % (6 of 11)",
        "12 people wrote what worked.",
    ]


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Share(6, 11), "55 % (6 of 11)"),
        (Share(18, 20), "all but 0–4 of the 20 who answered"),
        (Share(2, 20), "0–4 of the 20 who answered"),
        (Share(5, 5), "too few answers to show without giving somebody away"),
    ],
)
def test_a_share_is_no_more_exact_than_gives_nobody_away(share: Share, said: str) -> None:
    told = heard(Ending(heard=share))
    assert _english(told) == f"Felt listened to (4 or 5 of 5): {said}"


def _english(text: object) -> str:
    assert isinstance(text, Text)
    return render(text, ENGLISH, {})


def test_where_no_session_follows_it_closes_after_two_weeks_and_who_answered_is_forgotten(town: Town) -> None:
    _, poll = over(town)
    parts = town.memory.polls.parts_of(poll.id)
    town.do(answers.answer_all, BO, poll.id, SAID)

    town.passes(NOW + 2 * WEEK - MINUTE)
    assert [len(town.memory.polls.ballots(part.id)) for part in parts] == [1, 1, 1, 0, 0]
    town.passes(NOW + 2 * WEEK)
    assert [town.memory.polls.ballots(part.id) for part in parts] == [{}] * 5
    assert town.memory.polls.open_in(HALL) == []


@pytest.mark.parametrize(("people", "before"), [(4, NOBODY), (5, Share(5, 5))])
def test_how_candid_people_could_be_is_told_of_before_and_at_the_end_from_five_on(
    town: Town, people: int, before: Share
) -> None:
    session = town.start()
    for who in ROOM[:people]:
        town.do(checkins.arrive, who, session.id, replace(form(), candour="4"))
    town.end()
    assert town.do(reports.figures, HALL, everything).sessions[0].ending == Ending(candid_before=before)
