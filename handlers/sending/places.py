"""Where an owed message will stand: found or made before it is sent, so that one knows where to look."""

from dataclasses import replace

import structlog
from slack_sdk.errors import SlackApiError

from coproduction.kinds import Place, PrivateChannel
from coproduction.messages import Message, Outcome, not_sent
from coproduction.service.kinds import kind_of
from coproduction.service.owing import keep_place
from handlers.desk import Desk
from handlers.slack import channels
from handlers.slack.channels import NotSeenYet
from handlers.slack.slack_errors import SLACK_IS_AWAY, error_of, is_passing, not_sent_because, reason_of

TRIES = 5  # to find a channel that is there and not shown

log = structlog.get_logger(__name__)


class Waits(Exception):  # noqa: N818 (it passes)
    """Something keeps a message back; `outcome` is what that makes of it."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


async def placed(desk: Desk, message: Message) -> Message | None:
    """The message with the channel that is made for its kind; None when its claim was lost. Raises Waits."""
    place = kind_of(message.kind).place
    if message.channel or place is None:
        return message
    try:
        return await _made_for_it(desk, message, place)
    except NotSeenYet:
        raise Waits(not_sent("its channel is not shown yet", message.attempt)) from None
    except (SlackApiError, *SLACK_IS_AWAY) as fault:
        raise Waits(not_sent_because(fault, message.attempt, desk.slack.patience)) from fault


async def conversation_with(desk: Desk, message: Message) -> Message | None:
    """The message with its reader's conversation, to look there; None when its claim was lost."""
    channel = await desk.slack.open_conversation(message.recipient)
    return await desk.write(lambda memory: keep_place(memory, message, channel))


async def _made_for_it(desk: Desk, message: Message, place: Place) -> Message | None:
    """A private channel, or the one to write in where there cannot be one."""
    wanted = await desk.read(lambda memory: place.wanted(memory, message))
    if wanted is None:
        return message  # nothing will be drawn of it
    made = await _made(desk, message, place, wanted)
    channel, let_in = made or (wanted.otherwise, set[str]())
    now = desk.clock()
    return await desk.write(lambda memory: place.settled(memory, now, message, channel, let_in))


async def _made(
    desk: Desk, message: Message, place: Place, wanted: PrivateChannel
) -> tuple[str, set[str]] | None:
    """The channel with those who are in it; None when Slack will not have it, or lets nobody in."""
    if wanted.name is None:
        return None
    try:
        channel = await channels.make(desk.slack, wanted.name, desk.bot_user)
        latest = await desk.read(lambda memory: place.wanted(memory, message)) or wanted
        let_in = await channels.let_in(desk.slack, channel, latest.members)
    except NotSeenYet:
        if message.attempt < TRIES:
            raise
        reason = "name_taken"
    except SlackApiError as refusal:
        if is_passing(refusal):
            raise
        reason = error_of(refusal)
    else:
        if let_in or not latest.members:
            return channel, let_in
        reason = "nobody could be invited"
        await channels.archive(desk.slack, replace(message, channel=channel))
    log.warning("no_channel_of_its_own", kind=message.kind, subject=message.subject, reason=reason)
    return None


async def open_doors(desk: Desk, message: Message) -> None:
    """Let the reader into the channels they need, and out of others, before they read why. Raises Waits."""
    doors = await desk.read(lambda memory: kind_of(message.kind).doors(memory, message))
    if doors is None:
        return
    try:
        there = await channels.channels_of(desk.slack, message.recipient)
        if doors.into and doors.into not in there:
            await channels.let_in(desk.slack, doors.into, [message.recipient])
        for channel in there.intersection(doors.out_of):
            await channels.send_out(desk.slack, channel, message.recipient)
    except (SlackApiError, *SLACK_IS_AWAY) as fault:
        if is_passing(fault):
            raise Waits(not_sent_because(fault, message.attempt, desk.slack.patience)) from fault
        log.warning("person_not_invited", channel=doors.into, reason=reason_of(fault))
