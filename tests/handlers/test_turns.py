"""Cards that changed, in a room where more change than Slack lets us redraw: who is next."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pytest

from coproduction.breakouts import GROUP_CARD, MOVE_NOTE, TAKEN_OUT, round_card, seat_note
from coproduction.ideas import IDEA_CARD
from coproduction.messages import Card
from coproduction.polls import POLL_CARD
from coproduction.sessions import SESSION_CARD, SUMMARY
from handlers.sending.turns import GROWS_FOR, SPARED, Turns

GAP, CALL = 2.0, 1.3
POLL = Card(POLL_CARD, "poll")
ROUND = round_card("round")
IDEAS = [Card(IDEA_CARD, f"idea {number}") for number in range(60)]
LATE = Card(IDEA_CARD, "late")
LONG_AGO = -1_000.0
GROUPS = [Card(GROUP_CARD, "round", part=number) for number in range(60)]


def redrawn(changing: list[Card], calls: int) -> dict[Card, list[int]]:
    """Which of so many calls redrew which card, when all of them change all the time, and came long ago."""
    turns, now, found = Turns(GAP), 0.0, defaultdict(list)
    turns.add(LONG_AGO, *(card for card in changing if card != LATE))
    for call in range(calls):
        turns.add(now, *changing)
        now = max(now + CALL, turns.ready_at())
        card = turns.take(now)
        assert card is not None
        turns.drawn(card, now)
        found[card].append(call)
    return found


def test_a_poll_has_each_second_turn_while_sixty_cards_of_ideas_change() -> None:
    calls = redrawn([*IDEAS, POLL], 240)

    assert calls[POLL] == list(range(0, 240, 2))


def test_no_card_of_an_idea_is_left_out_meanwhile() -> None:
    calls = redrawn([*IDEAS, POLL], 240)

    assert {card: len(calls[card]) for card in IDEAS} == dict.fromkeys(IDEAS, 2)


def test_with_groups_and_ideas_the_turns_between_go_round() -> None:
    calls = redrawn([*IDEAS, *GROUPS, POLL], 240)

    between = [call for card in IDEAS for call in calls[card]]
    assert sorted(between) == list(range(3, 240, 4))


def test_who_changes_again_keeps_their_place_and_a_new_card_is_last() -> None:
    turns, (first, second, third, *_) = Turns(GAP), IDEAS
    turns.add(0.0, first, second)
    turns.add(0.0, third, second)

    assert [turns.take(0.0) for _ in range(4)] == [first, second, third, None]


def test_a_card_that_has_just_come_and_grows_does_not_wait_for_sixty_older_ones() -> None:
    calls = redrawn([*IDEAS, POLL, LATE], 240)

    young = [call for call in calls[LATE] if call * CALL < GROWS_FOR - CALL]
    assert young == list(range(3, 23, 4))
    assert len(calls[LATE]) in {len(young) + 1, len(young) + 2}  # from then on it is one of many


def test_what_somebody_has_pressed_in_waits_for_none_of_three_hundred_at_which_nobody_looks() -> None:
    *notes, pressed = [seat_note("round", f"person {number}") for number in range(301)]
    turns = Turns(GAP)
    turns.add(LONG_AGO, POLL, *GROUPS, *IDEAS, *notes, pressed)
    assert pressed not in {turns.take(0.0) for _ in range(10)}

    turns.add(0.0, POLL, pressed, awaited=[pressed])
    assert {turns.take(0.0), turns.take(0.0)} == {POLL, pressed}
    assert turns.take(0.0) not in {POLL, pressed}
    turns.add(0.0, pressed, awaited=[pressed])
    while (taken := turns.take(0.0)) not in {pressed, None}:
        pass
    assert taken == pressed
    turns.add(0.0, POLL, pressed)  # it was refused
    assert {turns.take(0.0), turns.take(0.0)} == {POLL, pressed}
    assert not turns.defer(pressed)  # because its session is over


def test_hundreds_of_private_notes_cost_groups_and_ideas_a_third_of_their_turns_and_all_are_drawn() -> None:
    notes = [seat_note("round", f"person {number}") for number in range(300)]
    turns, now, calls = Turns(GAP), 0.0, list[Card]()
    turns.add(LONG_AGO, *notes)
    while set(notes) - set(calls):
        turns.add(LONG_AGO, *IDEAS, *GROUPS, POLL)
        now = max(now + CALL, turns.ready_at())
        card = turns.take(now)
        assert card is not None
        turns.drawn(card, now)
        calls.append(card)

    assert [calls.count(card) for card in notes] == [1] * 300
    assert calls.count(POLL) == len(calls) // 2
    between = [call for call in calls if call != POLL]
    assert sum(card.kind == IDEA_CARD for card in between) == sum(card.kind == GROUP_CARD for card in between)


def test_of_many_groups_that_changed_the_ones_that_mislead_are_drawn_first_whatever_else_changes() -> None:
    """Thirty groups were mended and thirty people have moved or have another role, while a round of 300 was
    closed a moment ago and the round's card counts who is here."""
    closed = [seat_note("before", f"person {number}") for number in range(300)]
    wrong = {*GROUPS[:30], *(seat_note("round", f"person {number}") for number in range(30))}
    turns, now, calls = Turns(GAP), 0.0, list[Card]()
    turns.add(LONG_AGO, *closed, *GROUPS[30:], *IDEAS)
    turns.add(now, *sorted(wrong, key=repr), wrong=wrong)
    while wrong - set(calls):
        turns.add(LONG_AGO, ROUND, POLL)
        now = max(now + CALL, turns.ready_at())
        card = turns.take(now)
        assert card is not None
        turns.drawn(card, now)
        calls.append(card)

    assert now < 2.5 * 60
    assert calls.count(ROUND) + calls.count(POLL) == -(-len(calls) // 3)
    assert len(set(calls) - wrong - {ROUND, POLL}) == 60 // SPARED  # nobody waits for ever


def test_where_slack_refuses_each_second_call_what_has_its_turn_keeps_it() -> None:
    turns, now, drawn = Turns(GAP), 0.0, list[Card]()
    turns.add(LONG_AGO, *IDEAS, POLL)
    for call in range(40):
        now = max(now + CALL, turns.ready_at())
        card = turns.take(now)
        assert card is not None
        if call % 2:
            turns.put_back(card, now)
        else:
            turns.drawn(card, now)
            drawn.append(card)
            turns.add(LONG_AGO, card)

    assert [card == POLL for card in drawn] == [True, False] * 10


def test_cards_of_polls_that_have_closed_go_before_all_that_counts() -> None:
    turns, polls = Turns(GAP), [Card(POLL_CARD, f"poll {number}") for number in range(3)]
    turns.add(LONG_AGO, *IDEAS, *GROUPS, ROUND)
    turns.add(0.0, *polls, wrong=polls)

    assert {turns.take(1.0) for _ in range(4)} == {*polls, ROUND}


def test_what_somebody_has_pressed_in_has_each_third_turn_of_three_hundred_that_mislead() -> None:
    """A round of 300 is mended, and in another channel somebody supports ideas."""
    notes = [seat_note("round", f"person {number}") for number in range(300)]
    turns = Turns(GAP)
    turns.add(0.0, *notes, wrong=notes)
    for _ in range(20):
        turns.take(1.0)
    turns.add(1.0, *IDEAS[:3], awaited=IDEAS[:3])

    assert [card in IDEAS for card in (turns.take(2.0) for _ in range(9))].count(True) == 3


def test_alone_three_hundred_private_notes_are_drawn_within_seven_minutes() -> None:
    turns, now = Turns(GAP), 0.0
    turns.add(0.0, *(seat_note("round", f"person {number}") for number in range(300)))
    while turns:
        now = max(now + CALL, turns.ready_at())
        turns.take(now)

    assert now < 7 * 60


def test_the_end_of_a_process_waits_for_cards_and_not_for_hundreds_of_notes() -> None:
    turns = Turns(GAP)
    turns.add(0.0, seat_note("round", "ana"), POLL, *IDEAS[:1])
    turns.leave_last()

    assert [turns.take(0.0) for _ in range(3)] == [POLL, IDEAS[0], None]


def test_a_card_that_was_just_drawn_waits_and_costs_no_other_its_turn() -> None:
    turns = Turns(GAP)
    turns.drawn(POLL, 0.0)
    turns.add(0.0, POLL, IDEAS[0])

    assert turns.take(CALL) == IDEAS[0]
    assert (turns.take(CALL), turns.ready_at(), turns.take(GAP)) == (None, GAP, POLL)


def test_no_card_of_one_rank_waits_for_longer_than_the_others_need() -> None:
    calls = redrawn(IDEAS, 240)

    waits = {later - earlier for card in IDEAS for earlier, later in pairwise(calls[card])}
    assert waits == {60}


def test_cards_of_a_session_that_is_over_go_behind_those_of_the_next_one_but_for_a_turn_now_and_then() -> (
    None
):
    turns, now, calls = Turns(GAP), 0.0, list[Card]()
    over, live = IDEAS[:20], IDEAS[20:40]
    turns.add(0.0, *over)
    while (card := turns.take(now)) and turns.defer(card):
        pass
    assert card == over[0]  # alone it need not wait
    turns.drawn(card, now)
    while set(over[1:]) - set(calls):
        turns.add(LONG_AGO, *live)
        now = max(now + CALL, turns.ready_at())
        card = turns.take(now)
        assert card is not None
        if card in over and turns.defer(card):
            continue
        turns.drawn(card, now)
        calls.append(card)

    assert [call for call, card in enumerate(calls, 1) if card in over] == list(
        range(SPARED, SPARED * len(over), SPARED)
    )


def test_of_a_session_that_is_over_its_result_is_drawn_first() -> None:
    turns = Turns(GAP)
    turns.add(0.0, *GROUPS[:2], POLL)
    while (card := turns.take(0.0)) and turns.defer(card):
        pass

    assert [card, turns.take(0.0), turns.take(0.0)] == [POLL, *GROUPS[:2]]


@pytest.mark.parametrize("waits", [Card(SUMMARY, "session"), Card(SESSION_CARD, "session"), POLL])
def test_what_asks_the_closing_question_waits_for_none_of_hundreds_of_ideas_of_a_session_that_is_over(
    waits: Card,
) -> None:
    turns = Turns(GAP)
    turns.add(0.0, *(Card(IDEA_CARD, f"idea {number}") for number in range(300)))
    for _ in range(20):
        over = turns.take(1.0)
        assert over is not None
        turns.defer(over)
    turns.add(1.0, waits)

    assert waits in {turns.take(1.0) for _ in range(2)}


def test_what_somebody_read_who_is_back_waits_for_no_whole_room_of_notes() -> None:
    turns = Turns(GAP)
    turns.add(0.0, *(seat_note("round", f"person {number}") for number in range(45)))
    out, moved = Card(TAKEN_OUT, "round", "ana"), Card(MOVE_NOTE, "round", "ana", occasion="1")
    turns.add(1.0, out, moved)

    assert {out, moved} < {turns.take(2.0) for _ in range(4)}


def test_what_misleads_and_could_not_be_drawn_waits_for_no_whole_room_of_notes() -> None:
    """Slack asks for a rest when somebody has just been said to be missing."""
    turns = Turns(GAP)
    turns.add(0.0, *(seat_note("round", f"person {number}") for number in range(45)))
    out, group = seat_note("round", "ana"), GROUPS[0]
    turns.add(1.0, out, group, wrong=[out, group])

    refused = turns.take(2.0)
    assert refused == out
    turns.add(2.0, out)
    assert [turns.take(3.0), turns.take(4.0)] == [group, out]
    assert turns.take(5.0) != out
