"""What somebody is told whom somebody else made a facilitator, or took off the list."""

from dataclasses import dataclass
from datetime import datetime

from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message, Outcome, unwanted
from coproduction.people import LEADS_NO_MORE, LEADS_NOW, Actor
from coproduction.ports import Memory
from coproduction.service.owing import owe_privately


@dataclass(frozen=True, slots=True)
class Appointed:
    """Whether somebody leads now, or no more, and who has changed that."""

    by: str
    leads: bool


def leads(memory: Memory, person_id: str) -> bool:
    """Whether somebody is on the list of those who lead."""
    person = memory.people.get(person_id)
    return person is not None and person.is_facilitator


def tell(memory: Memory, now: datetime, actor: Actor, person_id: str, *, leads_now: bool) -> None:
    """Whom `actor` has put on the list, or taken off it, is told it, unless that was themselves."""
    if person_id != actor.id:
        kind = LEADS_NOW if leads_now else LEADS_NO_MORE
        owe_privately(memory, now, Card(kind, now.isoformat(), person_id, occasion=actor.id))


def _appointed(_memory: Memory, message: Message) -> Appointed | None:
    return Appointed(message.occasion, message.kind == LEADS_NOW) if message.occasion else None


def _changed(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    is_so = leads(memory, message.recipient) == (message.kind == LEADS_NOW)
    return None if is_so else unwanted("it was changed again")


KINDS = (
    MessageKind(name=LEADS_NOW, content=_appointed, cause=Cause.OWN_ACT, guard=_changed),
    MessageKind(name=LEADS_NO_MORE, content=_appointed, cause=Cause.OWN_ACT, guard=_changed),
)
