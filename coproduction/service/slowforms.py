"""Those who lead a session are told, once in each rush, that forms are slow, and what people can do."""

from dataclasses import dataclass
from datetime import datetime

from coproduction.kinds import Cause, MessageKind, Rank
from coproduction.messages import Card, Message, Outcome, too_late
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import people, places
from coproduction.service.owing import owe_all_privately
from coproduction.sessions import Session, latest
from coproduction.slowforms import JUST_OVER, NEWS, ONE_RUSH, SLOW_FORMS


def tell(memory: Memory, now: datetime, actor: Actor, channel: str) -> None:
    """Tell those who facilitate in the channel where a form had to wait; of one that belongs to no channel,
    those of the session that this person is in, if it is one.

    After the end, too: the closing question leads to a form. Two processes count one rush alike.
    """
    for session in _meant(memory, now, actor, channel):
        told = memory.messages.about(SLOW_FORMS, session.id)
        if all(each.due_at <= now - ONE_RUSH for each in told):
            occasion = str(1 + len({each.occasion for each in told}))
            leading = people.leading_session(memory, session)
            cards = [Card(SLOW_FORMS, session.id, person, occasion=occasion) for person in leading]
            owe_all_privately(memory, now, cards)


def leads(memory: Memory, actor: Actor) -> bool:
    """Whether this person leads a session that goes on where they are: nobody waits for their forms."""
    around = _around(memory, actor)
    return any(actor.id in people.leading_session(memory, session) for session in around)


def _meant(memory: Memory, now: datetime, actor: Actor, channel: str) -> list[Session]:
    if channel:
        here = latest(memory.sessions.of(channel))
        return [here] if here else []
    around = [*_around(memory, actor), *_just_over(memory, now, actor)]
    theirs = [each for each in around if memory.sessions.has_come(each.id, actor.id)] or around
    return theirs if len(theirs) == 1 else []  # else a room would be named that may be quiet


def _just_over(memory: Memory, now: datetime, actor: Actor) -> list[Session]:
    """The sessions of this person's that have ended a moment ago: their closing forms are asked for now."""
    last = (latest(memory.sessions.of(channel)) for channel in memory.sessions.programmes_of(actor.id))
    return [each for each in last if each and each.ended_at and each.ended_at > now - JUST_OVER]


def _around(memory: Memory, actor: Actor) -> list[Session]:
    around = [memory.sessions.get(each.session) for each in places.live_around(memory, actor)]
    return [session for session in around if session]


@dataclass(frozen=True, slots=True)
class Waited:
    """That a form had to wait: in the channel of this session, at this moment."""

    session: Session
    at: datetime


def _shown(memory: Memory, message: Message) -> Waited | None:
    session = memory.sessions.get(message.subject)
    return Waited(session, message.due_at) if session else None


def _too_old(_memory: Memory, message: Message, now: datetime) -> Outcome | None:
    return too_late() if now > message.due_at + NEWS else None


KINDS = (
    MessageKind(name=SLOW_FORMS, content=_shown, cause=Cause.SESSION, rank=Rank.FACILITATOR, guard=_too_old),
)
