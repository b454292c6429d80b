"""Going through an agenda: on, back, with more time, or without a step. Each press counts once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from coproduction.agendas import Step
from coproduction.breakouts import Round
from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.running import (
    Running,
    acted,
    extended,
    is_at_once,
    left_out,
    opened,
    step_after,
    step_before,
)
from coproduction.service import boardcards, revealing, running, sessions
from coproduction.service.breakouts import plannedrounds
from coproduction.service.running import Standing
from coproduction.sessions import Session
from coproduction.steps import IDEAS
from coproduction.words import Text

DOING = Text("go through the agenda")
_NO_AGENDA = Text(
    "This session has no agenda, so there are no steps to go through. "
    "To plan the next session with an agenda, type {/plan}."
)
_MORE_FOR_GROUPS = Text(
    "This session has no agenda. To give the groups more time, type {/now} and press “5 more minutes”."
)
_GROUPS_OUT = Text("Groups are out, so I changed nothing yet.")


@dataclass(frozen=True, slots=True)
class Asked:
    """Where somebody acts: typed in a `channel`, or pressed on what was drawn for a `session`.

    What was drawn was drawn for one `turn` of it and, where it is about the time, one end. `is_sure`: they
    were asked about the groups that are out.
    """

    channel: str = ""
    session: str = ""
    turn: int | None = None
    until: datetime | None = None
    is_sure: bool = False


class GroupsOut(Refusal):
    """Another step would open while groups are out, who see nothing of it: whoever leads is asked first."""

    def __init__(self, at: Standing, out: Round) -> None:
        super().__init__(_GROUPS_OUT)
        self.at, self.out = at, out


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the session stands after an act; `is_new` is False when somebody else was quicker, so that
    nothing changed."""

    standing: Standing
    is_new: bool = True


Act = Callable[[Standing], Running]


def go_on(memory: Memory, now: datetime, actor: Actor, asked: Asked) -> Moved:
    """A facilitator opens the next step."""
    return _move(memory, now, actor, asked, lambda at: _to(at, step_after(at.agenda, at.step.key), now))


def go_back(memory: Memory, now: datetime, actor: Actor, asked: Asked) -> Moved:
    """A facilitator opens the step before again. Polls that were closed in it stay closed."""
    return _move(memory, now, actor, asked, lambda at: _to(at, step_before(at.agenda, at.step.key), now))


def skip(memory: Memory, now: datetime, actor: Actor, asked: Asked) -> Moved:
    """A facilitator leaves the step out that is open, and opens the next."""

    def act(at: Standing) -> Running:
        return opened(left_out(at.running), step_after(at.agenda, at.step.key), now)

    return _move(memory, now, actor, asked, act)


def extend(memory: Memory, now: datetime, actor: Actor, asked: Asked, minutes: int) -> Moved:
    """A facilitator gives the step more time, from now on where its time is over."""
    return _move(
        memory, now, actor, asked, lambda at: extended(at.running, minutes, now), without=_MORE_FOR_GROUPS
    )


def led(memory: Memory, actor: Actor, asked: Asked) -> Standing:
    """Where a live session stands in its agenda, for a facilitator of it; else a Refusal."""
    return _found(running.standing(memory, _session(memory, actor, asked)))


def _to(at: Standing, step: Step, now: datetime) -> Running:
    return opened(at.running, step, now)


def _move(
    memory: Memory, now: datetime, actor: Actor, asked: Asked, act: Act, without: Text | None = None
) -> Moved:
    """Do it once, whoever else does the same at this moment."""
    session = _session(memory, actor, asked)
    before = _held(memory, session, without)
    if _is_stale(before.running, asked, actor, now):
        return Moved(before, is_new=False)
    after = acted(act(before), actor.id, now)
    out = None if asked.is_sure or after.step == before.step.key else plannedrounds.live_in(memory, session)
    if out:
        raise GroupsOut(before, out)
    memory.running.put(after)
    running.redraw(memory, session, before.step.key)
    if after.step != before.step.key:
        if before.step.hides:
            revealing.reveal(memory, now, session, before.step.key)
        running.show(memory, now, session, after)
        if before.step.kind == IDEAS:
            boardcards.show_after(memory, now, session, before.step.key)
    return Moved(_found(running.stands(session, after)))


def _session(memory: Memory, actor: Actor, asked: Asked) -> Session:
    if asked.session:
        return sessions.led(memory, actor, asked.session, DOING)
    return sessions.led_here(memory, actor, asked.channel, DOING)


def _held(memory: Memory, session: Session, without: Text | None) -> Standing:
    """Where it stands, which nobody else changes now; else a Refusal that says why it stands nowhere.

    `without`: what is said of a session without an agenda while groups are out.
    """
    found = running.held(memory, session)
    if found is None:
        sessions.still_live(memory, session.id)  # somebody may have ended it since it was looked for
        if without and plannedrounds.live_in(memory, session):
            raise Refusal(without)
    return _found(found)


def _found(standing: Standing | None) -> Standing:
    if standing is None:
        raise Refusal(_NO_AGENDA)
    return standing


def _is_stale(at: Running, asked: Asked, actor: Actor, now: datetime) -> bool:
    """Whether the act was meant for what was before: drawn for it, or typed just after somebody else's."""
    if asked.turn is None:
        return is_at_once(at, actor.id, now)
    return asked.turn != at.turn or asked.until not in (None, at.ends_at)
