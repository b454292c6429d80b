"""How each call that the outbox carries is done, and how one sees whether it was done already."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from coproduction import messages
from coproduction.messages import Call, Message, MessageState, Outcome
from handlers.desk import Desk
from handlers.sending.places import open_doors
from handlers.sending.showing import digest, drawn
from handlers.slack import channels

_SOON = timedelta(seconds=5)
_OUTSIDE = {"not_in_channel", "channel_not_found"}  # Slack says the second of private channels


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
    thread, is_coming = await _thread(desk, message)
    if is_coming:
        return messages.not_sent("its thread is not there yet", message.attempt)
    outcome = await desk.slack.post(message, drawing, digest(drawing), thread)
    if message.recipient or outcome.reason not in _OUTSIDE:
        return outcome
    obstacle = await desk.slack.join(message)  # works for public channels
    if obstacle is None:
        return await desk.slack.post(message, drawing, digest(drawing), thread)
    return obstacle if obstacle.state is MessageState.PENDING else replace(outcome, is_outside=True)


async def _find(desk: Desk, message: Message) -> Outcome:
    """What can have no conversation was never sent. The thread it belongs in is looked for first."""
    if not message.channel:
        return messages.absent()
    thread, is_coming = await _thread(desk, message)
    if is_coming:
        return messages.look_later("its thread is looked for first", _SOON)
    return await desk.slack.find(message, thread)


async def _thread(desk: Desk, message: Message) -> tuple[str | None, bool]:
    """The thread it belongs in, and whether that is still on its way; if it never comes, the channel."""
    under = message.under
    root = await desk.read(lambda memory: memory.messages.get(under)) if under else None
    return (root.ts, root.ts is None and root.state in messages.MOVING) if root else (None, False)


async def _archive(desk: Desk, message: Message) -> Outcome:
    return await channels.archive(desk.slack, message)


async def _harmless_again(_desk: Desk, _message: Message) -> Outcome:
    """Slack says when it was done already."""
    return messages.absent()


DEEDS: Mapping[Call, Deed] = {
    Call.POST: Deed(_post, _find),
    Call.ARCHIVE: Deed(_archive, _harmless_again),
}
