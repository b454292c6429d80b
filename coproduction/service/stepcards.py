"""The card of an agenda's step, and what tells facilitators of its time."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from coproduction.agendas import Step
from coproduction.kinds import Cause, MessageKind, Rank
from coproduction.messages import Message, Outcome, unwanted
from coproduction.ports import Memory
from coproduction.running import STEP_CARD, STEP_OVER, STEP_WARNING, Running, neighbour
from coproduction.service import heldback, reviewing
from coproduction.service.breakouts import ofstep
from coproduction.service.reviewing import Review
from coproduction.service.running import Standing, standing
from coproduction.sessions import Session
from coproduction.steps import REVIEW


class StepState(Enum):
    """Where one step stands, as one of its cards shows it."""

    OPEN = "open"
    AGAIN = "open again"  # which a newer card shows
    OVER = "over"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step of a session: which of how many, whether it is open, and until when."""

    session: Session
    step: Step
    number: int
    of: int
    state: StepState
    ends_at: datetime | None = None  # or that of groups that are out longer; none: they have no clock
    is_late: bool = False  # its time is over, and it is open still
    has_hands: bool = False  # whether people raise a hand here
    hides: bool = False  # what is written in it waits to be revealed
    is_back: bool = False  # its groups were asked to come back
    review: Review | None = None  # what is looked back on, while a step of that kind is open


def _card(memory: Memory, message: Message) -> StepShown | None:
    session, running = memory.sessions.get(message.subject), memory.running.get(message.subject)
    step = neighbour(running.agenda, message.occasion, 0) if running else None
    if session is None or running is None or step is None:
        return None
    state, number = _state(running, step, message.part), running.agenda.index(step) + 1
    shown = StepShown(session, step, number, len(running.agenda), state)
    return _open(memory, shown, running) if state is StepState.OPEN else shown


def _open(memory: Memory, shown: StepShown, running: Running) -> StepShown:
    """What only an open step shows. While groups are out longer, its time is not over."""
    session, kind = shown.session, shown.step.kind
    out = ofstep.round_of(memory, Standing(session, running, shown.step))
    return replace(
        shown,
        ends_at=ofstep.until(out, running),
        is_late=running.is_over and not ofstep.is_out_longer(out, running),
        is_back=ofstep.is_back(out),
        has_hands=memory.turns.are_open(session.id),
        hides=heldback.sealed_by(memory, session) == shown.step.key,
        review=reviewing.review(memory, session) if kind == REVIEW else None,
    )


def _state(running: Running, step: Step, turn: int) -> StepState:
    if running.step == step.key:
        return StepState.OPEN if running.turn == turn else StepState.AGAIN
    return StepState.LEFT_OUT if step.key in running.skipped else StepState.OVER


def _is_open(memory: Memory, message: Message) -> bool:
    running = memory.running.get(message.subject)
    return running is not None and (running.turn, running.step) == (message.part, message.occasion)


def _is_past(memory: Memory, message: Message) -> bool:
    session = memory.sessions.get(message.subject)
    return session is None or not session.is_live


def _is_wanted(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    """A step that was left before its card could be posted needs none."""
    return None if _is_open(memory, message) else unwanted("another step is open by now")


def _told(memory: Memory, message: Message) -> Standing | None:
    session = memory.sessions.get(message.subject)
    return standing(memory, session) if session else None


def _is_still_so(memory: Memory, message: Message, now: datetime) -> Outcome | None:
    """What speaks against telling the time now: they may have gone on, or have taken more time."""
    at = _told(memory, message)
    if at is None or (at.running.turn, at.running.ends_at.isoformat()) != (message.part, message.occasion):
        return unwanted("they went on, or have more time")
    if message.kind == STEP_WARNING and now >= at.running.ends_at:
        return unwanted("its time is over by now")
    return None


KINDS = (
    MessageKind(
        name=STEP_CARD,
        content=_card,
        cause=Cause.SESSION,
        rank=Rank.FACILITATOR,
        keeps_changing=True,
        lives=_is_open,
        is_past=_is_past,
        guard=_is_wanted,
    ),
    MessageKind(
        name=STEP_WARNING, content=_told, cause=Cause.SESSION, rank=Rank.FACILITATOR, guard=_is_still_so
    ),
    MessageKind(
        name=STEP_OVER, content=_told, cause=Cause.SESSION, rank=Rank.FACILITATOR, guard=_is_still_so
    ),
)
