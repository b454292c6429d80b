"""What a round tells: the room first, then each group, then each member; later, who moved, and the time."""

from collections.abc import Container, Iterable
from datetime import datetime

from coproduction.breakouts import (
    MOVE_NOTE,
    RECALL,
    SEAT_CHANGES,
    SEAT_NOTE,
    SILENT,
    STILL_HERE,
    TAKEN_OUT,
    TIME_WARNING,
    WARNING,
    Group,
    Round,
    group_card,
    round_card,
    seat_note,
)
from coproduction.breakouts.changes import SeatChange, Shift, batch_of
from coproduction.breakouts.helpcalls import HELP_CALL
from coproduction.messages import Card, Message, MessageState
from coproduction.ports import Memory
from coproduction.service import people
from coproduction.service.owing import owe, owe_all_privately, owed
from coproduction.sessions import Session


def group_cards(round_: Round, groups: Iterable[Group]) -> tuple[Card, ...]:
    """The cards of groups, under which their threads stand."""
    return tuple(group_card(round_.id, group.number) for group in groups)


def private_notes(memory: Memory, round_: Round, members: Iterable[str]) -> tuple[Card, ...]:
    """Everything private that shows these people their place in a round."""
    readers = set(members)
    moved = (message.card for message in memory.messages.about(MOVE_NOTE, round_.id))
    first = (seat_note(round_.id, person) for person in sorted(readers))
    return (*first, *(card for card in moved if card.recipient in readers))


def asked(memory: Memory, round_: Round, person: str = "") -> tuple[Card, ...]:
    """What was asked and told because people had not said that they are here: all of it, or one person's."""
    if person and round_.asked_at is None:
        return ()
    told = memory.messages.about(TAKEN_OUT, round_.id, STILL_HERE, SILENT)
    return tuple(each.card for each in told if each.kind == SILENT or person in ("", each.recipient))


def redraw_asked(memory: Memory, cards: Iterable[Card]) -> None:
    """These show something else now. Who leads looks by the list of the silent for people in the video call,
    and says who is missing: an older one misleads.
    """
    shown = tuple(cards)
    memory.changed(*shown)
    memory.misleads(*(card for card in shown if card.kind == SILENT))


def silent_cards(memory: Memory, round_: Round) -> tuple[Card, ...]:
    """What facilitators were told of those who had not said that they are here."""
    return tuple(message.card for message in memory.messages.about(SILENT, round_.id))


def help_cards(memory: Memory, round_: Round, numbers: Container[int]) -> tuple[Card, ...]:
    """What those who lead were told of the calls of these groups."""
    told = (message.card for message in memory.messages.about(HELP_CALL, round_.id))
    return tuple(card for card in told if card.part in numbers)


def everything(memory: Memory, round_: Round, groups: Iterable[Group]) -> tuple[Card, ...]:
    """All that speaks of a round that goes on, to be redrawn at its end."""
    there = tuple(groups)
    return (
        round_card(round_.id),
        *group_cards(round_, there),
        *asked(memory, round_),
        *help_cards(memory, round_, {group.number for group in there}),
        *everybodys_notes(memory, round_),
    )


def everybodys_notes(memory: Memory, round_: Round) -> tuple[Card, ...]:
    """All private notes, also of those who sit nowhere any more. Hundreds of them: all else goes before."""
    kinds = (MOVE_NOTE, SEAT_NOTE)
    return tuple(message.card for kind in kinds for message in memory.messages.about(kind, round_.id))


def announce(
    memory: Memory,
    now: datetime,
    session: Session,
    round_: Round,
    groups: Iterable[Group],
    without: Iterable[str] = (),
) -> None:
    """The round, its groups, to each member where they sit; to those `without` a seat what gives them one."""
    there = tuple(groups)
    owe(memory, now, round_card(round_.id), channel=session.channel)
    open_groups(memory, now, session, round_, there)
    seated = [member for group in there for member in group.members]
    _tell_first(memory, now, round_, without if round_.has_channels else [*seated, *without])


def open_groups(
    memory: Memory, now: datetime, session: Session, round_: Round, groups: Iterable[Group]
) -> None:
    """The cards of groups that are new, and their warnings.

    A group that gets a channel of its own is told where that is, once there is one: see `channels`.
    """
    there = tuple(groups)
    channel = None if round_.has_channels else session.channel
    memory.messages.add_all(
        [owed(memory, now, card, channel=channel, order=card.part) for card in group_cards(round_, there)]
    )
    if channel:
        warn_later(memory, round_, session, there)


