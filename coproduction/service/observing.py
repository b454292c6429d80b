"""Observers: students, evaluators, commissioners. They see a session, with no ballot and no seat in it."""

from dataclasses import dataclass
from datetime import datetime

from coproduction.errors import Refusal
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Message
from coproduction.people import MARKED, Actor, Person
from coproduction.ports import Memory
from coproduction.service import people, rolechanges
from coproduction.words import Text

DOING = Text("say who only looks on")
NO_SEAT = Text(
    "You are here as an observer, so you have no place in a group. Is that wrong? Change it in {/profile}."
)
NO_BALLOT = Text(
    "You are here as an observer, so you see the polls and answer none. Is that wrong? "
    "Change it in {/profile}."
)
_NO_HAND = Text("You are here as an observer, so you raise no hand. Is that wrong? Change it in {/profile}.")

_NO_SUPPORT = Text(
    "You are here as an observer, so you see the ideas and support none. Is that wrong? "
    "Change it in {/profile}."
)


_ON, _OFF = "looks on", "takes part"  # the occasion of what they are told


@dataclass(frozen=True, slots=True)
class Marked:
    """As what somebody was marked by those who lead: as who looks on, or as who takes part."""

    looks_on: bool


def is_observer(memory: Memory, person: str) -> bool:
    """Whether somebody only looks on."""
    known = memory.people.get(person)
    return known is not None and known.is_observer


def refuse_hand(memory: Memory, actor: Actor) -> None:
    """Refuse a turn to speak, in words, to who only looks on."""
    if is_observer(memory, actor.id):
        raise Refusal(_NO_HAND)


def refuse_support(memory: Memory, actor: Actor) -> None:
    """Refuse support of an idea, in words, to who only looks on."""
    if is_observer(memory, actor.id):
        raise Refusal(_NO_SUPPORT)


def mark(memory: Memory, actor: Actor, person_id: str, *, looks_on: bool) -> bool:
    """A facilitator says it of somebody; whether that changed anything."""
    people.require_facilitator(memory, actor, DOING)
    person = memory.people.get(person_id) or Person(person_id)
    if person.is_observer == looks_on:
        return False
    people.look_on(memory, person, looks_on=looks_on)
    return True


def tell(memory: Memory, now: datetime, actor: Actor, person_id: str, *, looks_on: bool) -> None:
    """Whom somebody else has marked is told it, and what it means, whether a session is live or over."""
    rolechanges.tell(memory, now, actor, person_id, MARKED, _ON if looks_on else _OFF)


def _marked(_memory: Memory, message: Message) -> Marked:
    return Marked(looks_on=message.occasion == _ON)


def _is_so(memory: Memory, message: Message) -> bool:
    return is_observer(memory, message.recipient) == _marked(memory, message).looks_on


KINDS = (
    MessageKind(name=MARKED, content=_marked, cause=Cause.OWN_ACT, guard=rolechanges.unless_changed(_is_so)),
)


def listed(memory: Memory, actor: Actor) -> list[str]:
    """Who only looks on, for a facilitator."""
    people.require_facilitator(memory, actor, DOING)
    return [each.id for each in memory.people.all() if each.is_observer]
