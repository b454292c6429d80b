"""The results of polls as figures for a spreadsheet: no number in it says more than the card does."""

from __future__ import annotations

from dataclasses import replace

from coproduction.ideas import IdeaKind
from coproduction.levels import Level
from coproduction.people import Actor, Perspective
from coproduction.polls import SCALE, Poll
from coproduction.progress import Step
from coproduction.service import (
    answers,
    cancelling,
    exports,
    ideas,
    ideasupport,
    ideawithdrawals,
    polls,
    progress,
    tencards,
)
from coproduction.service.ideas import IdeaDraft
from coproduction.service.pollforms import Asked
from coproduction.tencards import Verdict
from coproduction.words import Text
from handlers.sheets import as_csv
from tests.coproduction.service.test_tencards import opened, people, says
from tests.coproduction.town import ANA, BO, CY, HALL, NOW, Town
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
    return [
        [SAY.of(cell) if isinstance(cell, str | Text) else str(cell) for cell in row[3:]]
        for row in totals.rows
    ]


def test_how_many_answered_an_anonymous_poll_is_said_as_on_its_card(any_town: Town) -> None:
    any_town.start()
    closed(any_town, Level.ANONYMOUS, yes=7, no=0)
    assert rows(any_town) == [
        ["anonymous", "Yes", "all, or up to 4 fewer", "people", "at least 5"],
        ["anonymous", "No", "0 to 4", "people", "at least 5"],
    ]


def test_a_cancelled_poll_and_one_taken_back_are_in_no_sheet(any_town: Town) -> None:
    any_town.start()
    wrong = any_town.do(polls.open_poll, NOW, ANA, HALL, polls.PollForm("Wrong?", ["A", "B"], "form:9"))
    for number in range(7):
        any_town.do(polls.vote, Actor(f"voter{number}"), wrong.id, "0")
    any_town.do(cancelling.cancel, ANA, wrong.id, "It had the wrong days")
    typo = any_town.do(polls.open_poll, NOW, ANA, HALL, polls.PollForm("Tpyo?", ["A", "B"], "form:8"))
    any_town.do(polls.take_back, ANA, typo.id)
    assert any_town.refusal(exports.results, ANA, HALL)[0].startswith(
        "No poll has closed in this channel yet."
    )
    closed(any_town, Level.NAMED, yes=1, no=0)
    sheets = any_town.do(exports.results, ANA, HALL)
    assert {row[2] for sheet in sheets for row in sheet.rows} == {"Small one?"}


def test_each_question_stands_beside_the_title_under_which_it_was_asked(town: Town) -> None:
    town.start()
    form = polls.PollForm(
        "*Bold* day?",
        ["*This* one", "_That_ one"],
        "form:1",
        level=Level.CONFIDENTIAL,
        title="All kinds",
        more=(Asked("How sure?", [], SCALE),),
    )
    poll = town.do(polls.open_poll, NOW, ANA, HALL, form)
    groups = zip((Perspective.LIVED, Perspective.FRONT_LINE), ("a", "b"), strict=True)
    for actor in [each for whose, name in groups for each in people(town, 5, whose, name)]:
        town.do(answers.answer_all, actor, poll.id, ["0", "4"])
    town.do(polls.close_one, ANA, poll.id)
    named = town.do(polls.open_poll, NOW, ANA, HALL, replace(form, origin="form:2", level=Level.NAMED))
    town.do(answers.answer_all, BO, named.id, ["1", "4"])
    town.do(polls.close_one, ANA, named.id)
    closed(town, Level.ANONYMOUS, yes=1, no=0)
    sheets = town.do(exports.results, ANA, HALL)
    titled = {("All kinds", "*Bold* day?"), ("All kinds", "How sure?")}
    assert [{(row[1], row[2]) for row in sheet.rows} for sheet in sheets] == [
        {*titled, (None, "Small one?")},
        titled,
        titled,
    ]
    assert {SAY(sheet.columns[1]) for sheet in sheets} == {"Title of all questions"}
    assert "*This* one" in as_csv(SAY, sheets[0], {})


