"""Who may see and do what in a channel: who is in it now, as Slack has told; no act waits for a call.

Storms of acts ask in their own statement (`storage.polls`, `storage.ideas`); all others ask here.
"""

from collections.abc import Collection

from coproduction.errors import Refusal
from coproduction.members import Door
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.words import Text

NOT_THERE = Text("You are not in this channel any more, so I did nothing. Ask somebody there to add you.")


def may(memory: Memory, actor: Actor, channel: str) -> bool:
    """Whether somebody may see and do what belongs to this channel.

    In a public one, so may who is not in it and acts there, or has taken part before: they may walk in.
    """
    return _may(memory, actor, channel, memory.members.door(channel, actor.id))


def _may(memory: Memory, actor: Actor, channel: str, door: Door) -> bool:
    if door is Door.PUBLIC:
        return actor.here == channel or channel in memory.sessions.programmes_of(actor.id)
    return door is Door.OPEN


def require(memory: Memory, actor: Actor, channel: str) -> None:
    """Refuse, in words, unless they may; where there is no channel (""), something else is wrong."""
    if channel and not may(memory, actor, channel):
        raise Refusal(NOT_THERE)


def require_in_round(memory: Memory, actor: Actor, round_id: str) -> None:
    """The same for the channel of a breakout round's programme, in one look; no round is no channel."""
    channel, door = memory.members.door_of_round(round_id, actor.id)
    if not _may(memory, actor, channel, door):
        raise Refusal(NOT_THERE)


def joined(memory: Memory, channel: str, person: str) -> None:
    """Somebody came to a channel; it is kept only where there is a programme."""
    if memory.sessions.has_programme(channel):
        memory.members.join(channel, person)


def read(memory: Memory, channel: str, people: Collection[str], *, is_private: bool) -> None:
    """Slack has told who is in a channel; the same."""
    if memory.sessions.has_programme(channel):
        memory.members.read(channel, people, is_private=is_private)
