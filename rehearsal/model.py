"""The things a workspace is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Json = dict[str, Any]

Kind = Literal["public", "private", "im", "mpim"]


@dataclass(frozen=True)
class Team:
    """A workspace in which the app is installed."""

    id: str
    cast: Path | None = None  # who is in it; the rehearsal's own cast when nothing is said


@dataclass
class Person:
    """A member of the workspace; the app's own bot user is one too."""

    id: str
    name: str
    real_name: str
    tz: str = "Europe/London"
    role: str = "member"
    facts: dict[str, str] = field(default_factory=dict)  # what else the cast knows of them; Slack does not
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    deleted: bool = False
    team: str = ""  # whose member it is, when that is another organisation
    locale: str = "en-GB"  # the language and region in which they read Slack
    quiet: str = ""  # their do not disturb of every day, such as "22:00-08:00" where they live
    snoozed_until: int = 0  # and until when they have paused notifications by hand


@dataclass(frozen=True)
class Role:
    """What some of the cast have in common; Slack knows nothing of it."""

    name: str
    title: str  # all of them together
    fact: str = ""  # the one of their facts that tells them apart
    crowd: bool = False  # whether a crowd is made of them


@dataclass(frozen=True)
class UserGroup:
    """People who are mentioned by one name, such as `@midwives`: an app is sent its id alone."""

    id: str
    handle: str
    name: str


@dataclass
class Channel:
    """A channel, or the direct conversation of one person with the bot."""

    id: str
    name: str
    kind: Kind
    members: list[str] = field(default_factory=list)
    archived: bool = False
    person: str | None = None  # whose direct conversation this is
    # True once the app had a reason to write here: it was a member, or somebody called it from here.
    # It decides whose fault a `not_in_channel` is.
    known_to_app: bool = False
    connected: list[str] = field(default_factory=list)  # other organisations that share it
    creator: str = ""


@dataclass
class Message:
    """One message. Ephemeral ones live here too, but only one person ever sees them."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)
    by_bot: bool = False
    thread_ts: str | None = None
    metadata: Json | None = None
    only_for: str | None = None
    edited: str | None = None
    subtype: str | None = None
    client_msg_id: str = ""  # of what a person's own Slack sent
    reactions: dict[str, list[str]] = field(default_factory=dict)
    changed: int = 0  # rises with every change in the workspace, so that a watcher can skip what it has read
    # What each person has chosen in this message's own inputs: person -> block_id -> action_id -> value.
    entries: dict[str, Entries] = field(default_factory=dict)


# What somebody has put into the inputs of a message or view: block_id -> action_id -> state value.
Entries = dict[str, dict[str, Json]]


@dataclass
class View:
    """A modal on one person's screen, or one person's App Home."""

    id: str
    person: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    channel: str | None = None  # the conversation it was opened from
    entries: Entries = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """The view's blocks."""
        blocks: list[Json] = self.body["blocks"]
        return blocks

    @property
    def title(self) -> str:
        """The words at the top, with entities; App Home has none."""
        return str((self.body.get("title") or {}).get("text", ""))
