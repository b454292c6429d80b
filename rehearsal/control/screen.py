"""Everything one person sees, in one answer: what a page draws, and a wait until that is different."""

from __future__ import annotations

import asyncio
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import islice, takewhile

from rehearsal.acts import finding, inviting, looking
from rehearsal.acts.order import Order
from rehearsal.model import Channel, Json, Message, Person
from rehearsal.slack import Slack
from rehearsal.world.shapes import view_json
from rehearsal.world.state import state_of
from rehearsal.world.workspace import Workspace

NEWEST_MESSAGES = 100
NEWEST_WARNINGS = 500  # log entries looked through for them
UNREAD_AT_MOST = 500  # nobody counts further
# Seconds in which changes gather before a waiting page is told: a crowd makes hundreds of them a second.
GATHERING = 0.1
_TOLD = ("id", "name", "real_name", "role", "facts", "tz", "locale", "is_bot", "is_admin", "deleted")


class Screens:
    """Draws nothing; remembers how far each person has read each conversation."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._read: dict[tuple[str, str], str] = {}
        self._of: Workspace | None = None
        self._gone: dict[str, str] = {}  # by person: until when their Slack has forgotten what only they saw
        self._looked: set[str] = set()  # who has ever looked at her page
        self._hidden: Counter[tuple[str, str]] = Counter()  # how much of it, by person and conversation

    async def reload(self, order: Order) -> Json:
        """`person` loads her page anew: what only she could see is gone from it, as in Slack.

        When she has not looked before, it has waited for her. Drivers, which have no page, go on seeing it.
        """
        self._begin_anew()
        workspace = self._slack.workspace
        who = finding.person(self._slack, order.string("person")).id
        if who in self._looked:
            self._gone[who] = workspace.next_ts()
            for room in workspace.channels:
                self._hidden[who, room] = workspace.memory.count_alone(room, who)
            self._slack.bell.ring()
        return {"forgotten": sum(many for (each, _), many in self._hidden.items() if each == who)}

    def _begin_anew(self) -> None:
        """After another first day nobody has read anything, and nothing was forgotten."""
        if self._of is not self._slack.workspace:
            self._read.clear()
            self._gone.clear()
            self._looked.clear()
            self._hidden.clear()
            self._of = self._slack.workspace

    def _newest(self, who: Person, room: Channel) -> Iterator[Message]:
        """What stands on her page in a conversation, newest first."""
        gone = self._gone.get(who.id, "")
        newest = self._slack.workspace.memory.newest(room.id, who.id)
        return (each for each in newest if each.only_for is None or each.ts > gone)

    async def screen(self, order: Order) -> Json:
        """What `person` sees in `channel`; with `since` (an earlier `version`), once it is different.

        `page` is who asks: a page's own name, by which it will `leave`.
        """
        self._begin_anew()
        who = finding.person(self._slack, order.string("person"))
        self._looked.add(who.id)
        self._slack.played.opens(who.id, order.maybe("page"))
        channel, since = order.maybe("channel"), order.maybe("since")
        most = min(max(int(order.number("most", NEWEST_MESSAGES)), 1), 5_000)

        version = self._version(who, channel, most)
        if since == version and (wait := order.wait("wait", 0)) > 0:
            version = await self._next(version, who, channel, most, wait)
        now = {"version": version, "now": self._slack.clock.now().isoformat()}
        return now if since == version else now | self._seen(who, channel, most)

    async def leave(self, order: Order) -> Json:
        """A `page` goes: nobody plays by hand whom it showed, unless another page does."""
        self._slack.played.closes(order.string("page"))
        return {}

    def _version(self, who: Person, channel: str | None, most: int) -> str:
        """Different whenever anything may be. It costs next to nothing, however much there is to see."""
        asked = f"{who.id} {channel} {most} {self._slack.team_id}".encode()
        return f"{self._slack.bell.rings}.{zlib.crc32(asked):08x}"

    async def _next(self, version: str, who: Person, channel: str | None, most: int, wait: float) -> str:
        """The version after this one, once what happens together has happened; or the same one."""

        def look() -> bool | None:
            return True if self._version(who, channel, most) != version else None

        if await self._slack.bell.until(look, wait):
            await asyncio.sleep(GATHERING)
        return self._version(who, channel, most)

    def _seen(self, who: Person, channel: str | None, most: int) -> Json:
        self._slack.workspace.direct(who.id)  # the app's conversation stands in the list from the beginning
        room = finding.channel(self._slack, who, channel) if channel else None
        return self._everywhere(who) | self._in(who, room, most) | {"channels": self._channels(who)}

    def _everywhere(self, who: Person) -> Json:
        slack = self._slack
        home = slack.workspace.homes.get(who.id)
        return {
            "seq": slack.log.seq,
            "broken": slack.log.broken,
            "advised": slack.log.advised,
            "offset": slack.clock.offset,
            "workspace": slack.workspace.name,
            "bot": slack.workspace.bot.id,
            "me": who.id,
            "people": [
                {name: getattr(each, name) for name in _TOLD} for each in slack.workspace.people.values()
            ],
            "modal": self._modal(who),
            "home": view_json(home, slack.team_id) if home else None,
            "has_home": slack.manifest.home,
            "commands": [*slack.manifest.commands.values(), inviting.LISTED],
            "shortcuts": [dict(vars(each)) for each in slack.manifest.shortcuts],
            "warnings": self._warnings(who),
        }

    def _modal(self, who: Person) -> Json | None:
        stack = self._slack.modals.stack(who.id)
        if not stack:
            return None
        shown = view_json(stack[-1], self._slack.team_id)
        return {"view": shown, "errors": stack[-1].errors, "depth": len(stack)}

    def _warnings(self, who: Person) -> list[Json]:
        """What went unanswered, newest last, with the message it happened on if there was one."""
        since = max(0, self._slack.log.seq - NEWEST_WARNINGS)
        return [
            {"seq": each["seq"], "deed": each["deed"], "words": each["warning"],
             "message": each["details"].get("message")}
            for each in self._slack.log.entries("deed", since, person=who.id) if each["warning"]
        ]  # fmt: skip

    # Conversations

    def _channels(self, who: Person) -> list[Json]:
        bot = self._slack.workspace.bot.id
        return [
            {"id": each.id, "name": each.name, "kind": each.kind, "archived": each.archived,
             "bot": bot in each.members, "members": len(each.members), "unread": self._unread(who, each)}
            for each in self._slack.workspace.channels.values() if who.id in each.members
        ]  # fmt: skip

    def _unread(self, who: Person, room: Channel) -> int:
        after = self._read.get((who.id, room.id), "")
        newer = islice(takewhile(lambda each: each.ts > after, self._newest(who, room)), UNREAD_AT_MOST)
        return sum(each.user != who.id for each in newer)

    def _in(self, who: Person, room: Channel | None, most: int) -> Json:
        """The open conversation; looking at it is reading it."""
        self._begin_anew()
        if room is None:
            return {"channel": None, "messages": [], "earlier": 0}
        shown = list(islice(self._newest(who, room), most))
        if shown:
            self._read[who.id, room.id] = shown[0].ts
        messages = [self._message(who, each) for each in reversed(shown)]
        return {
            "channel": room.id,
            "messages": messages,
            "earlier": max(self._count(who, room) - len(shown), 0),
        }

    def _count(self, who: Person, room: Channel) -> int:
        memory = self._slack.workspace.memory
        return memory.count(room.id, who.id) - self._hidden[who.id, room.id]

    def _message(self, who: Person, seen: Message) -> Json:
        told = looking.message(self._slack, seen)
        del told["metadata"]  # no client shows it
        texts = [str(each.get("text") or each.get("fallback") or "") for each in seen.attachments]
        values = state_of(seen.blocks, seen.entries.get(who.id, {}))
        place = f"/_files/{self._slack.team_id}"
        files = [{"name": each["name"], "address": f"{place}-{each['id']}/{who.id}"} for each in seen.files]
        return told | {"attachments": texts, "files": files, "values": values, "by_bot": seen.by_bot}
