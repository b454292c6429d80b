"""The two that are put to the proof: the bot's own sender, and the naive one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import ClassVar, Protocol

from sqlalchemy.exc import DBAPIError

from benchmarks.chaos import naive, sender
from benchmarks.chaos.fate import TEAM, Nudges, Point
from benchmarks.chaos.nemesis import Serve
from coproduction.errors import Refusal
from coproduction.machine import MOVING
from coproduction.messages import Card, Message, MessageState, id_of
from storage import SqlMemory, Storage, made_ready
from storage.engine import Engines
from tests.stage import SECRET_KEY

Stands = Mapping[str, Sequence[str]]  # by its mark, the times at which a message stands in Slack


class Sender(Protocol):
    """What a run has to know of who sends."""

    name: ClassVar[str]

    @property
    def serve(self) -> Serve:
        """The work of one of its processes."""

    points: ClassVar[Sequence[Point]]  # that its work has

    def marks(self) -> list[str]:
        """By what each nudge is known in Slack."""

    async def has_ended(self) -> bool:
        """Whether it says that nothing is owed any more."""

    async def untrue(self, stands: Stands, /) -> list[str]:
        """What it says of a nudge that is not so."""

    async def close(self) -> None: ...


class Ours:
    """The bot's: `coproduction.service.outbox`, `handlers.sending.outbox` and `storage`."""

    name: ClassVar[str] = "the bot's"
    points: ClassVar[Sequence[Point]] = tuple(Point)

    def __init__(self, engines: Engines, nudges: Nudges) -> None:
        made_ready(engines, SECRET_KEY)
        self._cards = [Card(sender.KIND, name, person) for name, person, _ in nudges.all()]
        self._storage = Storage(engines, SqlMemory, readers=1)

    @property
    def serve(self) -> Serve:
        return sender.serve

    def marks(self) -> list[str]:
        return [id_of(TEAM, card) for card in self._cards]

    async def has_ended(self) -> bool:
        try:
            owed = await self._owed()
        except Refusal:  # its database has just been killed
            return False
        return len(owed) == len(self._cards) and not any(each.state in MOVING for each in owed)

    async def untrue(self, stands: Stands) -> list[str]:
        owed = {message.id: message for message in await self._owed()}
        return [mark for mark in self.marks() if not _is_true(owed.get(mark), stands.get(mark, ()))]

    async def close(self) -> None:
        await self._storage.close()

    async def _owed(self) -> list[Message]:
        found = await self._storage.read(TEAM, lambda memory: memory.messages.find_all(self._cards))
        return list(found.values())


def _is_true(message: Message | None, stands: Sequence[str]) -> bool:
    return message is not None and message.state is MessageState.SENT and message.ts in stands


class Naive:
    """Slack's library as it comes, and a lease."""

    name: ClassVar[str] = "naive"
    points: ClassVar[Sequence[Point]] = tuple(Point)[:-1]  # it never looks

    def __init__(self, engines: Engines, nudges: Nudges) -> None:
        self._engines = engines
        self._nudges = nudges
        naive.plan(engines.writer, nudges)

    @property
    def serve(self) -> Serve:
        return naive.serve

    def marks(self) -> list[str]:
        return [name for name, _, _ in self._nudges.all()]

    async def has_ended(self) -> bool:
        try:
            return not await asyncio.to_thread(naive.is_anything_open, self._engines.writer)
        except DBAPIError:
            return False

    async def untrue(self, _stands: Stands) -> list[str]:
        return []

    async def close(self) -> None:
        self._engines.dispose()
