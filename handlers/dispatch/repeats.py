"""Slack sends an event again when it did not hear in time that it arrived. It is done once all the same."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable

MOST = 1_000  # the newest events; Slack repeats one within the hour, and most within a minute


class Repeats:
    """The newest events by their ids. What an act stores is unique by itself, its words are so by this."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, asyncio.Future[bool]] = OrderedDict()

    async def once(self, event_id: str, run: Callable[[], Awaitable[bool]]) -> bool:
        """Run it, unless it succeeded or is running for the same event; whether it succeeded."""
        known = self._known.get(event_id) if event_id else None
        if known is not None and await asyncio.shield(known):
            return True
        outcome: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._known[event_id] = outcome
        if len(self._known) > MOST:
            self._known.popitem(last=False)
        succeeded = False
        try:
            succeeded = await run()
        finally:
            outcome.set_result(succeeded)
        return succeeded
