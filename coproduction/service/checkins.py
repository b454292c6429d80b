"""Checking in: it marks attendance, tells sector and perspective once, and shows the room how it arrives."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from coproduction import voices
from coproduction.agendas import asked_at_arriving
from coproduction.checkins import CheckIn, candour_of, mark, mood_of, word_of
from coproduction.errors import Refusal
from coproduction.messages import Card
from coproduction.people import OBSERVER, UNSAID, Actor, Person
from coproduction.ports import Memory
from coproduction.service import members, people, sessions, snapshots, welcome
from coproduction.service.voices import settle
from coproduction.sessions import SESSION_CARD, Session
from coproduction.words import Text

_WITH_A_MOOD = Text(
    "I can only keep what else you say here together with how you are today. "
    "Please choose that, too, or leave out all of it."
)
_SAID_BEFORE = Text(
    "You have said before how you are. To change it, choose it anew. To leave it as it is, close this."
)


@dataclass(frozen=True, slots=True)
class CheckInForm:
    """What a person filled in. Sector, perspective and needs are None when they were not asked.

    `is_pressed`: a mood was pressed where the form did not open, so who they are is asked another time.
    """

    mood: str
    word: str | None
    is_named: bool
    sector: str | None = None
    perspective: str | None = None
    needs: str | None = None
    is_pressed: bool = False
    candour: str | None = None
    noticed_on: date | None = None  # the day on which they were shown the notice

    @property
    def is_silent(self) -> bool:
        """Whether it leaves out all that would be told of them without or with their name."""
        return not (self.mood or (self.word or "").strip() or self.candour)


@dataclass(frozen=True, slots=True)
class Arriving:
    """What the form needs to know before it is shown; of somebody who checks in again, what they said.

    `is_unnamed`: they said it without their name, which cannot be put on any more.
    """

    session: Session
    asks_profile: bool
    is_named: bool = False  # what they chose before; without a name unless they did
    is_unnamed: bool = False
    mood: int | None = None
    word: str = ""
    candour: int | None = None
    asks_notice: bool = False  # whether they have yet to see how the notice reads now
    is_observer: bool = False
    prompt: str | Text = ""  # what the programme asks for in a word, where its agenda says so


class Earlier(StrEnum):
    """What had become of a person's answer before they gave another one."""

    NONE = "none"
    REPLACED = "replaced"
    UNNAMED_UNSEEN = "unnamed unseen"  # the name is off, and the answer was in no totals that were shown
    UNNAMED_SEEN = "unnamed seen"  # the name is off, and the answer was in totals that were shown


@dataclass(frozen=True, slots=True)
class Arrived:
    """The session somebody checked in to, and what became of what they had said before."""

    session: Session
    earlier: Earlier = Earlier.NONE
    is_named: bool = False
    has_profile: bool = True
    is_silent: bool = False  # they have not said how they are
    looks_on_now: bool | None = None  # they have just said so, or (False) that they do not any more


def prepare(memory: Memory, actor: Actor, channel: str) -> Arriving:
    """The session a person would check in to, and whether to ask who they are to it."""
    session = sessions.place_of(memory, actor, channel).session
    session = session or sessions.require_live(memory, channel, leads=False)
    said, person = _said(memory, actor, session), people.known(memory, actor)
    ready = Arriving(
        session,
        asks_profile=not person.has_profile,
        asks_notice=welcome.is_due(person),
        is_observer=person.is_observer,
        prompt=_prompt(memory, session),
    )
    if said is None:
        return ready
    return replace(
        ready,
        is_named=said.is_named,
        is_unnamed=not said.is_named,
        mood=said.mood,
        word=said.word or "",
        candour=said.candour,
    )


def _prompt(memory: Memory, session: Session) -> str | Text:
    running = memory.running.get(session.id)
    return asked_at_arriving(running.agenda) if running else ""


