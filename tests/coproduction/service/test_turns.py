"""Raising hands: off until a facilitator turns it on, and everybody knows their own place only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.service import observing, reopening, sessions, turns
from coproduction.sessions import SESSION_CARD
from tests.coproduction.service.test_planned import plans
from tests.coproduction.town import ANA, BO, CY, DEE, HALL, MINUTE, NOW, ONLY_FACILITATORS, Town

if TYPE_CHECKING:
    from coproduction.sessions import Session

OFF = (
    "Nobody raises hands with me here. To turn it on, whoever leads types /copro hands yes.",
    None,
)
DOWN = ("This hand is down by now: they have spoken, or have taken it down.", None)
OVER = ("This session has ended, so nobody raises a hand in it any more.", None)
NO_HAND = (
    "You are here as an observer, so you raise no hand. Is that wrong? Change it in /copro profile.",
    None,
)


def held(town: Town) -> Session:
    session = town.start()
    town.arrive(session, ANA, BO, CY, DEE)
    town.do(turns.turn, NOW, ANA, HALL, is_on=True)
    return session


def places_of(town: Town, session: Session, *actors: Actor) -> list[int]:
    """Each raises their hand, a minute after the other; what they are told."""
    return [
        town.do(turns.raise_hand, NOW + number * MINUTE, actor, session.id).place
        for number, actor in enumerate(actors)
    ]


def test_nobody_raises_a_hand_until_it_is_turned_on_and_only_facilitators_do_that(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO)
    assert town.refusal(turns.raise_hand, NOW, BO, session.id) == OFF
    no = (ONLY_FACILITATORS.format("see who would like to speak"), None)
    assert town.refusal(turns.turn, NOW, BO, HALL, is_on=True) == no
    assert town.refusal(turns.waiting, BO, session.id) == no
    changed = town.effects(turns.turn, NOW, ANA, HALL, is_on=True).cards
    assert Card(SESSION_CARD, session.id) in changed
    assert town.do(turns.raise_hand, NOW, BO, session.id).place == 1
    town.do(turns.turn, NOW, ANA, HALL, is_on=False)
    assert town.refusal(turns.raise_hand, NOW, BO, session.id) == OFF


def test_who_has_spoken_goes_behind_those_who_have_not(any_town: Town) -> None:
    session = held(any_town)
    assert places_of(any_town, session, BO, CY, BO) == [1, 2, 1]
    assert any_town.do(turns.spoke, ANA, session.id, "bo") == ("cy",)
    assert any_town.refusal(turns.spoke, ANA, session.id, "bo") == DOWN
    assert places_of(any_town, session, BO, DEE) == [2, 2]
    assert any_town.do(turns.waiting, ANA, session.id) == ("cy", "dee", "bo")
    assert any_town.do(turns.later, NOW + 9 * MINUTE, ANA, session.id, "cy") == ("dee", "cy", "bo")


def test_a_hand_is_taken_down_and_nothing_is_counted(town: Town) -> None:
    session = held(town)
    places_of(town, session, BO)
    assert town.do(turns.lower_hand, BO, session.id) is True
    assert town.do(turns.lower_hand, BO, session.id) is False
    assert town.do(turns.waiting, ANA, session.id) == ()


def test_the_end_of_the_session_takes_all_hands_down_once_it_cannot_be_undone(town: Town) -> None:
    session = held(town)
    places_of(town, session, BO)
    town.do(sessions.end, NOW, ANA, HALL)
    assert town.refusal(turns.raise_hand, NOW, CY, session.id) == OVER
    town.do(reopening.undo, NOW + MINUTE, ANA, session.id)
    assert town.do(turns.waiting, ANA, session.id) == ("bo",)
    town.end()
    assert [each.raised_at for each in town.memory.turns.of(session.id)] == [None]
    assert town.refusal(turns.raise_hand, NOW, CY, session.id) == OVER


def test_an_observer_raises_no_hand(town: Town) -> None:
    session = held(town)
    town.do(observing.mark, ANA, "bo", looks_on=True)
    assert town.refusal(turns.raise_hand, NOW, BO, session.id) == NO_HAND


def test_the_session_is_found_from_where_it_is_typed(town: Town) -> None:
    session = held(town)
    assert town.do(turns.session_around, BO, HALL) == session.id
    assert town.do(turns.session_around, BO, "D-BO") == session.id


def test_a_plan_turns_it_on_for_the_session_it_becomes_by_button_and_typed(town: Town) -> None:
    plan = plans(town)
    assert town.do(turns.turn_planned, NOW, ANA, plan.id) is True
    assert town.do(turns.turn, NOW, ANA, HALL, is_on=True) is False
    session = town.start(plan.starts_at, title="")
    assert session.id == plan.id
    town.arrive(session, BO)
    assert town.do(turns.raise_hand, NOW, BO, session.id).place == 1
