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
)
from coproduction.messages import Card, MessageState
from coproduction.ports import Memory
from coproduction.service.owing import owe, owe_all_privately, owed
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
    there = tuple(groups)
    owe(memory, now, round_card(round_.id), channel=session.channel)
    channel = None if round_.has_channels else session.channel
    memory.messages.add_all(
        [owed(memory, now, card, channel=channel, order=card.part) for card in group_cards(round_, there)]
    )
    if channel:
        members = [member for group in there for member in group.members]
        _tell_first(memory, now, round_, members)
        warn_later(memory, round_, session, there)


def tell_moved(memory: Memory, now: datetime, round_: Round, people: Iterable[str]) -> None:
    """To people who sit elsewhere now: their first note, or a new one.

    Those whose group has no place yet are told with it: see `channels`.
    """
    told = set(people) - _waiting(memory, round_)
    first = memory.messages.find_all([seat_note(round_.id, person) for person in told])
    notes = {note.recipient: note for note in first.values()}
    _tell_first(memory, now, round_, told - notes.keys())
    # who has not been sent their note yet needs no other: it is drawn when it is sent, with the new group
    late = [person for person, note in notes.items() if note.state is not MessageState.PENDING]
    moved = [Card(MOVE_NOTE, round_.id, person, occasion=memory.new_id()) for person in late]
    owe_all_privately(memory, now, moved, order=1)


def _tell_first(memory: Memory, now: datetime, round_: Round, people: Iterable[str]) -> None:
    owe_all_privately(memory, now, [seat_note(round_.id, person) for person in people], order=1)


def _waiting(memory: Memory, round_: Round) -> frozenset[str]:
    """Those whose group is still to get its channel."""
    if not round_.has_channels:
        return frozenset()
    seats = memory.breakouts.seats(round_.id)
    cards = memory.messages.find_all([group_card(round_.id, seat.group) for seat in seats])
    placeless = {card.part for card, message in cards.items() if message.channel is None}
    return frozenset(seat.person for seat in seats if seat.group in placeless)


def warn_later(memory: Memory, round_: Round, session: Session, groups: Iterable[Group]) -> None:
    """Two minutes before the end, where each group writes; a round too short for that is not warned."""
    if round_.ends_at is None or round_.started_at is None or round_.ends_at - WARNING <= round_.started_at:
        return
    end = round_.ends_at.isoformat()
    told = [Card(TIME_WARNING, round_.id, part=number, occasion=end) for number in _seated(groups)]
    _under(memory, round_.ends_at - WARNING, told, session)


def recall(memory: Memory, now: datetime, round_: Round, session: Session, groups: Iterable[Group]) -> None:
    """Please come back, where each group writes."""
    _under(memory, now, [Card(RECALL, round_.id, part=number) for number in _seated(groups)], session)


def _seated(groups: Iterable[Group]) -> list[int]:
    """The numbers of those groups in which anybody is there to be told."""
    return [group.number for group in groups if group.seats]


def _under(memory: Memory, due: datetime, told: Iterable[Card], session: Session) -> None:
    """Each in the thread of its group's card, or in the channel that is all the group's."""
    above = {group_card(card.subject, card.part): card for card in told}
    stands = memory.messages.find_all(above)
    memory.messages.add_all(
        [
            owed(
                memory,
                due,
                above[at],
                channel=card.channel,
                under=card.id if card.channel == session.channel else None,
            )
            for at, card in stands.items()
            if card.channel
        ]
    )
