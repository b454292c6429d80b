"""Private channels of groups: what is owed when, to whom, and what waits until there is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from coproduction.breakouts import (
    ARCHIVE,
    GROUP_CARD,
    LAST_NOTES,
    MOVE_NOTE,
    RECALL,
    ROUND_CARD,
    SEAT_NOTE,
    TIME_WARNING,
    Round,
    Seat,
    group_card,
)
from coproduction.kinds import Doors, PrivateChannel
from coproduction.messages import Message
from coproduction.service import outbox
from coproduction.service.breakouts import cards, channels, presence, rounds
from tests.coproduction.service.test_rounds import arrive, sitting, told
from tests.coproduction.town import ANA, BO, HALL, HOUR, MINUTE, NOW, Town

LATER = NOW + timedelta(seconds=5)


def going(town: Town, **fields: str) -> Round:
    """A round of groups of two with channels goes on; four people are there."""
    session = town.start()
    arrive(town, session, lived=2, working=2)
    draft = town.proposed(**fields)
    town.memory.breakouts.put(replace(draft.round, has_channels=True))
    return town.do(rounds.go, NOW, ANA, draft.round.id).round


def card(town: Town, round_: Round, number: int) -> Message:
    """A group's card, claimed for sending."""
    town.do(outbox.claim_to_send, LATER, 99)
    found = town.memory.messages.find(group_card(round_.id, number))
    assert found
    return found


def place(town: Town, round_: Round, number: int, channel: str, *let_in: str) -> None:
    """The group's card has its channel; these people are in there."""
    message = card(town, round_, number)
    assert town.do(channels.settle, LATER, message, channel, let_in)


def test_nobody_is_told_their_group_before_it_has_a_place(town: Town) -> None:
    going(town, minutes="10")

    assert told(town, SEAT_NOTE, TIME_WARNING) == []
    assert [m.channel for m in town.messages() if m.kind == GROUP_CARD] == [None, None]


def test_the_wanted_channel_has_a_name_of_the_groups_own_and_its_members(town: Town) -> None:
    round_ = going(town)
    wishes = [town.do(channels.wanted, card(town, round_, number)) for number in (1, 2)]

    tail = round_.id[-12:]
    names = [f"breakout-1-group-{number}-{tail}" for number in (1, 2)]
    members = [tuple(sorted(group)) for group in sitting(town, round_.id)]
    assert [w and replace(w, members=tuple(sorted(w.members))) for w in wishes] == [
        PrivateChannel(name, group, HALL) for name, group in zip(names, members, strict=True)
    ]


def test_recording_the_place_owes_the_notes_and_the_warning_once(town: Town) -> None:
    round_ = going(town, minutes="10")
    first, second = sitting(town, round_.id)

    place(town, round_, 1, "G-ONE", *first)

    assert {each.recipient for each in told(town, SEAT_NOTE)} == first
    (warning,) = [m for m in town.messages() if m.kind == TIME_WARNING]
    assert (warning.channel, warning.under) == ("G-ONE", None)
    place(town, round_, 2, "G-TWO", *second)
    assert len(told(town, SEAT_NOTE)) == 4
    notes = [m for m in town.messages() if m.kind == SEAT_NOTE]
    assert [town.do(channels.doors, note) for note in notes] == [None] * 4


def test_a_group_that_gets_no_channel_has_its_thread_where_the_programme_is(town: Town) -> None:
    round_ = going(town, minutes="10")

    place(town, round_, 1, HALL)

    root = town.memory.messages.find(group_card(round_.id, 1))
    (warning,) = [m for m in town.messages() if m.kind == TIME_WARNING]
    assert root
    assert (warning.channel, warning.under) == (HALL, root.id)
    shown = town.do(cards.room, root)
    assert shown
    assert not shown.is_own


def test_the_rounds_card_counts_channels_once_every_group_has_its_place(town: Town) -> None:
    round_ = going(town)
    counts = []
    for number, channel in ((1, "G-ONE"), (2, HALL)):
        place(town, round_, number, channel)
        shown = town.do(cards.overview, Message("m", ROUND_CARD, round_.id, NOW, NOW))
        counts.append(shown and shown.channels)

    assert counts == [0, 1]


