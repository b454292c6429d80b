"""Breakout rounds: everybody who checked in gets a group, and is told privately which."""

import random
from dataclasses import dataclass
from datetime import datetime

from coproduction.breakouts import Group, Round, mix, prompt_of, size_of
from coproduction.messages import Kind
from coproduction.people import Actor, Person
from coproduction.ports import Memory
from coproduction.service import people, sessions
from coproduction.service.outbox import owe


@dataclass(frozen=True, slots=True)
class Split:
    """A round with its groups."""

    round: Round
    groups: tuple[Group, ...]


def split(
    memory: Memory, now: datetime, actor: Actor, channel: str, size: str, prompt: str, chance: random.Random
) -> Split:
    """A facilitator splits everybody who checked in into groups of about `size`."""
    people.require_facilitator(memory, actor, "start a breakout")
    session = sessions.require_live(memory, channel)
    wanted, talk = size_of(size), prompt_of(prompt)
    present = [memory.people.get(id_) or Person(id_) for id_ in memory.sessions.attendees(session.id)]
    mixed = mix(present, wanted, chance)
    round_ = Round(memory.new_id(), session.id, memory.breakouts.count(session.id) + 1, talk)
    groups = tuple(
        Group(round_.id, number, tuple(person.id for person in members))
        for number, members in enumerate(mixed, start=1)
    )
    memory.breakouts.add(round_, groups)
    owe(memory, now, Kind.BREAKOUT, round_.id, channel=channel)
    conversation = {person.id: person.conversation for person in present}
    for member in (member for group in groups for member in group.members):
        owe(memory, now, Kind.GROUP, round_.id, channel=conversation[member], recipient=member, place=1)
    return Split(round_, groups)
