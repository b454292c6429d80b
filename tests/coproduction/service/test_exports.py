"""The results of polls as figures for a spreadsheet: no number in it says more than the card does."""

from __future__ import annotations

from coproduction.levels import Level
from coproduction.people import Actor
from coproduction.polls import Poll
from coproduction.service import exports, polls
from tests.coproduction.town import ANA, HALL, NOW, Town
from tests.speaking import SAY


def closed(town: Town, level: Level, yes: int, no: int) -> Poll:
    """A poll that so many people have answered, and that is closed."""
    form = polls.PollForm("Small one?", ["Yes", "No"], f"form:{level}", level=level)
    poll = town.do(polls.open_poll, NOW, ANA, HALL, form)
    for number in range(yes + no):
        answer = "0" if number < yes else "1"
        town.do(polls.vote, Actor(f"p{number}"), poll.id, answer, unnamed=poll.is_anonymous)
    return town.do(polls.close_one, ANA, poll.id)


def rows(town: Town) -> list[list[str]]:
    totals, *_ = exports.results(town.memory, ANA, HALL)
    return [[SAY.of(cell) if cell else str(cell) for cell in row[2:]] for row in totals.rows]  # type: ignore[arg-type]


def test_how_many_answered_an_anonymous_poll_is_said_as_on_its_card(any_town: Town) -> None:
    any_town.start()
    closed(any_town, Level.ANONYMOUS, yes=7, no=0)
    assert rows(any_town) == [
        ["anonymous", "Yes", "all, or up to 4 fewer", "people", "at least 5"],
        ["anonymous", "No", "0 to 4", "people", "at least 5"],
    ]


def test_how_many_answered_too_few_to_show_is_not_said(town: Town) -> None:
    town.start()
    closed(town, Level.ANONYMOUS, yes=4, no=0)
    assert [row[-1] for row in rows(town)] == ["None"]
