"""A confidential result by perspective: where each has five, and nowhere else, not by subtraction either."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from coproduction.levels import Level
from coproduction.messages import Card
from coproduction.people import Actor, Person, Perspective
from coproduction.polls import CHOICE, OPEN_TEXT, POLL_CARD, SCALE, YES_NO, Poll, Tally
from coproduction.questions.scales import SKIP
from coproduction.service import exports, polls
from coproduction.service.kinds import kind_of
from coproduction.splits import Part, may_be_split
from coproduction.words import Text
from tests.coproduction.town import ANA, HALL, NOW, Town
from tests.speaking import SAY

FORM = polls.PollForm("Do you feel heard?", ["Yes", "No"], "form:1")
LIVED, FRONT, GOVERNING = Perspective
Answers = dict[Perspective | None, list[str]]


def came(town: Town, people: int, perspective: Perspective | None) -> list[Actor]:
    """So many new people who know the service from there, or have told us nothing."""
    new = [Actor(f"{perspective} {number}") for number in range(people)]
    for each in new if perspective else ():
        town.memory.people.put(replace(Person(each.id), perspective=perspective))
    return new


def closed(town: Town, answers: Answers, **form: Any) -> Tally:
    """A poll that these people have answered so, as its card is drawn when it has closed."""
    town.start()
    poll = town.do(polls.open_poll, NOW, ANA, HALL, replace(FORM, **form))
    for perspective, given in answers.items():
        for person, answer in zip(came(town, len(given), perspective), given, strict=True):
            town.do(polls.vote, person, poll.id, answer, unnamed=poll.is_anonymous)
    town.do(polls.close_one, ANA, poll.id)
    return shown(town, poll)


def shown(town: Town, poll: Poll) -> Tally:
    message = town.memory.messages.find(Card(POLL_CARD, poll.id))
    assert message
    tally = kind_of(POLL_CARD).content(town.memory, message)
    assert isinstance(tally, Tally)
    return tally


def test_each_perspective_is_told_where_all_have_five_and_the_rows_of_people_are_gone(any_town: Town) -> None:
    tally = closed(any_town, {LIVED: ["0"] * 4 + ["1"], GOVERNING: ["1"] * 6, None: ["0"] * 5})

    assert tally.counts == (9, 7)
    assert tally.split == (Part(LIVED, (4, 1), 5), Part(GOVERNING, (0, 6), 6), Part(None, (5, 0), 5))
    assert any_town.memory.polls.ballots(tally.poll.id) == {}
    _, sheet = exports.results(any_town.memory, ANA, HALL)
    assert [
        [SAY.of(cell) if isinstance(cell, str | Text) else cell for cell in row[3:]] for row in sheet.rows
    ] == [
        ["lived experience", "Yes", 4, "people", 5],
        ["lived experience", "No", 1, "people", 5],
        ["governing body", "Yes", 0, "people", 6],
        ["governing body", "No", 6, "people", 6],
        ["no perspective told", "Yes", 5, "people", 5],
        ["no perspective told", "No", 0, "people", 5],
    ]


@pytest.mark.parametrize(
    "answers",
    [
        {LIVED: ["0"] * 6, GOVERNING: ["1"] * 6, FRONT: ["0"] * 4},
        {LIVED: ["0"] * 6, GOVERNING: ["1"] * 6, None: ["0"]},
        {LIVED: ["0"] * 12},
    ],
)
def test_one_group_of_fewer_or_one_group_alone_hides_all_of_it(town: Town, answers: Answers) -> None:
    tally = closed(town, answers)

    assert (sum(tally.counts), tally.split) == (sum(map(len, answers.values())), ())
    assert len(exports.results(town.memory, ANA, HALL)) == 1  # and no sheet by perspective


def test_who_would_rather_not_say_makes_no_group_of_five_and_stands_in_none(town: Town) -> None:
    few = closed(town, {LIVED: ["0"] * 5, FRONT: ["1"] * 4 + ["3"] * 9}, kind=YES_NO, options=[])
    assert few.split == ()

    enough: Answers = {LIVED: ["5"] * 5 + [SKIP], FRONT: ["1"] * 5}
    tally = closed(town, enough, kind=SCALE, options=[], origin="form:2")
    assert tally.counts == (5, 0, 0, 0, 5, 1)
    assert [part.counts[-1] for part in tally.split] == [0, 0]
    assert [part.answered for part in tally.split] == [5, 5]


@pytest.mark.parametrize(
    "form",
    [
        {"level": Level.ANONYMOUS},
        {"level": Level.NAMED},
        {"is_live": True},
        {"kind": OPEN_TEXT, "options": []},
    ],
)
def test_nothing_else_is_split(town: Town, form: dict[str, Any]) -> None:
    given = "More time" if form.get("kind") == OPEN_TEXT else "0"
    tally = closed(town, {LIVED: [given] * 6, FRONT: [given] * 6}, **{"kind": CHOICE, **form})

    assert tally.split == ()
    assert town.memory.splits.of(tally.poll.id) == ()


def test_no_sum_of_what_is_shown_leaves_fewer_than_five_people() -> None:
    """Exhaustively, of up to four groups: whoever takes some from the total is left with five, or none."""
    for groups in product(range(9), repeat=4):
        answered = [each for each in groups if each]
        if answered and may_be_split(answered):
            sums = {sum(some) for some in product(*((0, each) for each in answered))}
            assert all(sum(answered) - each not in range(1, 5) for each in sums)
