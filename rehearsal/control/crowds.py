"""The part of the control API that fills a room, and tells what the people in it have done."""

from __future__ import annotations

from rehearsal.acts.order import Order
from rehearsal.crowd.crowd import Crowd
from rehearsal.crowd.habits import Habits
from rehearsal.model import Channel, Json
from rehearsal.refusals import BadDeed
from rehearsal.slack import Slack

MOST_PEOPLE = 500
PACES = (0.1, 1_000.0)


class Crowds:
    """One crowd at a time: a new one takes the place of the one before."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self.crowd: Crowd | None = None

    async def fill(self, order: Order) -> Json:
        """`people` come into `channel` at this `pace` (1 is as people do); with 0 they stop."""
        people, pace = int(order.number("people", 0)), order.number("pace", 1)
        seed, room = int(order.number("seed", 1)), self._room(order.maybe("channel"))
        if not 0 <= people <= MOST_PEOPLE:
            raise BadDeed(f"a room is filled with up to {MOST_PEOPLE} people; 0 stops them")
        if not PACES[0] <= pace <= PACES[1]:
            raise BadDeed(f"pace must be between {PACES[0]:g} and {PACES[1]:g}; 1 is as people do")
        await self.stop()
        self._slack.log.add("crowd", what="fill", people=people, pace=pace, seed=seed, channel=room.id)
        if people:
            self.crowd = Crowd(self._slack, Habits.read(), room, people, pace, seed)
        return await self.tell(order)

    async def tell(self, _order: Order) -> Json:
        """What they have done so far."""
        if self.crowd is not None and not self.crowd.is_open:
            await self.crowd.stop()
        return {"going": False, "people": 0} if self.crowd is None else self.crowd.as_json()

    async def stop(self) -> None:
        """Nobody acts by themselves any more; what was done still counts."""
        if self.crowd is not None:
            await self.crowd.stop()

    def _room(self, name: str | None) -> Channel:
        workspace = self._slack.workspace
        if name is not None:
            found = workspace.channel(name)
            if found is None or found.kind == "im":
                raise BadDeed(f"there is no channel {name!r}")
            return found
        with_bot = (
            each for each in workspace.channels.values()
            if each.kind == "public" and workspace.bot.id in each.members and not each.archived
        )  # fmt: skip
        first = next(with_bot, None)
        if first is None:
            raise BadDeed("the app is in no channel that could be filled")
        return first
