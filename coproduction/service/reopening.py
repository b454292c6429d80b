"""Undoing the end of a session: it goes on where it was, but for its polls, its groups and its questions."""

from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.errors import Over, Refusal, Taken
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.reopening import TOO_LATE, Ending, in_time, reopened
from coproduction.running import LEFT_AFTER, Running, empty
from coproduction.service import forgotten, leading, members, partings, people, running
from coproduction.sessions import FORGOTTEN_AFTER, SESSION_CARD, SUMMARY, Session, latest
from coproduction.undoing import WAY_BACK
from coproduction.usage import By, Use
from coproduction.words import Text

DOING = Text("undo the end of a session")
_NOTHING = Text("No session has ended in this channel, so there is nothing to undo.")
_ANOTHER = Text(
    "Another session is live in this channel now. So this one cannot go on. "
    "Did that one begin by mistake? Then cancel it first: {/cancel}"
)


@dataclass(frozen=True, slots=True)
class Reopened:
    """A session that goes on; `is_new` is False when somebody else had undone its end before."""

    session: Session
    is_new: bool = True


def undo(memory: Memory, now: datetime, actor: Actor, session_id: str) -> Reopened:
    """A facilitator undoes the end of a session, within ten minutes. Twice is once."""
    people.require_facilitator(memory, actor, DOING)
    session = memory.sessions.get(session_id)
    if session is None or session.is_cancelled:
        raise Over(TOO_LATE)
    members.require_lead(memory, actor, session)
    if session.is_live:
        return Reopened(session, is_new=False)
    end = in_time(memory.endings.get(session_id), now)
    if not memory.endings.drop(session_id):
        return Reopened(_live_again(memory, session_id), is_new=False)
    try:
        memory.sessions.reopen(session_id)
    except Taken:
        raise Refusal(_ANOTHER) from None
    memory.at_end.melt(session)
    again = _live_again(memory, session_id)
    _go_on(memory, now, again, end)
    memory.happened(Use.SESSION_REOPENED, By.FACILITATOR)
    return Reopened(again)


def undo_here(memory: Memory, now: datetime, actor: Actor, channel: str) -> Reopened:
    """The same of the session that has ended last in this channel."""
    people.require_facilitator(memory, actor, DOING, channel)
    there = memory.sessions.of(channel)
    last = latest([each for each in there if memory.endings.get(each.id)] or there)
    if last is None or (last.is_live and not partings.ends(memory, last.id)):
        raise Refusal(_NOTHING)
    return undo(memory, now, actor, last.id)


def can_be_undone(memory: Memory, now: datetime, session: Session) -> bool:
    """Whether there is a way back from its end."""
    end = memory.endings.get(session.id)
    return end is not None and end.can_be_undone(now) and memory.sessions.live_in(session.channel) is None


def undoable_of(memory: Memory, now: datetime, actor: Actor) -> list[Session]:
    """The sessions from whose end there is a way back, and which a facilitator may mean without saying which:
    those they lead or have come to.
    """
    ended = (memory.sessions.get(each) for each in memory.endings.to_seal(now + WAY_BACK))
    return [
        session
        for session in ended
        if session
        and can_be_undone(memory, now, session)
        and members.may_lead(memory, actor, session)
        and (
            actor.id in leading.in_channel(memory, session) or memory.sessions.has_come(session.id, actor.id)
        )
    ]


def _live_again(memory: Memory, session_id: str) -> Session:
    """The session as it is stored, which whoever was quicker has opened; else a Refusal."""
    session = memory.sessions.get(session_id)
    if session is None or not session.is_live:
        raise Over(TOO_LATE)
    return session


def _go_on(memory: Memory, now: datetime, session: Session, end: Ending) -> None:
    """Its agenda goes on at the step where it was; all that spoke of its end says so."""
    stood = memory.running.hold(session.id)
    if stood:
        again = reopened(stood, end, now)
        memory.running.put(again)
        running.show(memory, now, session, again)
    elif session.id in forgotten.due(memory, now + LEFT_AFTER):
        memory.running.put(_not_at_once(session, now))
    _take_in(memory, session)
    memory.changed(Card(SESSION_CARD, session.id))
    partings.redraw(memory, session.id)
    memory.misleads(*(message.card for message in memory.messages.about(SUMMARY, session.id)))


def _take_in(memory: Memory, session: Session) -> None:
    """Ideas that came after its end, from forms that were open then: they come after its own in number."""
    own = [each.number for each in memory.ideas.of(session.channel) if each.session == session.id]
    for idea in memory.ideas.between(session.channel, session.id):
        if own and idea.number > max(own):
            memory.ideas.put(replace(idea, session=session.id))


def _not_at_once(session: Session, now: datetime) -> Running:
    """One without an agenda that would end by itself at once, because it began so long ago, has an hour."""
    return empty(session.id, max(session.started_at + FORGOTTEN_AFTER, now) + LEFT_AFTER, now)
