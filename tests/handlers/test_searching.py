"""What takes long to find is searched for while the database takes what everybody else does."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from bot.acknowledging import InTime
from coproduction.haste import hearing
from coproduction.people import Person
from handlers.edge.heard import Click
from handlers.edge.reply import Reply, answer
from handlers.searching import MOST, searched
from tests.stage import ROOM, Stage
from tests.storage.world import storage_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from coproduction.effects import Done
    from coproduction.ports import Memory


def names(memory: Memory) -> list[str]:
    return sorted(memory.people.some(["ana", "bo", *map(str, range(MOST + 1))]))


async def test_others_store_what_they_do_while_it_is_searched(ready_database_url: str) -> None:
    async with storage_at(ready_database_url) as storage:
        other_is_stored = Event()

        def search(of: str) -> str:
            assert other_is_stored.wait(10)
            return of

        def work(memory: Memory) -> str:
            memory.people.put(Person("ana"))
            return memory.searches.find(search, "found")

        async def perform(work: Callable[[Memory], str]) -> Done[str]:
            try:
                return await storage.perform("T1", work)
            finally:
                await storage.write("T1", lambda memory: memory.people.put(Person("bo")))
                other_is_stored.set()

        done = await searched(perform, work)
        assert done.value == "found"
        assert await storage.read("T1", names) == ["ana", "bo"]


async def test_where_others_change_it_each_time_it_is_searched_inside_at_last(
    ready_database_url: str,
) -> None:
    async with storage_at(ready_database_url) as storage:
        searches: list[int] = []

        def search(known: list[str]) -> int:
            searches.append(len(known))
            return len(known)

        def work(memory: Memory) -> int:
            return memory.searches.find(search, names(memory))

        async def perform(work: Callable[[Memory], int]) -> Done[int]:
            try:
                return await storage.perform("T1", work)
            finally:
                add = Person(str(len(searches)))
                await storage.write("T1", lambda memory: memory.people.put(add))

        done = await searched(perform, work)
        assert (done.value, searches) == (MOST, list(range(MOST + 1)))


async def test_what_is_found_at_once_is_one_unit_of_work(ready_database_url: str) -> None:
    async with storage_at(ready_database_url) as storage:
        done = await searched(partial(storage.perform, "T1"), lambda memory: memory.workspace)
        assert done.value == "T1"


async def test_who_acts_hears_in_time_that_a_long_search_goes_on_and_then_what_came_of_it(
    stage: Stage,
) -> None:
    await stage.session()
    answering, desk, heard_of = stage.workspace.answering, stage.workspace.desk, Event()
    room = stage.team.workspace.channel(ROOM)
    assert room
    click = Click(person=stage.miriam.id, channel=room.id, action="search", value="")

    def search() -> str:
        assert heard_of.wait(10)
        return "It is done."

    async def acts() -> Reply:
        found = await desk.write(lambda memory: memory.searches.find(search))
        return answer(await desk.voice(click.person), found)

    async def acknowledge() -> None:
        told = await stage.miriam.sees("I am working on it.", channel=ROOM, private=True)
        assert told.readable.endswith("please look at what is there before you do it again.")  # after a crash
        heard_of.set()

    with hearing(within=0.25) as act:  # long enough for its search to begin on a slow machine
        watched = InTime(act, acknowledge)
        reply, is_heard = await answering.reply_to(click, click.action, acts())
        watched.stop()
    answering.follow(click, reply, is_said=False)

    assert (is_heard, act.is_acknowledged) == (True, True)
    await stage.miriam.sees("It is done.", channel=ROOM, private=True)
