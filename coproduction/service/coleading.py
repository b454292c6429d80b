"""Telling people that they were chosen to lead a planned session together with who planned it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from coproduction.budget import A_WEEK
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Message, Outcome, unwanted
from coproduction.people import Actor
from coproduction.planned import CHOSEN, Planned, chosen_note
from coproduction.ports import Memory
from coproduction.service import upcoming
from coproduction.service.owing import owe_all_privately


def tell(memory: Memory, now: datetime, actor: Actor, planned: Planned, before: Collection[str] = ()) -> None:
    """Tell in private whom `actor` has chosen for it, but for those who were chosen `before`; each once."""
    new = [one for one in planned.helpers if one not in before and one != actor.id]
    owe_all_privately(memory, now, [chosen_note(planned, one) for one in new])


@dataclass(frozen=True, slots=True)
class Chosen:
    """What `person` was chosen for, and whether they may lead: else the plan does not open for them."""

    planned: Planned
    person: str
    may_lead: bool


def _chosen(memory: Memory, message: Message) -> Chosen | None:
    found, person = memory.planned.get(message.subject), memory.people.get(message.recipient)
    may_lead = person is not None and person.is_facilitator
    return Chosen(found, message.recipient, may_lead) if found else None


def _unneeded(memory: Memory, message: Message, now: datetime) -> Outcome | None:
    found = memory.planned.get(message.subject)
    if found is None or not found.is_waiting or found.is_over(now):
        return unwanted("it has begun, is over or was cancelled")
    return None if message.recipient in found.helpers else unwanted("somebody else was chosen")


KINDS = (
    MessageKind(
        name=CHOSEN,
        content=_chosen,
        cause=Cause.UNASKED,
        window=A_WEEK,
        guard=_unneeded,
        programme=upcoming.channel_of,
    ),
)
