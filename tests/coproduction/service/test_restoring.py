"""After a backup was restored: what may have been sent is looked for, and nobody is moved or told again."""

from __future__ import annotations

from coproduction.breakouts import RECALL
from coproduction.followups import NUDGE, FollowUpState, nudge_card
from coproduction.machine import QUIET
from coproduction.messages import RESTORED, Card, MessageState, id_of, sent
from coproduction.service import checkins, outbox, people, sessions
from coproduction.service.restoring import restored
from coproduction.sessions import SESSION_CARD, SUMMARY
from tests.coproduction.service.test_checkins import RESTORED as CHECKING_IN_IS_CLOSED
from tests.coproduction.town import ANA, BO, CY, DAY, DEE, HALL, HOUR, MINUTE, NOW, WEEK, Town, again, form

ASKED = NOW + 2 * WEEK + DAY


def waiting(town: Town) -> list[Card]:
    """What will be looked for, in order."""
    found = town.messages(MessageState.UNKNOWN)
    assert {message.reason for message in found} <= {RESTORED}
    return [message.card for message in found]


def test_what_was_owed_is_looked_for_when_it_would_have_been_sent(each_town: Town) -> None:
    session = each_town.start()
    [owed] = each_town.messages(MessageState.PENDING)

    assert each_town.do(restored, NOW + MINUTE) == 1

    assert waiting(each_town) == [Card(SESSION_CARD, session.id)]
    [message] = each_town.messages(MessageState.UNKNOWN)
    later = NOW + MINUTE + QUIET
    assert (message.next_at, message.first_started_at) == (later, owed.due_at)
    assert each_town.do(outbox.claim_to_send, later, 9) == []
    assert each_town.do(outbox.claim_to_look, NOW + QUIET, 9) == []  # what was sent last may come late
    assert [each.id for each in each_town.do(outbox.claim_to_look, later, 9)] == [owed.id]


def test_what_was_on_its_way_is_looked_for_and_what_was_sent_stays_so(town: Town) -> None:
    town.start()
    [message] = town.do(outbox.claim_to_send, NOW, 9)
    assert town.do(restored, NOW) == 1
    [found] = town.messages(MessageState.UNKNOWN)
    assert (found.id, found.lease, found.lease_until) == (message.id, None, None)


def test_a_nudge_that_fell_due_since_then_is_looked_for_by_the_id_it_was_sent_with(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    [first, *_] = town.memory.follow_ups.of("pledge", pledge.id)
    for message in town.do(outbox.claim_to_send, NOW, 9):
        town.do(outbox.settle, NOW, message, sent("1.0"))

    town.do(restored, ASKED)

    [nudge] = [each for each in town.messages(MessageState.UNKNOWN) if each.kind == NUDGE]
    assert nudge.id == id_of("T1", nudge_card(first))
    assert nudge.first_started_at == first.due_at
    found = town.memory.follow_ups.get(first.id)
    assert found
    assert found.state is FollowUpState.DUE


def test_a_session_that_ended_since_then_is_closed_with_messages_that_are_the_same_as_then(
    town: Town,
) -> None:
    session = town.start()
    town.do(restored, NOW + 13 * HOUR)
    again_, poll = (
        town.memory.sessions.get(session.id),
        town.memory.polls.get(id_of("T1", Card("closing", session.id))),
    )

    assert again_
    assert not again_.is_live
    assert poll
    assert Card(SUMMARY, session.id) in waiting(town)
    assert town.owed() == []


def test_nobody_is_moved_because_nobody_knows_who_has_said_that_they_are_here(town: Town) -> None:
    town.arrive(town.start(), BO, CY, DEE)
    round_ = town.going(minutes="10")

    town.do(restored, NOW + 5 * MINUTE)

    assert [seat.presence for seat in town.memory.breakouts.seats(round_.id)] == ["expected"] * 3
    assert town.passes(NOW + 5 * MINUTE) == []
    assert town.passes(NOW + 10 * MINUTE) == ["end of a round"]
    assert Card(RECALL, round_.id, part=1) in town.owed()


def test_checking_in_is_closed_where_the_secret_is_gone_and_says_why(town: Town) -> None:
    session = town.start()
    town.memory.checkins.destroy_pepper(session.id)
    assert town.refusal(checkins.prepare, BO, HALL) == CHECKING_IN_IS_CLOSED
    assert town.refusal(checkins.arrive, BO, session.id, form()) == CHECKING_IN_IS_CLOSED
    town.do(people.meet, BO)
    assert town.refusal(checkins.speak_unnamed, BO, session.id, again(named=False)) == CHECKING_IN_IS_CLOSED
    assert not town.do(sessions.end, NOW, ANA, HALL).is_live


def test_a_message_has_the_same_id_whenever_and_wherever_it_is_made_and_no_other_has_it() -> None:
    cards = [
        Card("a", "b"),
        Card("a", "b", "c"),
        Card("a", "b", "", 1),
        Card("a", "b", "", 0, "1"),
        Card("ab", ""),
    ]
    assert [id_of("T1", card) for card in cards] == [id_of("T1", card) for card in cards]
    assert len({id_of(workspace, card) for card in cards for workspace in ("T1", "T2")}) == 10
