"""Changing one's mind about a message: editing it, or taking it away."""

from __future__ import annotations

from rehearsal.acts import composing, finding
from rehearsal.acts.deed import Deed
from rehearsal.model import Message, Person
from rehearsal.refusals import BadDeed
from rehearsal.slack import Slack
from rehearsal.world.shapes import message_json


async def edits(slack: Slack, person: Person, text: str, on: str, channel: str | None = None) -> Deed:
    """Write something else in the place of one's own message that says `on`."""
    return await edit(slack, person, finding.message(slack, person, on, channel), text)


async def deletes(slack: Slack, person: Person, on: str, channel: str | None = None) -> Deed:
    """Take away the message that says `on`: one's own; an admin may take away anybody's."""
    return await delete(slack, person, finding.message(slack, person, on, channel))


async def edit(slack: Slack, person: Person, message: Message, text: str) -> Deed:
    """The app hears of it as `message_changed`."""
    if message.user != person.id or message.only_for is not None:
        raise BadDeed(f"{person.real_name} can only edit what they wrote themselves")
    if not text.strip():
        raise BadDeed("a message is not edited to nothing; it can be deleted")
    _open(slack, message)
    before = message_json(message, slack.workspace)
    message.text, message.blocks = composing.marked_up(slack, text), composing.rich(slack, text)
    message.edited = slack.workspace.next_ts()
    slack.workspace.touch(message)
    slack.bell.ring()
    return await Deed.told_by(slack.events.changed(message, before), message.ts)


async def delete(slack: Slack, person: Person, message: Message) -> Deed:
    """The app hears of it as `message_deleted`; of what only this person sees, nobody hears."""
    if message.only_for is None and message.user != person.id and not person.is_admin:
        raise BadDeed(f"{person.real_name} can only delete what they wrote themselves; an admin may more")
    _open(slack, message)
    told = None if message.only_for else slack.events.deleted(message)
    slack.workspace.drop(message)
    slack.bell.ring()
    return await Deed.told_by(told, message.ts)


def _open(slack: Slack, message: Message) -> None:
    if slack.workspace.channels[message.channel].archived:
        raise BadDeed("the channel is archived; nothing changes there any more")
