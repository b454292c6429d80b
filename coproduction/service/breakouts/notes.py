"""What a round tells: the room first, then each group, then each member; later, who moved, and the time."""

from collections.abc import Iterable
from datetime import datetime

from coproduction.breakouts import (
    MOVE_NOTE,
    RECALL,
    TIME_WARNING,
    WARNING,
    Group,
    Round,
    group_card,
    round_card,
    seat_note,
    seat_of,
)
from coproduction.messages import Card, MessageState
from coproduction.ports import Memory
from coproduction.service.owing import owe, owe_privately
from coproduction.sessions import Session


def group_cards(round_: Round, groups: Iterable[Group]) -> tuple[Card, ...]:
    """The cards of groups, under which their threads stand."""
    return tuple(group_card(round_.id, group.number) for group in groups)


def all_cards(round_: Round, groups: Iterable[Group]) -> tuple[Card, ...]:
    """Everything that shows who sits in these groups."""
    there = tuple(groups)
    notes = (seat_note(round_.id, member) for group in there for member in group.members)
    return (*group_cards(round_, there), *notes)


def announce(memory: Memory, now: datetime, session: Session, round_: Round, groups: Iterable[Group]) -> None:
    """The round, its groups, and to each member where they sit.

    A group that gets a channel of its own is told where that is, once there is one: see `channels`.
    """
    owe(memory, now, round_card(round_.id), channel=session.channel)
    channel = None if round_.has_channels else session.channel
    for group in groups:
        owe(memory, now, group_card(round_.id, group.number), channel=channel, order=group.number)
        if channel:
            for member in group.members:
                owe_privately(memory, now, seat_note(round_.id, member), order=1)
            warn_later(memory, round_, session, [group])


def tell_moved(memory: Memory, now: datetime, round_: Round, people: Iterable[str]) -> None:
    """To people who sit elsewhere now: their first note, or a new one.

    Those whose group has no place yet are told with it: see `channels`.
    """
    for person in people:
        if _waits(memory, round_, person):
            continue
        first = memory.messages.find(seat_note(round_.id, person))
        if first is None:
            owe_privately(memory, now, seat_note(round_.id, person), order=1)
        elif first.state is not MessageState.PENDING:  # else it is drawn when it is sent, with the new group
            moved = Card(MOVE_NOTE, round_.id, person, occasion=memory.new_id())
            owe_privately(memory, now, moved, order=1)


def _waits(memory: Memory, round_: Round, person: str) -> bool:
    """Whether this person's group is still to get its channel."""
    if not round_.has_channels:
        return False
    seat = seat_of(memory.breakouts.seats(round_.id), person)
    card = memory.messages.find(group_card(round_.id, seat.group)) if seat else None
    return card is not None and card.channel is None


def warn_later(memory: Memory, round_: Round, session: Session, groups: Iterable[Group]) -> None:
    """Two minutes before the end, where each group writes; a round too short for that is not warned."""
    if round_.ends_at is None or round_.started_at is None or round_.ends_at - WARNING <= round_.started_at:
        return
    for group in filter(_sits, groups):
        warning = Card(TIME_WARNING, round_.id, part=group.number, occasion=round_.ends_at.isoformat())
        _under(memory, round_.ends_at - WARNING, warning, session)


def recall(memory: Memory, now: datetime, round_: Round, session: Session, groups: Iterable[Group]) -> None:
    """Please come back, where each group writes."""
    for group in filter(_sits, groups):
        _under(memory, now, Card(RECALL, round_.id, part=group.number), session)


def _sits(group: Group) -> bool:
    """Whether anybody is there to be told."""
    return bool(group.seats)


def _under(memory: Memory, due: datetime, told: Card, session: Session) -> None:
    """In the thread of a group's card, or in the channel that is all the group's."""
    card = memory.messages.find(group_card(told.subject, told.part))
    if card and card.channel:
        under = card.id if card.channel == session.channel else None
        owe(memory, due, told, channel=card.channel, under=under)
