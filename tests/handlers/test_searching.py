"""What takes long to find is searched for while the database takes what everybody else does."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from coproduction.people import Person
from handlers.searching import MOST, searched
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
