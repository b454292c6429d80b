"""Write first, then see: ideas of a step wait until all of them are revealed together, in random order."""

from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import boardcards, heldback, ideacards, running, sessions
from coproduction.sessions import Session
from coproduction.words import Text

DOING = Text("reveal the ideas")
_ASIDE = 1_000_000  # where numbers wait that are given anew: no programme has so many ideas


@dataclass(frozen=True)
class Revealed:
    """So many ideas are shown, on cards of which the last may be posted at this time."""

    ideas: int
    until: datetime


def press(memory: Memory, now: datetime, actor: Actor, session_id: str) -> Revealed:
    """A facilitator reveals what was written in the step that is open."""
    session = sessions.led(memory, actor, session_id, DOING)
    at = running.standing(memory, session)
    if at is None or not at.step.hides:
        raise Refusal("Nothing is hidden in this step, so there is nothing to reveal.")
    shown = reveal(memory, now, session, at.step.key)
    if shown is None:
        raise Refusal("What was written in this step is shown already. It is in the channel, or on its way.")
    return shown


def reveal(memory: Memory, now: datetime, session: Session, step: str) -> Revealed | None:
    """Nothing is hidden in this step any more, also when somebody goes back to it. None where that was so.

    Numbers and cards are given in random order, so that neither tells who wrote when.
    """
    if not memory.ideas.reveal(session.id, step):
        return None
    sealed = [idea for idea in heldback.waiting(memory, session) if idea.sealed_in == step]
    numbers = [idea.number for idea in sealed]
    for idea in sealed:
        memory.ideas.put(replace(idea, number=_ASIDE + idea.number))
    mixed = sorted(sealed, key=lambda _: memory.new_id())
    seen = [replace(idea, number=n, sealed_in=None) for n, idea in zip(numbers, mixed, strict=True)]
    for idea in seen:
        memory.ideas.put(idea)
    shown = [idea for idea in seen if not idea.is_withdrawn]
    until = ideacards.show_together(memory, now, shown)
    running.redraw(memory, session, step)
    boardcards.redraw(memory, session.channel, session.id)
    boardcards.show_after(memory, now, session, step)
    return Revealed(len(shown), until)


def reveal_all(memory: Memory, now: datetime, session: Session) -> None:
    """The same for all that still waits in a session that is over."""
    for step in sorted({idea.sealed_in for idea in heldback.waiting(memory, session) if idea.sealed_in}):
        reveal(memory, now, session, step)
