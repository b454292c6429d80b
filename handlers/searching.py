"""Units of work with long searches, which are done while the database takes what others do."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from coproduction.effects import Done
from coproduction.haste import takes_long
from coproduction.ports import Memory
from coproduction.searches import NotSearched, Searches

T = TypeVar("T")

MOST = 3  # searches outside for one unit of work, before others wait for it


async def searched(
    perform: Callable[[Callable[[Memory], T]], Awaitable[Done[T]]], work: Callable[[Memory], T]
) -> Done[T]:
    """What came of the work, stored.

    Where others change each time what it is searched from, it is searched inside at last.
    """
    searches = Searches(outside=True)

    def run(memory: Memory) -> T:
        memory.searches = searches
        return work(memory)

    for _ in range(MOST):
        try:
            return await perform(run)
        except NotSearched as wanted:
            takes_long()
            await asyncio.to_thread(searches.do, wanted.search)
    searches.outside = False
    return await perform(run)
