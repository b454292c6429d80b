"""What the shelves keep and find of many at once, on both databases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coproduction.breakouts import Seat
from coproduction.followups import NUDGE
from coproduction.ideas import IDEA_CARD
from coproduction.messages import Card, Message
from tests.storage import world
from tests.storage.world import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from coproduction.ports import Memory


@pytest.fixture
def memory(scratch: Engine) -> Iterator[Memory]:
    with world.memory_over(scratch) as memory:
        yield memory


def test_rounds_of_several_sessions_and_seats_of_several_rounds_come_in_one_look(memory: Memory) -> None:
    memory.sessions.add(world.ENDED)
    other = replace(world.PLANNED, id="r9", session="s0", origin="form:99")
    memory.breakouts.add(world.PLANNED, [])
    memory.breakouts.add(world.ROUND, world.SEATS)
    memory.breakouts.add(other, [Seat("r9", "ana", 1, 0)])
    assert memory.breakouts.rounds_in(["s0", "s1", "s9"]) == {
        "s0": [other],
        "s1": [world.ROUND, world.PLANNED],
    }
    assert memory.breakouts.rounds_in([]) == {}
    assert memory.breakouts.seats_in(["r0", "r1", "r9", "r1"]) == {
        "r1": memory.breakouts.seats("r1"),
        "r9": [Seat("r9", "ana", 1, 0)],
    }
    assert memory.breakouts.seats_in(["r1"]) == {"r1": memory.breakouts.seats("r1")}
    assert memory.breakouts.seats_in([]) == {}


def test_many_take_their_seats_at_once_be_they_new_or_other_ones(memory: Memory) -> None:
    memory.breakouts.add(world.ROUND, world.SEATS)
    zoe, ana, ben = world.SEATS
    memory.breakouts.seat_all([replace(zoe, group=2, order=1), Seat("r1", "cem", 1, 0)])
    memory.breakouts.seat_all([])
    assert memory.breakouts.seats("r1") == [
        Seat("r1", "cem", 1, 0),
        ana,
        ben,
        replace(zoe, group=2, order=1),
    ]


def test_who_came_to_any_of_several_sessions_is_named_once(memory: Memory) -> None:
    memory.sessions.add(world.ENDED)
    for session, person in (("s0", "ana"), ("s1", "ana"), ("s1", "ben")):
        memory.sessions.attend(session, person)
    assert memory.sessions.came_to_any(["s0", "s1", "s9"]) == {"ana", "ben"}
    assert memory.sessions.came_to_any(["s0"]) == {"ana"}
    assert memory.sessions.came_to_any([]) == frozenset()


def test_many_messages_are_owed_at_once_and_each_only_once(memory: Memory) -> None:
    twin = replace(world.PENDING, id="m8")
    assert memory.messages.add_all([world.PENDING, world.SENT]) == 2
    assert memory.messages.add_all([twin, world.SENDING]) == 1
    assert memory.messages.add_all([]) == 0
    assert memory.messages.get("m8") is None
    assert [memory.messages.get(each.id) for each in (world.PENDING, world.SENDING, world.SENT)] == [
        world.PENDING,
        world.SENDING,
        world.SENT,
    ]


def test_many_cards_are_found_in_one_look_and_no_others(memory: Memory) -> None:
    cards = [Card(NUDGE, "f1", person, part) for person in ("ana", "ben") for part in (1, 2)]
    known = {
        card: Message(id=f"m{number}", due_at=NOW, next_at=NOW, **card._asdict())
        for number, card in enumerate([*cards, Card(NUDGE, "f2", "ana", 1), Card(IDEA_CARD, "f1", "ana", 1)])
    }
    memory.messages.add_all(list(known.values()))
    asked = [*cards[1:3], Card(IDEA_CARD, "f1", "ana", 1), Card(NUDGE, "f3", "ana")]
    # ana's first part and ben's second are made of the same words, and were not asked for
    assert memory.messages.find_all(asked) == {card: known[card] for card in asked[:3]}
    assert memory.messages.find_all([]) == {}
