"""How each call that the outbox carries is done, and how one sees whether it was done already."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from slack_sdk.errors import SlackApiError

from coproduction import messages
from coproduction.machine import MOVING
from coproduction.messages import Call, Message, MessageState, Outcome, held_up
from coproduction.stuck import KEPT, OBSTACLES, Obstacle, next_try
from handlers.desk import Desk
from handlers.sending.places import conversation_with, open_doors
from handlers.sending.showing import digest, drawn
from handlers.slack import channels
from handlers.slack.slack_errors import SLACK_IS_AWAY, cannot_look_because

_SOON = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Deed:
    """`do` makes the call once; `look` says what became of a call of which nobody knows."""

    do: Callable[[Desk, Message], Awaitable[Outcome]]
    look: Callable[[Desk, Message], Awaitable[Outcome]]


async def _post(desk: Desk, message: Message) -> Outcome:
    await open_doors(desk, message)
    drawing = await drawn(desk, message)
    if drawing is None:
        return messages.unwanted("what it was about is gone")
    if message.recipient and await desk.directory.has_left(message.recipient):
        return messages.rejected("user_disabled")  # Slack takes it all the same, and nobody would read it
    thread, is_coming = await _thread(desk, message)
    if is_coming:
        return messages.not_sent("its thread is not there yet", message.attempt)
    outcome = await desk.slack.post(message, drawing, digest(drawing), thread)
    if not message.recipient and OBSTACLES.get(outcome.reason or "") is Obstacle.OUTSIDE:
        obstacle = await desk.slack.join(message)  # works for public channels
        if obstacle is None:
            outcome = await desk.slack.post(message, drawing, digest(drawing), thread)
        elif obstacle.state is MessageState.PENDING:
            return obstacle
    is_kept = outcome.reason in OBSTACLES and not message.recipient and desk.clock() < message.due_at + KEPT
    return held_up(outcome.reason or "", next_try(message.attempt)) if is_kept else outcome


async def _find(desk: Desk, message: Message) -> Outcome:
    """What is for no person and has no channel was never sent: that is stored before the first try.

    The thread it belongs in is looked for first: a restored backup may have forgotten that, too.
    """
    thread, is_coming = await _thread(desk, message)
    if is_coming:
        return messages.look_later("its thread is looked for first", _SOON)
    if message.channel:
        return await desk.slack.find(message, thread)
    if not message.recipient:
        return messages.absent()
    try:
        known = await conversation_with(desk, message)
    except (SlackApiError, *SLACK_IS_AWAY) as fault:
        return cannot_look_because(fault, desk.slack.patience)
    known = known or message
    return replace(await desk.slack.find(known, thread), channel=known.channel)


async def _thread(desk: Desk, message: Message) -> tuple[str | None, bool]:
    """The thread it belongs in, and whether that is still on its way; if it never comes, the channel."""
    under = message.under
    if under and "." in under:  # Slack's time of what stands there
        return under, False
    root = await desk.read(lambda memory: memory.messages.get(under)) if under else None
    return (root.ts, root.ts is None and root.state in MOVING) if root else (None, False)


async def _archive(desk: Desk, message: Message) -> Outcome:
    return await channels.archive(desk.slack, message)


async def _harmless_again(_desk: Desk, _message: Message) -> Outcome:
    """Slack says when it was done already."""
    return messages.absent()


DEEDS: Mapping[Call, Deed] = {
    Call.POST: Deed(_post, _find),
    Call.ARCHIVE: Deed(_archive, _harmless_again),
}
