"""What an act changed is told once, with its value, when it is stored; an undone one changed nothing."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coproduction.effects import NOTHING, Done, Effects
from coproduction.errors import Refusal
from coproduction.ideas import IDEA_CARD
from coproduction.messages import Card, MessageState
from coproduction.polls import POLL_CARD
from tests.storage import world
from tests.storage.world import storage_at

if TYPE_CHECKING:
    from coproduction.ports import Memory

CARD, OTHER = Card(POLL_CARD, "p1"), Card(IDEA_CARD, "i1")


def act(memory: Memory) -> str:
    """One that has every effect, and one of them twice."""
    memory.changed(CARD, OTHER)
    memory.changed(CARD)
    memory.forgets()
    memory.messages.add(world.PENDING)
    return "done"


def refused(memory: Memory) -> None:
    act(memory)
    raise Refusal("No.")


async def test_the_effects_of_an_act_come_with_its_value(ready_database_url: str) -> None:
    async with storage_at(ready_database_url) as storage:
        done = await storage.perform("T1", act)
        assert done == Done("done", Effects((CARD, OTHER), owes=True, forgets=True))
        assert await storage.perform("T1", lambda memory: memory.people.get("ana")) == Done(None, NOTHING)


async def test_a_refused_act_has_no_effects_and_leaves_none_to_the_next(ready_database_url: str) -> None:
    async with storage_at(ready_database_url) as storage:
        acts = [storage.perform("T1", work) for work in (refused, lambda _: "a look", refused, act)]
        told = await asyncio.gather(*acts, return_exceptions=True)
        assert [type(each) for each in told] == [Refusal, Done, Refusal, Done]
        assert told[1] == Done("a look", NOTHING)
        assert told[3] == Done("done", Effects((CARD, OTHER), owes=True, forgets=True))


async def test_two_workspaces_in_one_transaction_keep_their_effects_apart(ready_database_url: str) -> None:
    async with storage_at(ready_database_url) as storage:
        here, there = await asyncio.gather(
            storage.perform("T1", lambda memory: memory.changed(CARD)),
            storage.perform("T2", lambda memory: memory.changed(OTHER)),
        )
        assert (here.effects.cards, there.effects.cards) == ((CARD,), (OTHER,))


@pytest.mark.parametrize(
    ("state", "owes"),
    [(MessageState.PENDING, True), (MessageState.SENT, False), (MessageState.FAILED, False)],
)
async def test_a_message_that_waits_again_is_owed_and_one_that_came_to_an_end_is_not(
    ready_sqlite_url: str, state: MessageState, *, owes: bool
) -> None:
    def move(memory: Memory) -> bool:
        message = memory.messages.get("m1")
        assert message
        return memory.messages.move_on(replace(message, state=state), message.state)

    async with storage_at(ready_sqlite_url) as storage:
        await storage.write("T1", lambda memory: memory.messages.add(world.PENDING))
        assert await storage.perform("T1", move) == Done(True, Effects(owes=True) if owes else NOTHING)


async def test_a_message_that_is_owed_already_is_not_owed_again(ready_sqlite_url: str) -> None:
    async with storage_at(ready_sqlite_url) as storage:
        owed = [await storage.perform("T1", lambda memory: memory.messages.add(world.PENDING)) for _ in "ab"]
        assert owed == [Done(True, Effects(owes=True)), Done(False, NOTHING)]