def tell_shifts(
    memory: Memory, now: datetime, session: Session, round_: Round, shifts: Iterable[Shift], by: str = ""
) -> None:
    """To whoever facilitates: who is to be moved in the video call. Who did it (`by`) is answered at once."""
    kept = [
        SeatChange(memory.new_id(), round_.id, shift.person, now, shift.before, shift.after)
        for shift in shifts
    ]
    memory.breakouts.note_changes(kept)
    if kept:
        end = batch_of(now)
        told = [
            Card(SEAT_CHANGES, round_.id, person, occasion=end.isoformat())
            for person in leading_round(memory, session, round_)
            if person != by
        ]
        owe_all_privately(memory, end, told)


def ask_silent(memory: Memory, now: datetime, session: Session, round_: Round, silent: Iterable[str]) -> None:
    """Before anybody is taken out for their silence, they are asked, and whoever facilitates is told.

    Who was told of others before sees these, too, in the same message.
    """
    told = [Card(SILENT, round_.id, person) for person in leading_round(memory, session, round_)]
    owe_all_privately(memory, now, [*(Card(STILL_HERE, round_.id, person) for person in silent), *told])
    memory.changed(*told)


def tell_taken_out(memory: Memory, now: datetime, round_: Round, out: Iterable[str]) -> None:
    """To those whose groups go on without them, because they have not said that they are here."""
    owe_all_privately(memory, now, [Card(TAKEN_OUT, round_.id, person) for person in out])


def tell_said_missing(memory: Memory, now: datetime, round_: Round, out: Iterable[str]) -> None:
    """The same to those of whom a facilitator said so, each time that it happens."""
    occasion = memory.new_id()
    owe_all_privately(memory, now, [Card(TAKEN_OUT, round_.id, person, occasion=occasion) for person in out])


def tell_moved(memory: Memory, now: datetime, round_: Round, people: Iterable[str], reader: str = "") -> None:
    """To people who sit elsewhere now: their first note, or a new one.

    Those whose group has no place yet are told with it: see `channels`. `reader` has just been answered where
    they sit: what they were sent shows it, too, and they are sent nothing more.
    """
    told = set(people) - _waiting(memory, round_)
    first = memory.messages.find_all([seat_note(round_.id, person) for person in told])
    notes = {note.recipient: note for note in first.values()}
    _tell_first(memory, now, round_, told - notes.keys())
    # who has not been sent their last note yet needs no other: it is drawn when it is sent, as they sit then
    late = {person for person, note in notes.items() if not _is_pending(note)}
    if reader in late and notes[reader].state is MessageState.SENT:
        late.remove(reader)
    if late:
        late -= {each.recipient for each in memory.messages.about(MOVE_NOTE, round_.id) if _is_pending(each)}
    moved = [Card(MOVE_NOTE, round_.id, person, occasion=memory.new_id()) for person in sorted(late)]
    owe_all_privately(memory, now, moved, order=1)


def _is_pending(note: Message) -> bool:
    return note.state is MessageState.PENDING


def leading_round(memory: Memory, session: Session, round_: Round) -> list[str]:
    """Who facilitates the session, and whoever made the groups or said Go, though they have not come."""
    led = {who for who in (round_.made_by, round_.led_by) if who}
    return sorted({*people.leading_session(memory, session)} | led)


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
    """Please come back, where each group writes; where everybody does, for a group that has no place yet."""
    told = [Card(RECALL, round_.id, part=number) for number in _seated(groups)]
    _under(memory, now, told, session, placeless=session.channel)


def recalls(memory: Memory, round_: Round) -> tuple[Card, ...]:
    """The calls to come back, which say that groups can report as long as they can."""
    return tuple(message.card for message in memory.messages.about(RECALL, round_.id))


def _seated(groups: Iterable[Group]) -> list[int]:
    """The numbers of those groups in which anybody is there to be told."""
    return [group.number for group in groups if group.seats]


def _under(
    memory: Memory, due: datetime, told: Iterable[Card], session: Session, placeless: str | None = None
) -> None:
    """Each in the thread of its group's card, or in the channel that is all the group's.

    What is for a group whose card has no channel yet goes to `placeless`, or nowhere.
    """
    above = {group_card(card.subject, card.part): card for card in told}
    stands = memory.messages.find_all(above)
    memory.messages.add_all(
        [
            owed(
                memory,
                due,
                above[at],
                channel=channel,
                under=card.id if card.channel == session.channel else None,
            )
            for at, card in stands.items()
            if (channel := card.channel or placeless)
        ]
    )
