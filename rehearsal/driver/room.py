"""A room full of people: the driver that tests, stories and demonstrations share.

It speaks only HTTP to a workspace's control API, so the same script drives a workspace in this process or in
another one:

    async with Room(url) as room:
        kim = room.person("Kim Lee")
        await kim.types("Is anybody there?", channel="general")
        await kim.sees("I am here")
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import datetime
from types import TracebackType
from typing import Self

from rehearsal.driver.person import Person
from rehearsal.driver.sights import PATIENCE, Deed, Impossible, Message, NotSeen, Unanswered, View
from rehearsal.driver.skipped import Skipped
from rehearsal.driver.troubles import Troubles
from rehearsal.driver.wire import Line, Wire
from rehearsal.model import Json

__all__ = ["Deed", "Impossible", "Message", "NotSeen", "Person", "Room", "Unanswered", "View"]


class Room(Troubles):
    """Everybody of one workspace, its clock, its record and its troubles.

    A rehearsal may have several; `team` says which, the first one when nothing is said. They share the clock.
    Another `line` than HTTP may be handed in; it is closed with the room.
    """

    def __init__(self, url: str, team: str = "", line: Line | None = None) -> None:
        self.url = url
        self._team = team
        self._line = line
        self._wire: Line | None = None
        self._people: dict[str, Person] = {}

    async def __aenter__(self) -> Self:
        self._wire = self._line or Wire(self.url, self._team)
        try:
            await self._meet()
        except BaseException:
            await self._wire.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.wire.close()

    @property
    def wire(self) -> Line:
        """The line to the workspace."""
        if self._wire is None:
            raise RuntimeError("a room is entered with `async with`")
        return self._wire

    async def _meet(self) -> None:
        everybody = (await self.wire.get("people"))["people"]
        self._people = {each["id"]: Person(self.wire, each) for each in everybody if not each["is_bot"]}

    # People

    def person(self, name: str) -> Person:
        """Somebody by name or id; a KeyError names who comes close."""
        if name in self._people:
            return self._people[name]
        for each in self._people.values():
            if each.name == name:
                return each
        names = [each.name for each in self._people.values()]
        close = difflib.get_close_matches(name, names, n=3, cutoff=0.4)
        raise KeyError(f"nobody is called {name!r}; close: {', '.join(close) or 'nobody'}")

    def people(self, role: str | None = None) -> list[Person]:
        """Everybody, or all who have this role in the cast."""
        return [each for each in self._people.values() if role in (None, each.role)]

    async def deeds(self, orders: Iterable[Json]) -> list[Deed]:
        """Many deeds at once: `{"person": …, "deed": "clicks", "text": …}`. Silence does not raise."""
        listed = list(orders)
        answers = (await self.wire.post("deeds", deeds=listed))["deeds"]
        return [_one_of_many(order, answer) for order, answer in zip(listed, answers, strict=True)]

    async def change_person(self, person: str, /, **changes: object) -> None:
        """A new `name`, `real_name`, `tz`, `locale`, `is_admin`, `deleted`, `quiet` or `snoozed_until`."""
        await self.wire.post("person", person=person, changes=changes)
        await self._meet()

    async def stranger(self, name: str, channel: str, team: str = "T0CONNECTED") -> Person:
        """Somebody of another organisation comes into a channel that it shares."""
        answer = await self.wire.post("stranger", name=name, channel=channel, team=team)
        await self._meet()
        return self.person(str(answer["id"]))

    # A crowd

    async def fill(self, people: int, channel: str | None = None, *, pace: float = 1, seed: int = 1) -> Json:
        """So many people come into a channel and act by themselves; 0 stops them."""
        return await self.wire.post("crowd", people=people, channel=channel, pace=pace, seed=seed)

    async def crowd(self) -> Json:
        """What they have done so far."""
        return await self.wire.get("crowd")

    # Channels

    async def create_channel(self, name: str, *, private: bool = False, members: Iterable[str] = ()) -> str:
        """A new channel without the bot, everybody in it unless members are named; its id."""
        kind = "private" if private else "public"
        answer = await self.wire.post(
            "channel", channel=name, what="create", kind=kind, members=list(members)
        )
        return str(answer["id"])

    async def invite(self, who: str, channel: str) -> None:
        """Bring somebody (`bot` is the app) into a channel."""
        await self.wire.post("channel", channel=channel, what="invite", person=who)

    async def kick(self, who: str, channel: str) -> None:
        """Take somebody out of a channel."""
        await self.wire.post("channel", channel=channel, what="kick", person=who)

    async def archive(self, channel: str, *, undo: bool = False) -> None:
        """Close a channel for writing, or open it again."""
        await self.wire.post("channel", channel=channel, what="unarchive" if undo else "archive")

    async def share(self, channel: str) -> str:
        """Share a private channel with another organisation, which gives it another id; that id."""
        return str((await self.wire.post("channel", channel=channel, what="share"))["id"])

    # Time

    async def forward(
        self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0
    ) -> None:
        """Move the workspace's clock on."""
        total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
        await self.wire.post("clock", forward=total)

    async def moves_to(self, moment: datetime) -> None:
        """Set the workspace's clock."""
        await self.wire.post("clock", to=moment.isoformat())

    async def skips_to_next_direct_message(self, within_days: float = 56, saying: str = "") -> Skipped:
        """Move the clock until the app writes this to somebody alone, or to the end of these days."""
        until = "direct message"
        answer = await self.wire.post("clock", until=until, within_days=within_days, saying=saying)
        return Skipped.read(answer)

    async def now(self) -> datetime:
        """What the workspace's clock says."""
        return datetime.fromisoformat((await self.wire.get("clock"))["now"])

    # The record

    async def log(self, kind: str | None = None, since: int = 0, **fits: str) -> list[Json]:
        """What happened after entry `since`, of one kind, with these fields."""
        entries: list[Json] = (await self.wire.get("log", kind=kind, since=since, **fits))["entries"]
        return entries

    async def seq(self) -> int:
        """The number of the newest entry, to look or wait from."""
        return int((await self.wire.get("log", since=10**15))["seq"])

    async def wait_for(self, *, since: int = 0, timeout: float = PATIENCE, **fits: object) -> Json:
        """The first entry after `since` with these fields (`kind="call", method="chat.update"`)."""
        entry: Json | None = (await self.wire.post("wait", fits=fits, since=since, timeout=timeout))["entry"]
        if entry is None:
            raise NotSeen(f"nothing like {fits} happened within {timeout:g} seconds")
        return entry

    async def violations(self) -> list[Json]:
        """Every rule the app broke."""
        found: list[Json] = (await self.wire.get("violations"))["violations"]
        return found

    async def guide_begins(self) -> None:
        """The steps that a page proposes are counted from here on; what was done before was only to show."""
        await self.wire.post("guide")

    async def reset(self) -> None:
        """The first day again; the app's sockets stay."""
        await self.wire.post("reset")
        await self._meet()


def _one_of_many(order: Json, answer: Json) -> Deed:
    who, what = str(order.get("person")), str(order.get("deed"))
    if "refused" in answer:
        return Deed(who, what, acked=False, missing="refused", warning=answer["refused"])
    return Deed.read(who, what, answer)
