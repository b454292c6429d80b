"""A process of its own that does what people do with polls, one act after the other, as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, Final

from coproduction.errors import Refusal
from coproduction.levels import Level
from coproduction.people import Actor
from coproduction.service import polls, sessions
from coproduction.service.polls import PollForm
from storage import open_storage
from tests.forks import dividing
from tests.stage import SECRET_KEY
from tests.storage.world import NOW

if TYPE_CHECKING:
    from coproduction.ports import Memory

CHANNEL: Final = "C1"
_LEADS: Final = Actor("boss", is_admin=True)


def _start(memory: Memory) -> None:
    sessions.start(memory, NOW, _LEADS, CHANNEL, "Tea")


def _end(memory: Memory) -> None:
    sessions.end(memory, NOW, _LEADS, CHANNEL)


def _ask(memory: Memory, kind: str, level: str, most: int | None, options: list[str], origin: str) -> str:
    form = PollForm("What now?", options, origin, kind, Level(level), most=most)
    return polls.open_poll(memory, NOW, _LEADS, CHANNEL, form).id


def _vote(memory: Memory, person: str, poll: str, given: str, *, unnamed: bool) -> None:
    polls.vote(memory, Actor(person), poll, given, unnamed=unnamed)


def _withdraw(memory: Memory, person: str, poll: str) -> bool:
    return polls.withdraw(memory, Actor(person), poll)


def _close(memory: Memory, poll: str) -> None:
    polls.close_one(memory, _LEADS, poll)


def _take_back(memory: Memory, poll: str) -> None:
    polls.take_back(memory, _LEADS, poll)


def _tallies(memory: Memory, asked: list[str]) -> list[tuple[bool, dict[str, int]]]:
    """Of each poll, whether it is open and how many gave each answer."""
    found = [(memory.polls.get(poll), memory.polls.votes(poll)) for poll in asked]
    return [(poll is not None and poll.is_open, votes) for poll, votes in found]


ACTS: Mapping[str, Callable[..., Any]] = {
    "start": _start,
    "end": _end,
    "ask": _ask,
    "vote": _vote,
    "withdraw": _withdraw,
    "close": _close,
    "take back": _take_back,
    "tallies": _tallies,
}


@dataclass(frozen=True)
class Done:
    """What came of an act: what it gave, or the words with which it was refused."""

    value: Any = None
    refused: str | None = None


class Clerk:
    """The process, as the test holds it."""

    def __init__(self, url: str) -> None:
        divide = dividing()
        self._line, theirs = divide.Pipe()
        self._process = divide.Process(target=_serve, args=(theirs, url), daemon=True)
        self._process.start()
        theirs.close()

    def told(self, workspace: str, act: str, *given: Any, **named: Any) -> None:
        """Begin an act; others may begin before `done`."""
        self._line.send((workspace, act, given, named))

    def done(self) -> Done:
        """What came of the act that was told."""
        answer: Done = self._line.recv()
        return answer

    def does(self, workspace: str, act: str, *given: Any, **named: Any) -> Done:
        """Do one act and wait for it."""
        self.told(workspace, act, *given, **named)
        return self.done()

    def goes(self) -> None:
        """End the process."""
        self._line.close()
        self._process.join()


def _serve(line: Connection, url: str) -> None:
    asyncio.run(_obey(line, url))


async def _obey(line: Connection, url: str) -> None:
    storage = open_storage(url, SECRET_KEY)
    try:
        while True:
            workspace, act, given, named = line.recv()
            try:
                work = ACTS[act]
                value = await storage.write(workspace, lambda memory: work(memory, *given, **named))  # noqa: B023
                line.send(Done(value))
            except Refusal as refusal:
                line.send(Done(refused=str(refusal.words)))
    except EOFError:
        await storage.close()
