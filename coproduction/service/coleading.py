"""Telling people that they were chosen to lead a planned session together with who planned it."""

from collections.abc import Collection
from datetime import datetime

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


def _planned(memory: Memory, message: Message) -> Planned | None:
    return memory.planned.get(message.subject)


def _unneeded(memory: Memory, message: Message, now: datetime) -> Outcome | None:
    found = memory.planned.get(message.subject)
    if found is None or not found.is_waiting or found.is_over(now):
        return unwanted("it has begun, is over or was cancelled")
    return None if message.recipient in found.helpers else unwanted("somebody else was chosen")


KINDS = (
    MessageKind(
        name=CHOSEN, content=_planned, cause=Cause.OWN_ACT, guard=_unneeded, programme=upcoming.channel_of
    ),
)
