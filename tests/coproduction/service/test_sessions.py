"""A session starts and ends once, by whoever may, and everything that belongs to it goes with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coproduction.effects import Effects
from coproduction.messages import Card, MessageState
from coproduction.people import Actor
from coproduction.polls import CLOSING_OPTIONS, CLOSING_QUESTION, POLL_CARD, Purpose
from coproduction.service import (
    checkins,
    idealists,
    ideas,
    outbox,
    people,
    places,
    pledges,
    polls,
    reports,
    sessions,
)
from coproduction.service.breakouts import proposing
from coproduction.service.partings import PARTING
from coproduction.sessions import SESSION_CARD, SUMMARY, Session, SessionState
from coproduction.usage import Use
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    DAY,
    HALL,
    HOUR,
    NO_LIVE_SESSION,
    NO_ROOM,
    NOW,
    ONLY_FACILITATORS,
    PARK,
    WHICH_PROGRAMME,
    Town,
    draft,
    promise,
)

TOO_LONG = "This is 121 characters long and 120 fit. Please shorten it and send it again."
EMPTY = 'A session needs a title, for example: /copro start "Support for new parents"'


@pytest.mark.parametrize("actor", [ADA, ANA])
def test_an_admin_and_an_added_facilitator_may_start_a_session(town: Town, actor: Actor) -> None:
    started = town.do(sessions.start, NOW, actor, HALL, "  New   parents ")
    session = Session(started.id, HALL, "New parents", SessionState.LIVE, actor.id, NOW)
    assert started == session
    assert town.memory.sessions.live_in(HALL) == session
    assert town.owed() == [Card(SESSION_CARD, session.id)]


def test_starting_opens_the_programme_remembers_who_started_and_keeps_a_secret(town: Town) -> None:
    session = town.do(sessions.start, NOW, Actor("ada", is_admin=True, zone="Asia/Tokyo"), HALL, "x")
    assert town.memory.sessions.has_programme(HALL)
    assert [person.zone for person in town.memory.people.all() if person.id == "ada"] == ["Asia/Tokyo"]
    pepper = town.memory.checkins.pepper(session.id)
    assert pepper is not None
    assert len(pepper) == 32


def test_every_session_has_a_secret_of_its_own(town: Town) -> None:
    here, there = town.start(), town.start(channel=PARK)
    assert town.memory.checkins.pepper(here.id) != town.memory.checkins.pepper(there.id)


def test_a_direct_conversation_is_no_place_for_a_session_and_nothing_is_stored(town: Town) -> None:
    before = town.rows()
    words = "A session needs a channel. Please go to the channel of your programme and type it there."
    assert town.refusal(sessions.start, NOW, ANA, "D0MIRIAM", "New parents") == (words, None)
    assert town.rows() == before


def test_whoever_is_not_a_facilitator_starts_and_ends_nothing(town: Town) -> None:
    words = (ONLY_FACILITATORS.format("start a session"), None)
    assert town.refusal(sessions.start, NOW, BO, HALL, "Mine now") == words
    town.start()
    words = (ONLY_FACILITATORS.format("end a session"), None)
    assert town.refusal(sessions.end, NOW, BO, HALL) == words


def test_a_facilitator_whose_role_was_taken_back_starts_nothing(town: Town) -> None:
    town.do(people.remove_facilitator, ADA, ANA.id)
    words = (ONLY_FACILITATORS.format("start a session"), None)
    assert town.refusal(sessions.start, NOW, ANA, HALL, "Still mine") == words


def test_a_second_live_session_in_a_channel_is_refused_by_the_name_of_the_first(town: Town) -> None:
    first = town.start(title="New parents")
    words = "A session is already live in this channel: “New parents”. End it first with /copro end."
    assert town.refusal(sessions.start, NOW + HOUR, ADA, HALL, "Another") == (words, None)
    assert town.memory.sessions.of(HALL) == [first]
    assert town.owed() == [Card(SESSION_CARD, first.id)]


def test_two_channels_have_a_session_each(town: Town) -> None:
    here, there = town.start(channel=HALL), town.start(channel=PARK)
    assert [town.memory.sessions.live_in(channel) for channel in (HALL, PARK)] == [here, there]


@pytest.mark.parametrize(("title", "words"), [("", EMPTY), (" \u202e ", EMPTY), ("x" * 121, TOO_LONG)])
def test_a_title_is_neither_empty_nor_too_long(town: Town, title: str, words: str) -> None:
    assert town.refusal(sessions.start, NOW, ANA, HALL, title) == (words, "title")
    assert town.memory.sessions.of(HALL) == []
    assert town.owed() == []


def test_a_hostile_title_is_kept_as_words(town: Town) -> None:
    session = town.start(title="<!channel>'; DROP TABLE session; --\0 \u202egnp.exe")
    assert session.title == "<!channel>'; DROP TABLE session; -- gnp.exe"
    assert town.memory.sessions.get(session.id) == session


def test_ending_closes_the_polls_and_owes_one_card_for_all_and_one_message_for_each(
    town: Town,
) -> None:
    session = town.start()
    town.arrive(session, BO)
    poll = town.do(polls.open_poll, NOW, ANA, HALL, polls.PollForm("When?", ["Morning", "Evening"], "form:1"))
    before = town.owed()
    effects = town.effects(sessions.end, NOW + HOUR, ADA, HALL)
    ended = town.memory.sessions.get(session.id)
    assert ended == replace(session, state=SessionState.ENDED, ended_at=NOW + HOUR)
    changed = (Card(POLL_CARD, poll.id), Card(SESSION_CARD, session.id))
    assert replace(effects, events=()) == Effects(changed, frozenset(changed[:1]), owes=True, forgets=True)
    assert [event.use for event in effects.events][-1] is Use.SESSION_ENDED
    shut = town.memory.polls.get(poll.id)
    assert shut
    assert not shut.is_open
    assert town.memory.checkins.pepper(session.id) is not None  # until there is no way back
    [closing] = town.memory.polls.open_in(HALL)
    assert (closing.asks, closing.offers) == (CLOSING_QUESTION, CLOSING_OPTIONS)
    assert (closing.purpose, closing.session) == (Purpose.CLOSING, session.id)
    new = {Card(SUMMARY, session.id), Card(PARTING, session.id, BO.id)}
    assert (len(town.owed()), set(town.owed())) == (len(before) + 2, set(before) | new)


def test_what_is_said_in_private_at_the_end_comes_no_more_once_a_day_has_passed(town: Town) -> None:
    town.arrive(town.start(), BO)
    town.end(NOW)
    for _ in range(3):  # what stands in one channel goes one after the other
        town.do(outbox.claim_to_send, NOW + DAY + HOUR, 60)
    told = {each.kind: each.state for each in town.messages() if each.kind in {SUMMARY, PARTING}}
    assert told == {SUMMARY: MessageState.SENDING, PARTING: MessageState.EXPIRED}


def test_a_session_ends_once(town: Town) -> None:
    town.start()
    town.end()
    before = town.rows()
    assert town.refusal(sessions.end, NOW + HOUR, ANA, HALL) == (NO_LIVE_SESSION, None)
    assert town.rows() == before


def test_in_a_conversation_with_the_bot_a_facilitator_is_sent_to_the_channel(town: Town) -> None:
    assert town.refusal(sessions.ending, ANA, "D-ANA") == (NO_ROOM, None)
    assert town.refusal(proposing.ask, ANA, "D-ANA") == (NO_ROOM, None)
    assert town.refusal(reports.ask, NOW, ANA, "D-ANA", "command:1") == (NO_ROOM, None)


def test_ending_one_session_leaves_the_other_channel_alone(town: Town) -> None:
    town.start(channel=PARK)
    there = town.do(
        polls.open_poll, NOW, ANA, PARK, polls.PollForm("When?", ["Morning", "Evening"], "form:1")
    )
    town.start(channel=HALL)
    town.end(channel=HALL)
    assert town.memory.polls.open_in(PARK) == [there]
    assert town.memory.sessions.live_in(PARK) is not None


def test_the_closing_question_stays_open_until_the_next_session_starts(town: Town) -> None:
    session = town.start()
    town.end()
    [closing] = town.memory.polls.open_in(HALL)
    effects = town.effects(sessions.start, NOW + HOUR, ANA, HALL, "Again")
    changed = (Card(POLL_CARD, closing.id), Card(SUMMARY, session.id))
    assert replace(effects, events=()) == Effects(changed, frozenset(changed[:1]), owes=True, forgets=True)
    assert [event.use for event in effects.events] == [Use.POLL_CLOSED, Use.SESSION_STARTED]
    assert town.memory.polls.open_in(HALL) == []


def test_an_act_belongs_to_the_session_that_is_live_where_it_happens(town: Town) -> None:
    here = town.start(channel=HALL)
    there = town.start(channel=PARK)
    town.arrive(there, BO)
    assert town.do(sessions.place_of, BO, HALL) == sessions.Place(HALL, here)


def test_an_act_elsewhere_belongs_to_the_one_session_its_person_is_in(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO)
    assert town.do(sessions.place_of, BO, "D-BO") == sessions.Place(HALL, session)


def test_an_act_between_sessions_belongs_to_the_programme_of_its_channel(town: Town) -> None:
    town.start(channel=HALL)
    town.end(channel=HALL)
    town.arrive(town.start(channel=PARK), BO)
    assert town.do(sessions.place_of, BO, HALL) == sessions.Place(HALL, None)


def test_of_two_sessions_that_somebody_is_in_the_newest_counts(town: Town) -> None:
    """Nobody may have ended the other, and no door is shut because of that."""
    forgotten = town.start(channel=PARK)
    town.arrive(forgotten, BO)
    newest = town.start(NOW + HOUR, channel=HALL)
    town.arrive(newest, BO)
    assert town.do(sessions.place_of, BO, "D-BO") == sessions.Place(HALL, newest)
    assert town.do(checkins.prepare, BO, "D-BO").session == newest
    assert town.do(ideas.write, NOW, BO, "D-BO", draft()).idea.channel == HALL
    assert town.do(pledges.make, NOW, BO, "D-BO", promise()).pledge.channel == HALL
    assert [idea.channel for idea, _ in town.do(idealists.listed, BO, "D-BO")] == [HALL]


def test_an_act_that_may_belong_nowhere_is_refused_instead_of_guessed(town: Town) -> None:
    town.start(channel=HALL)
    assert town.refusal(sessions.place_of, BO, "D-BO") == (WHICH_PROGRAMME, None)
    assert town.refusal(idealists.listed, BO, "D-BO") == (WHICH_PROGRAMME, None)


def test_between_sessions_somebody_elsewhere_is_shown_the_programme_that_was_last(town: Town) -> None:
    for channel, began in ((PARK, NOW + HOUR), (HALL, NOW)):
        town.arrive(town.start(began, channel=channel), BO)
        town.end(NOW + 2 * HOUR, channel=channel)
    assert town.do(places.newest, BO, "D-BO") == places.Where(PARK, "New parents", is_live=False)


def test_a_session_that_has_ended_draws_no_act_from_elsewhere(town: Town) -> None:
    town.arrive(town.start(), BO)
    town.end()
    assert town.refusal(sessions.place_of, BO, "D-BO") == (WHICH_PROGRAMME, None)
