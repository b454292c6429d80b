"""What Slack tells of channels: who comes and goes, what opens again, and what gets another id."""

from coproduction.service import channels, members, outbox
from handlers.breakouts.departures import gone
from handlers.desk import Desk
from handlers.edge.heard import Event
from handlers.edge.listeners import Noun, OnEvent
from handlers.edge.reply import Reply


async def joined(desk: Desk, event: Event) -> Reply:
    """Somebody came. Where it is the bot: what could not be posted or redrawn there can be now."""
    channel, person = event.channel, event.person
    if channel is None:
        return Reply()
    _look_whether_private(desk, event, channel)
    if person == desk.bot_user:
        desk.memberships.want(channel)
        return await _retry(desk, channel)
    if desk.memberships.moved(channel, person, _time(event), is_there=True):
        await desk.write(lambda memory: members.joined(memory, channel, person))
    return Reply()


async def left(desk: Desk, event: Event) -> Reply:
    """Somebody left, or was removed."""
    channel, person = event.channel, event.person
    if channel is None:
        return Reply()
    _look_whether_private(desk, event, channel)
    if not desk.memberships.moved(channel, person, _time(event), is_there=False):
        return Reply()
    await desk.write(lambda memory: memory.members.leave(channel, person))
    await gone(desk, person, channel)
    return Reply()


async def went_out(desk: Desk, event: Event) -> Reply:
    """The bot itself was removed from a private channel."""
    channel = event.channel
    if channel:
        await desk.write(lambda memory: members.shut(memory, channel))
        desk.memberships.want(channel)  # it may be back by now
    return await closed(desk, event)


async def closed(desk: Desk, event: Event) -> Reply:
    """Nothing can be written in a channel any more: noticed at once, so that who acts there hears of it."""
    channel, now = event.channel, desk.clock()
    if channel:
        await desk.write(lambda memory: outbox.look_after(memory, now, channel))
    return Reply()


async def opened_again(desk: Desk, event: Event) -> Reply:
    """An archived channel can be written in again."""
    return await _retry(desk, event.channel) if event.channel else Reply()


async def renamed(desk: Desk, event: Event) -> Reply:
    """A channel has another id, because it is shared now: its programme goes with it."""
    now = desk.clock()
    old, new = (str(event.body.get(f"{which}_channel_id") or "") for which in ("old", "new"))
    if not old or not new or old == new:
        return Reply()
    await desk.write(lambda memory: channels.move(memory, now, old, new))
    desk.voices.forget(old)
    desk.voices.forget(new)
    desk.memberships.want(new)
    return Reply()


async def _retry(desk: Desk, channel: str) -> Reply:
    now = desk.clock()
    await desk.write(lambda memory: outbox.retry_channel(memory, now, channel))
    return Reply()


def _look_whether_private(desk: Desk, event: Event, channel: str) -> None:
    if event.body.get("channel_type") == "G":
        desk.memberships.seems_private(channel)


def _time(event: Event) -> float:
    try:
        return float(event.body.get("event_ts") or 0)
    except ValueError:
        return 0.0


NOUN = Noun(
    events=(
        OnEvent("member_joined_channel", ("channels:read", "groups:read"), joined),
        OnEvent("member_left_channel", ("channels:read", "groups:read"), left),
        OnEvent("group_left", ("groups:read",), went_out),
        OnEvent("channel_left", ("channels:read",), closed),
        OnEvent("channel_archive", ("channels:read",), closed),
        OnEvent("group_archive", ("groups:read",), closed),
        OnEvent("channel_unarchive", ("channels:read",), opened_again),
        OnEvent("group_unarchive", ("groups:read",), opened_again),
        OnEvent("channel_id_changed", (), renamed),
    ),
)
