"""Homes are shown one after the other for each person, and an older state never lands after a newer one."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from handlers.blocks.kit import View
from handlers.edge.reply import Home

Publish = Callable[[str, View], Awaitable[None]]


@dataclass(slots=True)
class _Shown:
    """What this process has shown a person: the turn of the newest. Whoever shows another waits."""

    turn: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Homes:
    """The order in which each person's Home is shown."""

    def __init__(self, publish: Publish) -> None:
        self._publish = publish
        self._shown: dict[str, _Shown] = {}

    async def show(self, person: str, home: Home) -> None:
        """Publish it, unless one that was read later has been published before."""
        shown = self._shown.setdefault(person, _Shown())
        async with shown.lock:
            if home.turn > shown.turn:
                await self._publish(person, home.view)
                shown.turn = home.turn
