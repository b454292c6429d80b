"""chat.*: the app has Slack write later."""

from __future__ import annotations

from functools import partial

from rehearsal.model import Channel, Json
from rehearsal.refusals import SlackError
from rehearsal.rules import limits
from rehearsal.slack import Slack
from rehearsal.webapi import posting
from rehearsal.webapi.methods.call import Call, Handler
from rehearsal.webapi.methods.chat import draft_of, is_reachable, writable
from rehearsal.webapi.posting import Draft
from rehearsal.world.schedule import Planned
from rehearsal.world.shapes import BOT_ID


def schedule(call: Call) -> Json:
    """chat.scheduleMessage: at most 120 days ahead, and at most 30 within five minutes of one channel."""
    channel = writable(call)
    draft = draft_of(call)
    if len(draft.text) > limits.POSTED_TEXT:
        raise SlackError("msg_too_long", pointer="/text")
    send = partial(_send, call.slack, draft)
    planned = call.slack.schedule.plan(channel.id, draft.text, _moment(call, channel), send)
    message: Json = {"text": draft.text, "username": call.slack.workspace.bot.name, "bot_id": BOT_ID}
    message |= {"type": "delayed_message", "subtype": "bot_message", "attachments": draft.attachments}
    return {
        "channel": channel.id,
        "scheduled_message_id": planned.id,
        "post_at": planned.post_at,
        "message": message,
    }


def _moment(call: Call, channel: Channel) -> int:
    moment, now = call.number("post_at", 0), call.slack.clock.now().timestamp()
    if moment <= now:
        raise SlackError("time_in_past", pointer="/post_at", blame=False)  # the network may have been slow
    if moment > now + limits.SCHEDULED_AHEAD:
        raise SlackError("time_too_far", pointer="/post_at")
    times = [each.post_at for each in call.slack.schedule.planned if each.channel == channel.id]
    if _most_together([*times, moment], moment) > limits.SCHEDULED_IN_A_WINDOW:
        raise SlackError("restricted_too_many", pointer="/post_at")
    return moment


def _most_together(times: list[int], moment: int) -> int:
    """How many of these fall into one window, of all the windows that hold this moment."""
    near = [each for each in times if abs(each - moment) < limits.SCHEDULED_WINDOW]
    begins = [each for each in near if each <= moment]
    return max(sum(0 <= each - begin < limits.SCHEDULED_WINDOW for each in near) for begin in begins)


def _send(slack: Slack, draft: Draft, planned: Planned) -> None:
    """The time has come. Nobody is told when it cannot be posted any more, so the record tells it."""
    channel = slack.workspace.channels[planned.channel]
    is_open = slack.workspace.bot.id in channel.members and not channel.archived
    if is_open and is_reachable(slack, channel):
        message = posting.post(slack, channel, draft)
        slack.log.add("scheduled", ok=True, id=planned.id, channel=channel.id, ts=message.ts)
    else:
        slack.log.add("scheduled", ok=False, id=planned.id, channel=channel.id)


def delete(call: Call) -> Json:
    """chat.deleteScheduledMessage: it is not to be written after all."""
    channel, name = call.channel().id, call.string("scheduled_message_id")
    if not any((each.id, each.channel) == (name, channel) for each in call.slack.schedule.planned):
        raise SlackError("invalid_scheduled_message_id", pointer="/scheduled_message_id", blame=False)
    call.slack.schedule.cancel(name)
    return {}


def list_(call: Call) -> Json:
    """chat.scheduledMessages.list: what is still to come, the soonest first."""
    wanted = call.string("channel")
    if wanted and wanted not in call.slack.workspace.channels:
        raise SlackError("invalid_channel", pointer="/channel")
    oldest, latest = _bound(call, "oldest", 0.0), _bound(call, "latest", float("inf"))
    found = [
        _shown(each)
        for each in call.slack.schedule.planned
        if wanted in ("", each.channel) and oldest <= each.post_at <= latest
    ]
    page, rest = call.page(found)
    return {"scheduled_messages": page, **rest}


def _bound(call: Call, name: str, default: float) -> float:
    try:
        return float(call.string(name) or default)
    except ValueError:
        words = f"[ERROR] must provide a timestamp [json-pointer:/{name}]"
        raise SlackError("invalid_arguments", [words], pointer=f"/{name}") from None


def _shown(planned: Planned) -> Json:
    return {
        "id": planned.id,
        "channel_id": planned.channel,
        "post_at": planned.post_at,
        "date_created": planned.created,
        "text": planned.text,
    }


METHODS: dict[str, Handler] = {
    "chat.scheduleMessage": schedule,
    "chat.deleteScheduledMessage": delete,
    "chat.scheduledMessages.list": list_,
}
