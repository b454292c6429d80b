"""Options that people add: public at once, each once, behind all others, and never more than fit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coproduction.levels import Level
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.polls import OPTION_LENGTH, POLL_CARD, SEVERAL, Invited, Poll
from coproduction.service import adding, answers, members, polls
from tests.coproduction.town import ANA, BO, CY, HALL, NOW, Town

FORM = polls.PollForm("When to meet?", ["Morning", "Evening"], "form:1", may_add=True)


def opened(town: Town, **fields: object) -> Poll:
    return town.do(polls.open_poll, NOW, ANA, HALL, replace(FORM, **fields))  # type: ignore[arg-type]


def test_an_added_option_stands_behind_the_others_and_no_answer_means_anything_else(any_town: Town) -> None:
    any_town.start()
    poll = opened(any_town)
    any_town.do(polls.vote, CY, poll.id, "1")
    effects = any_town.effects(adding.add, BO, poll.id, "  At   night ")
    assert effects.cards == (Card(POLL_CARD, poll.id),)
    grown = replace(poll, options=("Morning", "Evening", "At night"))
    assert any_town.memory.polls.get(poll.id) == grown
    any_town.do(polls.vote, BO, poll.id, "2")
    assert any_town.memory.polls.votes(poll.id) == {"1": 1, "2": 1}
    assert any_town.do(answers.told, poll.id, "1") == (grown, "Evening")


def test_nobody_is_stored_with_the_option_that_they_added(town: Town) -> None:
    town.start()
    poll = opened(town)
    written = town.written(adding.add, Actor("rosalind"), poll.id, "At night")
    assert list(written) == ["poll"]
    assert "rosalind" not in str(written)


@pytest.mark.parametrize(
    "typed",
    [
        "Evening",
        "EVENING",
        " evening ",
        "Ｅｖｅｎｉｎｇ",  # full width
        "Еvеning",  # Cyrillic Е and е
        "Eve\u200bning",
        "Evening\ufe0f",
    ],
)
def test_an_option_that_looks_like_one_that_is_there_is_that_one(town: Town, typed: str) -> None:
    town.start()
    poll = opened(town)
    before = town.rows()
    assert town.refusal(adding.add, BO, poll.id, typed) == (
        "This option is there already: “Evening”. Please choose it on the card.",
        "option",
    )
    assert town.rows() == before


def test_what_two_people_add_at_once_is_one_option(any_town: Town) -> None:
    any_town.start()
    poll = opened(any_town)
    any_town.do(adding.add, BO, poll.id, "At night")
    assert any_town.refusal(adding.add, CY, poll.id, "At night") == (
        "This option is there already: “At night”. Please choose it on the card.",
        "option",
    )
    stored = any_town.memory.polls.get(poll.id)
    assert stored
    assert stored.options == ("Morning", "Evening", "At night")


def test_a_poll_holds_ten_options_and_not_one_more(town: Town) -> None:
    town.start()
    poll = opened(town)
    for number in range(8):
        town.do(adding.add, BO, poll.id, f"Day {number}")
    assert town.refusal(adding.add, BO, poll.id, "Day 8") == (
        "This poll has 10 options, and no more fit.",
        "option",
    )


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u200b", "x" * (OPTION_LENGTH + 1), "y" * 3_000])
def test_an_option_without_words_or_too_long_is_refused_at_its_field(town: Town, typed: str) -> None:
    town.start()
    poll = opened(town)
    before = town.rows()
    assert town.refusal(adding.add, BO, poll.id, typed)[1] == "option"
    assert town.rows() == before


def test_where_people_choose_several_they_can_add_too(town: Town) -> None:
    town.start()
    poll = opened(town, kind=SEVERAL, most=2)
    town.do(polls.vote, CY, poll.id, "0 1")
    town.do(adding.add, BO, poll.id, "At night")
    town.do(polls.vote, BO, poll.id, "1 2")
    assert town.memory.polls.votes(poll.id) == {"0 1": 1, "1 2": 1}


def test_who_may_not_answer_may_not_add(town: Town) -> None:
    session = town.start()
    poll = opened(town, invited=Invited.CHECKED_IN)
    before = town.rows()
    assert town.refusal(adding.growing, BO, poll.id)[0].startswith("This poll asks those who")
    assert town.refusal(adding.add, BO, poll.id, "At night")[0].startswith("This poll asks those who")
    assert town.rows() == before
    town.arrive(session, BO)
    town.do(adding.add, BO, poll.id, "At night")
    town.do(members.read, HALL, ["ana"], is_private=True)
    assert town.refusal(adding.add, BO, poll.id, "At noon")[0].startswith("You are not in this channel")


@pytest.mark.parametrize("poll_id", ["", "p1", "'; DELETE FROM poll; --"])
def test_nothing_is_added_to_a_forged_poll(town: Town, poll_id: str) -> None:
    town.start()
    assert town.refusal(adding.add, BO, poll_id, "At night") == ("This poll is gone.", None)


@pytest.mark.parametrize("level", list(Level))
def test_nothing_is_added_where_nobody_asked_for_it(town: Town, level: Level) -> None:
    town.start()
    poll = opened(town, may_add=False, level=level)
    assert town.refusal(adding.add, BO, poll.id, "At night") == (
        "The options of this poll are fixed. Please choose one of them.",
        None,
    )


def test_nothing_is_added_to_a_poll_that_has_closed(town: Town) -> None:
    town.start()
    poll = opened(town)
    town.do(polls.close_one, ANA, poll.id)
    before = town.rows()
    assert town.refusal(adding.add, BO, poll.id, "At night") == (
        "This poll has closed, so nobody can add an option any more.",
        None,
    )
    assert town.rows() == before


def test_a_poll_that_somebody_saw_before_it_grew_closes_with_all_its_options(town: Town) -> None:
    town.start()
    seen = opened(town)
    town.do(adding.add, BO, seen.id, "At night")
    town.do(polls.vote, BO, seen.id, "2")
    [closed] = town.do(polls.close, ANA, HALL)
    assert closed == replace(seen, options=("Morning", "Evening", "At night"), is_open=False, asked_by=None)
