"""What the app hears of: events its manifest subscribes to, about places its bot can see."""

from __future__ import annotations

import asyncio

from rehearsal.delivery.delivery import Delivery
from rehearsal.delivery.envelopes import Ack
from rehearsal.model import Channel, Json, Message, Person
from rehearsal.world.clock import Clock
from rehearsal.world.ids import Ids
from rehearsal.world.manifest import Manifest
from rehearsal.world.shapes import APP_ID, channel_json, message_json, user_json
from rehearsal.world.workspace import Workspace

_MESSAGE_EVENT = {
    "public": "message.channels",
    "private": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
_CHANNEL_TYPE = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}

# How the first attempt to deliver went; None when the app is not told at all.
Told = asyncio.Future[Ack] | None


class Events:
    """Every way in which the workspace tells the app that something happened."""

    def __init__(
        self, manifest: Manifest, workspace: Workspace, delivery: Delivery, ids: Ids, clock: Clock
    ) -> None:
        self._manifest = manifest
        self._workspace = workspace
        self._delivery = delivery
        self._ids = ids
        self._clock = clock

    def posted(self, message: Message) -> Told:
        """A message everyone in its channel can see, perhaps with a mention of the bot."""
        channel = self._workspace.channels[message.channel]
        event = message_json(message, self._workspace) | self._where(channel, message.ts)
        told = self._tell(event, channel, _MESSAGE_EVENT[channel.kind])
        if f"<@{self._workspace.bot.id}>" not in message.text or channel.kind == "im":
            return told
        # Here `team` is the one that the app is in; who wrote from elsewhere has a `user_team`.
        here = {"team": self._workspace.team_id} if "user_team" in event else {}
        return self._tell({**event, **here, "type": "app_mention"}, channel) or told

    def changed(self, message: Message, before: Json) -> Told:
        """A message got new content."""
        after = message_json(message, self._workspace)
        return self._about(message, "message_changed", {"message": after, "previous_message": before})

    def deleted(self, message: Message) -> Told:
        """A message went."""
        before = message_json(message, self._workspace)
        return self._about(message, "message_deleted", {"deleted_ts": message.ts, "previous_message": before})

    def reaction(self, person: str, name: str, message: Message, *, added: bool) -> Told:
        """Somebody put an emoji under a message, or took it away."""
        event = {
            "type": "reaction_added" if added else "reaction_removed",
            "user": person,
            "reaction": name,
            "item": {"type": "message", "channel": message.channel, "ts": message.ts},
            "item_user": message.user,
            "event_ts": self._workspace.next_ts(),
        }
        return self._tell(event, self._workspace.channels[message.channel])

    def home_opened(self, person: str, view: Json | None) -> Told:
        """Somebody looks at the app's Home."""
        event = {
            "type": "app_home_opened",
            "user": person,
            "channel": self._workspace.direct(person).id,
            "tab": "home",
            "event_ts": self._workspace.next_ts(),
        }
        return self._tell(event | ({"view": view} if view else {}), None)

    def membership(self, person: str, channel: Channel, *, joined: bool, inviter: str = "") -> Told:
        """Somebody came or went. The bot hears of its own going by another name."""
        here = {"channel": channel.id, "channel_type": "C" if channel.kind == "public" else "G"}
        if person == self._workspace.bot.id and not joined:
            kind = "channel_left" if channel.kind == "public" else "group_left"
            return self._tell({"type": kind, "channel": channel.id}, None)
        kind = "member_joined_channel" if joined else "member_left_channel"
        team = self._workspace.people[person].team or self._workspace.team_id
        event = {"type": kind, "user": person, "team": team, **here}
        event |= {"inviter": inviter} if inviter else {}
        return self._tell(event | {"event_ts": self._workspace.next_ts()}, channel)

    def archived(self, channel: Channel, person: str) -> Told:
        """A channel was closed for writing."""
        kind = "channel" if channel.kind == "public" else "group"
        event = {"type": f"{kind}_archive", "channel": channel.id, "user": person}
        return self._tell(event | {"event_ts": self._workspace.next_ts()}, channel)

    def unarchived(self, channel: Channel, person: str) -> Told:
        """A channel can be written in again."""
        kind, by = ("channel", "user") if channel.kind == "public" else ("group", "actor_id")
        event = {"type": f"{kind}_unarchive", "channel": channel.id, by: person}
        return self._tell(event | {"event_ts": self._workspace.next_ts()}, channel)

    def id_changed(self, channel: Channel, old: str) -> Told:
        """A channel is called by another id from now on."""
        event = {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": channel.id}
        return self._tell(event | {"event_ts": self._workspace.next_ts()}, channel)

    def created(self, channel: Channel, person: str) -> Told:
        """There is a new public channel."""
        about = channel_json(channel, self._workspace.team_id, self._workspace.bot.id)
        event = {"type": "channel_created", "channel": about | {"creator": person}}
        return self._tell(event | {"event_ts": self._workspace.next_ts()}, None)

    def person_changed(self, person: Person, kind: str = "user_change") -> Told:
        """Somebody has a new name, time zone or standing, or is new (`team_join`)."""
        email = "users:read.email" in self._manifest.scopes
        user = user_json(person, self._workspace, self._clock.now(), email=email)
        return self._tell({"type": kind, "user": user, "event_ts": self._workspace.next_ts()}, None)

    def token_revoked(self) -> Told:
        """The workspace took the bot's token away."""
        tokens = {"oauth": [], "bot": [self._workspace.bot.id]}
        return self._tell({"type": "tokens_revoked", "tokens": tokens}, None)

    def _about(self, message: Message, subtype: str, more: Json) -> Told:
        channel = self._workspace.channels[message.channel]
        ts = self._workspace.next_ts()
        event = {"type": "message", "subtype": subtype, "hidden": True, "ts": ts, **more}
        return self._tell(event | self._where(channel, ts), channel, _MESSAGE_EVENT[channel.kind])

    @staticmethod
    def _where(channel: Channel, ts: str) -> Json:
        return {"channel": channel.id, "channel_type": _CHANNEL_TYPE[channel.kind], "event_ts": ts}

    def _tell(self, event: Json, channel: Channel | None, subscription: str | None = None) -> Told:
        if (subscription or event["type"]) not in self._manifest.events:
            return None
        if channel is not None and self._workspace.bot.id not in channel.members:
            return None
        return self._delivery.event(self._wrapped(event, channel))

    def _wrapped(self, event: Json, channel: Channel | None) -> Json:
        """The event in its envelope's payload.

        A message from another organisation arrives with that one's `team_id`: only the context and the
        authorizations tell which installation of the app is meant.
        """
        team, bot = self._workspace.team_id, self._workspace.bot.id
        enterprise = self._workspace.enterprise_id
        return ({"enterprise_id": enterprise} if enterprise else {}) | {
            "token": "rehearsal-verification-token",
            "team_id": event.get("user_team", team) if event["type"] == "message" else team,
            "context_team_id": team,
            "context_enterprise_id": enterprise,
            "api_app_id": APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": self._ids.next("Ev"),
            "event_time": int(self._clock.now().timestamp()),
            "authorizations": [
                {
                    "enterprise_id": enterprise,
                    "team_id": team,
                    "user_id": bot,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": bool(channel and channel.connected),
            "event_context": self._ids.next("EC"),
        }
