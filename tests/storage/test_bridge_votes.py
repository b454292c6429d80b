"""A storm of votes on the real tables: every answer counted once, every refusal told, on both databases."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import pytest

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.service import polls
from storage import open_storage
from tests.stage import SECRET_KEY
from tests.storage.rows import busy
from tests.storage.world import CLOSED, LIVE, NOW, POLL

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from coproduction import ports
    from storage import SqlMemory
    from storage.bridge import Bridge

PEOPLE = [f"U{number:03}" for number in range(100)]


@pytest.fixture
async def storage(own_url: str) -> AsyncIterator[Bridge[SqlMemory]]:
    """Two workspaces with a live session, an open poll and a closed one each."""
    storage = open_storage(own_url, SECRET_KEY)
    for team in ("T1", "T2"):
        await storage.write(team, _ask)
    yield storage
    await storage.close()


def _ask(memory: ports.Memory) -> None:
    memory.sessions.open_programme("C1", NOW)
    memory.sessions.add(LIVE)
    memory.polls.add(POLL)
    memory.polls.add(CLOSED)


async def _press(storage: Bridge[SqlMemory], presses: list[tuple[str, str, str, str]]) -> list[object]:
    """Workspace, person, poll and option of each, all in one batch; what each was answered."""
    async with busy(storage):
        votes = [
            asyncio.create_task(
                storage.write(team, partial(polls.vote, actor=Actor(who), poll_id=poll, given=given))
            )
            for team, who, poll, given in presses
        ]
    return list(await asyncio.gather(*votes, return_exceptions=True))


async def test_every_tenth_is_refused_and_all_others_are_counted(storage: Bridge[SqlMemory]) -> None:
    asked = {person: CLOSED.id if number % 10 == 0 else POLL.id for number, person in enumerate(PEOPLE)}
    answers = await _press(storage, [("T1", person, poll, "1") for person, poll in asked.items()])
    refused = [who for who, answer in zip(PEOPLE, answers, strict=True) if isinstance(answer, Refusal)]
    assert refused == PEOPLE[::10]
    assert [answer for answer in answers if not isinstance(answer, Refusal)] == [True] * 90
    stored = await storage.read("T1", lambda memory: memory.polls.ballots(POLL.id))
    assert stored == {person: "1" for person in PEOPLE if person not in refused}
    assert await storage.read("T1", lambda memory: memory.polls.ballots(CLOSED.id)) == {}


async def test_a_double_click_in_a_storm_is_one_vote_and_is_told_so(storage: Bridge[SqlMemory]) -> None:
    answers = await _press(storage, [("T1", person, POLL.id, "0") for person in PEOPLE for _ in range(2)])
    assert answers == [True, False] * 100
    assert await storage.read("T1", lambda memory: memory.polls.votes(POLL.id)) == {"0": 100}


async def test_votes_of_two_workspaces_in_one_batch_stay_apart(storage: Bridge[SqlMemory]) -> None:
    presses = [(f"T{1 + number % 2}", who, POLL.id, str(number % 2)) for number, who in enumerate(PEOPLE)]
    assert await _press(storage, presses) == [True] * 100
    for option, team in enumerate(("T1", "T2")):
        stored = await storage.read(team, lambda memory: memory.polls.ballots(POLL.id))
        assert stored == dict.fromkeys(PEOPLE[option::2], str(option))


async def test_a_poll_that_closes_among_votes_takes_those_before_it_only(
    storage: Bridge[SqlMemory],
) -> None:
    def close(memory: ports.Memory) -> None:
        polls.close(memory, Actor("boss", is_admin=True), "C1")

    vote = partial(polls.vote, poll_id=POLL.id, given="1")
    works: list[Callable[[SqlMemory], object]] = [partial(vote, actor=Actor(who)) for who in PEOPLE]
    works.insert(50, close)
    async with busy(storage):
        tasks = [asyncio.create_task(storage.write("T1", work)) for work in works]
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert answers[:51] == [*[True] * 50, None]
    assert [type(answer) for answer in answers[51:]] == [Refusal] * 50
    assert await storage.read("T1", lambda memory: memory.polls.votes(POLL.id)) == {"1": 50}
