"""What time brings: one list, walked by the bot's tick and by the tests alike.

Whatever happens because time has passed, and not because somebody acted, is a step here. Each looks for what
is due and then does it, one thing in one unit of work, which looks once more: somebody may have been quicker.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from coproduction.ports import Memory
from coproduction.service import (
    announcing,
    bodies,
    champions,
    consents,
    digests,
    drafts,
    forgotten,
    notes,
    nudging,
    pollends,
    running,
    sealing,
    stakeholders,
    takingpart,
    ties,
    waking,
    yousaid,
)
from coproduction.service.breakouts import rollcall, rounds


@dataclass(frozen=True, slots=True)
class Step:
    """`due` gives the ids of what is due at a moment, without writing; `take` does one of them."""

    name: str
    due: Callable[[Memory, datetime], Sequence[str]]
    take: Callable[[Memory, datetime, str], object]


STEPS = (
    Step("question to the silent", rollcall.questions_due, rollcall.ask_silent),
    Step("roll call", rollcall.rolls_due, rollcall.call_roll),
    Step("end of a round", rounds.over, rounds.end),
    Step("time of a step", running.ringing, running.ring),
    Step("end of a forgotten session", forgotten.due, forgotten.end),
    Step("way back from an end", sealing.to_seal, sealing.seal),
    Step("end of a poll", pollends.over, pollends.close),
    Step("poll that all have answered", pollends.answered, pollends.close_answered),
    Step("reminder of a poll", pollends.to_remind, pollends.remind),
    Step("reminder of a planned session", announcing.to_remind, announcing.remind),
    Step("question without an answer", consents.due, consents.lapse),
    Step("words of which nobody said what they are about", notes.unplaced, notes.lapse),
    Step("follow-up", nudging.due, nudging.ask),
    Step("weekly summary", digests.due, digests.tell),
    Step("what a body is asked", bodies.due, bodies.ask),
    Step("idea whose day has come", waking.due, waking.wake),
    Step("what became of ideas in a month", yousaid.due, yousaid.draft),
    Step("tie after twelve weeks", ties.due, ties.ask_alive),
    Step("end of what would help", takingpart.to_forget, takingpart.forget),
    Step("end of a line of people to ask", stakeholders.to_forget, stakeholders.forget),
    Step("end of an invitation", champions.to_forget, champions.forget),
    Step("forgotten draft", drafts.forgotten, drafts.forget),
)


def due(memory: Memory, now: datetime) -> list[tuple[Step, str]]:
    """Every step with each thing it is due for, in the order of the list."""
    return [(step, subject) for step in STEPS for subject in step.due(memory, now)]
