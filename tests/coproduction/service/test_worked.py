"""Did it work? Who is asked reads why and what was done; what came of it reaches all, and who leads more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from coproduction.ideas import Hiding, Idea
from coproduction.machine import MessageState
from coproduction.messages import Card
from coproduction.people import Actor, Perspective
from coproduction.reports.releasing import everything
from coproduction.service import (
    deciding,
    hiding,
    holding,
    ideasupport,
    kinds,
    people,
    reports,
    telling,
    worked,
    yousaid,
)
from coproduction.service.deciding import Recorded
from coproduction.worked import DID_IT_WORK, WORKED_TOLD
from coproduction.yousaid import YOU_SAID_DRAFT
from handlers.blocks import ideapanel, progress
from handlers.blocks import yousaid as drawn_month
from handlers.blocks.kit import Drawing
from handlers.sending.showing import DRAWINGS
from tests.coproduction.town import ANA, BO, CY, DAY, DEE, HALL, HOUR, NOW, WEEK, Town
from tests.speaking import SAY

if TYPE_CHECKING:
    from collections.abc import Sequence

EVE, FAY = Actor("eve"), Actor("fay")
CROWD = (CY, DEE, EVE, FAY, Actor("guy"), Actor("hal"))
DONE = "It runs in two clinics"
COUNTED = "Did it work? 6 people say: it helped: 5, no change: 0, it did harm: 1"
TOO_FEW = "Fewer than 5 people answered, so I show no numbers."
HARM = "1 person says that it did harm."
LOUD = "It was too loud for my son"


@pytest.fixture
def idea(town: Town) -> Idea:
    """Bo's idea, which six support."""
    town.arrive(town.start(), BO, *CROWD)
    written = town.idea()
    for each in CROWD:
        town.do(people.describe, each, "parents", Perspective.LIVED.value)
        town.do(ideasupport.support, each, written.id)
    return written


def is_done(town: Town, idea: Idea, said: Sequence[Actor] = CROWD) -> None:
    """It is done; one of these says that it did harm, all others that it helped; four weeks pass."""
    town.do(deciding.record, NOW + DAY, ANA, idea.id, "done", Recorded(DONE))
    for each in said[:-1]:
        town.do(worked.say, each, idea.id, "helped")
    town.do(worked.say, said[-1], idea.id, "harm", LOUD)
    town.passes(NOW + 2 * WEEK)
    town.passes(NOW + DAY + 4 * WEEK)


def reads(town: Town, kind: str, person: str) -> str:
    """What this person's newest message of a kind says now."""
    *_, message = [each for each in town.messages() if (each.kind, each.recipient) == (kind, person)]
    return DRAWINGS[kind].draw(SAY, kinds.shown(town.memory, message)[0], {}).text


def test_the_question_says_what_was_done_and_why_this_person_is_asked(town: Town, idea: Idea) -> None:
    town.do(ideasupport.take_back, DEE, idea.id)
    town.do(telling.follow, DEE, idea)
    town.memory.ideas.help(idea.id, "eve")
    town.do(holding.own, NOW, ANA, idea.id, "fay")
    town.do(deciding.record, NOW + DAY, ANA, idea.id, "done", Recorded(DONE))
    why = {
        "bo": "because you wrote it:",
        "cy": "because you support it:",
        "dee": "because you follow it:",
        "eve": "because you help with it:",
        "fay": "because you had it in hand:",
    }
    for person, words in why.items():
        _, where, line, title, done, *_ = reads(town, DID_IT_WORK, person).splitlines()
        assert where == "In <#C-HALL>:"
        assert line == f"This idea is done. I ask you {words}"
        assert (title, done) == (f"1. {idea.text}", f"What was done: “{DONE}”")


def test_who_answers_reads_from_when_and_where_the_result_stands_and_then_reads_it(
    town: Town, idea: Idea
) -> None:
    town.do(deciding.record, NOW + DAY, ANA, idea.id, "done", Recorded(DONE))
    town.do(worked.say, CY, idea.id, "helped")
    later = (
        "If 5 or more people answer, there is a result. "
        "You can read it from Friday 20 November 2026 on, in what became of the idea."
    )
    assert later in reads(town, DID_IT_WORK, "cy")
    for each in CROWD[1:]:
        town.do(worked.say, each, idea.id, "harm" if each == CROWD[-1] else "helped", LOUD)
    town.passes(NOW + DAY + 4 * WEEK)
    told = reads(town, DID_IT_WORK, "cy")
    assert COUNTED in told
    assert "Buttons: What became of 1" in told
    assert LOUD not in told


def story(town: Town, person: Actor, idea: Idea) -> tuple[str, str]:
    """What became of an idea as everybody sees it, and as who leads does."""
    told = town.do(deciding.story, person, idea.id)
    view = Drawing.of(SAY, progress.view(SAY, told)["blocks"]).text
    return view, ideapanel.panel(SAY, told).text


def test_the_result_stands_with_what_became_of_it_and_the_sentences_are_for_who_leads(
    town: Town, idea: Idea
) -> None:
    is_done(town, idea)
    seen, panel = story(town, BO, idea)
    assert COUNTED in seen
    assert LOUD not in seen
    assert COUNTED in panel
    assert f"“{LOUD}”" in panel
    assert [card for card in town.owed() if card.kind == WORKED_TOLD] == [Card(WORKED_TOLD, idea.id, "ana")]
    told = reads(town, WORKED_TOLD, "ana")
    assert HARM in told
    assert COUNTED in told
    assert f"“{LOUD}”" in told
    assert "<@" not in told


