"""What every listener has at hand. One desk serves one workspace."""

import asyncio
import random
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from coproduction.ports import Clock, Memory, Storage
from handlers.directory import Directory
from handlers.manners import Manners
from handlers.slack import Slack

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """Storage, time, Slack and chance, for the workspace and the bot user they are about."""

    workspace: str
    bot_user: str
    storage: Storage
    clock: Clock
    slack: Slack
    directory: Directory
    manners: Manners = field(default_factory=Manners)
    chance: random.Random = field(default_factory=random.SystemRandom)

    async def write(self, work: Callable[[Memory], T]) -> T:
        """One unit of work, stored when this returns."""
        return await self.storage.write(self.workspace, work)

    async def read(self, work: Callable[[Memory], T]) -> T:
        """One look at what is stored."""
        return await self.storage.read(self.workspace, work)


class Errands:
    """Tasks that go on after an act was acknowledged. Each is held, so that shutdown can wait for it."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def run(self, errand: Coroutine[Any, Any, None], name: str) -> None:
        """Start an errand; it must not raise."""
        task = asyncio.create_task(errand, name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def done(self) -> None:
        """Wait until no errand runs, including those that errands start."""
        while self._running:
            await asyncio.gather(*self._running, return_exceptions=True)
