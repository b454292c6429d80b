"""Private channels of breakout groups: which are wanted, who is let in, and when they are archived.

A channel cannot be made in a unit of work. So a group's card is owed without a channel, and the sender makes
that before it sends: `wanted` says which, and `settle` records it and owes what waited for it. A channel's
name is the group's alone. So whoever made one and died before recording it finds it again by its name.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from coproduction.breakouts import ARCHIVE, LAST_NOTES, Group, Round, RoundState, seat_note, seat_of
from coproduction.callers import is_caller
from coproduction.kinds import Doors, PrivateChannel
from coproduction.messages import Call, Card, Message
from coproduction.ports import Memory
from coproduction.service.breakouts import notes
from coproduction.service.breakouts.cards import table
from coproduction.service.breakouts.history import groups
from coproduction.service.breakouts.ownchannels import own_channels
from coproduction.service.owing import keep_place, owed
from coproduction.sessions import Session


def wanted(memory: Memory, message: Message) -> PrivateChannel | None:
    """The channel in which a group's card is to stand; None when the group is gone."""
    found = table(memory, message)
    session = memory.sessions.get(found[0].session) if found else None
    if found is None or session is None:
        return None
    round_, group = found
    name = f"breakout-{round_.number}-group-{group.number}-{round_.id[-12:]}".lower()
    is_on = round_.state is RoundState.LIVE
    invited = tuple(member for member in group.members if not is_caller(member))
    return PrivateChannel(name if is_on else None, invited, session.channel)


def settle(
    memory: Memory, now: datetime, message: Message, channel: str, let_in: Collection[str]
) -> Message | None:
    """Record where a group writes, and tell those who sit there now; None when the claim was lost."""
    placed = keep_place(memory, message, channel)
    found = table(memory, message)
    session = memory.sessions.get(found[0].session) if found else None
    if placed is None or found is None or session is None:
        return placed
    round_, group = found
    if not session.is_live and memory.endings.get(session.id) is None:
        _close(memory, now + LAST_NOTES, round_, [group])
    if round_.state is RoundState.LIVE:
        _tell(memory, now, round_, group, group.members if channel == session.channel else let_in)
        notes.warn_later(memory, round_, session, [group])
    return placed


def _tell(memory: Memory, now: datetime, round_: Round, group: Group, let_in: Collection[str]) -> None:
    """The notes of those who are in already are as old as the round: so `doors` knows who came later."""
    told = memory.messages.find_all([seat_note(round_.id, member) for member in group.members])
    known = {note.recipient for note in told}
    in_already = [member for member in group.members if member in let_in and member not in known]
    notes.tell_moved(memory, round_.started_at or now, round_, in_already)
    notes.tell_moved(memory, now, round_, [each for each in group.members if each not in in_already])


def doors(memory: Memory, message: Message) -> Doors | None:
    """Which doors this note's reader needs opened and closed; None for most."""
    round_ = memory.breakouts.get(message.subject)
    if round_ is None or not round_.has_channels or message.due_at == round_.started_at:
        return None
    seats = memory.breakouts.seats(round_.id)
    own = own_channels(memory, round_, sorted({seat.group for seat in seats}))
    seat = seat_of(seats, message.recipient)
    to = own.pop(seat.group, None) if seat else None
    return Doors(to, tuple(own.values()))


def close_all(memory: Memory, at: datetime, session: Session) -> None:
    """A session is sealed: groups had a while for their last notes; now their channels are archived."""
    for round_ in filter(lambda each: each.has_channels, memory.breakouts.of(session.id)):
        _close(memory, at, round_, groups(memory, round_))


def is_a_groups(memory: Memory, channel: str, person: str) -> bool:
    """Whether this is the private channel of a breakout group in a session that this person attends now."""
    return any(
        channel in own_channels(memory, round_, [group.number for group in groups(memory, round_)]).values()
        for session in memory.sessions.attended_live(person)
        for round_ in memory.breakouts.of(session.id)
        if round_.has_channels
    )


def _close(memory: Memory, at: datetime, round_: Round, there: Iterable[Group]) -> None:
    own = own_channels(memory, round_, [group.number for group in there])
    memory.messages.add_all(
        [
            owed(
                memory,
                at,
                Card(ARCHIVE, round_.id, part=number),
                channel=channel,
                call=Call.ARCHIVE,
            )
            for number, channel in own.items()
        ]
    )
