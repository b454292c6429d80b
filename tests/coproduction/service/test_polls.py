"""Polls: one answer each, changeable until it closes, and closed for good."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coproduction.levels import Level
from coproduction.messages import Card
from coproduction.polls import NO, POLL_CARD, YES, Poll, Purpose, closed
from coproduction.service import now, polls, sessions
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    CY,
    DAY,
    HALL,
    HOUR,
    MINUTE,
    NO_LIVE_SESSION,
    NOW,
    ONLY_FACILITATORS,
    PARK,
    Town,
)

if TYPE_CHECKING:
    from coproduction.people import Actor

QUESTION = "When to meet?"
ASKED = polls.PollForm(QUESTION, ["Morning", "Evening"], "form:1")
CLOSED = (
    "This poll has closed, so this answer was not counted. If you gave one before, it still counts.",
    None,
)
NO_SUCH_OPTION = ("This poll has no such option. Please press one of the buttons on its card.", None)


def opened(town: Town, actor: Actor = ANA, channel: str = HALL, origin: str = "form:1") -> Poll:
    return town.do(polls.open_poll, NOW + MINUTE, actor, channel, replace(ASKED, origin=origin))


@pytest.mark.parametrize("actor", [ADA, ANA])
def test_a_facilitator_asks_the_live_session(town: Town, actor: Actor) -> None:
    session = town.start()
    poll = opened(town, actor)
    asked = Poll(poll.id, HALL, session.id, QUESTION, ("Morning", "Evening"), Purpose.ANY, "form:1")
    assert poll == replace(asked, asked_by=actor.id)
    assert town.memory.polls.open_in(HALL) == [poll]
    assert town.owed()[-1] == Card(POLL_CARD, poll.id)


def test_only_facilitators_open_and_close_polls(town: Town) -> None:
    town.start()
    words = (ONLY_FACILITATORS.format("open a poll"), None)
    assert town.refusal(polls.open_poll, NOW, BO, HALL, ASKED) == words
    opened(town)
    assert town.refusal(polls.close, BO, HALL) == (ONLY_FACILITATORS.format("close a poll"), None)
    assert len(town.memory.polls.open_in(HALL)) == 1


def test_a_poll_needs_a_programme(town: Town) -> None:
    no = (NO_LIVE_SESSION, None)
    assert town.refusal(polls.open_poll, NOW, ANA, HALL, ASKED) == no
    assert town.refusal(polls.may_open, ANA, HALL) == no


def test_a_poll_can_be_asked_between_sessions_and_belongs_to_none(any_town: Town) -> None:
    any_town.start()
    any_town.end()
    assert any_town.do(polls.may_open, ANA, HALL) is None
    poll = opened(any_town)
    assert poll.session is None
    any_town.do(polls.vote, BO, poll.id, "0")
    assert [tally.poll for tally in any_town.do(polls.open_here, ANA, HALL)] == [poll]
    assert any_town.do(polls.close, ANA, HALL) == [closed(poll)]
    assert any_town.memory.polls.votes(poll.id) == {"0": 1}


def test_no_session_closes_what_was_asked_between_sessions(town: Town) -> None:
    town.start()
    town.end()
    poll = opened(town)
    session = town.start(NOW + HOUR)
    inside = opened(town, origin="form:2")
    assert town.do(sessions.ending, ANA, HALL).open_polls == 1
    town.end(NOW + HOUR)
    [closing] = [each for each in town.memory.polls.open_in(HALL) if each != poll]
    assert (closing.purpose, closing.session) == (Purpose.CLOSING, session.id)
    assert town.memory.polls.get(inside.id) == closed(inside)
    town.start(NOW + 2 * HOUR)
    assert town.memory.polls.open_in(HALL) == [poll]


def test_what_was_asked_between_sessions_is_seen_in_the_panel(town: Town) -> None:
    session = town.start()
    town.arrive(session, ANA)
    town.end()
    poll = opened(town)
    assert [[each.poll for each in going.polls] for going in town.do(now.seen, NOW + MINUTE, ANA, HALL)] == [
        [poll]
    ]
    later = NOW + 2 * DAY  # also on Home, when the session is long over
    assert [[each.poll for each in going.polls] for going in town.do(now.theirs, later, ANA)] == [[poll]]


def test_the_same_form_arriving_twice_is_one_poll(town: Town) -> None:
    town.start()
    poll = opened(town)
    before = town.rows()
    assert opened(town) == poll
    assert town.rows() == before


def test_a_question_and_its_options_are_checked_at_their_fields(town: Town) -> None:
    town.start()
    before = town.rows()
    assert town.refusal(polls.open_poll, NOW, ANA, HALL, replace(ASKED, question=" "))[1] == "question"
    assert town.refusal(polls.open_poll, NOW, ANA, HALL, replace(ASKED, options=["Yes"]))[1] == "options"
    assert town.rows() == before


def test_a_vote_is_counted_can_be_changed_and_is_still_one(any_town: Town) -> None:
    any_town.start()
    poll = opened(any_town)
    votes = [
        any_town.do(polls.vote, actor, poll.id, option) for actor, option in ((BO, "0"), (CY, "0"), (BO, "1"))
    ]
    assert votes == [
        True,
        True,
        True,
    ]
    assert any_town.memory.polls.ballots(poll.id) == {"bo": "1", "cy": "0"}
    assert any_town.memory.polls.votes(poll.id) == {"0": 1, "1": 1}


def test_pressing_the_same_option_again_changes_nothing(town: Town) -> None:
    town.start()
    poll = opened(town)
    town.do(polls.vote, BO, poll.id, "0")
    before = town.rows()
    assert not town.do(polls.vote, BO, poll.id, "0")
    assert town.rows() == before


@pytest.mark.parametrize("option", ["-1", "2", "1000000000", "", "00", "０", "Morning", "9" * 5_000])
def test_an_option_that_is_not_on_the_card_is_refused(town: Town, option: str) -> None:
    town.start()
    poll = opened(town)
    assert town.refusal(polls.vote, BO, poll.id, option) == NO_SUCH_OPTION
    assert town.memory.polls.votes(poll.id) == {}


@pytest.mark.parametrize("forged", ["", "p1", "'; DELETE FROM ballot; --"])
def test_a_vote_for_a_forged_poll_is_refused(town: Town, forged: str) -> None:
    town.start()
    opened(town)
    no = ("This poll is gone, so your answer was not counted.", None)
    assert town.refusal(polls.vote, BO, forged, "0") == no


def test_a_late_vote_is_refused_kindly_and_the_count_stays(town: Town) -> None:
    town.start()
    poll = opened(town)
    town.do(polls.vote, BO, poll.id, "0")
    assert town.do(polls.close, ANA, HALL) == [replace(poll, is_open=False, asked_by=None)]
    assert town.refusal(polls.vote, CY, poll.id, "0") == CLOSED
    assert town.refusal(polls.vote, BO, poll.id, "1") == CLOSED
    assert town.memory.polls.votes(poll.id) == {"0": 1}
    assert town.memory.polls.ballots(poll.id) == {}


def test_who_answers_a_question_that_has_closed_is_told_what_of_theirs_is_counted(town: Town) -> None:
    town.start()
    named = opened(town, origin="form:2")
    named = replace(named, level=Level.NAMED)
    town.memory.polls.put(named)
    town.do(polls.vote, BO, named.id, "0")
    town.end()
    [closing] = town.memory.polls.open_in(HALL)
    town.do(polls.vote, BO, closing.id, YES)
    town.start()
    counted = "This poll has closed. Your answer “{}” is counted, and stays as it is."
    assert town.do(polls.vote, BO, closing.id, YES) is False
    assert town.refusal(polls.vote, BO, closing.id, NO) == (counted.format("Yes"), None)
    assert town.refusal(polls.vote, BO, named.id, "1") == (counted.format("Morning"), None)
    assert town.refusal(polls.vote, CY, closing.id, YES) == CLOSED


def test_closing_closes_every_open_poll_of_this_channel_only(town: Town) -> None:
    town.start(channel=HALL)
    town.start(channel=PARK)
    here = [opened(town, origin=f"form:{n}") for n in range(2)]
    there = opened(town, channel=PARK, origin="form:9")
    assert {poll.id for poll in town.do(polls.close, ADA, HALL)} == {poll.id for poll in here}
    assert town.memory.polls.open_in(HALL) == []
    assert town.memory.polls.open_in(PARK) == [there]


def test_what_is_closed_together_is_what_was_listed_and_only_once(town: Town) -> None:
    town.start()
    listed = [opened(town, origin=f"form:{n}").id for n in range(2)]
    later = opened(town, origin="form:9")
    assert [poll.id for poll in town.do(polls.close_these, ADA, listed)] == listed
    assert town.refusal(polls.close_these, ADA, listed) == (
        "These polls have closed already. Their cards show the results, or why there are none.",
        None,
    )
    assert town.memory.polls.open_in(HALL) == [later]


def test_only_who_facilitates_is_asked_which_to_close_and_only_where_they_are(town: Town) -> None:
    town.start()
    town.start(channel=PARK)
    opened(town, channel=PARK)
    no = (ONLY_FACILITATORS.format("close a poll"), None)
    assert town.refusal(polls.to_close, BO, HALL) == no
    assert town.refusal(polls.close_these, BO, ["x"]) == no
    assert town.refusal(polls.to_close, ANA, HALL) == (
        "No poll is open in this channel. You can ask one with /poll.",
        None,
    )


def test_closing_nothing_is_refused_with_words(town: Town) -> None:
    town.start()
    assert town.refusal(polls.close, ANA, HALL) == (
        "No poll is open in this channel. You can ask one with /poll.",
        None,
    )


def test_closing_polls_never_closes_the_closing_question(town: Town) -> None:
    town.start()
    town.end()
    [closing] = town.memory.polls.open_in(HALL)
    assert town.refusal(polls.close, ANA, HALL) == (
        "No poll is open in this channel. You can ask one with /poll.",
        None,
    )
    assert town.do(polls.vote, BO, closing.id, YES)
