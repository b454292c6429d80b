"""What somebody is told whom somebody else made a facilitator, or took off the list."""

from dataclasses import dataclass
from datetime import datetime

from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Message
from coproduction.people import LEADS_NO_MORE, LEADS_NOW, Actor
from coproduction.ports import Memory
from coproduction.service import rolechanges


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
    kind = LEADS_NOW if leads_now else LEADS_NO_MORE
    rolechanges.tell(memory, now, actor, person_id, kind, occasion=actor.id)


def _appointed(_memory: Memory, message: Message) -> Appointed | None:
    return Appointed(message.occasion, message.kind == LEADS_NOW) if message.occasion else None


def _is_so(memory: Memory, message: Message) -> bool:
    return leads(memory, message.recipient) == (message.kind == LEADS_NOW)


KINDS = tuple(
    MessageKind(name=name, content=_appointed, cause=Cause.OWN_ACT, guard=rolechanges.unless_changed(_is_so))
    for name in (LEADS_NOW, LEADS_NO_MORE)
)
