"""The board on which processes with one database tell each other how long Slack wants to be left alone.

By the database's clock: one whose own is an hour ahead would keep all others from Slack for an hour.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from coproduction.ports import Clock, Memory, Storage


@dataclass(frozen=True, slots=True)
class StoredBoard:
    """`handlers.slack.rests.Board`, in the storage of one workspace."""

    storage: Storage
    workspace: str
    clock: Clock

    async def tell(self, lane: str, rest: timedelta) -> None:
        """This lane rests for so long from now on."""
        now = self.clock()
        await self.storage.write(self.workspace, lambda memory: _tell(memory, now, lane, rest))

    async def told(self) -> Mapping[str, timedelta]:
        """The lanes that rest, and for how much longer."""
        now = self.clock()
        return await self.storage.read(self.workspace, lambda memory: _told(memory, now))


def _tell(memory: Memory, now: datetime, lane: str, rest: timedelta) -> None:
    at = memory.messages.shared_time(now)
    memory.rests.begin(lane, at, at + rest)


def _told(memory: Memory, now: datetime) -> Mapping[str, timedelta]:
    at = memory.messages.shared_time(now)
    return {lane: until - at for lane, until in memory.rests.going_on(at).items()}
