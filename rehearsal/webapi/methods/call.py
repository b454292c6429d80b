"""One call of one method by the app, as the method sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rehearsal.model import Channel, Json, Message, Person
from rehearsal.refusals import SlackError
from rehearsal.slack import Slack
from rehearsal.webapi.reading import typed

REFERENCE: dict[str, Json] = json.loads(
    Path(__file__).parent.with_name("methods.json").read_text("utf-8"),
)

# Slack's own clients add the workspace to every call made while handling an envelope; Slack lets it pass.
UNDOCUMENTED = {"team_id"}

_READ_SCOPES = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}


@dataclass
class Call:
    """A checked call: known method, right token, scopes granted, arguments documented."""

    slack: Slack
    method: str
    given: Json
    notes: Json = field(default_factory=dict)  # what the log should say about it

    @classmethod
    def checked(cls, slack: Slack, method: str, given: Json) -> Call:
        """Hold the arguments against Slack's reference."""
        documented: Json = REFERENCE[method]["arguments"]
        unknown = sorted(set(given) - set(documented) - UNDOCUMENTED)
        missing = [name for name in REFERENCE[method]["required"] if given.get(name) in (None, "")]
        messages = [f"[ERROR] invalid additional property: {name} [json-pointer:/{name}]" for name in unknown]
        messages += [f"[ERROR] missing required field: {name}" for name in missing]
        if messages:
            raise SlackError("invalid_arguments", messages, pointer=f"/{(unknown + missing)[0]}")
        read = {name: typed(name, value, documented.get(name, "string")) for name, value in given.items()}
        return cls(slack, method, read)

    def string(self, name: str) -> str:
        """A string argument; empty when absent."""
        return str(self.given.get(name, ""))

    def flag(self, name: str, default: bool = False) -> bool:
        """A true or false argument."""
        return bool(self.given.get(name, default))

    def number(self, name: str, default: int) -> int:
        """A number argument."""
        return int(self.given.get(name, default))

    def need(self, scope: str) -> None:
        """Refuse unless the manifest asked for this scope; an app may try whether it has an optional one."""
        granted = self.slack.manifest.scopes
        if scope not in granted:
            extra: Json = {"needed": scope, "provided": ",".join(sorted(granted))}
            raise SlackError("missing_scope", extra=extra, blame=scope not in self.slack.manifest.optional)

    def need_for(self, channel: Channel, right: str) -> None:
        """The scope that reads this kind of conversation, such as `groups:history`."""
        self.need(f"{_READ_SCOPES[channel.kind]}:{right}")

    def channel(self, name: str = "channel") -> Channel:
        """The conversation it is about, if the bot may know of it."""
        channel = self.slack.workspace.channels.get(self.string(name))
        if channel is None:
            raise SlackError("channel_not_found", pointer=f"/{name}", blame=True)
        hidden = channel.kind != "public" and not self.is_member(channel)
        if hidden:
            raise SlackError("channel_not_found", pointer=f"/{name}", blame=not channel.known_to_app)
        return channel

    def is_member(self, channel: Channel) -> bool:
        """Whether the bot is in there."""
        return self.slack.workspace.bot.id in channel.members

    def member_channel(self) -> Channel:
        """The conversation it is about, if the bot is in there."""
        channel = self.channel()
        if not self.is_member(channel):
            raise SlackError("not_in_channel", pointer="/channel", blame=not channel.known_to_app)
        return channel

    def person(self, name: str = "user") -> Person:
        """The person it is about."""
        person = self.slack.workspace.people.get(self.string(name))
        if person is None:
            raise SlackError("user_not_found", pointer=f"/{name}")
        return person

    def message(self, channel: Channel, name: str = "ts") -> Message:
        """The message it is about. Ephemeral ones cannot be found again."""
        message = self.slack.workspace.message(channel.id, self.string(name))
        if message is None or message.only_for is not None:
            blame = message is not None or None
            raise SlackError("message_not_found", pointer=f"/{name}", blame=blame)
        return message

    def page(self, things: list[Json], most: int = 1000) -> tuple[list[Json], Json]:
        """One page of a listing, and what Slack says about the next one."""
        limit = min(self.number("limit", 100), most)
        if limit < 1:
            raise SlackError("invalid_limit", pointer="/limit")
        start = self._start(len(things))
        more = start + limit < len(things)
        cursor = f"next:{start + limit}" if more else ""
        return things[start : start + limit], {"response_metadata": {"next_cursor": cursor}}

    def _start(self, length: int) -> int:
        cursor = self.string("cursor")
        if not cursor:
            return 0
        number = cursor.removeprefix("next:")
        if not number.isdecimal() or int(number) > length:
            raise SlackError("invalid_cursor", pointer="/cursor")
        return int(number)


Handler = Callable[[Call], Json]
