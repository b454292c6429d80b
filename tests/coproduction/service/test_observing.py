"""Observers: they see a session, have no ballot and no seat, and are counted apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coproduction.levels import Level
from coproduction.messages import Card
from coproduction.people import MARKED, Perspective
from coproduction.polls import POLL_CARD, YES_NO
from coproduction.reports.releasing import Gate
from coproduction.service import (
    checkins,
    ideasupport,
    listening,
    observing,
    people,
    places,
    polls,
    reports,
    sessioncards,
)
from coproduction.service.breakouts import lookingon, presence
from coproduction.service.ideacards import card_of
from coproduction.service.kinds import kind_of
from tests.coproduction.town import ADA, ANA, BO, CY, DEE, HALL, NOW, ONLY_FACILITATORS, Town, again

if TYPE_CHECKING:
    from coproduction.messages import Message
    from coproduction.polls import Poll
    from coproduction.sessions import Session

NO_BALLOT = (
    "You are here as an observer, so you see the polls and answer none. Is that wrong? "
    "Change it in /copro profile.",
    None,
)
NO_SEAT = (
    "You are here as an observer, so you have no place in a group. Is that wrong? "
    "Change it in /copro profile.",
    None,
)
LOOKS_ON = checkins.CheckInForm("4", None, True, "charities", "observer")


def opened(town: Town, level: Level) -> Poll:
    asked = polls.PollForm("Shall we meet again?", [], f"form:{level}", kind=YES_NO, level=level)
    return town.do(polls.open_poll, NOW, ANA, HALL, asked)


def with_an_observer(town: Town) -> Session:
    """Bo and Cy take part, and Dee says at arriving that she only looks on."""
    session = town.start()
    town.arrive(session, BO, CY)
    town.do(checkins.arrive, DEE, session.id, LOOKS_ON)
    return session


def test_who_says_so_at_arriving_looks_on_and_is_counted_apart(town: Town) -> None:
    session = with_an_observer(town)
    dee = town.memory.people.get("dee")
    assert dee
    assert (dee.is_observer, dee.sector, dee.perspective) == (True, "charities", None)
    assert town.memory.sessions.attendees(session.id) == ["bo", "cy"]
    assert town.memory.sessions.observers(session.id) == ["dee"]
    assert [each.voice for each in town.memory.checkins.of(session.id)] == ["bo", "cy"]
    assert town.do(places.invited, DEE, session).has_come
    assert town.do(listening.of, session).observers == 1


@pytest.mark.parametrize("level", list(Level))
def test_an_observer_has_no_ballot_whatever_is_pressed(any_town: Town, level: Level) -> None:
    with_an_observer(any_town)
    poll, is_unnamed = opened(any_town, level), level is Level.ANONYMOUS

    assert any_town.refusal(polls.vote, DEE, poll.id, "0", unnamed=is_unnamed) == NO_BALLOT
    assert any_town.do(polls.vote, BO, poll.id, "0", unnamed=is_unnamed)
    assert any_town.memory.polls.asks(poll.id, "dee") is False
    assert any_town.memory.polls.asks(poll.id, "bo") is True


def test_an_observer_has_no_seat_and_is_told_why(town: Town) -> None:
    session = with_an_observer(town)
    town.arrive(session, ANA)
    round_ = town.going()
    seated = {seat.person for seat in town.memory.breakouts.seats(round_.id)}
    assert seated == {"bo", "cy"}
    assert town.refusal(presence.here, NOW, DEE, round_.id) == NO_SEAT


def test_the_report_has_a_line_for_observers_and_counts_them_nowhere_else(town: Town) -> None:
    session = with_an_observer(town)
    figures = town.do(reports.figures, HALL, Gate(HALL, []))
    assert (figures.champions, figures.observers, figures.sectors) == (2, 1, 1)
    assert [(each.attended, each.observers) for each in figures.sessions] == [(2, 1)]
    shown = town.do(sessioncards.KINDS[0].content, _card_of(town, session))
    assert shown.arrivals.people == 2


def _card_of(town: Town, session: Session) -> Message:
    return next(each for each in town.messages() if each.subject == session.id)


def test_a_facilitator_marks_somebody_and_takes_it_back(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO, CY)
    words = ONLY_FACILITATORS.format("say who only looks on")
    assert town.refusal(observing.mark, BO, "cy", looks_on=True) == (words, None)
    assert town.do(observing.mark, ANA, "cy", looks_on=True)
    assert not town.do(observing.mark, ANA, "cy", looks_on=True)
    assert town.do(observing.listed, ANA) == ["cy"]
    assert town.memory.sessions.attendees(session.id) == ["bo"]

    assert town.do(observing.mark, ANA, "cy", looks_on=False)
    assert town.memory.sessions.attendees(session.id) == ["bo", "cy"]


@pytest.mark.parametrize("level", list(Level))
def test_who_is_made_an_observer_has_no_answer_in_open_polls_any_more_but_an_anonymous_one(
    any_town: Town, level: Level
) -> None:
    session = any_town.start()
    any_town.arrive(session, BO, CY)
    is_unnamed = level is Level.ANONYMOUS
    poll, before = opened(any_town, level), opened(any_town, Level.CONFIDENTIAL)
    for person in (BO, CY):
        any_town.do(polls.vote, person, poll.id, "0", unnamed=is_unnamed)
    if poll.id != before.id:
        any_town.do(polls.vote, CY, before.id, "0")
        any_town.do(polls.close_one, ANA, before.id)

    effects = any_town.effects(observing.mark, ANA, CY.id, looks_on=True)

    assert any_town.memory.polls.votes(poll.id) == {"0": 2 if is_unnamed else 1}
    assert (Card(POLL_CARD, poll.id) in effects.cards) is not is_unnamed
    if poll.id != before.id:
        assert any_town.memory.polls.votes(before.id) == {"0": 1}
    any_town.do(observing.mark, ANA, CY.id, looks_on=False)
    assert any_town.memory.polls.answer_of(poll.id, CY.id) is None


@pytest.mark.parametrize("is_over", [False, True])
def test_who_is_marked_is_told_once_while_a_session_goes_on_or_after_it_and_only_what_still_holds(
    town: Town, *, is_over: bool
) -> None:
    session = town.start()
    town.arrive(session, BO, CY)
    if is_over:
        town.end()
    for person, looks_on in ((CY, True), (BO, True), (BO, False), (ANA, True)):
        assert town.do(observing.mark, ANA, person.id, looks_on=looks_on)
        town.do(observing.tell, NOW, ANA, person.id, looks_on=looks_on)

    kind, owed = kind_of(MARKED), [each for each in town.messages() if each.kind == MARKED]

    assert len(owed) == 3  # Ana need not be told what she did
    wanted = [each for each in owed if kind.guard(town.memory, each, NOW) is None]
    assert sorted((each.recipient, kind.content(town.memory, each).looks_on) for each in wanted) == [
        ("bo", False),
        ("cy", True),
    ]


def test_who_says_in_the_profile_how_they_know_the_service_takes_part_again(town: Town) -> None:
    session = with_an_observer(town)
    town.do(people.introduce, DEE, people.Introduction("charities", "front"))
    dee = town.memory.people.get("dee")
    assert dee
    assert (dee.is_observer, dee.perspective) == (False, Perspective.FRONT_LINE)
    assert town.memory.sessions.attendees(session.id) == ["bo", "cy", "dee"]


def test_an_observer_who_checks_in_again_stays_out_of_the_totals(town: Town) -> None:
    session = with_an_observer(town)
    spoke = town.do(checkins.speak_unnamed, DEE, session.id, again("1", named=False))
    arrived = town.do(checkins.arrive, DEE, session.id, again("1", named=False), spoke)
    assert not arrived.looks_on_now  # they did before, and were told
    assert [each.voice for each in town.memory.checkins.of(session.id)] == ["bo", "cy"]


SENT_AS_IT_IS = checkins.CheckInForm("", None, is_named=False)
NOBODY_SAID = people.Introduction(None, None, language="es")


@pytest.mark.parametrize(
    "said",
    [
        SENT_AS_IT_IS,
        replace(SENT_AS_IT_IS, mood="4", is_named=True),
        replace(SENT_AS_IT_IS, mood="4", is_pressed=True, is_named=True),
        replace(SENT_AS_IT_IS, sector="schools", perspective="observer"),
        replace(SENT_AS_IT_IS, sector="schools"),
        NOBODY_SAID,
        replace(NOBODY_SAID, perspective="observer"),
    ],
    ids=str,
)
def test_who_was_marked_looks_on_until_they_choose_otherwise(
    town: Town, said: checkins.CheckInForm | people.Introduction
) -> None:
    session = town.start()
    town.do(observing.mark, ANA, "dee", looks_on=True)
    if isinstance(said, people.Introduction):
        after = town.do(people.introduce, DEE, said)
        assert (after.is_observer, after.language, after.has_profile) == (True, "es", False)
    else:
        assert town.do(checkins.arrive, DEE, session.id, said).looks_on_now is None
    town.do(checkins.enter, DEE, HALL)
    assert town.memory.sessions.observers(session.id) == ["dee"]
    assert list(town.memory.checkins.of(session.id)) == []
    chosen = replace(SENT_AS_IT_IS, perspective="front")
    assert town.do(checkins.arrive, DEE, session.id, chosen).looks_on_now is False
    assert town.memory.sessions.attendees(session.id) == ["dee"]


def test_who_begins_to_look_on_at_arriving_loses_their_answers_and_it_is_known(town: Town) -> None:
    session, poll = town.start(), opened(town, Level.CONFIDENTIAL)
    for person, form in ((DEE, LOOKS_ON), (ADA, replace(LOOKS_ON, mood=""))):
        town.do(polls.vote, person, poll.id, "0")
        arrived = town.do(checkins.arrive, person, session.id, form)
        assert arrived.looks_on_now
        assert town.memory.polls.answer_of(poll.id, person.id) is None
    town.do(polls.vote, BO, poll.id, "0")
    assert not town.do(checkins.arrive, BO, session.id, replace(LOOKS_ON, perspective="lived")).looks_on_now


def test_attendance_that_is_settled_keeps_observers(town: Town) -> None:
    session = with_an_observer(town)
    town.end()
    assert town.memory.sessions.observers(session.id) == ["dee"]


def test_who_changes_to_look_on_in_the_middle_has_no_seat_any_more_and_gets_none_again(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO, CY, DEE)
    idea = town.idea()
    assert town.do(ideasupport.support, DEE, idea.id)[1]
    assert town.memory.ideas.supporters(idea.id) == 1
    round_ = town.going()
    town.do(observing.mark, ANA, DEE.id, looks_on=True)
    effects = town.effects(lookingon.stand_aside, NOW, DEE.id)

    taken = {seat.person for seat in town.memory.breakouts.seats(round_.id) if seat.is_taken}
    assert taken == {"bo", "cy"}
    assert town.refusal(presence.here, NOW, DEE, round_.id) == NO_SEAT
    assert not town.do(presence.join, NOW, session, DEE.id)
    assert town.memory.ideas.supporters(idea.id) == 0
    assert town.memory.ideas.support_of(HALL) == {}
    assert card_of(idea) in effects.cards

    town.do(observing.mark, ANA, DEE.id, looks_on=False)
    town.do(lookingon.stand_aside, NOW, DEE.id)
    assert town.do(presence.join, NOW, session, DEE.id)
    assert town.memory.ideas.supporters(idea.id) == 1


def test_an_observer_supports_no_idea_and_is_told_why(any_town: Town) -> None:
    with_an_observer(any_town)
    idea = any_town.idea()
    no = (
        "You are here as an observer, so you see the ideas and support none. Is that wrong? "
        "Change it in /copro profile.",
        None,
    )
    assert any_town.refusal(ideasupport.support, DEE, idea.id) == no
    assert any_town.do(ideasupport.support, CY, idea.id)[1]
    assert any_town.memory.ideas.supporters(idea.id) == 1
