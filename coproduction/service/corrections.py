"""Saying that a summary is wrong: whoever was there can for seven days, and those who lead answer on it."""

from dataclasses import dataclass
from datetime import datetime

from coproduction.corrections import (
    CORRECTION,
    CORRECTION_ANSWERED,
    MOST,
    Correction,
    answered,
    note,
    part_named,
    reply,
    require_open,
    words_of,
)
from coproduction.errors import Over, Refusal, Taken
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Message
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import members, partings, people
from coproduction.service.owing import owe_all_privately
from coproduction.sessions import Session
from coproduction.texts import tidy_lines
from coproduction.words import Text

DOING = Text("answer what people say of a summary")
_WAS_NOT_THERE = Text(
    "Only people who were in this session can say that. Were you there? Then please tell the people who lead."
)
_GONE = Text("This session is gone, so nothing was changed.")
_QUICKER = Text("Somebody else has answered this. What they wrote is on the summary: “{answer}”")


@dataclass(frozen=True, slots=True)
class CorrectionForm:
    """What somebody filled in; without `named` nobody keeps who it was."""

    words: str
    part: str | None
    named: bool
    origin: str


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody said of a summary, and of which session."""

    correction: Correction
    session: Session


@dataclass(frozen=True, slots=True)
class Replied:
    """The same for who said it, once it was answered."""

    told: Told


def before_saying(memory: Memory, now: datetime, actor: Actor, session_id: str) -> Session:
    """The session of whose summary this person can say something now, or a Refusal in words."""
    session = require_open(memory.sessions.get(session_id), now)
    members.require(memory, actor, session.channel)
    if not memory.sessions.has_come(session.id, actor.id):
        raise Refusal(_WAS_NOT_THERE)
    return session


def say(memory: Memory, now: datetime, actor: Actor, session_id: str, form: CorrectionForm) -> Correction:
    """Keep what somebody says of a summary, and owe it to those who lead. Twice is once."""
    before = memory.corrections.from_origin(form.origin)
    if before:
        return before
    session = before_saying(memory, now, actor, session_id)
    said = Correction(
        memory.new_id(),
        session.id,
        actor.id if form.named else None,
        words_of(form.words),
        form.origin,
        part_named(form.part),
    )
    if len(memory.corrections.of(session.id)) >= MOST:
        raise Refusal("So much was said of this summary that I take no more. Please talk to those who lead.")
    try:
        memory.corrections.add(said)
    except Taken:  # the same form arrived twice at two processes at once
        raise Refusal("This has just been saved.") from None
    owe_all_privately(memory, now, [note(said, one) for one in people.leading_session(memory, session)])
    return said


def before_answering(memory: Memory, actor: Actor, correction_id: str) -> Told:
    """What somebody said, for a facilitator who may answer it."""
    people.require_facilitator(memory, actor, DOING)
    told = _told(memory, correction_id)
    if told is None:
        raise Over(_GONE)
    members.require_lead(memory, actor, told.session)
    return told


def answer(memory: Memory, now: datetime, actor: Actor, correction_id: str, seen: str, words: str) -> Told:
    """A facilitator answers, in words that stand on the summary; `seen` is the answer they saw, or ""."""
    told = before_answering(memory, actor, correction_id)
    was = told.correction.answer
    if was and (was, told.correction.answered_by) == (tidy_lines(words), actor.id):  # the form came twice
        return told
    if (was or "") != seen:
        raise Refusal(_QUICKER.filled(answer=was or ""), "answer")
    done = answered(told.correction, words, actor.id, now)
    if not memory.corrections.answer(done, was):
        raise Refusal("Somebody else has just answered this. Please look at the summary.", "answer")
    partings.redraw_summary(memory, told.session.id)
    memory.changed(*(message.card for message in memory.messages.about(CORRECTION, done.id)))
    _tell_who_said_it(memory, now, done)
    return Told(done, told.session)


def _tell_who_said_it(memory: Memory, now: datetime, answered: Correction) -> None:
    """Owe them the answer once; one that is changed later changes there, too."""
    if card := reply(answered):
        if memory.messages.find(card):
            memory.changed(card)
        else:
            owe_all_privately(memory, now, [card])


def _told(memory: Memory, correction_id: str) -> Told | None:
    correction = memory.corrections.get(correction_id)
    session = memory.sessions.get(correction.session) if correction else None
    return Told(correction, session) if correction and session else None


def _shown(memory: Memory, message: Message) -> Told | None:
    return _told(memory, message.subject)


def _replied(memory: Memory, message: Message) -> Replied | None:
    told = _told(memory, message.subject)
    is_theirs = told is not None and told.correction.answer and told.correction.person == message.recipient
    return Replied(told) if told and is_theirs else None


def _its_channel(memory: Memory, message: Message) -> str:
    told = _told(memory, message.subject)
    return told.session.channel if told else ""


KINDS = (
    MessageKind(
        name=CORRECTION,
        content=_shown,
        cause=Cause.OWN_ACT,
        keeps_changing=True,
        programme=_its_channel,
        for_members=True,
    ),
    MessageKind(
        name=CORRECTION_ANSWERED,
        content=_replied,
        cause=Cause.OWN_ACT,
        keeps_changing=True,
        programme=_its_channel,
        for_members=True,
    ),
)
