"""What the messages of a breakout round show, as things stand when they are drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from coproduction.breakouts import Group, Presence, Round, RoundState, Word, groups_of
from coproduction.messages import Kind, Message
from coproduction.ports import Memory


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A breakout round with all its groups, for the whole room. `here` have said so, of `people`."""

    round: Round
    groups: tuple[Group, ...]
    here: int
    people: int
    words: tuple[Word, ...]
    next_round: Round | None  # planned together with this one


@dataclass(frozen=True, slots=True)
class RoomCard:
    """One group of a round, and what it brings back."""

    round: Round
    group: Group
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class GroupNote:
    """What one member is told: their group, with whom, and what to talk about.

    `sectors` are those of the members who told theirs; `is_new` for somebody who sits elsewhere than before.
    """

    round: Round
    group: Group
    member: str
    sectors: Mapping[str, str]
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class TimeNote:
    """A word to a group about the time: nearly over, or over."""

    round: Round
    group: Group
    is_over: bool


def overview(memory: Memory, message: Message) -> RoundCard | None:
    """The round's own card."""
    round_ = memory.breakouts.get(message.subject)
    if round_ is None:
        return None
    seats = memory.breakouts.seats(round_.id)
    return RoundCard(
        round_,
        groups_of(round_, seats),
        here=sum(seat.presence is Presence.HERE for seat in seats),
        people=sum(seat.presence is not Presence.ABSENT for seat in seats),
        words=tuple(memory.breakouts.words(round_.id)),
        next_round=_next(memory, round_),
    )


def _next(memory: Memory, round_: Round) -> Round | None:
    later = (r for r in memory.breakouts.of(round_.session) if r.number > round_.number)
    return next((r for r in later if r.state is RoundState.PLANNED), None)


def room(memory: Memory, message: Message) -> RoomCard | None:
    """One group's card."""
    found = _table(memory, message)
    if found is None:
        return None
    round_, group = found
    said = tuple(word for word in memory.breakouts.words(round_.id) if word.number == group.number)
    return RoomCard(round_, group, said)


def time(memory: Memory, message: Message) -> TimeNote | None:
    """A warning, or the end."""
    found = _table(memory, message)
    return TimeNote(*found, is_over=message.kind is Kind.RECALL) if found else None


def _table(memory: Memory, message: Message) -> tuple[Round, Group] | None:
    """The round and the group that a subject names."""
    round_id, _, rest = message.subject.partition(":")
    number = rest.partition(":")[0]
    round_ = memory.breakouts.get(round_id)
    seated = groups_of(round_, memory.breakouts.seats(round_id)) if round_ else ()
    own = next((group for group in seated if str(group.number) == number), None)
    return (round_, own) if round_ and own else None


def note(memory: Memory, message: Message) -> GroupNote | None:
    """Where one member sits; None for somebody who sits nowhere any more."""
    round_ = memory.breakouts.get(message.subject.partition(":")[0])
    seated = groups_of(round_, memory.breakouts.seats(round_.id)) if round_ else ()
    own = next((group for group in seated if message.recipient in group.members), None)
    if round_ is None or own is None:
        return None
    known = ((member, memory.people.get(member)) for member in own.members)
    sectors = {member: person.sector for member, person in known if person and person.sector}
    return GroupNote(round_, own, message.recipient, sectors, is_new=message.kind is Kind.MOVED)
