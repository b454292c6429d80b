"""What Slack sends, read once at the edge into small values."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from handlers import ids
from handlers.blocks.kit import View
from handlers.edge.markup import mentioned, of_message, plain
from handlers.edge.screen import screen_of

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Something a person did. `channel` is None where there is none (a form, App Home).

    `said_in`: where its answer belongs, if they did it elsewhere than in the `channel` that they meant.
    `since`: when they asked for the form that they send now, or that they try once more to open, if it says.
    """

    person: str
    channel: str | None = None
    said_in: str = ""
    since: datetime | None = None
    trigger: str | None = None  # spends itself once, within three seconds
    reply_to: str | None = None  # where a private answer can go
    at: float = field(default_factory=monotonic, compare=False, repr=False)  # when it was heard

    @property
    def told_in(self) -> str:
        """Where its answer is said; empty where that is nowhere but in their conversation with the bot."""
        return self.said_in or self.channel or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Heard):
    """A slash command. `text` has mentions and links made plain."""

    name: str
    text: str
    mentions: tuple[str, ...] = ()
    markup: str = ""  # the text as Slack sent it
    room: str = ""  # what Slack calls the place in which it was typed

    @property
    def is_in_a_group_conversation(self) -> bool:
        """Whether it was typed in a direct conversation of several people, where no app can be."""
        return self.room.startswith("mpdm-")

    @property
    def origin(self) -> str:
        """What makes this command itself and no other."""
        return opaque(f"command:{self.trigger}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Click(Heard):
    """A press of a button or a choice in a menu."""

    action: str
    value: str
    row: str = ""  # the block_id of its row
    mark: str = ""  # which of our messages it was pressed in, where that is one that lasts
    ts: str = ""  # of that message
    view: str = ""  # the form in which it was pressed
    shown: str = ""  # what Slack calls what stood in that form
    subject: str = ""  # what that form is about
    screen: View = field(default_factory=dict)  # that form as it was on the screen
    is_home: bool = False  # whether it was pressed in App Home
    values: Mapping[str, str | None] = field(default_factory=dict)  # what that form holds by now

    @property
    def position(self) -> int:
        """Which of several alike buttons it was."""
        return ids.position(self.action)

    @property
    def choice(self) -> str:
        """What its button's id says beyond which button it is: a position, or an answer."""
        return ids.choice(self.action)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Heard):
    """A form that was sent. `values` holds each field's text, choice or date; `first_field` is its first."""

    form: str
    view: str
    shown: str = ""  # what Slack calls what stands in that view now: another form in its place has another
    subject: str = ""
    values: Mapping[str, str | None] = field(default_factory=dict)
    first_field: str = ""
    screen: View = field(default_factory=dict)  # the form as it was on the screen

    @property
    def origin(self) -> str:
        """What makes this form itself: pressing its button twice is one act; the next form in its place is
        another."""
        return opaque(f"view:{self.view}:{self.shown}")

    def bearer(self, field: str) -> str:
        """The field under which words about this one can stand: itself, one of the same question ("/2"), or
        the first of all."""
        question = ids.choice(field)
        same = (name for name in self.values if question and ids.choice(name) == question)
        return field if field in self.values else next(same, self.first_field)

    def required(self, name: str) -> str:
        """A field's value, empty when nothing was given."""
        return self.values.get(name) or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut(Heard):
    """A shortcut, used on a message or from anywhere. `message_text` is in Slack's markup."""

    name: str
    message_ts: str = ""
    message_text: str = ""
    message_author: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Heard):
    """Something that happened in the workspace."""

    kind: str
    body: Payload

    @property
    def thread(self) -> str | None:
        """Slack's time of the message in whose thread somebody wrote to the bot, if in one."""
        is_private = self.body.get("channel_type") == "im"
        return str(self.body.get("thread_ts") or "") or None if is_private else None


def opaque(origin: str) -> str:
    """A key that recognises the same origin again and tells nothing else."""
    return hashlib.sha256(origin.encode()).hexdigest()[:32]


def message_origin(channel: str, ts: str) -> str:
    """The origin of an idea saved from a message, whoever saves it and however."""
    return opaque(f"message:{channel}:{ts}")


def command(body: Payload) -> Command:
    """Read a slash command."""
    text = str(body.get("text") or "")
    return Command(
        person=body["user_id"],
        channel=body.get("channel_id"),
        trigger=body.get("trigger_id"),
        reply_to=body.get("response_url"),
        name=body["command"],
        text=plain(text).strip(),
        mentions=mentioned(text),
        markup=text,
        room=str(body.get("channel_name") or ""),
    )


