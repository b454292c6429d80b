"""Typing, reacting, shortcuts and opening the app's Home."""

from __future__ import annotations

from rehearsal.acts import composing, finding, inviting, payloads
from rehearsal.acts.deed import COMMAND_FAILED, NOT_A_COMMAND, PRESS_FAILED, Deed
from rehearsal.delivery.envelopes import Ack
from rehearsal.model import Channel, Message, Person
from rehearsal.refusals import BadDeed, SlackError
from rehearsal.slack import Slack
from rehearsal.texts import escape
from rehearsal.webapi.response_urls import answer_act
from rehearsal.world.permits import ResponseUrl
from rehearsal.world.shapes import view_json

SLACKBOT = "USLACKBOT"
# Slack names the failure after where it happened: on the way to the app, or while waiting for it.
_COMMAND_ERRORS = {"timeout": "operation_timeout"}


async def types(slack: Slack, person: Person, text: str, channel: str, thread: str | None = None) -> Deed:
    """Write a message, or a slash command if it starts with a slash."""
    room = finding.channel(slack, person, channel)
    if room.archived:
        raise BadDeed(f"#{room.name} is archived; nobody can write there")
    if room.kind == "im" and not (slack.manifest.messages and slack.manifest.writable):
        raise BadDeed("the manifest lets nobody write to the app; see features.app_home")
    if text.startswith("/"):
        return await _command(slack, person, room, text)
    above = finding.message(slack, person, thread, channel) if thread else None
    return await say(slack, composing.written(slack, person, room.id, text, _thread(above)))


def _thread(above: Message | None) -> str | None:
    return (above.thread_ts or above.ts) if above else None


async def say(slack: Slack, message: Message) -> Deed:
    """Send what was written."""
    slack.workspace.keep(message)
    slack.bell.ring()
    return await Deed.told_by(slack.events.posted(message), message.ts)


async def _command(slack: Slack, person: Person, room: Channel, typed: str) -> Deed:
    name = typed.split(maxsplit=1)[0]  # a command may be followed by a line break
    rest = typed[len(name) :]
    declared = slack.manifest.commands.get(name)
    if declared is None and name == inviting.COMMAND:
        done, words = await inviting.invite(slack, person, room, rest)
        _slackbot_says(slack, person, room, words)
        return done
    if declared is None or person.team:  # other organisations' members have no commands of this app
        words = NOT_A_COMMAND.format(command=name)
        _slackbot_says(slack, person, room, words)
        return Deed(acked=False, missing="not_a_command", warning=words)
    room.known_to_app = True
    text = escape(rest.strip())
    if declared.get("should_escape"):
        text = composing.with_mentions(slack, text, labelled=True)
    ack = await slack.delivery.send(
        "slash_commands", payloads.command(slack, person, room, name, text), answerable=True
    )
    if ack.acked:
        _answered(slack, person, room, ack)
        return Deed.of(ack)
    words = COMMAND_FAILED.format(command=name, error=_COMMAND_ERRORS.get(ack.missing, "dispatch_failed"))
    _slackbot_says(slack, person, room, words)
    return Deed.of(ack, words)


def _answered(slack: Slack, person: Person, room: Channel, ack: Ack) -> None:
    """An acknowledgement may carry the answer; without `in_channel` only the person sees it."""
    if not ack.payload:
        return
    try:
        permit = ResponseUrl(person.id, room.id, slack.clock.now())
        notes = answer_act(slack, permit, ack.payload)
    except SlackError as refusal:
        words = "; ".join(refusal.messages) or f"the answer in an acknowledgement: {refusal.code}"
        slack.log.violation(refusal.code, words, method="ack", arguments=ack.payload)
        return
    slack.log.add("http", what="ack", ok=True, arguments=ack.payload, **notes)


def _slackbot_says(slack: Slack, person: Person, room: Channel, words: str) -> None:
    ts = slack.workspace.next_ts()
    slack.workspace.keep(Message(ts, room.id, SLACKBOT, escape(words), only_for=person.id))
    slack.bell.ring()


async def reacts(slack: Slack, person: Person, emoji: str, on: str, channel: str | None = None) -> Deed:
    """Put an emoji under a message."""
    return await react(slack, person, emoji, finding.message(slack, person, on, channel), added=True)


async def unreacts(slack: Slack, person: Person, emoji: str, on: str, channel: str | None = None) -> Deed:
    """Take it away again."""
    return await react(slack, person, emoji, finding.message(slack, person, on, channel), added=False)


async def react(slack: Slack, person: Person, emoji: str, message: Message, *, added: bool) -> Deed:
    """Put an emoji under this message, or take it away."""
    if message.only_for is not None:
        raise BadDeed("nobody can react to a message that only they can see")
    if not slack.workspace.emoji.has(emoji):
        raise BadDeed(f"there is no emoji :{emoji}: in this workspace")
    people = message.reactions.setdefault(emoji, [])
    if added == (person.id in people):
        return Deed(ts=message.ts)  # already as wanted
    if added:
        people.append(person.id)
    else:
        people.remove(person.id)
        if not people:
            del message.reactions[emoji]
    slack.bell.ring()
    told = slack.events.reaction(person.id, emoji, message, added=added)
    return await Deed.told_by(told, message.ts)


async def shortcut(slack: Slack, person: Person, name: str, on: str, channel: str | None = None) -> Deed:
    """Choose a line of a message's menu."""
    found = slack.manifest.shortcut(name, "message")
    if found is None:
        raise BadDeed(f"no message shortcut is called {name!r}")
    return await choose_shortcut(
        slack, person, finding.message(slack, person, on, channel), found.callback_id
    )


async def choose_shortcut(slack: Slack, person: Person, message: Message, callback_id: str) -> Deed:
    """Choose it on this message. Other organisations' members have no shortcuts of this app."""
    if person.team:
        raise BadDeed(f"no message shortcut of this app is there for {person.real_name}")
    slack.workspace.channels[message.channel].known_to_app = True
    payload = payloads.message_shortcut(slack, person, message, callback_id)
    return Deed.of(await slack.delivery.send("interactive", payload, answerable=False), PRESS_FAILED)


async def global_shortcut(slack: Slack, person: Person, name: str) -> Deed:
    """Choose a line of the workspace's menu."""
    found = slack.manifest.shortcut(name, "global")
    if found is None or person.team:
        raise BadDeed(f"no global shortcut is called {name!r}")
    payload = payloads.global_shortcut(slack, person, found.callback_id)
    return Deed.of(await slack.delivery.send("interactive", payload, answerable=False), PRESS_FAILED)


async def opens_home(slack: Slack, person: Person) -> Deed:
    """Look at the app's Home."""
    if not slack.manifest.home or person.team:
        raise BadDeed(f"for {person.real_name} this app has no Home")
    home = slack.workspace.homes.get(person.id)
    shown = view_json(home, slack.team_id) if home else None
    return await Deed.told_by(slack.events.home_opened(person.id, shown))
