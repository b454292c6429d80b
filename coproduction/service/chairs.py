"""Empty chairs: wished for by those who lead, shown while a session is planned, and in the report."""

from dataclasses import dataclass, field
from datetime import datetime

from coproduction.chairs import Chairs, Filled, wished_in
from coproduction.people import Actor
from coproduction.planned import Planned
from coproduction.ports import Memory
from coproduction.service import people, places, upcoming
from coproduction.service.filledchairs import filled_in
from coproduction.service.gathering import Gathered, gathered
from coproduction.service.places import Where
from coproduction.words import Text

DOING = Text("choose who should be in the room")


@dataclass(frozen=True, slots=True)
class Room:
    """A programme's chairs as they stand: of what is planned next, else of its last session."""

    channel: str
    title: str
    chairs: tuple[Filled, ...]
    planned: Planned | None
    gathered: Gathered = field(default_factory=Gathered)


def room(memory: Memory, now: datetime, actor: Actor, channel: str) -> Room:
    """The chairs of a programme, for a facilitator in its channel."""
    ahead = upcoming.to_come(memory, now)
    has_begun = memory.sessions.has_programme(channel)
    first = None if has_begun else next((each for each in ahead if each.channel == channel), None)
    place = Where(channel, first.title, is_live=False) if first else places.newest(memory, actor, channel)
    people.require_facilitator(memory, actor, DOING, place.channel)
    announced = (each for each in ahead if each.channel == place.channel and each.is_announced)
    planned = next(announced, first)
    title = planned.title if planned else place.title
    filled, far = filled_in(memory, place.channel, planned), gathered(memory, place.channel)
    return Room(place.channel, title, filled, planned, far)


def wish(memory: Memory, now: datetime, actor: Actor, channel: str, numbers: dict[str, str | None]) -> Room:
    """A facilitator says how many chairs of each kind they wish to fill; none of any turns it off."""
    people.require_facilitator(memory, actor, DOING, channel)
    for kind, wished in wished_in(numbers).items():
        if wished:
            memory.chairs.put(Chairs(channel, kind, wished))
        else:
            memory.chairs.drop(channel, kind)
    return room(memory, now, actor, channel)
