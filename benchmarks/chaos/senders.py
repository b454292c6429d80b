"""The two that are put to the proof: the bot's own sender, and the naive one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar, Protocol

from sqlalchemy.exc import DBAPIError

from benchmarks.chaos import naive, sender
from benchmarks.chaos.fate import PLACE, TEAM, Nudges, Point
from benchmarks.chaos.hurry import NOON
from benchmarks.chaos.nemesis import Serve
from coproduction.errors import Refusal
from coproduction.followups import nudge_card
from coproduction.machine import MOVING
from coproduction.messages import Message, MessageState
from coproduction.ports import Memory
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

    async def owe(self, more: Nudges, /) -> None:
        """More is to be asked; a Refusal or DBAPIError where the database is not there."""

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
        self._names = [name for name, _, _ in nudges.all()]
        self._storage = Storage(engines, SqlMemory, readers=1)
        with engines.writer.begin() as connection:
            memory = SqlMemory(connection, TEAM)
            memory.sessions.open_programme(PLACE, NOON)
            _owe(memory, nudges)

    @property
    def serve(self) -> Serve:
        return sender.serve

    def marks(self) -> list[str]:
        return self._names

    async def owe(self, more: Nudges) -> None:
        await self._storage.write(TEAM, partial(_owe, nudges=more))
        self._names += [name for name, _, _ in more.all()]

    async def has_ended(self) -> bool:
        try:
            asked = await self._asked()
        except Refusal:  # its database has just been killed
            return False
        return len(asked) == len(self._names) and not any(each.state in MOVING for each in asked.values())

    async def untrue(self, stands: Stands) -> list[str]:
        asked = await self._asked()
        return [name for name in self._names if not _is_true(asked.get(name), stands.get(name, ()))]

    async def close(self) -> None:
        await self._storage.close()

    async def _asked(self) -> dict[str, Message]:
        """The message in which each question is asked; those that are not yet are missing."""
        return await self._storage.read(TEAM, _asked)


def _owe(memory: Memory, nudges: Nudges) -> None:
    for pledge, question in nudges.questions():
        memory.pledges.add(pledge)
        memory.follow_ups.add(question)


def _asked(memory: Memory) -> dict[str, Message]:
    cards = {each.id: nudge_card(each) for each in memory.follow_ups.of_channel(PLACE)}
    found = memory.messages.find_all(sorted(set(cards.values())))
    return {name: found[card] for name, card in cards.items() if card in found}


def _is_true(message: Message | None, stands: Sequence[str]) -> bool:
    return message is not None and message.state is MessageState.SENT and message.ts in stands


class Naive:
    """Slack's library as it comes, and a lease."""

    name: ClassVar[str] = "naive"
    points: ClassVar[Sequence[Point]] = (Point.CLAIMED, Point.TO_SEND, Point.SENT, Point.TO_RECORD)

    def __init__(self, engines: Engines, nudges: Nudges) -> None:
        self._engines = engines
        self._names = [name for name, _, _ in nudges.all()]
        naive.plan(engines.writer, nudges)

    @property
    def serve(self) -> Serve:
        return naive.serve

    def marks(self) -> list[str]:
        return self._names

    async def owe(self, more: Nudges) -> None:
        await asyncio.to_thread(naive.plan, self._engines.writer, more)
        self._names += [name for name, _, _ in more.all()]

    async def has_ended(self) -> bool:
        try:
            return not await asyncio.to_thread(naive.is_anything_open, self._engines.writer)
        except DBAPIError:
            return False

    async def untrue(self, _stands: Stands) -> list[str]:
        return []

    async def close(self) -> None:
        self._engines.dispose()
