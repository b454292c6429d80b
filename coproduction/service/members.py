"""Who may see and do what in a channel: who is in it now, as Slack has told; no act waits for a call.

Storms of acts ask in their own statement (`storage.polls`, `storage.ideas`); all others ask here.
"""

from collections.abc import Collection

from coproduction.callers import is_caller
from coproduction.errors import Refusal
from coproduction.members import Door
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.sessions import Session
from coproduction.words import Text

NOT_THERE = Text("You are not in this channel any more, so I did nothing. Ask somebody there to add you.")
UNSEEN = Text(
    "I am not in this private channel, so I cannot see who is. I did nothing. "
    "Please do it in the channel itself, or add me there first."
)


def around(memory: Memory, channel: str) -> frozenset[str]:
    """Who is in a channel, as far as Slack has told, and who has come to the session that is live there."""
    live = memory.sessions.live_in(channel)
    return memory.members.of(channel).union(memory.sessions.attendees(live.id) if live else ())


def may(memory: Memory, actor: Actor, channel: str) -> bool:
    """Whether somebody may see and do what belongs to this channel.

    In a public one, so may who is not in it and acts there, or has taken part before: they may walk in. Of a
    private one that the bot is not in nobody tells it who is: there only who acts in it may, whom Slack sees.
    """
    return _may(memory, actor, channel, memory.members.door(channel, actor.id))


def _may(memory: Memory, actor: Actor, channel: str, door: Door) -> bool:
    if is_caller(actor.id):  # nobody tells the bot of them: they are where they were entered
        caller = memory.callers.get(actor.id)
        return caller is not None and caller.channel == channel
    if door is Door.PUBLIC:
        return actor.here == channel or channel in memory.sessions.programmes_of(actor.id)
    if door is Door.CLOSED:
        return actor.here == channel and _is_unseen(memory, channel)
    return True


def is_shut_out(memory: Memory, person: str, channel: str) -> bool:
    """Whether somebody is surely not in a private channel, so that nothing of it is for them to read.

    Where the bot is not in it either, nobody tells it who has gone since.
    """
    if not channel or memory.members.door(channel, person) is not Door.CLOSED:
        return False
    return not is_caller(person) and not _is_unseen(memory, channel)


def refuse_shut_out(memory: Memory, actor: Actor, channel: str, words: Text = NOT_THERE) -> None:
    """Refuse what somebody may do from anywhere as long as they are not shut out."""
    if is_shut_out(memory, actor.id, channel):
        raise Refusal(words)


def may_lead(memory: Memory, actor: Actor, session: Session) -> bool:
    """The same for what a session's facilitator does: who started it may end it also where nobody tells the
    bot who is in the channel any more. Else it could be ended by nobody while the channel is archived.
    """
    return may(memory, actor, session.channel) or is_lost_to(memory, actor, session)


def is_lost_to(memory: Memory, actor: Actor, session: Session) -> bool:
    """Whether they started a session in a private channel that the bot cannot see any more, nor they use."""
    is_theirs = session.started_by == actor.id and _is_unseen(memory, session.channel)
    return is_theirs and not may(memory, actor, session.channel)


def require_lead(memory: Memory, actor: Actor, session: Session) -> None:
    """Refuse, in words, unless they may lead it."""
    if not may_lead(memory, actor, session):
        raise no_entry(memory, session.channel)


def _is_unseen(memory: Memory, channel: str) -> bool:
    return not memory.members.of(channel)


def require(memory: Memory, actor: Actor, channel: str) -> None:
    """Refuse, in words, unless they may; where there is no channel (""), something else is wrong."""
    if channel and not may(memory, actor, channel):
        raise no_entry(memory, channel)


def no_entry(memory: Memory, channel: str) -> Refusal:
    """What somebody is told who may not, or whom nobody can see there."""
    return Refusal(UNSEEN if _is_unseen(memory, channel) else NOT_THERE)


def require_in_round(memory: Memory, actor: Actor, round_id: str) -> None:
    """The same for the channel of a breakout round's programme, in one look; no round is no channel."""
    channel, door = memory.members.door_of_round(round_id, actor.id)
    if not _may(memory, actor, channel, door):
        raise no_entry(memory, channel)


def joined(memory: Memory, channel: str, person: str) -> None:
    """Somebody came to a channel; it is kept only where there is a programme."""
    if memory.sessions.has_programme(channel):
        memory.members.join(channel, person)


def read(memory: Memory, channel: str, people: Collection[str], *, is_private: bool) -> tuple[str, ...]:
    """Slack has told who is in a channel; the same. Who has gone, be it that no event told of it: who was in
    it, and who came to what is live there and is surely not in it.
    """
    if not memory.sessions.has_programme(channel):
        return ()
    gone = memory.members.of(channel).difference(people) if people else frozenset()
    memory.members.read(channel, people, is_private=is_private)
    live = memory.sessions.live_in(channel)
    came = memory.members.came(live.id) if live else {}
    return tuple(sorted(gone.union(one for one, is_out in came.items() if is_out)))


def shut(memory: Memory, channel: str) -> None:
    """The bot is out of a private channel: whoever was in it when it last saw may be gone by now."""
    read(memory, channel, (), is_private=True)