def test_of_fewer_than_five_nobody_reads_numbers_or_words(town: Town, idea: Idea) -> None:
    is_done(town, idea, CROWD[:4])
    assert [card for card in town.owed() if card.kind == WORKED_TOLD] == []
    for text in (*story(town, ANA, idea), reads(town, DID_IT_WORK, "cy")):
        assert "it did harm" not in text
        assert LOUD not in text
    assert TOO_FEW in reads(town, DID_IT_WORK, "cy")
    for text in story(town, BO, idea):  # where the result was promised
        assert f"Did it work? {TOO_FEW}" in text


def is_open_again(town: Town, idea: Idea, said: Sequence[Actor]) -> None:
    """It is done; these answer, the last of them that it did harm; two weeks later it is opened again."""
    town.do(deciding.record, NOW + DAY, ANA, idea.id, "done", Recorded(DONE))
    for each in said:
        town.do(worked.say, each, idea.id, "harm" if each == said[-1] else "helped", LOUD)
    town.do(deciding.record, NOW + 2 * WEEK, ANA, idea.id, "opened", Recorded(""))


def test_when_an_idea_is_opened_again_what_was_answered_is_counted_at_once(town: Town, idea: Idea) -> None:
    is_open_again(town, idea, CROWD)
    for text in story(town, BO, idea):
        assert COUNTED in text
    assert [card for card in town.owed() if card.kind == WORKED_TOLD] == [Card(WORKED_TOLD, idea.id, "ana")]
    told = reads(town, WORKED_TOLD, "ana")
    assert told.index(HARM) < told.index(COUNTED)
    assert COUNTED in reads(town, DID_IT_WORK, "cy")
    figures = reports.figures(town.memory, HALL, everything).becoming
    assert (figures.judged, figures.helped, figures.harm) == (1, 5, 1)
    late = town.refusal(worked.say, BO, idea.id, "helped")[0]
    assert late == "What people said of this idea is counted already, so your answer could not be added."
    assert town.rows()["worked_answer"] == []


def test_of_too_few_answers_nothing_is_told_when_an_idea_is_opened_again(town: Town, idea: Idea) -> None:
    is_open_again(town, idea, CROWD[:4])
    assert [card for card in town.owed() if card.kind == WORKED_TOLD] == []
    for text in (*story(town, BO, idea), reads(town, DID_IT_WORK, "cy")):
        assert TOO_FEW in text
        assert "it did harm" not in text
    assert town.rows()["worked_answer"] == []


def test_what_nobody_had_answered_is_not_asked_until_the_idea_is_done_again(town: Town, idea: Idea) -> None:
    town.do(deciding.record, NOW + DAY, ANA, idea.id, "done", Recorded(DONE))
    town.do(deciding.record, NOW + DAY + HOUR, ANA, idea.id, "opened", Recorded("A mistake"))
    assert town.refusal(worked.say, CY, idea.id, "helped")[0] == (
        "This idea was opened again, so your answer could not be added. "
        "If it is done later, you can say it then."
    )
    open_again = reads(town, DID_IT_WORK, "cy")
    assert (
        "This idea was opened again, so I do not ask now. When it is done again, you can answer here."
        in open_again
    )
    assert "It did harm" not in open_again
    card = Card(DID_IT_WORK, idea.id, "cy")
    message = town.memory.messages.find(card)
    assert message
    guard = kinds.kind_of(DID_IT_WORK).guard
    assert guard is not None
    assert guard(town.memory, message, NOW + DAY + HOUR)
    town.memory.messages.move_on(replace(message, state=MessageState.CANCELLED), message.state)
    again = town.effects(deciding.record, NOW + WEEK, ANA, idea.id, "done", Recorded(DONE))
    assert card in again.cards
    assert card in town.owed()
    assert "It did harm" in reads(town, DID_IT_WORK, "cy")
    for each in CROWD:
        town.do(worked.say, each, idea.id, "harm" if each == CROWD[-1] else "helped")
    town.passes(NOW + 5 * WEEK)
    assert COUNTED in story(town, BO, idea)[0]


def test_what_people_said_is_counted_on_its_day_also_while_the_idea_is_hidden(town: Town, idea: Idea) -> None:
    town.do(deciding.record, NOW + DAY, ANA, idea.id, "done", Recorded(DONE))
    for each in CROWD:
        town.do(worked.say, each, idea.id, "harm" if each == CROWD[-1] else "helped")
    town.do(hiding.hide, NOW + WEEK, ANA, idea.id, Hiding.HURTS)
    town.passes(NOW + DAY + 4 * WEEK)
    assert town.rows()["worked_answer"] == []
    town.do(hiding.show_again, NOW + 6 * WEEK, ANA, idea.id)
    assert COUNTED in story(town, BO, idea)[0]


def test_the_next_month_tells_what_difference_it_made_once(town: Town, idea: Idea) -> None:
    is_done(town, idea)
    told: dict[int, str] = {}
    other = town.idea("A lift for the hall", "form:2")
    for days in (40, 75, 110):
        town.passes(NOW + timedelta(days=days))
        if days == 40:
            town.do(deciding.record, NOW + timedelta(days=41), ANA, other.id, "yes", Recorded(""))
        for message in town.messages(MessageState.PENDING):
            month = town.memory.months.get(message.subject)
            if month and message.kind == YOU_SAID_DRAFT:
                draft = drawn_month.draft(SAY, yousaid.of(town.memory, month), {}).text
                told[month.due_at.month] = draft
    parts = {month: ("What difference it made" in text, COUNTED in text) for month, text in told.items()}
    assert parts == {
        11: (False, True),
        12: (True, True),
        1: (False, False),
    }  # in November beside what was done
    assert LOUD not in "".join(told.values())