def enter(memory: Memory, actor: Actor, channel: str) -> Arriving:
    """Somebody arrives: from this press on they are there. What they are asked next can be left out."""
    ready = prepare(memory, actor, channel)
    members.require(memory, actor, ready.session.channel)
    people.meet(memory, actor)
    _attend(memory, ready.session, actor)
    return ready


def counted_in(memory: Memory, actor: Actor, session_id: str) -> Session | None:
    """The session, if it goes on and they are counted in it, whatever else they say or do not say."""
    session = memory.sessions.get(session_id)
    is_in = session is not None and session.is_live and memory.sessions.has_come(session.id, actor.id)
    return session if is_in else None


def pressed(memory: Memory, actor: Actor, session_id: str, mood: str, word: str) -> CheckInForm:
    """What somebody says who presses a mood and sees no form: that, and the word that they had typed.

    It has no name, unless they have chosen to be named before; and what they said before stays, as it would
    stand in the form.
    """
    session, _ = _open(memory, actor, session_id)
    said = _said(memory, actor, session)
    if said is None:
        return CheckInForm(mood, word, is_named=False, is_pressed=True)
    candour = str(said.candour) if said.candour else None
    return CheckInForm(mood, word or said.word, said.is_named, is_pressed=True, candour=candour)


def _said(memory: Memory, actor: Actor, session: Session) -> CheckIn | None:
    """What this person has said before, without their name or with it."""
    tag = voices.tag(_pepper(memory, session), memory.workspace, actor.id)
    return memory.checkins.get(session.id, tag) or memory.checkins.get(session.id, actor.id)


def speak_unnamed(memory: Memory, actor: Actor, session_id: str, form: CheckInForm) -> Earlier:
    """Store an anonymous check-in under a tag, after all of the form is checked; `arrive` comes after it.

    They are two units of work, because two rows written in one transaction, one with a person and one
    without, would name the second. This one comes first, and from then on the answer counts: what the same
    person said with their name is no answer any more (`standing`), and their arriving cannot be refused.
    """
    session, pepper = _open(memory, actor, session_id)
    said = _answer(session, form)
    earlier = _earlier(memory, actor, session, pepper, form)
    if _introduces(people.known(memory, actor), form):
        people.require_description(form.sector or UNSAID, form.perspective or UNSAID, form.needs)
    if not _looks_on(memory, actor, form):
        snapshots.put(memory, session, pepper, said.under(voices.tag(pepper, memory.workspace, actor.id)))
    return earlier


def arrive(
    memory: Memory, actor: Actor, session_id: str, form: CheckInForm, spoke: Earlier | None = None
) -> Arrived:
    """Mark attendance and the profile, and store a named check-in.

    `spoke`: they have just said it without their name, and this became of what they had said before. Then
    they attend, even if the session has ended since.
    """
    if form.is_silent:
        return _come(memory, actor, session_id, form)
    if spoke is None:
        session, earlier = _speak(memory, actor, session_id, form)
    else:
        session, earlier = _that(memory, session_id), spoke
    if not form.is_named:
        memory.checkins.remove(session.id, actor.id)
    has_profile = people.known(memory, actor).has_profile or not form.is_pressed
    looks_on = _describe(memory, actor, form)
    _attend(memory, session, actor)
    return Arrived(session, earlier, form.is_named, has_profile, looks_on_now=looks_on)


def _come(memory: Memory, actor: Actor, session_id: str, form: CheckInForm) -> Arrived:
    """They are there, and who they are is kept. No answer is stored; one that they gave before stays."""
    session, _ = _open(memory, actor, session_id)
    if _said(memory, actor, session):
        raise Refusal(_SAID_BEFORE, "mood")
    looks_on = _describe(memory, actor, form)
    _attend(memory, session, actor)
    return Arrived(session, is_silent=True, looks_on_now=looks_on)


