"""The board on which processes with one database tell each other how long Slack wants to be left alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from coproduction.ports import Clock, Storage


@dataclass(frozen=True, slots=True)
class StoredBoard:
    """`handlers.slack.rests.Board`, in the storage of one workspace."""

    storage: Storage
    workspace: str
    clock: Clock

    async def tell(self, lane: str, rest: timedelta) -> None:
        """This lane rests for so long from now on."""
        now = self.clock()
        await self.storage.write(self.workspace, lambda memory: memory.rests.begin(lane, now, now + rest))

    async def told(self) -> Mapping[str, timedelta]:
        """The lanes that rest, and for how much longer."""
        now = self.clock()
        going_on = await self.storage.read(self.workspace, lambda memory: memory.rests.going_on(now))
        return {lane: until - now for lane, until in going_on.items()}