def test_how_many_answered_too_few_to_show_is_not_said(town: Town) -> None:
    town.start()
    closed(town, Level.ANONYMOUS, yes=4, no=0)
    assert [row[-1] for row in rows(town)] == ["None"]


def test_of_ten_cards_each_has_its_own_answers_and_all_three_verdicts(any_town: Town) -> None:
    poll, _ = opened(any_town, "walk", "talk")
    for actor in people(any_town, 6, None, "p"):
        says(any_town, actor, poll, walk="helps", talk=Verdict.NOT_SURE)
    anyone, *others = people(any_town, 3, None, "q")
    says(any_town, anyone, poll, walk=Verdict.DOES_NOT_HELP, talk="helps")
    for actor in others:  # they stop after the first
        shown = any_town.do(tencards.see, actor, poll.id)
        any_town.do(tencards.judge, actor, poll.id, shown.turn.card or "", Verdict.NOT_SURE)
    any_town.do(polls.close_one, ANA, poll.id)
    told = {each[1]: each[2:] for each in rows(any_town)}
    walk, talk = (int(told[f"{name}: helps"][2]) for name in ("walk", "talk"))
    assert walk + talk == 2 * 7 + 2
    assert told == {
        "walk: helps": ["6", "people", str(walk)],
        "walk: not sure": [str(walk - 7), "people", str(walk)],
        "walk: does not help": ["1", "people", str(walk)],
        "talk: helps": ["1", "people", str(talk)],
        "talk: not sure": [str(talk - 1), "people", str(talk)],
        "talk: does not help": ["0", "people", str(talk)],
    }


def test_of_a_card_that_few_have_judged_no_number_is_given(town: Town) -> None:
    poll, _ = opened(town, "walk")
    for actor in people(town, 4, None, "p"):
        says(town, actor, poll, walk="helps")
    town.do(polls.close_one, ANA, poll.id)
    assert rows(town) == [["confidential", "walk", "None", "None", "fewer than 5"]]


def test_ideas_are_a_sheet_with_where_they_stand_and_without_their_authors(any_town: Town) -> None:
    any_town.arrive(any_town.start(), BO, CY)
    matters = any_town.do(
        ideas.write, NOW, BO, HALL, IdeaDraft("Steep stairs", IdeaKind.MATTERS, "form:m")
    ).idea
    ramp = IdeaDraft("=1+1", IdeaKind.CHANGE, "form:i", evidence="I fell", whom="@cmd", serves=matters.id)
    idea = any_town.do(ideas.write, NOW, CY, HALL, ramp).idea
    any_town.do(ideasupport.support, BO, idea.id)
    any_town.do(ideas.write, NOW, CY, HALL, replace(ramp, text="Gone", origin="form:g"))
    any_town.do(ideawithdrawals.withdraw, NOW, CY, any_town.memory.ideas.of(HALL)[2].id)
    (while_weighed,) = any_town.do(exports.results, ANA, HALL)
    assert [row[4] for row in while_weighed.rows] == [0, 1]  # as their cards say it while the session is live
    any_town.end()
    any_town.do(progress.record, NOW, idea.id, Step.YES, "ana")
    (sheet,) = any_town.do(exports.results, ANA, HALL)
    assert sheet.rows == (
        (1, Text("what matters"), "Steep stairs", Text("heard"), 0, None, None, None, None),
        (2, Text("change idea"), "=1+1", Text("answered"), 1, "I fell", "@cmd", None, 1),
    )
    assert as_csv(SAY, sheet, {}).splitlines()[2] == "2,change idea,'=1+1,answered,1,I fell,'@cmd,,1"
    assert any_town.refusal(exports.results, CY, HALL)[0].startswith("Only the people who lead")
