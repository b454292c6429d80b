"""What time brings: one list, walked by the bot's tick and by the tests alike.

Whatever happens because time has passed, and not because somebody acted, is a step here. Each looks for what
is due and then does it, one thing in one unit of work, which looks once more: somebody may have been quicker.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from coproduction.due import Due
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

    name: Due
    due: Callable[[Memory, datetime], Sequence[str]]
    take: Callable[[Memory, datetime, str], object]


STEPS = (
    Step(Due.QUESTION_TO_THE_SILENT, rollcall.questions_due, rollcall.ask_silent),
    Step(Due.ROLL_CALL, rollcall.rolls_due, rollcall.call_roll),
    Step(Due.END_OF_ROUND, rounds.over, rounds.end),
    Step(Due.TIME_OF_STEP, running.ringing, running.ring),
    Step(Due.END_OF_FORGOTTEN_SESSION, forgotten.due, forgotten.end),
    Step(Due.WAY_BACK, sealing.to_seal, sealing.seal),
    Step(Due.END_OF_POLL, pollends.over, pollends.close),
    Step(Due.POLL_ALL_ANSWERED, pollends.answered, pollends.close_answered),
    Step(Due.REMINDER_OF_POLL, pollends.to_remind, pollends.remind),
    Step(Due.TIME_OF_PLANNED, announcing.due, announcing.wake),
    Step(Due.QUESTION_UNANSWERED, consents.due, consents.lapse),
    Step(Due.WORDS_UNPLACED, notes.unplaced, notes.lapse),
    Step(Due.FOLLOW_UP, nudging.due, nudging.ask),
    Step(Due.WEEKLY_SUMMARY, digests.due, digests.tell),
    Step(Due.BODY_ASKED, bodies.due, bodies.ask),
    Step(Due.IDEA_WAKES, waking.due, waking.wake),
    Step(Due.MONTH_OF_IDEAS, yousaid.due, yousaid.draft),
    Step(Due.OLD_TIE, ties.due, ties.ask_alive),
    Step(Due.END_OF_NEEDS, takingpart.to_forget, takingpart.forget),
    Step(Due.END_OF_LINE_TO_ASK, stakeholders.to_forget, stakeholders.forget),
    Step(Due.INVITATION_UNANSWERED, champions.silent, champions.tell_silence),
    Step(Due.END_OF_INVITATION, champions.to_forget, champions.forget),
    Step(Due.FORGOTTEN_DRAFT, drafts.forgotten, drafts.forget),
)


def due(memory: Memory, now: datetime) -> list[tuple[Step, str]]:
    """Every step with each thing it is due for, in the order of the list.

    One look tells for which steps there may be anything; only those look for it.
    """
    awaited = memory.due(now)
    return [(step, subject) for step in STEPS if step.name in awaited for subject in step.due(memory, now)]
