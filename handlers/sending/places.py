"""Where an owed message will stand: found or made before it is sent, so that one knows where to look."""

from dataclasses import replace

import structlog
from slack_sdk.errors import SlackApiError

from coproduction.messages import Kind, Message, Outcome, not_sent
from coproduction.service import outbox
from coproduction.service.breakouts import channels as roundplaces
from coproduction.service.breakouts.channels import Wanted
from handlers.desk import Desk
from handlers.slack import channels
from handlers.slack.channels import NotSeenYet
from handlers.slack.slack_errors import SLACK_IS_AWAY, error_of, not_sent_because, passing, reason_of

TRIES = 5  # to find a channel that is there and not shown

log = structlog.get_logger(__name__)


async def obstacle_or_ready(desk: Desk, message: Message) -> Message | Outcome | None:
    """The message with its conversation, or what keeps it; None when somebody else has its claim now."""
    try:
        return await (_direct if message.recipient else _room)(desk, message)
    except NotSeenYet:
        return not_sent("its channel is not shown yet", message.attempt)
    except (SlackApiError, *SLACK_IS_AWAY) as fault:
        return not_sent_because(fault, message.attempt)


async def _direct(desk: Desk, message: Message) -> Message | None:
    channel = await desk.slack.open_conversation(message.recipient)
    return await desk.write(lambda memory: outbox.resolve(memory, message, channel))


async def _room(desk: Desk, message: Message) -> Message | None:
    """The private channel of a group, or the programme's own where there cannot be one."""
    wanted = await desk.read(lambda memory: roundplaces.wanted(memory, message))
    if wanted is None:
        return message  # nothing will be drawn of it
    made = await _made(desk, message, wanted)
    channel, let_in = made or (wanted.otherwise, set[str]())
    now = desk.clock()
    return await desk.write(lambda memory: roundplaces.settle(memory, now, message, channel, let_in))


async def _made(desk: Desk, message: Message, wanted: Wanted) -> tuple[str, set[str]] | None:
    """The channel with those who are in it; None when Slack will not have it, or lets nobody in."""
    if wanted.name is None:
        return None
    try:
        channel = await channels.make(desk.slack, wanted.name, desk.bot_user)
        latest = await desk.read(lambda memory: roundplaces.wanted(memory, message)) or wanted
        let_in = await channels.let_in(desk.slack, channel, latest.members)
    except NotSeenYet:
        if message.attempt < TRIES:
            raise
        reason = "name_taken"
    except SlackApiError as refusal:
        if passing(refusal) is not None:
            raise
        reason = error_of(refusal)
    else:
        if let_in or not latest.members:
            return channel, let_in
        reason = "nobody could be invited"
        await channels.archive(desk.slack, replace(message, channel=channel))
    log.warning("group_has_no_channel", group=message.subject, reason=reason)
    return None


async def open_doors(desk: Desk, message: Message) -> Outcome | None:
    """Let whoever sits elsewhere now into their group's channel, and out of the one they were in.

    None when that is done, or cannot be done at all; else what keeps their note back.
    """
    if message.kind not in {Kind.GROUP, Kind.MOVED}:
        return None
    way = await desk.read(lambda memory: roundplaces.way(memory, message))
    if way is None:
        return None
    try:
        there = await channels.channels_of(desk.slack, message.recipient)
        if way.to and way.to not in there:
            await channels.let_in(desk.slack, way.to, [message.recipient])
        for channel in there.intersection(way.away_from):
            await channels.send_out(desk.slack, channel, message.recipient)
    except (SlackApiError, *SLACK_IS_AWAY) as fault:
        if passing(fault) is None:
            log.warning("person_not_invited", channel=way.to, reason=reason_of(fault))
            return None
        return not_sent_because(fault, message.attempt)
    return None
