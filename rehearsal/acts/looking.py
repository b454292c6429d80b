"""What people see, told as data: messages, modals and Home, as a person would read them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rehearsal.acts import finding
from rehearsal.acts.forms import labels
from rehearsal.model import Json, Message, Person, View
from rehearsal.refusals import BadDeed
from rehearsal.slack import Slack
from rehearsal.texts import plain, readable
from rehearsal.world.shapes import view_json


def message(slack: Slack, seen: Message) -> Json:
    """One message, as a person reads it and as the app made it."""
    room = slack.workspace.channels[seen.channel]
    return {
        "ts": seen.ts,
        "channel": seen.channel,
        "user": seen.user,
        "text": seen.text,
        "readable": slack.workspace.read(seen),
        "blocks": seen.blocks,
        "ephemeral": seen.only_for is not None,
        "private": seen.only_for is not None or room.kind == "im",
        "edited": seen.edited is not None,
        "thread_ts": seen.thread_ts,
        "reactions": seen.reactions,
        "metadata": seen.metadata,
    }


def view(slack: Slack, seen: View | None) -> Json | None:
    """A modal or Home, as a person reads it."""
    if seen is None:
        return None
    return {
        "id": seen.id,
        "title": finding.title_of(seen),
        "labels": labels(seen),
        "text": readable(seen.blocks, slack.workspace.label),
        "errors": seen.errors,
        "json": view_json(seen, slack.team_id),
    }


def messages(slack: Slack, who: Person, channel: str | None) -> list[Json]:
    """What this person can see, oldest first."""
    room = finding.channel(slack, who, channel).id if channel else None
    return [message(slack, each) for each in slack.workspace.visible(who.id, room)]


class Pattern:
    """A text to look for: plain words, blanks not counted exactly, or a regular expression."""

    def __init__(self, text: str, *, regex: bool, flags: int = 0) -> None:
        try:
            self._regex = re.compile(text if regex else _words(text), flags)
        except re.error as wrong:
            raise BadDeed(f"{text!r} is not a regular expression: {wrong}") from None

    def is_in(self, *texts: str) -> bool:
        """Whether one of the texts says it."""
        return any(self._regex.search(text) for text in texts)


def _words(text: str) -> str:
    return r"\s+".join(re.escape(word) for word in text.split())


@dataclass
class Watcher:
    """One person looking out for a message; what she has read once she does not read again."""

    slack: Slack
    who: Person
    pattern: Pattern
    channel: str | None
    private: bool
    _read: int = 0

    def look(self) -> Json | None:
        """The newest message she can see that says it, in its blocks or in its text."""
        workspace = self.slack.workspace
        room = finding.channel(self.slack, self.who, self.channel).id if self.channel else None
        if workspace.changes < self._read:  # the workspace was reset meanwhile
            self._read = 0
        for each in workspace.changed_since(self._read, self.who.id):
            if room in (None, each.channel) and self._fits(each):
                return message(self.slack, each)
        self._read = workspace.changes
        return None

    def _fits(self, seen: Message) -> bool:
        workspace = self.slack.workspace
        alone = seen.only_for is not None or workspace.channels[seen.channel].kind == "im"
        if self.private and not alone:
            return False
        return self.pattern.is_in(workspace.read(seen), plain(seen.text, workspace.label), seen.text)
