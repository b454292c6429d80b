"""The outbox at work: claimed once, settled by who holds the claim, looked for before it is sent again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduction import callers, messages
from coproduction.breakouts import RECALL, ROUND_CARD, SEAT_NOTE
from coproduction.effects import NOTHING, Effects
from coproduction.followups import NUDGE, TOO_LATE, FollowUpState, Reply
from coproduction.ideas import IDEA_CARD
from coproduction.machine import LEASE, QUIET
from coproduction.messages import Card, Message, MessageState, Outcome, postponed, sent, unwanted
from coproduction.nudges import Why
from coproduction.people import Actor, Person
from coproduction.polls import POLL_CARD
from coproduction.service import (
    followups,
    members,
    nudges,
    outbox,
    owing,
    people,
    pledges,
    polls,
    reaching,
    sessions,
)
from coproduction.service.kinds import RANKS, kind_of, shown
from coproduction.sessions import SESSION_CARD, SUMMARY
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    HALL,
    HOUR,
    MINUTE,
    NOW,
    ONLY_FACILITATORS,
    PARK,
    Town,
    town_over,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

DUE = datetime(2026, 11, 6, 10, tzinfo=UTC)  # a Friday: two days before Monday the 9th, moved from Saturday
MONDAY = datetime(2026, 11, 9, 10, tzinfo=UTC)
LONG_AGO = "its time had passed before it could be sent"


def owe(town: Town, subject: str = "s1", channel: str = HALL) -> None:
    town.do(owing.owe, NOW, Card(SESSION_CARD, subject), channel=channel)


def claim(town: Town, now: datetime = NOW, most: int = 9) -> list[Message]:
    return town.do(outbox.claim_to_send, now, most)


def look(town: Town, now: datetime, most: int = 9) -> list[Message]:
    return town.do(outbox.claim_to_look, now, most)


def claimed(town: Town) -> Message:
    """The one message of a town, claimed for sending."""
    owe(town)
    [message] = claim(town)
    return message


def nudge(town: Town, actor: Actor = BO) -> Message:
    """The one nudge of a town in which nothing else is owed: its day has come, at `DUE`."""
    town.memory.sessions.open_programme(HALL, NOW)
    town.pledge(actor, by="2026-11-09")
    [planned] = town.memory.follow_ups.of_person(actor.id)
    assert town.passes(planned.due_at) == ["follow-up"]
    [message] = town.messages()
    return message


def follow_up_state(town: Town, message: Message) -> FollowUpState | None:
    follow_up = town.memory.follow_ups.get(message.subject)
    return follow_up.state if follow_up else None


def stands(town: Town, message: Message) -> tuple[MessageState, str | None]:
    """Where a message stands, and why."""
    now = town.memory.messages.get(message.id)
    assert now is not None
    return now.state, now.reason


def test_the_same_card_is_owed_once(town: Town) -> None:
    owed = [town.do(owing.owe, NOW, Card(SEAT_NOTE, "r1", to)) for to in ("bo", "bo", "cy", "")]
    assert owed == [True, False, True, True]
    assert town.do(owing.owe, NOW, Card(ROUND_CARD, "r1"))
    assert len(town.messages()) == 4


def test_what_is_due_is_claimed_by_one_for_one_minute(each_town: Town) -> None:
    message = claimed(each_town)
    assert (message.state, message.attempt, message.first_started_at) == (MessageState.SENDING, 1, NOW)
    assert message.lease
    assert message.lease_until == NOW + LEASE
    assert each_town.memory.messages.get(message.id) == message
    assert claim(each_town) == []


def test_nothing_is_claimed_before_it_is_due_nor_more_than_asked_for(town: Town) -> None:
    for subject in ("s1", "s2", "s3"):
        owe(town, subject, channel=f"C-{subject}")
    assert claim(town, NOW - timedelta(microseconds=1)) == []
    assert [len(claim(town, most=2)) for _ in range(3)] == [2, 1, 0]


def test_of_a_busy_conversation_the_next_message_of_each_rank_is_claimed_and_the_higher_goes_first(
    each_town: Town,
) -> None:
    """Thirty ideas wait in the hall when the facilitator asks the room and calls it back."""
    for number in range(30):
        each_town.do(owing.owe, NOW, Card(IDEA_CARD, f"i{number}"), channel=HALL, order=number)
    for card in (Card(RECALL, "r1", part=1), Card(RECALL, "r1", part=2), Card(POLL_CARD, "p1")):
        each_town.do(owing.owe, NOW + MINUTE, card, channel=HALL, order=card.part)
    each_town.do(owing.owe, NOW, Card(IDEA_CARD, "elsewhere"), channel=PARK)
    at = NOW + MINUTE

    def turn() -> list[tuple[str, str, int]]:
        return [
            (each.channel or "", each.kind, each.part)
            for each in each_town.memory.messages.claim_in_turn(
                at, lease="mine", until=at + LEASE, most=60, began=at, ranks=RANKS
            )
        ]

    assert sorted(turn()) == sorted(
        [(HALL, POLL_CARD, 0), (HALL, RECALL, 1), (HALL, IDEA_CARD, 0), (PARK, IDEA_CARD, 0)]
    )
    assert sorted(turn()) == sorted([(HALL, RECALL, 2), (HALL, IDEA_CARD, 0)])
    assert turn() == [(HALL, IDEA_CARD, 0)]


def test_when_not_all_can_be_claimed_the_higher_ranks_are(town: Town) -> None:
    town.memory.sessions.open_programme(HALL, NOW)
    for number in range(5):
        town.do(owing.owe, NOW, Card(IDEA_CARD, f"i{number}"), channel=f"C{number}")
    town.do(owing.owe, NOW + MINUTE, Card(SESSION_CARD, "s1"), channel=HALL)
    assert [each.kind for each in claim(town, NOW + MINUTE, most=2)] == [SESSION_CARD, IDEA_CARD]


@pytest.mark.parametrize(
    ("outcome", "again_at"),
    [
        (messages.sent("1.2", "digest"), None),
        (messages.rejected("is_archived"), None),
        (messages.unwanted("gone"), None),
        (messages.not_sent("ratelimited", 1, MINUTE), NOW + MINUTE),
        (messages.behind(messages.not_sent("ratelimited", 1, MINUTE)), NOW + MINUTE),
        (messages.released(), NOW),
    ],
)
def test_a_settled_message_is_sent_again_only_when_it_surely_was_not(
    town: Town, outcome: Outcome, again_at: datetime | None
) -> None:
    message = claimed(town)
    assert town.do(outbox.settle, NOW, message, outcome)
    assert stands(town, message) == (outcome.state, outcome.reason)
    if again_at is None:
        assert claim(town, NOW + 365 * 24 * HOUR) == []
    else:
        assert claim(town, again_at - timedelta(microseconds=1)) == []
        assert [found.attempt for found in claim(town, again_at)] == [2 if outcome.was_tried else 1]


def test_an_unclear_send_is_looked_for_after_the_quiet_period_and_never_just_sent(each_town: Town) -> None:
    message = claimed(each_town)
    each_town.do(outbox.settle, NOW, message, messages.unclear("timeout"))
    assert claim(each_town, NOW + QUIET) == []
    assert look(each_town, NOW + QUIET - timedelta(microseconds=1)) == []
    [looking] = look(each_town, NOW + QUIET)
    assert (looking.id, looking.state, looking.attempt) == (message.id, MessageState.RECONCILING, 1)
    assert looking.first_started_at == NOW
    assert look(each_town, NOW + QUIET) == []


def test_an_unclear_send_is_looked_for_in_time_though_who_owed_it_has_a_clock_an_hour_ahead(
    each_town: Town,
) -> None:
    """By its own clock it owed and claimed it; leases and quiet times go by the one that all share."""
    ahead = NOW + HOUR
    each_town.do(owing.owe, ahead, Card(SESSION_CARD, "s1"), channel=HALL)
    [message] = claim(each_town, ahead)
    assert message.next_at == ahead

    each_town.do(outbox.settle, NOW, message, messages.unclear("timeout"))

    assert look(each_town, NOW + QUIET - timedelta(microseconds=1)) == []
    assert [found.id for found in look(each_town, NOW + QUIET)] == [message.id]


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (messages.sent("1.2"), MessageState.SENT),
        (messages.absent(), MessageState.PENDING),
        (messages.cannot_look("missing_scope"), MessageState.UNCONFIRMED),
        (messages.look_later("ratelimited", MINUTE), MessageState.UNKNOWN),
    ],
)
def test_a_look_ends_found_absent_unconfirmed_or_later(
    town: Town, outcome: Outcome, state: MessageState
) -> None:
    message = claimed(town)
    town.do(outbox.settle, NOW, message, messages.unclear("timeout"))
    later = NOW + QUIET
    [looking] = look(town, later)
    assert town.do(outbox.settle, later, looking, outcome)
    assert stands(town, message)[0] is state
    assert bool(claim(town, later)) == (state is MessageState.PENDING)
    assert bool(look(town, later + MINUTE)) == (state is MessageState.UNKNOWN)


def test_a_send_whose_process_died_is_looked_for_after_lease_and_quiet_period(each_town: Town) -> None:
    message = claimed(each_town)
    assert claim(each_town, NOW + LEASE) == []
    assert stands(each_town, message)[0] is MessageState.SENDING
    over = NOW + LEASE + timedelta(microseconds=1)
    assert claim(each_town, over) == []
    assert stands(each_town, message)[0] is MessageState.UNKNOWN
    assert look(each_town, over + QUIET - timedelta(microseconds=1)) == []
    assert [found.id for found in look(each_town, over + QUIET)] == [message.id]


def test_a_look_whose_process_died_may_be_had_again_at_once(town: Town) -> None:
    message = claimed(town)
    town.do(outbox.settle, NOW, message, messages.unclear("timeout"))
    look(town, NOW + QUIET)
    over = NOW + QUIET + LEASE + MINUTE
    assert claim(town, over) == []
    assert [found.id for found in look(town, over)] == [message.id]


def test_who_lost_the_claim_settles_nothing(town: Town) -> None:
    slow = claimed(town)
    over = NOW + LEASE + MINUTE
    claim(town, over)
    assert not town.do(outbox.settle, over, slow, messages.sent("1.2"))
    [other] = look(town, over + QUIET)
    assert not town.do(outbox.settle, over + QUIET, slow, messages.rejected("late"))
    assert town.do(outbox.settle, over + QUIET, other, messages.absent())
    assert stands(town, slow) == (MessageState.PENDING, "looked for and not found")


def test_nobody_settles_what_they_never_claimed(town: Town) -> None:
    owe(town)
    [message] = town.messages()
    assert not town.do(outbox.settle, NOW, message, messages.sent("1.2"))
    assert town.messages() == [message]


ANY_OUTCOME = [
    messages.sent("1.2"),
    messages.unclear("x"),
    messages.released(),
    messages.rejected("x"),
    messages.look_later("x", MINUTE),
    messages.too_late(),
]


def nudge_state(town: Town, message: Message) -> MessageState | None:
    """What the report reads of a question: where its message stands."""
    asked = town.memory.follow_ups.of_person("bo")
    return followups.nudges_of(town.memory, asked).get(message.subject)


@pytest.mark.parametrize("outcome", ANY_OUTCOME)
def test_what_became_of_a_nudge_is_known_of_the_message_and_nowhere_else(
    each_town: Town, outcome: Outcome
) -> None:
    owed = nudge(each_town)
    [message] = claim(each_town, DUE)
    assert each_town.do(outbox.settle, DUE, message, outcome)
    assert follow_up_state(each_town, owed) is FollowUpState.DUE
    assert nudge_state(each_town, owed) is outcome.state


def test_a_post_that_two_find_deleted_is_posted_again_once(each_town: Town) -> None:
    """The second hears of it only after it was posted anew, and says so of the post that it knew."""
    each_town.found()
    each_town.start()
    form = polls.PollForm("When?", ["Morning", "Evening"], "form:1")
    poll = each_town.do(polls.open_poll, NOW, ANA, HALL, form)

    def post(ts: str) -> Message:
        while due := claim(each_town):
            for message in due:
                each_town.do(outbox.settle, NOW, message, messages.sent(ts))
        found = each_town.memory.messages.find(Card(POLL_CARD, poll.id))
        assert found
        return found

    seen = post("1.2")
    each_town.do(outbox.deleted, NOW, seen)
    again = post("3.4")
    each_town.do(outbox.deleted, NOW, seen)
    assert each_town.memory.messages.get(seen.id) == again
    assert (again.state, again.ts) == (MessageState.SENT, "3.4")


def test_a_claim_that_was_lost_changes_nothing(town: Town) -> None:
    owed = nudge(town)
    [message] = claim(town, DUE)
    assert not town.do(outbox.settle, DUE, replace(message, lease="lost"), messages.rejected("x"))
    assert nudge_state(town, owed) is MessageState.SENDING


def test_a_nudge_found_by_looking_stays_answered_if_it_was_answered_meanwhile(town: Town) -> None:
    owed = nudge(town)
    [message] = claim(town, DUE)
    town.do(outbox.settle, DUE, message, messages.unclear("timeout"))
    town.do(followups.reply, BO, owed.subject, Reply.DONE)
    [looking] = look(town, DUE + QUIET)
    assert town.do(outbox.settle, DUE + QUIET, looking, messages.sent("1.2"))
    assert follow_up_state(town, owed) is FollowUpState.ANSWERED


def test_after_stop_a_claimed_nudge_is_cancelled(town: Town) -> None:
    owed = nudge(town)
    town.do(people.remind, BO, wanted=False)
    assert claim(town, DUE) == []
    assert stands(town, owed) == (MessageState.CANCELLED, "this person wants no reminders")


def test_who_says_stop_after_the_claim_is_known_of_at_the_last_moment(town: Town) -> None:
    nudge(town)
    [message] = claim(town, DUE)
    kind = kind_of(message.kind)

    def last() -> Outcome | None:
        return town.do(reaching.against_after_all, kind, message, DUE)

    assert last() is None
    town.do(people.remind, BO, wanted=False)
    assert last() == unwanted("this person wants no reminders")
    town.do(people.remind, BO, wanted=True)
    town.do(followups.reply, BO, message.subject, Reply.DONE)
    assert last() == unwanted("the follow-up was settled before")


def test_who_goes_away_after_the_claim_is_known_of_at_the_last_moment(town: Town) -> None:
    nudge(town)
    [message] = claim(town, DUE)
    kind, memory = kind_of(message.kind), town.memory

    def last() -> Outcome | None:
        return town.do(reaching.against_after_all, kind, message, DUE)

    memory.people.put(replace(Person("bo"), back_on=date(2026, 11, 21)), "back_on")  # a Saturday
    assert last() == postponed(datetime(2026, 11, 23, 10, tzinfo=UTC), DUE)
    memory.people.put(replace(Person("bo"), back_on=DUE.date()), "back_on")
    assert last() is None


def test_nothing_is_sent_to_who_has_no_slack(town: Town) -> None:
    town.do(owing.owe, NOW, Card(SESSION_CARD, "s1", callers.id_of("rosa")), channel=HALL)
    [owed] = town.messages()
    assert claim(town) == []
    assert stands(town, owed) == (MessageState.CANCELLED, "this person has no Slack")


def test_what_is_changed_while_its_nudge_is_on_its_way_is_redrawn_once_that_has_arrived(town: Town) -> None:
    nudge(town)
    [message] = claim(town, DUE)
    [pledge] = town.memory.pledges.by("bo")
    form = pledges.PledgeForm("Call the school twice", "2026-11-09", "form:2")
    town.do(pledges.change, DUE, BO, pledge.id, form)
    effects = town.effects(outbox.settle, DUE, message, sent("1.1", "drawn before"))
    assert message.card in effects.cards
    content, _ = town.do(shown, message)
    assert content.pledge.what == "Call the school twice"


def test_a_clock_that_jumps_an_hour_and_back_asks_once(town: Town) -> None:
    nudge(town)
    [message] = claim(town, DUE + HOUR)
    assert town.do(outbox.settle, DUE + HOUR, message, sent("1.1"))
    assert town.passes(DUE) == []
    assert claim(town, DUE) == []
    assert claim(town, DUE + 2 * HOUR) == []


def test_what_was_answered_or_done_before_is_not_asked(town: Town) -> None:
    owed = nudge(town)
    town.do(followups.reply, BO, owed.subject, Reply.WORKING)
    assert claim(town, DUE) == []
    assert stands(town, owed) == (MessageState.CANCELLED, "the follow-up was settled before")


def test_a_nudge_about_nothing_is_not_sent(town: Town) -> None:
    town.do(owing.owe, NOW, Card(NUDGE, "gone", "bo"))
    [message] = town.messages()
    assert claim(town) == []
    assert stands(town, message) == (MessageState.CANCELLED, "the follow-up was settled before")


def test_a_nudge_goes_out_until_it_is_too_late_and_then_expires(town: Town) -> None:
    town.memory.sessions.open_programme(HALL, NOW)
    town.pledge(BO, by="2026-11-11")  # asked about on a Monday, so that four days later is a weekday
    town.passes(MONDAY)
    [owed] = town.messages()
    last = owed.due_at + TOO_LATE
    [message] = claim(town, last)
    town.do(outbox.settle, last, message, messages.released())
    assert claim(town, last + timedelta(microseconds=1)) == []
    assert stands(town, owed) == (MessageState.EXPIRED, LONG_AGO)


def test_a_nudge_of_a_friday_on_which_nothing_worked_goes_out_on_monday(town: Town) -> None:
    owed = nudge(town)
    assert claim(town, DUE + 9 * HOUR) == []
    assert [message.id for message in claim(town, MONDAY + MINUTE)] == [owed.id]


def test_who_was_frozen_for_longer_than_the_lease_is_told_that_the_claim_is_lost(town: Town) -> None:
    nudge(town)
    [message] = claim(town, DUE)
    town.do(outbox.claim_to_send, DUE + LEASE + MINUTE, 9)
    assert town.do(owing.keep_place, message, "D-BO") is None
    assert stands(town, message)[0] is MessageState.UNKNOWN


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (DUE + 8 * HOUR, MONDAY),  # Friday at six
        (DUE + 24 * HOUR, MONDAY),  # Saturday
        (DUE + 71 * HOUR, MONDAY),  # Monday at nine, before his hour
        (DUE + 72 * HOUR, MONDAY),
    ],
)
def test_at_night_and_at_weekends_a_nudge_waits_for_a_decent_hour(
    town: Town, now: datetime, then: datetime
) -> None:
    owed = nudge(town)
    found = claim(town, now)
    waiting = town.memory.messages.get(owed.id)
    assert waiting is not None
    if now == then:
        assert [message.id for message in found] == [owed.id]
    else:
        assert found == []
        assert (waiting.state, waiting.next_at, waiting.lease) == (MessageState.PENDING, then, None)
    assert waiting.due_at == DUE


def test_a_decent_hour_is_one_where_the_person_lives(town: Town) -> None:
    owed = nudge(town, Actor("bo", zone="Asia/Tokyo"))
    assert owed.due_at == datetime(2026, 11, 6, 1, tzinfo=UTC)
    assert claim(town, owed.due_at + 8 * HOUR) == []
    assert [message.id for message in claim(town, datetime(2026, 11, 9, 1, tzinfo=UTC))] == [owed.id]


def test_somebody_of_whom_nothing_is_remembered_is_asked_at_home(town: Town) -> None:
    owed = nudge(town)
    town.memory.messages.add(replace(owed, id="m2", recipient="stranger"))
    assert {message.recipient for message in claim(town, DUE)} == {"bo", "stranger"}


def test_cards_are_sent_at_any_hour(town: Town) -> None:
    owe(town)
    sunday_night = datetime(2026, 10, 25, 3, tzinfo=UTC)
    assert len(claim(town, sunday_night)) == 1


def test_a_direct_conversation_is_kept_before_sending_for_this_message_and_the_next(town: Town) -> None:
    owed = nudge(town)
    [message] = claim(town, DUE)
    known = town.do(owing.keep_place, message, "D-BO")
    assert known == replace(message, channel="D-BO")
    assert town.memory.messages.get(owed.id) == known
    assert town.memory.people.get("bo") == Person("bo", conversation="D-BO")
    assert town.do(outbox.settle, DUE, known, messages.sent("1.2"))


def test_a_card_remembers_what_it_shows(town: Town) -> None:
    message = claimed(town)
    town.do(outbox.settle, NOW, message, messages.sent("1.2", "first"))
    town.do(outbox.redrawn, NOW, message.id, "second")
    [card] = town.messages()
    assert (card.ts, card.drawn) == ("1.2", "second")
    before = town.rows()
    town.do(outbox.redrawn, NOW, "gone", "third")
    assert town.rows() == before


def test_after_an_invitation_the_channel_gets_what_it_had_refused(town: Town) -> None:
    for subject, channel in (("s1", HALL), ("s2", HALL), ("s3", PARK)):
        owe(town, subject, channel)
    while refused := claim(town):
        for message in refused:
            town.do(outbox.settle, NOW, message, messages.rejected("not_in_channel"))
    assert town.effects(outbox.retry_channel, NOW + HOUR, HALL) == Effects(owes=True)
    assert claim(town, NOW) == []
    assert sorted(message.subject for _ in range(2) for message in claim(town, NOW + HOUR)) == ["s1", "s2"]
    assert town.effects(outbox.retry_channel, NOW + HOUR, HALL) == NOTHING


def unconfirmed(town: Town) -> Message:
    """A nudge of which nobody can tell whether it arrived."""
    owed = nudge(town)
    [message] = claim(town, DUE)
    town.do(outbox.settle, DUE, message, messages.unclear("timeout"))
    [looking] = look(town, DUE + QUIET)
    town.do(outbox.settle, DUE + QUIET, looking, messages.cannot_look("missing_scope"))
    return owed


def test_facilitators_see_how_the_nudges_stand_and_which_need_them(town: Town) -> None:
    owed = unconfirmed(town)
    town.pledge(BO, by="2026-12-24", origin="form:2")
    owe(town)
    shown = town.do(nudges.overview, NOW, ANA)
    assert shown.counts == {MessageState.UNCONFIRMED: 1, MessageState.PENDING: 1}
    assert shown.to_look_at == [town.memory.messages.get(owed.id)]
    assert shown.reasons == [Why(MessageState.UNCONFIRMED, "missing_scope", 1)]


def test_a_facilitator_decides_that_an_unconfirmed_nudge_goes_out_again(town: Town) -> None:
    owed = unconfirmed(town)
    pressed = MONDAY + timedelta(days=2)  # long after the nudge's own time had passed
    again = town.do(nudges.send_again, pressed, ADA, owed.id)
    assert (again.state, again.next_at, again.reason) == (MessageState.PENDING, pressed, None)
    assert [(message.id, message.attempt) for message in claim(town, pressed)] == [(owed.id, 2)]


def test_a_nudge_that_was_refused_asks_again_once_its_conversation_takes_it(town: Town) -> None:
    owed = nudge(town)
    [message] = claim(town, DUE)
    town.memory.messages.move_on(replace(message, channel="D-BO"), message.state)
    town.do(outbox.settle, DUE, replace(message, channel="D-BO"), messages.rejected("not_in_channel"))
    assert town.effects(outbox.retry_channel, DUE + HOUR, "D-BO") == Effects(owes=True)
    assert [message.id for message in claim(town, DUE + HOUR)] == [owed.id]


def test_what_was_done_meanwhile_is_not_asked_when_its_nudge_goes_out_again(town: Town) -> None:
    owed = unconfirmed(town)
    asked = town.memory.follow_ups.get(owed.subject)
    assert asked
    later = replace(asked, id="later", occurrence=9)
    town.memory.follow_ups.add(later)
    town.do(followups.reply, BO, later.id, Reply.DONE)
    town.do(nudges.send_again, MONDAY, ANA, owed.id)
    assert claim(town, MONDAY) == []


def test_a_card_that_is_sent_again_never_expires(town: Town) -> None:
    message = claimed(town)
    lost = replace(message, state=MessageState.UNCONFIRMED, lease=None, lease_until=None)
    town.memory.messages.move_on(lost, message.state)
    assert town.do(nudges.send_again, NOW, ANA, message.id).not_after is None


def test_nobody_else_sees_or_sends_nudges(town: Town) -> None:
    owed = unconfirmed(town)
    words = (ONLY_FACILITATORS.format("see which reminders went out"), None)
    assert town.refusal(nudges.overview, NOW, BO) == words
    words = (ONLY_FACILITATORS.format("send a reminder again"), None)
    assert town.refusal(nudges.send_again, NOW, BO, owed.id) == words
    town.do(members.read, HALL, ["bo", "ana"], is_private=True)  # Ada leads, but not there
    gone = ("This reminder is not waiting for you any more.", None)
    assert town.refusal(nudges.send_again, NOW, ADA, owed.id) == gone
    assert stands(town, owed)[0] is MessageState.UNCONFIRMED


def test_a_nudge_goes_out_again_once(town: Town) -> None:
    owed = unconfirmed(town)
    no = ("This reminder is not waiting for you any more.", None)
    town.do(nudges.send_again, MONDAY, ANA, owed.id)
    for message in (owed.id, "forged"):
        assert town.refusal(nudges.send_again, MONDAY, ANA, message) == no


class Wire:
    """A Slack that takes messages, but not every answer comes back and not every sender lives."""

    def __init__(self) -> None:
        self.posted = 0

    def post(self, accident: str) -> Outcome | None:
        """What the sender learns of posting; None when it died of it."""
        if accident in {"answered", "answer lost", "died after"}:
            self.posted += 1
        return {
            "answered": messages.sent("1.2"),
            "answer lost": messages.unclear("timeout"),
            "request lost": messages.unclear("timeout"),
            "refused for now": messages.not_sent("ratelimited", 1),
        }.get(accident)

    def look(self, accident: str) -> Outcome | None:
        """What the sender learns of looking; None when it died of it."""
        if accident.startswith("died"):
            return None
        if accident == "refused for now":
            return messages.look_later("ratelimited", MINUTE)
        return messages.sent("1.2") if self.posted else messages.absent()


ACCIDENTS = ["answered", "answer lost", "request lost", "refused for now", "died before", "died after"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(ACCIDENTS), max_size=12))
def test_whatever_happens_on_the_way_a_message_is_posted_exactly_once(
    sqlite_writer: Engine, accidents: list[str]
) -> None:
    wire, now = Wire(), NOW
    with town_over(sqlite_writer) as town:
        owe(town)
        for accident in [*accidents, *["answered"] * 3]:
            now += LEASE + QUIET + HOUR
            for message in claim(town, now):
                outcome = wire.post(accident)
                assert outcome is None or town.do(outbox.settle, now, message, outcome)
            for message in look(town, now):
                outcome = wire.look(accident)
                assert outcome is None or town.do(outbox.settle, now, message, outcome)
            assert wire.posted <= 1
        [message] = town.messages()
    assert (message.state, wire.posted) == (MessageState.SENT, 1)


def past(town: Town) -> dict[Card, bool]:
    """What has been owed so far, and of what the session is over."""
    return {each.card: kind_of(each.kind).is_past(town.memory, each) for each in town.messages()}


def test_what_belongs_to_a_session_that_is_over_is_past(town: Town) -> None:
    session = town.do(sessions.start, NOW, ANA, HALL, "Support for new parents")
    poll = town.do(polls.open_poll, NOW, ANA, HALL, polls.PollForm("When?", ["Morning", "Evening"], "form:1"))
    idea = town.idea()
    cards = [Card(SESSION_CARD, session.id), Card(POLL_CARD, poll.id), Card(IDEA_CARD, idea.id)]
    assert past(town) == dict.fromkeys(cards, False)

    town.do(sessions.end, NOW, ANA, HALL)

    summary, over = Card(SUMMARY, session.id), {*cards[1:]}
    assert {card for card, is_past in past(town).items() if is_past} == over
    assert past(town)[summary] is False  # it asks the closing question until the next session begins

    town.do(sessions.start, NOW + HOUR, ANA, HALL, "The next one")
    assert {card for card, is_past in past(town).items() if is_past} == {*over, summary}


def test_where_one_card_cannot_be_redrawn_none_can_until_one_is(each_town: Town) -> None:
    messages_ = each_town.memory.messages
    for number, channel in enumerate((HALL, HALL, PARK)):
        owe(each_town, f"s{number}", channel)
        [message] = claim(each_town)
        each_town.do(outbox.settle, NOW, message, messages.sent(f"1.{number}"))
    first, second = (message.id for message in each_town.messages() if message.channel == HALL)

    each_town.do(outbox.not_redrawn, NOW, first, "is_inactive")
    each_town.do(outbox.not_redrawn, NOW, second, "channel_not_found")  # as Slack hides an archived channel
    each_town.do(outbox.not_redrawn, NOW, second, "msg_too_long")  # which nobody there can change

    assert [messages_.frozen(channel) for channel in (HALL, PARK)] == ["is_inactive", None]
    each_town.do(outbox.redrawn, NOW, second, "what it shows")
    assert messages_.frozen(HALL) is None


def in_the_hall(town: Town) -> tuple[Message, Message]:
    """Two cards that stand there and could not be redrawn; a third waits, and another stands in the park."""
    for number, channel in enumerate((HALL, HALL, PARK)):
        owe(town, f"s{number}", channel)
        [message] = claim(town)
        town.do(outbox.settle, NOW, message, messages.sent(f"1.{number}"))
    first, second = (message for message in town.messages() if message.channel == HALL)
    town.do(outbox.not_redrawn, NOW, first.id, "is_inactive")
    owe(town, "s3", HALL)
    [message] = claim(town)
    town.do(outbox.settle, NOW, message, messages.held_up("is_archived", HOUR))
    return first, second


def test_what_stands_in_a_channel_that_opens_again_is_redrawn_before_all_that_waits(town: Town) -> None:
    cards = frozenset(each.card for each in in_the_hall(town))
    done = town.effects(outbox.retry_channel, NOW, HALL)
    assert (done.wrong, done.owes) == (cards, True)


def test_where_nobody_tells_that_a_channel_is_open_the_first_card_that_it_takes_does(town: Town) -> None:
    first, second = in_the_hall(town)
    done = town.effects(outbox.redrawn, NOW, second.id, "what it shows")
    assert (done.wrong, done.owes) == (frozenset({first.card, second.card}), True)
    assert [message.subject for message in claim(town, NOW)] == ["s3"]
    again = town.effects(outbox.redrawn, NOW, second.id, "what it shows next")
    assert again == NOTHING


def test_where_nobody_tells_that_a_channel_is_open_the_first_message_that_it_takes_does(town: Town) -> None:
    first, second = in_the_hall(town)
    [message] = claim(town, NOW + HOUR)
    done = town.effects(outbox.settle, NOW + HOUR, message, messages.sent("1.3"))
    assert done.wrong == {first.card, second.card, message.card}
