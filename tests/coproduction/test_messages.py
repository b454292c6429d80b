"""The outbox's rules: where a message goes from a claim, and that no claim outlives its outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduction import messages
from coproduction.machine import QUIET, TABLE, Event, Impossible, can
from coproduction.messages import Card, Message, MessageState, Outcome, patience, settled
from coproduction.polls import POLL_CARD

NOW = datetime(2026, 10, 22, 17, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CLAIMED = Message(
    *("m1", POLL_CARD, "p1", NOW - MINUTE, NOW - MINUTE, "C1"),
    state=MessageState.SENDING,
    attempt=3,
    lease="mine",
    lease_until=NOW + MINUTE,
    first_started_at=NOW - MINUTE,
    drawn="before",
    reason="the last try failed",
)


def before(outcome: Outcome) -> Message:
    """A message to which this can happen: it is being sent, or looked for."""
    can_be_sending = can(outcome.event, CLAIMED)
    return CLAIMED if can_be_sending else replace(CLAIMED, state=MessageState.RECONCILING)


waits = st.timedeltas(timedelta(0), timedelta(days=9))
outcomes = st.one_of(
    st.builds(messages.sent, st.just("1.2"), st.none() | st.just("after")),
    st.builds(messages.not_sent, st.text(), st.integers(1, 99), waits),
    st.builds(messages.rejected, st.text()),
    st.builds(messages.unclear, st.text()),
    st.builds(messages.absent),
    st.builds(messages.cannot_look, st.text()),
    st.builds(messages.look_later, st.text(), waits),
    waits.map(lambda wait: messages.postponed(NOW + wait, NOW)),
    st.builds(messages.released),
    st.builds(messages.unwanted, st.text()),
    st.builds(messages.too_late),
)


def test_a_message_is_one_of_its_kind_for_its_subject_and_recipient() -> None:
    assert CLAIMED.card == Card(POLL_CARD, "p1", "")
    other = replace(CLAIMED, recipient="bo", part=2, occasion="again")
    assert other.card == Card(POLL_CARD, "p1", "bo", 2, "again")


@pytest.mark.parametrize(
    ("outcome", "state", "reason", "next_at"),
    [
        (messages.sent("1.2"), "sent", None, NOW),
        (messages.not_sent("ratelimited", 1), "pending", "ratelimited", NOW + timedelta(seconds=2)),
        (messages.not_sent("ratelimited", 1, MINUTE), "pending", "ratelimited", NOW + MINUTE),
        (messages.not_sent("unreachable", 6, MINUTE), "pending", "unreachable", NOW + timedelta(seconds=64)),
        (messages.rejected("is_archived"), "failed", "is_archived", NOW),
        (messages.unclear("timeout"), "unknown", "timeout", NOW + QUIET),
        (messages.absent(), "pending", "looked for and not found", NOW),
        (messages.cannot_look("missing_scope"), "unconfirmed", "missing_scope", NOW),
        (messages.look_later("ratelimited", MINUTE), "unknown", "ratelimited", NOW + MINUTE),
        (messages.postponed(NOW + 9 * MINUTE, NOW), "pending", None, NOW + 9 * MINUTE),
        (messages.released(), "pending", None, NOW),
        (messages.unwanted("gone"), "cancelled", "gone", NOW),
        (messages.too_late(), "expired", "its time had passed before it could be sent", NOW),
    ],
)
def test_each_outcome_leads_to_its_state_says_why_and_when_to_move_on(
    outcome: Outcome, state: str, reason: str | None, next_at: datetime
) -> None:
    after = settled(before(outcome), outcome, NOW)
    assert (after.state, after.reason, after.next_at) == (state, reason, next_at)


@given(outcomes)
def test_every_claim_ends_unleased_and_keeps_what_the_message_is(outcome: Outcome) -> None:
    after = settled(before(outcome), outcome, NOW)
    assert (after.lease, after.lease_until) == (None, None)
    assert after.next_at >= NOW
    assert after.attempt == CLAIMED.attempt - (not outcome.was_tried)
    told = replace(after, state=CLAIMED.state, reason=CLAIMED.reason, next_at=CLAIMED.next_at)
    told = replace(told, attempt=CLAIMED.attempt, lease=CLAIMED.lease, lease_until=CLAIMED.lease_until)
    assert told == replace(CLAIMED, ts=after.ts, drawn=after.drawn)


@given(outcomes)
def test_no_outcome_leaves_a_message_claimed_or_sent_without_its_place_in_slack(outcome: Outcome) -> None:
    after = settled(before(outcome), outcome, NOW)
    assert after.state not in {MessageState.SENDING, MessageState.RECONCILING}
    assert (after.ts is not None) == (after.state is MessageState.SENT)


@pytest.mark.parametrize("event", Event)
def test_what_the_table_does_not_know_cannot_happen(event: Event) -> None:
    for state in set(MessageState) - TABLE[event].before:
        with pytest.raises(Impossible):
            settled(replace(CLAIMED, state=state), Outcome(event=event), NOW)


def test_what_slack_has_is_remembered_with_what_it_shows() -> None:
    posted = settled(CLAIMED, messages.sent("1.2", "after"), NOW)
    assert (posted.ts, posted.drawn) == ("1.2", "after")
    found = settled(CLAIMED, messages.sent("1.2"), NOW)
    assert (found.ts, found.drawn) == ("1.2", "before")


def test_patience_doubles_from_two_seconds_to_five_minutes() -> None:
    assert [patience(attempt).seconds for attempt in range(1, 11)] == [
        2,
        4,
        8,
        16,
        32,
        64,
        128,
        256,
        300,
        300,
    ]
    assert patience(10**9) == timedelta(minutes=5)
