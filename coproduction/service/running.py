"""Where a session stands in its agenda: begun with it, told of its time, stopped with it."""

from dataclasses import dataclass
from datetime import datetime

from coproduction.agendas import Agenda, Step
from coproduction.planned import Planned
from coproduction.ports import Memory
from coproduction.running import (
    STEP_CARD,
    STEP_OVER,
    STEP_WARNING,
    Running,
    begun,
    neighbour,
    rung,
    step_card,
    stopped,
    time_note,
)
from coproduction.service import people, planned
from coproduction.service.owing import owe, owe_all_privately
from coproduction.sessions import Session
from coproduction.steps import BREAKOUT


@dataclass(frozen=True, slots=True)
class Standing:
    """A session, and where it stands in its agenda: a step is open."""

    session: Session
    running: Running
    step: Step

    @property
    def agenda(self) -> Agenda:
        """All its steps."""
        return self.running.agenda

    @property
    def number(self) -> int:
        """Which step it is, from 1."""
        return self.agenda.index(self.step) + 1

    @property
    def before(self) -> Step | None:
        """The step before this one."""
        return neighbour(self.agenda, self.step.key, -1)

    @property
    def after(self) -> Step | None:
        """The step after this one."""
        return neighbour(self.agenda, self.step.key, 1)


def standing(memory: Memory, session: Session) -> Standing | None:
    """Where a session stands; None for one without an agenda, and for one that is over."""
    return stands(session, memory.running.get(session.id))


def held(memory: Memory, session: Session) -> Standing | None:
    """The same, and nobody else changes it before this unit of work is stored."""
    return stands(session, memory.running.hold(session.id))


def stands(session: Session, running: Running | None) -> Standing | None:
    """The same of what is known of it."""
    step = neighbour(running.agenda, running.step, 0) if running else None
    return Standing(session, running, step) if running and step else None


def id_for(memory: Memory, plan: Planned | None) -> str:
    """The id of a session that begins: that of its plan, unless a start that was cancelled has had it."""
    return plan.id if plan and memory.sessions.get(plan.id) is None else memory.new_id()


def begin(memory: Memory, now: datetime, plan: Planned, session: Session) -> None:
    """A session starts from its plan, which has become this session: its first step opens."""
    planned.begun(memory, now, plan, session)
    running = begun(session.id, plan.agenda, plan.ends_at, now)
    memory.running.put(running)
    show(memory, now, session, running)


def show(memory: Memory, now: datetime, session: Session, running: Running) -> None:
    """Owe a card for the step that is open; those that it has from earlier turns are redrawn."""
    if running.step is None:
        return
    redraw(memory, session, running.step)
    owe(memory, now, step_card(running), channel=session.channel, order=1)


def redraw(memory: Memory, session: Session, step: str) -> None:
    """What the cards of a step show has changed: it has one for each time that it was opened."""
    cards = (message.card for message in memory.messages.about(STEP_CARD, session.id))
    memory.changed(*(card for card in cards if card.occasion == step))


def redraw_groups(memory: Memory, session: Session) -> None:
    """Its groups went out, came back or got another end: a step of theirs that is open tells until when."""
    at = standing(memory, session)
    if at and at.step.kind == BREAKOUT:
        redraw(memory, session, at.step.key)


def first_opened(memory: Memory, at: Standing) -> datetime:
    """When the step that is open was opened for the first time, before anybody went back to it."""
    cards = memory.messages.about(STEP_CARD, at.session.id)
    return min((each.due_at for each in cards if each.occasion == at.step.key), default=at.running.opened_at)


def stop(memory: Memory, session: Session) -> None:
    """A session is over: no step is open any more, and nobody is told of its time."""
    running = memory.running.hold(session.id)
    if running is None:
        return
    memory.running.put(stopped(running))
    if running.step:
        redraw(memory, session, running.step)


def ringing(memory: Memory, now: datetime) -> list[str]:
    """The sessions of whose step facilitators are to be told."""
    return memory.running.ringing(now)


def ring(memory: Memory, now: datetime, session_id: str) -> None:
    """Tell those who facilitate, and only them, that a step is nearly over, or that its time is.

    Nothing moves on by itself. What came too late to be told is not: only that the time is over.
    """
    running, session = memory.running.hold(session_id), memory.sessions.get(session_id)
    if running is None or session is None or running.rings_at is None or running.rings_at > now:
        return
    memory.running.put(rung(running, now))
    kind = STEP_WARNING if now < running.ends_at else STEP_OVER
    if kind == STEP_OVER and running.step:
        redraw(memory, session, running.step)
    notes = [time_note(kind, running, one) for one in people.leading_session(memory, session)]
    owe_all_privately(memory, now, notes)