def _speak(memory: Memory, actor: Actor, session_id: str, form: CheckInForm) -> tuple[Session, Earlier]:
    """Check an answer, and store it if it has a name; the session, and what becomes of an earlier answer."""
    session, pepper = _open(memory, actor, session_id)
    said = _answer(session, form)
    earlier = _earlier(memory, actor, session, pepper, form)
    if form.is_named and not _looks_on(memory, actor, form):
        snapshots.put(memory, session, pepper, replace(said, voice=actor.id))
    return session, earlier


def _answer(session: Session, form: CheckInForm) -> CheckIn:
    """What the form says, of nobody yet; or a Refusal."""
    if not form.mood:
        raise Refusal(_WITH_A_MOOD, "mood")
    mood, word, candour = mood_of(form.mood), word_of(form.word), candour_of(form.candour)
    return CheckIn(session.id, "", form.is_named, mood, word, candour)


def _looks_on(memory: Memory, actor: Actor, form: CheckInForm) -> bool:
    """Whether they only look on: then how they are is none of the room's totals."""
    if form.perspective:
        return form.perspective == OBSERVER
    return people.known(memory, actor).is_observer


def _that(memory: Memory, session_id: str) -> Session:
    session = memory.sessions.get(session_id)
    if session is None:
        raise LookupError(session_id)
    return session


def _introduces(person: Person, form: CheckInForm) -> bool:
    """Whether the form tells who somebody is to the programme."""
    return bool(form.sector or form.perspective) or not (person.has_profile or form.is_pressed)


def _describe(memory: Memory, actor: Actor, form: CheckInForm) -> bool | None:
    """Keep who they are to the programme; whether they look on from now on, None where that is as before."""
    before = people.known(memory, actor)
    if _introduces(before, form):
        told = people.describe(memory, actor, *people.filled(before, form.sector, form.perspective))
        people.need(memory, actor, form.needs)
    else:
        told = people.meet(memory, actor)
    if form.noticed_on:
        welcome.notice(memory, actor, form.noticed_on)
    return told.is_observer if told.is_observer != before.is_observer else None


def _attend(memory: Memory, session: Session, actor: Actor) -> None:
    """They were there; in a session that is over, in no place that tells when they came."""
    is_new = memory.sessions.attend(session.id, actor.id)
    memory.changed(Card(SESSION_CARD, session.id))
    if is_new and not session.is_live:
        settle(memory, session.id)


def _earlier(memory: Memory, actor: Actor, session: Session, pepper: bytes, form: CheckInForm) -> Earlier:
    """What becomes of what this person said before; a name is taken off, but never put on again."""
    named = memory.checkins.get(session.id, actor.id)
    unnamed = memory.checkins.get(session.id, voices.tag(pepper, memory.workspace, actor.id))
    if form.is_named and unnamed:
        raise Refusal(
            "You are checked in without your name. To change your answer, choose “Without my name” again.",
            "named",
        )
    if named and not form.is_named:
        sign = mark(pepper, memory.workspace, named)
        is_seen = any(sign in shown.states for shown in memory.checkins.snapshots(session.id))
        return Earlier.UNNAMED_SEEN if is_seen else Earlier.UNNAMED_UNSEEN
    return Earlier.REPLACED if named or unnamed else Earlier.NONE


def _open(memory: Memory, actor: Actor, session_id: str) -> tuple[Session, bytes]:
    """A session that takes answers, with its secret; a Refusal for who is not in its channel."""
    session = memory.sessions.get(session_id)
    if session is None or not session.is_live:
        raise Refusal("This session has ended, so checking in is closed.")
    members.require(memory, actor, session.channel)
    return session, _pepper(memory, session)


def _pepper(memory: Memory, session: Session) -> bytes:
    pepper = memory.checkins.pepper(session.id)
    if pepper is None:  # secrets are in no backup, and a lost key does not come back
        raise Refusal(
            "What I remember was restored from a backup, so checking in is closed in this session. "
            "A facilitator can end it with {/end} and start a new one."
        )
    return pepper