def test_who_came_between_the_invitations_and_the_record_is_let_in_with_their_note(town: Town) -> None:
    round_ = going(town)
    one, other = sorted(sitting(town, round_.id)[0])

    place(town, round_, 1, "G-ONE", one)

    ways = {m.recipient: town.do(channels.doors, m) for m in town.messages() if m.kind == SEAT_NOTE}
    assert ways == {one: None, other: Doors("G-ONE", ())}


def test_who_moves_is_shown_in_and_out_and_told_once(town: Town) -> None:
    round_ = going(town)
    first, second = sitting(town, round_.id)
    place(town, round_, 1, "G-ONE", *first)
    mover = min(first)
    town.memory.breakouts.seat(Seat(round_.id, mover, 2, 9))

    town.do(presence.remove, LATER, ANA, round_.id, ["nobody"])
    assert told(town, MOVE_NOTE) == []  # the second group has no place yet
    place(town, round_, 2, "G-TWO", *second, mover)

    (note,) = [m for m in town.messages() if m.kind == MOVE_NOTE]
    assert note.recipient == mover
    assert town.do(channels.doors, note) == Doors("G-TWO", ("G-ONE",))


def test_a_latecomer_of_a_group_without_a_place_is_told_when_it_has_one(town: Town) -> None:
    round_ = going(town)
    session = town.memory.sessions.get(round_.session)
    assert session
    town.arrive(session, BO)

    town.do(presence.join, LATER, session, BO.id)

    number = next(seat.group for seat in town.memory.breakouts.seats(round_.id) if seat.person == BO.id)
    assert told(town, SEAT_NOTE) == []
    place(town, round_, number, "G-ONE")
    assert BO.id in {each.recipient for each in told(town, SEAT_NOTE)}


def test_a_round_that_is_over_wants_no_channel_and_tells_nobody(town: Town) -> None:
    round_ = going(town, minutes="10")
    message = card(town, round_, 1)  # it is on its way when everybody is called back
    town.do(rounds.call_back, NOW, ANA, round_.id)

    found = town.do(channels.wanted, message)
    place(town, round_, 1, HALL)

    assert found
    assert found.name is None
    assert told(town, SEAT_NOTE, TIME_WARNING) == []


def test_a_group_without_a_place_is_called_back_where_everybody_writes(town: Town) -> None:
    round_ = going(town, minutes="10")
    place(town, round_, 2, "G-TWO")
    town.do(rounds.call_back, NOW, ANA, round_.id)
    calls = {message.part: message.channel for message in town.messages() if message.kind == RECALL}
    assert calls == {1: HALL, 2: "G-TWO"}


def test_ten_minutes_after_the_session_each_channel_is_closed_and_no_thread(town: Town) -> None:
    round_ = going(town)
    place(town, round_, 1, "G-ONE")
    place(town, round_, 2, HALL)

    town.end(NOW + HOUR)

    (closing,) = [m for m in town.messages() if m.kind == ARCHIVE]
    assert (closing.channel, closing.due_at) == ("G-ONE", NOW + HOUR + LAST_NOTES)


def test_a_channel_that_was_on_its_way_when_the_session_ended_is_closed_too(town: Town) -> None:
    round_ = going(town)
    message = card(town, round_, 1)
    town.end(NOW + MINUTE)

    assert town.do(channels.settle, NOW + MINUTE, message, "G-ONE", ())

    closings = [(m.channel, m.due_at) for m in town.messages() if m.kind == ARCHIVE]
    assert closings == [("G-ONE", NOW + MINUTE + LAST_NOTES)]
    assert told(town, SEAT_NOTE) == []


def test_who_lost_the_claim_records_nothing(town: Town) -> None:
    round_ = going(town)
    message = replace(card(town, round_, 1), lease="another")

    assert town.do(channels.settle, LATER, message, "G-ONE", ()) is None

    kept = town.memory.messages.find(group_card(round_.id, 1))
    assert kept
    assert kept.channel is None
    assert told(town, SEAT_NOTE) == []