def click(body: Payload) -> Click:
    """Read a press; Slack sends one action at a time."""
    action = body["actions"][0]
    chosen = action.get("selected_option") or {}
    view = body.get("view") or {}
    channel, subject = channel_and_subject(view)
    return Click(
        person=body["user"]["id"],
        channel=(body.get("channel") or {}).get("id") or channel,
        said_in=said_in(view),
        since=ids.read_since(str(action.get("block_id") or "")),
        trigger=body.get("trigger_id"),
        reply_to=body.get("response_url"),
        action=action["action_id"],
        row=str(action.get("block_id") or ""),
        mark=_mark(body.get("message") or {}),
        ts=str((body.get("message") or {}).get("ts") or ""),
        value=str(action.get("value") or chosen.get("value") or ""),
        view=str(view["id"]) if view.get("type") == "modal" else "",
        shown=str(view.get("hash") or ""),
        subject=subject,
        screen=screen_of(view),
        is_home=view.get("type") == "home",
        values=_values(view),
    )


def _mark(message: Payload) -> str:
    """Which of our messages this is, by its first block; empty where it is none that the outbox has sent."""
    first: Payload = next(iter(message.get("blocks") or ()), {})
    mark, _, id_ = str(first.get("block_id") or "").partition(":")
    return id_ if mark == ids.MARK else ""


def typed_instead(event: Event, command: str, text: str) -> Command:
    """What somebody wrote to the bot, as if they had typed this command and text."""
    return Command(person=event.person, channel=event.channel, name=command, text=text, markup=text)


def typed_again(click: Click) -> Command:
    """The command that a button holds, typed anew by whoever presses it."""
    name, _, text = click.value.partition(" ")
    return Command(
        person=click.person,
        channel=click.channel,
        since=click.since,
        trigger=click.trigger,
        reply_to=click.reply_to,
        name=name,
        text=text,
    )


def submission(body: Payload) -> Submission:
    """Read a form."""
    view = body["view"]
    channel, subject = channel_and_subject(view)
    inputs = [block["block_id"] for block in view.get("blocks", ()) if block.get("type") == "input"]
    return Submission(
        person=body["user"]["id"],
        channel=channel,
        said_in=said_in(view),
        since=ids.read_since(str(view.get("private_metadata") or "")),
        form=view["callback_id"],
        view=view["id"],
        shown=str(view.get("hash") or ""),
        subject=subject,
        values=_values(view),
        first_field=inputs[0] if inputs else "",
        screen=screen_of(view),
    )


def channel_and_subject(view: Payload) -> tuple[str | None, str]:
    """What a form of ours carries along unseen."""
    where, _, subject = str(view.get("private_metadata") or "").partition("|")
    return where.partition(ids.SAID_IN)[0] or None, ids.timeless(subject)


def said_in(view: Payload) -> str:
    """Where the answer to a form of ours belongs, if that is not where it goes to."""
    where, _, _ = str(view.get("private_metadata") or "").partition("|")
    return where.partition(ids.SAID_IN)[2]


def shortcut(body: Payload) -> Shortcut:
    """Read a shortcut."""
    message = body.get("message") or {}
    return Shortcut(
        person=body["user"]["id"],
        channel=(body.get("channel") or {}).get("id"),
        trigger=body.get("trigger_id"),
        reply_to=body.get("response_url"),
        name=body["callback_id"],
        message_ts=str(message.get("ts") or ""),
        message_text=of_message(message),
        message_author=message.get("user") if not message.get("bot_id") else None,
    )


def event(body: Payload) -> Event:
    """Read an event. Where people stand in it differs from event to event."""
    happened = body["event"]
    user = happened.get("user")
    where = (happened.get("item") or {}).get("channel") or happened.get("channel")
    return Event(
        person=user.get("id", "") if isinstance(user, Mapping) else str(user or ""),
        channel=where if isinstance(where, str) else None,
        kind=happened["type"],
        body=happened,
    )


def _values(view: Payload) -> dict[str, str | None]:
    """Each field by its block_id."""
    return {name: _value(state) for name, state in (view.get("state") or {}).get("values", {}).items()}


def _value(state: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The one value of a field, whichever kind of input it is."""
    given = next(iter(state.values()), {})
    chosen = given.get("selected_option") or {}
    when = given.get("selected_date") or given.get("selected_time")
    value = given.get("value") or chosen.get("value") or when or _several(given)
    return None if value is None else str(value)


def _several(given: Mapping[str, Any]) -> str | None:
    """The values that were ticked or chosen, or the ids of people or of a channel, apart by spaces."""
    chosen = [str(option["value"]) for option in given.get("selected_options") or ()]
    one = given.get("selected_user") or given.get("selected_conversation")
    return " ".join(chosen or given.get("selected_users") or filter(None, [one])) or None
