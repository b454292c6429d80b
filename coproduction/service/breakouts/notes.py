"""What a round tells: the room first, then each group, then each member; later, who moved, and the time."""

from collections.abc import Iterable
from datetime import datetime

from coproduction.breakouts import WARNING, Group, Round, group_key, seat_of
from coproduction.messages import Card, Kind, MessageState
from coproduction.people import Person
from coproduction.ports import Memory
from coproduction.service.outbox import owe
from coproduction.sessions import Session


def overview(round_: Round) -> Card:
    """The round's own card."""
    return Card(Kind.BREAKOUT, round_.id)


def rooms(round_: Round, groups: Iterable[Group]) -> tuple[Card, ...]:
    """The cards of groups, under which their threads stand."""
    return tuple(Card(Kind.ROOM, group_key(round_, group.number)) for group in groups)


def cards_of(round_: Round, groups: Iterable[Group]) -> tuple[Card, ...]:
    """Everything that shows who sits in these groups."""
    there = tuple(groups)
    notes = (Card(Kind.GROUP, round_.id, member) for group in there for member in group.members)
    return (*rooms(round_, there), *notes)


def announce(memory: Memory, now: datetime, session: Session, round_: Round, groups: Iterable[Group]) -> None:
    """The round, its groups, and to each member where they sit.

    A group that gets a channel of its own is told where that is, once there is one: see `roundplaces`.
    """
    owe(memory, now, Kind.BREAKOUT, round_.id, channel=session.channel)
    channel = None if round_.has_channels else session.channel
    for group in groups:
        owe(memory, now, Kind.ROOM, group_key(round_, group.number), channel=channel, place=group.number)
        if channel:
            for member in group.members:
                _note(memory, now, Kind.GROUP, round_.id, member)
            warn_later(memory, round_, session, [group])


def tell_moved(memory: Memory, now: datetime, round_: Round, people: Iterable[str]) -> bool:
    """To people who sit elsewhere now: their first note, or a new one. Whether anybody is told.

    Those whose group has no place yet are told with it: see `roundplaces`.
    """
    told = False
    for person in people:
        if _waits(memory, round_, person):
            continue
        first = memory.messages.find(Kind.GROUP, round_.id, person)
        if first is None:
            _note(memory, now, Kind.GROUP, round_.id, person)
        elif first.state is not MessageState.PENDING:  # else it is drawn when it is sent, with the new group
            _note(memory, now, Kind.MOVED, f"{round_.id}:{memory.new_id()}", person)
        told = True
    return told


def _waits(memory: Memory, round_: Round, person: str) -> bool:
    """Whether this person's group is still to get its channel."""
    if not round_.has_channels:
        return False
    seat = seat_of(memory.breakouts.seats(round_.id), person)
    card = memory.messages.find(Kind.ROOM, group_key(round_, seat.number)) if seat else None
    return card is not None and card.channel is None


def warn_later(memory: Memory, round_: Round, session: Session, groups: Iterable[Group]) -> None:
    """Two minutes before the end, where each group writes; a round too short for that is not warned."""
    if round_.ends_at is None or round_.started_at is None or round_.ends_at - WARNING <= round_.started_at:
        return
    for group in filter(_sits, groups):
        key = group_key(round_, group.number)
        subject = f"{key}:{round_.ends_at.isoformat()}"
        _under(memory, round_.ends_at - WARNING, Kind.WARNING, subject, key, session)


def recall(memory: Memory, now: datetime, round_: Round, session: Session, groups: Iterable[Group]) -> None:
    """Please come back, where each group writes."""
    for group in filter(_sits, groups):
        key = group_key(round_, group.number)
        _under(memory, now, Kind.RECALL, key, key, session)


def _sits(group: Group) -> bool:
    """Whether anybody is there to be told."""
    return bool(group.seats)


def _under(memory: Memory, due: datetime, kind: Kind, subject: str, key: str, session: Session) -> None:
    """In the thread of a group's card, or in the channel that is all the group's."""
    card = memory.messages.find(Kind.ROOM, key)
    if card and card.channel:
        under = card.id if card.channel == session.channel else None
        owe(memory, due, kind, subject, channel=card.channel, under=under)


def _note(memory: Memory, now: datetime, kind: Kind, subject: str, member: str) -> None:
    person = memory.people.get(member) or Person(member)
    owe(memory, now, kind, subject, channel=person.conversation, recipient=member, place=1)
