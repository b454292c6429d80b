"""chat.*: the app writes."""

from __future__ import annotations

from rehearsal.model import Channel, Json
from rehearsal.refusals import SlackError
from rehearsal.rules import limits
from rehearsal.slack import Slack
from rehearsal.webapi import posting
from rehearsal.webapi.methods.call import Call, Handler
from rehearsal.webapi.posting import Draft
from rehearsal.world.shapes import message_json


def _target(call: Call) -> Channel:
    """Where to write: a channel's id or name, or a person's id, which opens the direct conversation."""
    workspace = call.slack.workspace
    name = call.string("channel")
    named = workspace.direct(name) if name in workspace.people else workspace.channel(name)
    call.given["channel"] = named.id if named else name
    return call.channel()


def writable(call: Call) -> Channel:
    """Where to write, if the app may write there now."""
    channel = _target(call)
    public = channel.kind == "public" and "chat:write.public" in call.slack.manifest.scopes
    if not call.is_member(channel) and not public:
        raise SlackError("not_in_channel", pointer="/channel", blame=not channel.known_to_app)
    if channel.archived:
        raise SlackError("is_archived", pointer="/channel")
    if channel.kind == "im" and not call.slack.manifest.messages:
        raise SlackError("messages_tab_disabled", pointer="/channel")
    if not is_reachable(call.slack, channel):
        raise SlackError("user_disabled", pointer="/channel", blame=False)  # they left, as people do
    return channel


def is_reachable(slack: Slack, channel: Channel) -> bool:
    """A direct conversation takes words as long as its person is here."""
    return channel.kind != "im" or not slack.workspace.people[channel.members[0]].deleted


def draft_of(call: Call) -> Draft:
    """What to write."""
    draft = Draft.read(call.given)
    posting.check_thread(draft)
    posting.warn(call.slack, draft, call.method)
    return draft


def post_message(call: Call) -> Json:
    """chat.postMessage: cut, not refused, when the text is too long."""
    channel = writable(call)
    draft = draft_of(call)
    warning: Json = {}
    if len(draft.text) > limits.POSTED_TEXT:
        draft.text = draft.text[: limits.POSTED_TEXT]
        warning = {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}
    if channel.kind != "im" and (who := draft.pings()):
        call.notes["pings"] = who
    message = posting.post(call.slack, channel, draft)
    shown = message_json(message, call.slack.workspace)
    return {"channel": channel.id, "ts": message.ts, "message": shown, **warning}


def post_ephemeral(call: Call) -> Json:
    """chat.postEphemeral: seen by one person, who must be in the channel; never stored."""
    channel = writable(call)
    reader = call.slack.workspace.people.get(call.string("user"))
    if reader is None or reader.deleted or reader.id not in channel.members:
        raise SlackError("user_not_in_channel", pointer="/user")
    draft = draft_of(call)
    _short_enough(draft)
    message = posting.post(call.slack, channel, draft, only_for=reader.id)
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    """chat.update: only the bot's own messages; what is not mentioned stays."""
    channel = call.member_channel()
    message = call.message(channel)
    if message.user != call.slack.workspace.bot.id:
        raise SlackError("cant_update_message", pointer="/ts")
    if channel.archived:
        raise SlackError("is_inactive", pointer="/channel")
    kept: Json = {"attachments": message.attachments}
    if not call.string("markdown_text"):  # it replaces text and blocks alike
        kept["blocks"] = message.blocks
    draft = Draft.read({**kept, **call.given})
    posting.warn(call.slack, draft, call.method)
    _short_enough(draft)
    posting.change(call.slack, message, draft)
    shown = message_json(message, call.slack.workspace)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def _short_enough(draft: Draft) -> None:
    if len(draft.text) > limits.UPDATED_TEXT:
        raise SlackError("msg_too_long", pointer="/text")


def delete(call: Call) -> Json:
    """chat.delete: only the bot's own messages."""
    channel = call.member_channel()
    message = call.message(channel)
    if message.user != call.slack.workspace.bot.id:
        raise SlackError("cant_delete_message", pointer="/ts")
    posting.remove(call.slack, message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    """chat.getPermalink: the address of a message."""
    channel = call.channel()
    message = call.message(channel, "message_ts")
    place = f"archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": f"https://{call.slack.workspace.domain}.slack.com/{place}"}


METHODS: dict[str, Handler] = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": get_permalink,
}
