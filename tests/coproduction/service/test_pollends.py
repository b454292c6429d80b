"""How polls end by themselves: at a time, or when all have answered; once, whoever looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from coproduction.levels import Level
from coproduction.messages import Card, Message, MessageState
from coproduction.people import Perspective
from coproduction.pollends import POLL_CARD_DELETED, POLL_REMINDER
from coproduction.polls import CARDS, DOTS, POLL_CARD, SCALE, YES_NO, Invited, Poll
from coproduction.service import (
    advance,
    answers,
    cancelling,
    checkins,
    members,
    outbox,
    people,
    pollends,
    polls,
    sessions,
)
from tests.coproduction.town import ADA, ANA, BO, CY, DAY, DEE, HALL, HOUR, MINUTE, NOW, Town, again

MOMENT = timedelta(microseconds=1)
TOO_LATE = "This poll has closed, so this answer was not counted. If you gave one before, it still counts."
FORM = polls.PollForm("When to meet?", ["Morning", "Evening"], "form:1")


def opened(town: Town, now: datetime = NOW, **fields: object) -> Poll:
    form = replace(FORM, **fields)  # type: ignore[arg-type]
    return town.do(polls.open_poll, now, ANA, HALL, form)


def refused(town: Town, **fields: object) -> tuple[str, str | None]:
    """What is said of a poll that cannot be asked so; nothing of it is stored."""
    form, before = replace(FORM, **fields), town.rows()  # type: ignore[arg-type]
    words, field = town.refusal(polls.open_poll, NOW, ANA, HALL, form)
    assert town.rows() == before
    return words.partition(".")[0], field


@pytest.mark.parametrize(
    ("minutes", "remind_after"),
    [
        (1, timedelta(seconds=30)),
        (2, timedelta(seconds=90)),
        (3, timedelta(minutes=2, seconds=15)),
        (10, timedelta(minutes=7, seconds=30)),
        (120, timedelta(minutes=90)),
        (3 * 24 * 60, timedelta(hours=54)),
        (30 * 24 * 60, timedelta(days=29)),
    ],
)
def test_a_poll_knows_when_it_closes_and_when_to_remind(
    any_town: Town, minutes: int, remind_after: timedelta
) -> None:
    any_town.start()
    poll = opened(any_town, minutes=minutes)
    assert poll.closes_at == NOW + minutes * MINUTE
    assert poll.remind_at == NOW + remind_after
    assert any_town.memory.polls.get(poll.id) == poll


@pytest.mark.parametrize("minutes", [0, -5, 30 * 24 * 60 + 1, 10**9])
def test_a_poll_cannot_last_no_time_or_for_ever(town: Town, minutes: int) -> None:
    town.start()
    assert refused(town, minutes=minutes) == (
        "A poll can last from 1 minute to 30 days",
        "minutes",
    )


def test_how_it_ends_who_is_asked_and_whether_it_grows_is_stored(any_town: Town) -> None:
    any_town.start()
    poll = opened(any_town, closes_when_all=True, invited=Invited.LIVED, may_add=True)
    stored = any_town.memory.polls.get(poll.id)
    assert stored
    assert (stored.closes_when_all, stored.invited, stored.may_add) == (True, Invited.LIVED, True)


@pytest.mark.parametrize(
    ("fields", "words", "field"),
    [
        (
            {"closes_when_all": True},
            "Some people in a channel only read",
            "invited",
        ),
        (
            {"closes_when_all": True, "invited": Invited.CHECKED_IN, "level": Level.ANONYMOUS},
            "An anonymous poll cannot close when all have answered",
            "closes_when_all",
        ),
        (
            {"may_add": True, "level": Level.ANONYMOUS},
            "People cannot add options to an anonymous poll",
            "may_add",
        ),
        *(
            (
                {"may_add": True, "kind": kind, "options": options, "most": most},
                "People can add options where they choose one or several",
                "may_add",
            )
            for kind, options, most in ((YES_NO, [], None), (SCALE, [], None), (DOTS, ["A", "B"], 3))
        ),
    ],
)
def test_what_cannot_be_asked_so_is_refused_with_what_can_be_done(
    town: Town, fields: dict[str, object], words: str, field: str
) -> None:
    town.start()
    assert refused(town, **fields) == (words, field)


def test_between_sessions_nobody_has_checked_in_who_could_be_asked(town: Town) -> None:
    town.start()
    town.idea()
    town.end()
    cards = {"kind": CARDS, "options": []}
    assert refused(town, **cards, invited=Invited.CHECKED_IN) == (
        "No session is live here, so nobody has checked in",
        "invited",
    )


def test_a_poll_closes_at_its_time_with_one_result_whoever_looks(any_town: Town) -> None:
    any_town.start()
    poll = opened(any_town, minutes=2)
    any_town.do(polls.vote, BO, poll.id, "1")
    assert any_town.passes(NOW + 2 * MINUTE - MOMENT) == ["reminder of a poll"]
    assert any_town.effects(pollends.close, NOW + 2 * MINUTE - MOMENT, poll.id).cards == ()  # too early
    assert any_town.passes(NOW + 2 * MINUTE) == ["end of a poll"]
    assert any_town.passes(NOW + HOUR) == []

    closed = replace(poll, is_open=False, asked_by=None, remind_at=None)
    assert any_town.memory.polls.get(poll.id) == closed
    assert any_town.memory.polls.votes(poll.id) == {"1": 1}
    assert any_town.effects(pollends.close, NOW + HOUR, poll.id).cards == ()  # another was quicker
    assert any_town.memory.polls.votes(poll.id) == {"1": 1}


def test_a_vote_at_the_instant_of_the_close_is_in_or_is_told_that_it_is_too_late(any_town: Town) -> None:
    any_town.start()
    poll = opened(any_town, minutes=2)
    end = NOW + 2 * MINUTE
    due = any_town.do(advance.due, end)
    any_town.do(polls.vote, BO, poll.id, "0")  # before the step was taken: it is in
    for step, subject in due:
        any_town.do(step.take, end, subject)
    assert any_town.refusal(polls.vote, CY, poll.id, "0") == (TOO_LATE, None)
    assert any_town.memory.polls.votes(poll.id) == {"0": 1}


def test_after_an_outage_a_poll_closes_at_once_and_nobody_is_reminded_of_it(any_town: Town) -> None:
    any_town.arrive(any_town.start(), BO)
    poll = opened(any_town, minutes=10)
    assert any_town.passes(NOW + 5 * HOUR) == ["end of a poll", "reminder of a poll"]
    assert reminded(any_town, poll) == []
    stored = any_town.memory.polls.get(poll.id)
    assert stored
    assert not stored.is_open


def test_a_clock_that_jumps_back_opens_nothing_again_and_reminds_nobody_twice(any_town: Town) -> None:
    any_town.arrive(any_town.start(), BO)
    poll, other = opened(any_town, minutes=10), opened(any_town, origin="form:2", minutes=60)
    any_town.passes(NOW + 10 * MINUTE)
    any_town.passes(NOW + 50 * MINUTE)
    any_town.passes(NOW - DAY)
    assert any_town.passes(NOW + 50 * MINUTE) == []
    assert [one.id for one in any_town.memory.polls.open_in(HALL)] == [other.id]
    assert reminded(any_town, other) == [BO.id]
    assert any_town.refusal(polls.vote, BO, poll.id, "0") == (TOO_LATE, None)


@pytest.mark.parametrize("level", list(Level))
def test_a_poll_of_a_session_closes_with_it_and_has_nothing_left_to_do(town: Town, level: Level) -> None:
    town.arrive(town.start(), BO)
    poll = opened(town, level=level, minutes=60)
    town.do(sessions.end, NOW + MINUTE, ANA, HALL)
    closed = town.memory.polls.get(poll.id)
    assert closed
    assert closed.is_open is False
    assert town.rows()["poll_secret"] == []
    assert town.passes(NOW + HOUR) == ["way back from an end"]
    assert reminded(town, poll) == []


def reminded(town: Town, poll: Poll) -> list[str]:
    """To whom a reminder of this poll was ever owed; nobody ("") stands for its channel."""
    return sorted(message.recipient for message in town.memory.messages.about(POLL_REMINDER, poll.id))


def goes_out(town: Town, now: datetime) -> list[Message]:
    """The reminders that are sent now; everything else has arrived before."""
    for owed in town.messages(MessageState.PENDING):
        if owed.kind != POLL_REMINDER:
            town.memory.messages.move_on(replace(owed, state=MessageState.SENT), owed.state)
    claimed = town.do(outbox.claim_to_send, now, 99)
    return [message for message in claimed if message.kind == POLL_REMINDER]


@pytest.mark.parametrize("level", [Level.NAMED, Level.CONFIDENTIAL])
def test_who_has_not_answered_is_reminded_once_in_private_and_nobody_else(
    any_town: Town, level: Level
) -> None:
    any_town.arrive(any_town.start(), BO, CY, DEE)
    poll = opened(any_town, level=level, minutes=20)
    any_town.do(polls.vote, BO, poll.id, "0")
    any_town.do(polls.vote, ADA, poll.id, "0")  # who has not checked in may answer, too
    assert any_town.passes(NOW + 15 * MINUTE - MOMENT) == []
    assert any_town.passes(NOW + 15 * MINUTE) == ["reminder of a poll"]
    assert any_town.passes(NOW + 16 * MINUTE) == []
    assert reminded(any_town, poll) == [CY.id, DEE.id]
    stored = any_town.memory.polls.get(poll.id)
    assert stored == replace(poll, remind_at=None)


def test_of_an_anonymous_poll_all_are_reminded_in_one_message_to_the_channel(any_town: Town) -> None:
    any_town.arrive(any_town.start(), BO, CY)
    poll = opened(any_town, level=Level.ANONYMOUS, minutes=20)
    any_town.do(polls.vote, BO, poll.id, "0", unnamed=True)
    any_town.passes(NOW + 15 * MINUTE)
    assert reminded(any_town, poll) == [""]
    [message] = goes_out(any_town, NOW + 15 * MINUTE)
    assert (message.channel, message.recipient) == (HALL, "")


@pytest.mark.parametrize(
    ("invited", "those"),
    [
        (Invited.EVERYBODY, ["bo", "cy", "dee"]),
        (Invited.CHECKED_IN, ["bo", "cy", "dee"]),
        (Invited.LIVED, ["bo", "cy"]),
        (Invited.GOVERNING, ["dee"]),
        (Invited.FRONT_LINE, []),
    ],
)
def test_whoever_takes_part_and_may_answer_is_reminded_without_having_pressed_anything(
    any_town: Town, invited: Invited, those: list[str]
) -> None:
    session = any_town.start()
    any_town.arrive(session, BO, CY)  # with lived experience
    any_town.do(people.describe, DEE, "council", Perspective.GOVERNING)
    any_town.do(checkins.arrive, DEE, session.id, again())
    poll = opened(any_town, minutes=20, invited=invited)
    any_town.passes(NOW + 15 * MINUTE)
    assert reminded(any_town, poll) == those
    sent = goes_out(any_town, NOW + 15 * MINUTE)
    assert sorted(message.recipient for message in sent) == those


@pytest.mark.parametrize("invited", [Invited.EVERYBODY, Invited.CHECKED_IN, Invited.LIVED])
def test_of_an_anonymous_poll_everybody_in_the_channel_reads_the_reminder_whoever_is_asked(
    any_town: Town, invited: Invited
) -> None:
    any_town.start()
    any_town.do(members.read, HALL, ["ana", "bo", "reads-along"], is_private=False)
    poll = opened(any_town, level=Level.ANONYMOUS, minutes=20, invited=invited)
    any_town.passes(NOW + 15 * MINUTE)
    [message] = goes_out(any_town, NOW + 15 * MINUTE)
    assert (message.channel, message.recipient, reminded(any_town, poll)) == (HALL, "", [""])


def test_whoever_left_the_channel_is_not_reminded(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    town.do(members.read, HALL, ["ana", "bo", "cy", "bot", "reads-along"], is_private=False)
    town.memory.members.leave(HALL, "cy")
    poll = opened(town, minutes=20)
    town.passes(NOW + 15 * MINUTE)
    assert reminded(town, poll) == ["bo"]


@pytest.mark.parametrize(
    "happens",
    [
        lambda town, poll: town.do(polls.vote, BO, poll.id, "0"),
        lambda town, _poll: town.do(people.remind, BO, wanted=False),
        lambda town, poll: town.do(polls.close_one, ANA, poll.id),
        lambda town, poll: town.do(cancelling.cancel, ANA, poll.id, "Asked too early"),
        lambda town, _poll: town.do(members.read, HALL, ["cy"], is_private=False),
    ],
    ids=["answered", "wants none", "closed", "cancelled", "left"],
)
def test_a_reminder_that_is_owed_is_not_sent_when_it_is_not_wanted_any_more(
    any_town: Town, happens: Callable[[Town, Poll], object]
) -> None:
    any_town.arrive(any_town.start(), BO)
    poll = opened(any_town, minutes=20)
    any_town.passes(NOW + 15 * MINUTE)
    happens(any_town, poll)
    assert goes_out(any_town, NOW + 16 * MINUTE) == []
    assert [message.state for message in any_town.memory.messages.about(POLL_REMINDER, poll.id)] == [
        MessageState.CANCELLED
    ]


def test_in_a_session_people_are_reminded_at_its_hour(town: Town) -> None:
    town.arrive(town.start(), BO)
    poll = opened(town, minutes=20)
    town.passes(NOW + 15 * MINUTE)
    assert [message.recipient for message in goes_out(town, NOW + 15 * MINUTE)] == [BO.id]
    assert goes_out(town, NOW + 16 * MINUTE) == []
    assert reminded(town, poll) == [BO.id]
    told = (Card(POLL_CARD, poll.id), Card(POLL_REMINDER, poll.id, BO.id))
    over = town.effects(polls.close_one, ANA, poll.id)
    assert (over.cards, over.wrong) == (
        told,
        frozenset(told[:1]),
    )  # and offers to answer no more, its card first


def test_whose_answer_changes_after_a_reminder_their_own_reminder_is_drawn_anew(town: Town) -> None:
    town.arrive(town.start(), BO)
    timed = [
        opened(town, origin=f"form:{level}", level=level, kind=SCALE, options=[], minutes=20)
        for level in (Level.NAMED, Level.CONFIDENTIAL, Level.ANONYMOUS)
    ]
    town.passes(NOW + 15 * MINUTE)
    drawn = []
    for poll in timed:
        own = Card(POLL_REMINDER, poll.id, BO.id)
        changed = town.effects(answers.give, BO, poll.id, _three).cards
        back = town.effects(polls.withdraw, BO, poll.id).cards
        drawn.append((own in changed, own in back))
    assert drawn == [(True, True), (True, True), (False, False)]


def _three(_poll: Poll) -> str:
    return "3"


def test_what_was_told_of_a_poll_that_is_cancelled_is_drawn_anew_too(town: Town) -> None:
    town.arrive(town.start(), BO)
    poll = opened(town, minutes=20)
    [card] = town.memory.messages.about(POLL_CARD, poll.id)
    town.do(pollends.tell_deleted, NOW, card)
    town.passes(NOW + 15 * MINUTE)
    told = town.effects(cancelling.cancel, ANA, poll.id, "Asked too early").cards
    assert set(told) == {
        Card(POLL_CARD, poll.id),
        Card(POLL_REMINDER, poll.id, BO.id),
        Card(POLL_CARD_DELETED, poll.id, ANA.id),
    }


def between_sessions(town: Town, minutes: int) -> Poll:
    """Ten cards on a Thursday evening; Bo has come to a session before."""
    town.arrive(town.start(), BO)
    town.idea()
    town.end()
    return opened(town, kind=CARDS, options=[], minutes=minutes)


def test_between_sessions_people_are_reminded_in_the_daytime(town: Town) -> None:
    poll = between_sessions(town, 2 * 24 * 60)
    at = NOW + 36 * HOUR  # Saturday morning in London
    assert town.passes(at - MOMENT) == []
    assert "reminder of a poll" in town.passes(at)
    assert goes_out(town, at) == []
    assert [message.state for message in town.memory.messages.about(POLL_REMINDER, poll.id)] == [
        MessageState.CANCELLED  # before Monday it has closed
    ]


def test_a_reminder_at_night_waits_for_the_morning(town: Town) -> None:
    poll = between_sessions(town, 20 * 60)
    at = NOW + 15 * HOUR  # Friday, 9:30 in London
    assert poll.remind_at == at
    night = replace(poll, remind_at=NOW + 5 * HOUR)
    town.memory.polls.put(night)
    town.passes(NOW + 5 * HOUR)
    assert goes_out(town, NOW + 5 * HOUR) == []
    assert [message.recipient for message in goes_out(town, NOW + 15 * HOUR + 31 * MINUTE)] == [BO.id]


def waiting(town: Town, invited: Invited = Invited.CHECKED_IN, origin: str = "form:1") -> Poll:
    """A poll that closes when all have answered whom it asks."""
    return opened(town, closes_when_all=True, invited=invited, origin=origin)


def test_a_poll_closes_when_all_who_checked_in_have_answered(any_town: Town) -> None:
    any_town.arrive(any_town.start(), BO, CY)
    poll = waiting(any_town)
    assert any_town.passes(NOW) == []
    any_town.do(polls.vote, BO, poll.id, "0")
    assert any_town.passes(NOW) == []
    any_town.do(polls.vote, CY, poll.id, "0")
    assert any_town.passes(NOW) == ["poll that all have answered"]
    assert any_town.memory.polls.votes(poll.id) == {"0": 2}
    assert any_town.memory.polls.open_in(HALL) == []
    assert any_town.passes(NOW) == []


def test_nobody_to_ask_is_not_everybody(any_town: Town) -> None:
    any_town.start()
    waiting(any_town)
    waiting(any_town, Invited.GOVERNING, origin="form:2")
    assert any_town.passes(NOW + HOUR) == []


def test_an_answer_that_is_taken_back_in_time_is_waited_for(any_town: Town) -> None:
    any_town.arrive(any_town.start(), BO)
    poll = waiting(any_town)
    any_town.do(polls.vote, BO, poll.id, "0")
    [(step, subject)] = any_town.do(advance.due, NOW)
    any_town.do(polls.withdraw, BO, poll.id)
    any_town.do(step.take, NOW, subject)
    assert [each.id for each in any_town.memory.polls.open_in(HALL)] == [poll.id]


def test_only_those_are_waited_for_who_are_asked_and_still_there(any_town: Town) -> None:
    session = any_town.start()
    any_town.arrive(session, BO, CY)  # with lived experience
    any_town.do(people.describe, DEE, "council", Perspective.GOVERNING)
    any_town.do(checkins.arrive, DEE, session.id, again())
    poll = waiting(any_town, Invited.LIVED)
    any_town.do(polls.vote, BO, poll.id, "0")
    assert any_town.passes(NOW) == []
    any_town.do(members.read, HALL, ["bo", "dee"], is_private=False)  # Cy has left
    assert any_town.passes(NOW) == ["poll that all have answered"]


def test_a_poll_that_does_not_wait_for_all_stays_open(town: Town) -> None:
    town.arrive(town.start(), BO)
    poll = opened(town, invited=Invited.CHECKED_IN)
    town.do(polls.vote, BO, poll.id, "0")
    assert town.passes(NOW) == []


def test_a_changed_poll_is_open_as_long_and_asks_the_same_people(town: Town) -> None:
    town.start()
    old = opened(town, minutes=10, closes_when_all=True, invited=Invited.LIVED, may_add=True)
    form = polls.PollForm("When, then?", ["Morning", "Night"], "form:2")
    new = town.do(polls.correct, NOW + 4 * MINUTE, ANA, old.id, form)
    assert new.closes_at == NOW + 14 * MINUTE
    assert (new.closes_when_all, new.invited, new.may_add) == (True, Invited.LIVED, True)


def test_the_same_words_asked_another_way_are_another_poll(town: Town) -> None:
    town.start()
    first = opened(town, is_typed=True)
    assert opened(town, is_typed=True, origin="form:2") == first
    assert opened(town, is_typed=True, origin="form:3", minutes=5) != first
    assert opened(town, is_typed=True, origin="form:4", level=Level.ANONYMOUS).level is Level.ANONYMOUS


def test_whose_secret_was_lost_closes_at_its_time_without_a_result_rather_than_a_wrong_one(
    any_town: Town,
) -> None:
    any_town.start()
    poll = opened(any_town, minutes=2, level=Level.ANONYMOUS)
    any_town.do(polls.vote, BO, poll.id, "0", unnamed=True)
    any_town.memory.unnamed.take_out(poll.id)  # as a new key does, or a restored backup
    any_town.passes(NOW + 2 * MINUTE)
    assert any_town.memory.polls.get(poll.id) == replace(poll, is_open=False, asked_by=None, is_lost=True)
    assert any_town.memory.polls.votes(poll.id) == {}


def test_a_poll_whose_secret_was_lost_can_be_cancelled(any_town: Town) -> None:
    any_town.start()
    poll = opened(any_town, level=Level.ANONYMOUS)
    any_town.memory.unnamed.take_out(poll.id)
    any_town.do(cancelling.cancel, ANA, poll.id, "The secret is gone")
    stored = any_town.memory.polls.get(poll.id)
    assert stored
    assert (stored.because, stored.is_lost) == ("The secret is gone", False)


def test_a_poll_of_who_facilitates_no_more_closes_all_the_same(town: Town) -> None:
    town.arrive(town.start(), BO)
    poll = opened(town, minutes=20)
    town.do(people.remove_facilitator, ADA, ANA.id)
    town.do(members.read, HALL, ["bo"], is_private=True)  # Ana is not even there any more
    town.passes(NOW + 15 * MINUTE)
    town.passes(NOW + 20 * MINUTE)
    assert reminded(town, poll) == [BO.id]
    assert town.memory.polls.open_in(HALL) == []


def test_between_sessions_a_poll_closes_by_itself_in_any_case(town: Town) -> None:
    town.start()
    town.end()
    assert opened(town).closes_at == NOW + 30 * DAY
    hidden = opened(town, origin="form:2", level=Level.ANONYMOUS)
    assert hidden.closes_at == NOW + 14 * DAY
    soon = opened(town, origin="form:3", level=Level.ANONYMOUS, minutes=10)
    assert soon.closes_at == NOW + 10 * MINUTE
    assert refused(town, origin="form:4", level=Level.ANONYMOUS, minutes=15 * 24 * 60) == (
        "Between sessions an anonymous poll can be open for 14 days at most",
        "minutes",
    )
