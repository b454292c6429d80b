"""Checking in: it marks attendance, tells sector and perspective once, and shows the room how it arrives."""

from dataclasses import dataclass
from datetime import datetime

from coproduction import voices
from coproduction.checkins import CheckIn, mood_of, word_of
from coproduction.errors import Refusal
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import people, sessions
from coproduction.sessions import SESSION_CARD, Session


@dataclass(frozen=True, slots=True)
class CheckInForm:
    """What a person filled in. Sector and perspective are None when they were not asked."""

    mood: str
    word: str | None
    is_named: bool
    sector: str | None = None
    perspective: str | None = None


@dataclass(frozen=True, slots=True)
class Arriving:
    """What the form needs to know before it is shown."""

    session: Session
    asks_profile: bool


def prepare(memory: Memory, actor: Actor, channel: str) -> Arriving:
    """The session a person would check in to, and whether to ask who they are to it."""
    session = sessions.place_of(memory, actor.id, channel).session
    session = session or sessions.require_live(memory, channel)
    _pepper(memory, session)
    return Arriving(session, not people.known(memory, actor).has_profile)


def arrive(memory: Memory, now: datetime, actor: Actor, session_id: str, form: CheckInForm) -> Session:
    """Mark attendance and the profile, and store a named check-in.

    An anonymous one is checked here and stored by `speak_unnamed`, in a unit of work of its own: two rows
    written in one transaction, one with a person and one without, would name the second.
    """
    session = _live(memory, session_id)
    mood, word = mood_of(form.mood), word_of(form.word)
    _refuse_other_voice(memory, actor, session, form)
    if form.sector or form.perspective or not people.known(memory, actor).has_profile:
        people.describe(memory, actor, form.sector, form.perspective)
    else:
        people.meet(memory, actor)
    memory.sessions.attend(session.id, actor.id, now)
    if form.is_named:  # else the card waits for the answer, so that it is drawn with it
        memory.changed(Card(SESSION_CARD, session.id))
        memory.checkins.put(CheckIn(session.id, actor.id, is_named=True, mood=mood, word=word))
    return session


def speak_unnamed(memory: Memory, actor: Actor, session_id: str, form: CheckInForm) -> None:
    """Store an anonymous check-in under a tag; nothing else may be written in this unit of work."""
    session = _live(memory, session_id)
    _refuse_other_voice(memory, actor, session, form)  # a second form may have been open meanwhile
    tag = voices.tag(_pepper(memory, session), memory.workspace, actor.id)
    mood, word = mood_of(form.mood), word_of(form.word)
    memory.checkins.put(CheckIn(session.id, tag, is_named=False, mood=mood, word=word))
    memory.changed(Card(SESSION_CARD, session.id))


def _refuse_other_voice(memory: Memory, actor: Actor, session: Session, form: CheckInForm) -> None:
    """A voice stays named or unnamed for the session: changing would tie the two together, or count twice."""
    tag = voices.tag(_pepper(memory, session), memory.workspace, actor.id)
    if form.is_named and memory.checkins.get(session.id, tag):
        raise Refusal(
            "You have checked in without your name, and I will not join the two. "
            "Please choose “Without my name” to change your answer.",
            "named",
        )
    if not form.is_named and memory.checkins.get(session.id, actor.id):
        raise Refusal(
            "You have checked in with your name. Please choose “With my name” to change your answer.", "named"
        )


def _live(memory: Memory, session_id: str) -> Session:
    session = memory.sessions.get(session_id)
    if session is None or not session.is_live:
        raise Refusal("This session has ended, so checking in is closed.")
    return session


def _pepper(memory: Memory, session: Session) -> bytes:
    pepper = memory.checkins.pepper(session.id)
    if pepper is None:  # secrets are in no backup, and a lost key does not come back
        raise Refusal(
            "What I remember was restored from a backup, so checking in is closed in this session. "
            "A facilitator can end it with {/end} and start a new one."
        )
    return pepper
