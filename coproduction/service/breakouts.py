"""Breakout rounds: everybody who checked in gets a group, and is told privately which."""

import random
from dataclasses import dataclass
from datetime import datetime

from coproduction.breakouts import Group, Round, mix, prompt_of, size_of
from coproduction.errors import Refusal, Taken
from coproduction.messages import Kind
from coproduction.people import Actor, Person
from coproduction.ports import Memory
from coproduction.service import people, sessions
from coproduction.service.outbox import owe


@dataclass(frozen=True, slots=True)
class Form:
    """What a facilitator asks for."""

    size: str
    prompt: str
    origin: str


@dataclass(frozen=True, slots=True)
class Split:
    """A round with its groups."""

    round: Round
    groups: tuple[Group, ...]


def split(
    memory: Memory, now: datetime, actor: Actor, channel: str, form: Form, chance: random.Random
) -> Split:
    """A facilitator splits everybody who checked in into groups of about the wanted size."""
    people.require_facilitator(memory, actor, "start a breakout")
    before = memory.breakouts.from_origin(form.origin)
    if before:
        return Split(before, tuple(memory.breakouts.groups(before.id)))
    session = sessions.require_live(memory, channel)
    wanted, talk = size_of(form.size), prompt_of(form.prompt)
    present = [memory.people.get(id_) or Person(id_) for id_ in memory.sessions.attendees(session.id)]
    mixed = mix(present, wanted, chance)
    number = memory.breakouts.count(session.id) + 1
    made = _grouped(Round(memory.new_id(), session.id, number, talk, form.origin), mixed)
    try:
        memory.breakouts.add(made.round, made.groups)
    except Taken:  # the same command arrived twice at two processes at once
        raise Refusal("The groups have just been made.") from None
    _tell(memory, now, channel, made, present)
    return made


def _grouped(round_: Round, mixed: list[list[Person]]) -> Split:
    groups = (
        Group(round_.id, number, tuple(person.id for person in members))
        for number, members in enumerate(mixed, start=1)
    )
    return Split(round_, tuple(groups))


def _tell(memory: Memory, now: datetime, channel: str, made: Split, present: list[Person]) -> None:
    """The room first, then each member in private."""
    owe(memory, now, Kind.BREAKOUT, made.round.id, channel=channel)
    conversation = {person.id: person.conversation for person in present}
    for member in (member for group in made.groups for member in group.members):
        owe(memory, now, Kind.GROUP, made.round.id, channel=conversation[member], recipient=member, place=1)
