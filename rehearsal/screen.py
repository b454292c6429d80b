"""Everything one person sees, in one answer: what a page draws, and a wait until that is different."""

from __future__ import annotations

import hashlib
import json

from rehearsal import finding, looking
from rehearsal.model import Channel, Json, Message, Person
from rehearsal.order import Order
from rehearsal.shapes import view_json
from rehearsal.slack import Slack
from rehearsal.state import state_of
from rehearsal.workspace import Workspace

NEWEST_MESSAGES = 100
NEWEST_WARNINGS = 500  # log entries looked through for them
_TOLD = ("id", "name", "real_name", "role", "sector", "perspective", "tz", "is_bot", "is_admin", "deleted")


class Screens:
    """Draws nothing; remembers how far each person has read each conversation."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._read: dict[tuple[str, str], str] = {}
        self._of: Workspace | None = None

    async def screen(self, order: Order) -> Json:
        """What `person` sees in `channel`; with `since` (an earlier `version`), once it is different."""
        who = finding.person(self._slack, order.string("person"))
        channel, since = order.maybe("channel"), order.maybe("since")
        most = min(max(int(order.number("most", NEWEST_MESSAGES)), 1), 5_000)

        def look() -> Json | None:
            seen = self._seen(who, channel, most)
            return None if seen["version"] == since else seen

        found = await self._slack.bell.until(look, order.wait("wait", 0))
        return (found or {"version": since}) | {"now": self._slack.clock.now().isoformat()}

    def _seen(self, who: Person, channel: str | None, most: int) -> Json:
        slack = self._slack
        slack.workspace.direct(who.id)  # the app's conversation stands in the list from the beginning
        room = finding.channel(slack, who, channel) if channel else None
        seen = self._everywhere(who) | self._in(who, room, most) | {"channels": self._channels(who)}
        version = hashlib.sha256(json.dumps(seen, sort_keys=True, default=str).encode()).hexdigest()[:24]
        return {"version": version, **seen}

    def _everywhere(self, who: Person) -> Json:
        slack = self._slack
        home = slack.workspace.homes.get(who.id)
        return {
            "seq": slack.log.seq,
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
            "commands": list(slack.manifest.commands.values()),
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
        newer = (each for each in self._slack.workspace.messages(room.id) if each.ts > after)
        return sum(each.user != who.id and each.only_for in (None, who.id) for each in newer)

    def _in(self, who: Person, room: Channel | None, most: int) -> Json:
        """The open conversation; looking at it is reading it."""
        if self._of is not self._slack.workspace:  # another first day: nobody has read anything
            self._read.clear()
            self._of = self._slack.workspace
        if room is None:
            return {"channel": None, "messages": [], "earlier": 0}
        visible = self._slack.workspace.visible(who.id, room.id)
        if visible:
            self._read[who.id, room.id] = visible[-1].ts
        shown = visible[-most:]
        messages = [self._message(who, each) for each in shown]
        return {"channel": room.id, "messages": messages, "earlier": len(visible) - len(shown)}

    def _message(self, who: Person, seen: Message) -> Json:
        told = looking.message(self._slack, seen)
        del told["metadata"]  # no client shows it
        texts = [str(each.get("text") or each.get("fallback") or "") for each in seen.attachments]
        values = state_of(seen.blocks, seen.entries.get(who.id, {}))
        return told | {"attachments": texts, "values": values, "by_bot": seen.by_bot}
