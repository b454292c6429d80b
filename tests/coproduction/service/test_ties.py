"""People say whether they work on a collaboration together, and later whether it is alive."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coproduction.ideas import Idea, IdeaKind
from coproduction.machine import MessageState
from coproduction.messages import Card
from coproduction.service import belongings, deciding, ideas, outbox, people, telling, ties
from coproduction.service.deciding import Recorded
from coproduction.service.ideas import IdeaDraft
from coproduction.telling import IDEA_NEWS
from coproduction.ties import TIE_AGREED, TIE_ALIVE, TIE_ASKED, TieState
from handlers.blocks import home
from tests.coproduction.town import ANA, BO, CY, DEE, HALL, NOW, WEEK, Town
from tests.speaking import SAY


@pytest.fixture(autouse=True)
def session(town: Town) -> None:
    """Bo, Cy and Dee are in a session."""
    town.arrive(town.start(), BO, CY, DEE)


def kinds(town: Town, name: str) -> list[Card]:
    """What is owed of this kind."""
    return [card for card in town.owed() if card.kind == name]


def together(town: Town) -> Idea:
    """Bo has a collaboration."""
    draft = IdeaDraft("Reading hours with the library", IdeaKind.COLLABORATION, "form:c")
    return town.do(ideas.write, NOW, BO, HALL, draft).idea


def test_a_tie_counts_when_both_have_said_yes_and_a_no_is_told_to_nobody(town: Town) -> None:
    idea = together(town)
    town.do(ties.ask, NOW, BO, idea.id, ["cy", "dee", "bo"])
    town.do(ties.ask, NOW, BO, idea.id, ["cy"])
    assert {card.recipient for card in kinds(town, TIE_ASKED)} == {"cy", "dee"}
    assert town.refusal(ties.ask, NOW, CY, idea.id, ["ana"])[0].startswith("Only who wrote this")
    town.do(ties.reply, NOW, CY, idea.id, agrees=True)
    town.do(ties.reply, NOW, CY, idea.id, agrees=True)
    town.do(ties.reply, NOW, DEE, idea.id, agrees=False)
    assert town.refusal(ties.reply, NOW, ANA, idea.id, agrees=True)[0].startswith("Nobody has asked")
    assert kinds(town, TIE_AGREED) == [Card(TIE_AGREED, idea.id, "bo", occasion="cy")]
    assert [tie.person for tie in town.memory.ties.of(idea.id) if tie.state.counts] == ["cy"]
    assert town.do(belongings.with_partners, DEE).together == []
    for asked in [message for message in town.messages() if message.kind == TIE_ASKED]:
        town.memory.messages.move_on(replace(asked, state=MessageState.SENT), asked.state)
    town.do(deciding.record, NOW, ANA, idea.id, "yes", Recorded("From May on"))
    assert {card.recipient for card in kinds(town, IDEA_NEWS)} == {"bo", "cy"}
    own = town.do(belongings.with_partners, CY)
    assert "Reading hours with the library (answered)" in str(home.mine(SAY, own, NOW, wants_reminders=True))
    assert telling.concerned(town.memory, idea) == {"bo", "cy"}


def test_whoever_said_stop_is_asked_nothing_by_name(town: Town) -> None:
    idea = together(town)
    town.do(people.remind, DEE, wanted=False)
    town.do(ties.ask, NOW, BO, idea.id, ["cy", "dee"])
    claimed = town.do(outbox.claim_to_send, NOW, 60)
    assert [each.recipient for each in claimed if each.kind == TIE_ASKED] == ["cy"]


def test_whom_an_author_names_as_partners_is_asked_at_once_and_once(town: Town) -> None:
    wanted = IdeaDraft("Reading hours", IdeaKind.COLLABORATION, "form:c", partners=("cy", "bo", "cy"))
    idea = town.do(ties.write, NOW, BO, HALL, wanted).idea
    town.do(ties.write, NOW, BO, HALL, wanted)
    assert kinds(town, TIE_ASKED) == [Card(TIE_ASKED, idea.id, "cy")]
    for other in (
        replace(wanted, text="A lift for all", kind=IdeaKind.CHANGE, origin="form:d"),
        replace(wanted, text="Singing hours", origin="form:e", partners=("bo",)),
    ):
        assert town.do(ties.write, NOW, BO, HALL, other).is_new
    too_many = replace(wanted, text="Cooking hours", origin="form:f", partners=tuple("uvwxyz"))
    assert town.refusal(ties.write, NOW, BO, HALL, too_many)[1] == "people"
    assert town.memory.ideas.from_origin("form:f") is None
    assert len(kinds(town, TIE_ASKED)) == 1


def test_both_are_asked_once_after_twelve_weeks_whether_it_is_alive(town: Town) -> None:
    idea = together(town)
    town.do(ties.ask, NOW, BO, idea.id, ["cy"])
    town.do(ties.reply, NOW, CY, idea.id, agrees=True)
    for weeks in (11, 12, 13):
        town.passes(NOW + weeks * WEEK)
    both = kinds(town, TIE_ALIVE)
    assert sorted(card.recipient for card in both) == ["bo", "cy"]
    assert town.refusal(ties.say_alive, DEE, both[0].subject, is_alive=True)[0].startswith("Nobody has asked")
    assert town.do(ties.say_alive, BO, both[0].subject, is_alive=True).tie.state is TieState.ALIVE
    assert town.do(ties.say_alive, CY, both[0].subject, is_alive=False).tie.state is TieState.OVER
