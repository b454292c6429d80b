"""What the messages of a breakout round show, as things stand when they are drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from coproduction.breakouts import (
    MOVE_NOTE,
    RECALL,
    SEAT_NOTE,
    Group,
    Presence,
    Round,
    RoundState,
    Seat,
    Word,
    group_card,
    group_of,
    groups_of,
)
from coproduction.breakouts.helpcalls import HelpCall, newest
from coproduction.callers import is_caller
from coproduction.machine import MOVING
from coproduction.messages import Message, MessageState
from coproduction.ports import Memory
from coproduction.service.breakouts.history import callers_in, groups, is_here
from coproduction.service.breakouts.ownchannels import own_channel, own_channels, places_of
from coproduction.service.breakouts.seatless import had_no_place, out_of, why_none
from coproduction.service.videocalls import link_of
from coproduction.words import Text

_NOT_CALLED = frozenset({MessageState.FAILED, MessageState.UNCONFIRMED, MessageState.EXPIRED})
_LOST = _NOT_CALLED | {MessageState.CANCELLED}


@dataclass(frozen=True, slots=True)
class Called:
    """The call to come back: so many of `groups` were told, so many cannot be; `goes_on`: others are."""

    told: int
    untold: int
    groups: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A breakout round with all its groups, for the whole room. `here` of `people` have said so, or cannot.

    `told` have been sent their private note, and `untold` cannot be; `callers` have no Slack; the others' are
    under way. `out` have no place in it any more. `called`: how far the call to come back is, once made.
    """

    round: Round
    groups: tuple[Group, ...]
    here: int
    people: int
    words: tuple[Word, ...]
    next_round: Round | None  # planned together with this one, where this one is over
    channels: int = 0  # how many of the groups have a channel of their own, when that is settled
    told: int = 0
    untold: int = 0
    callers: int = 0
    called: Called | None = None
    out: int = 0


@dataclass(frozen=True, slots=True)
class RoomCard:
    """One group of a round, and what it brings back. `is_own` in a channel that is all the group's.

    `is_open`: its session goes on, so that the group can report.
    """

    round: Round
    group: Group
    words: tuple[Word, ...]
    is_own: bool = False
    is_open: bool = True
    call: HelpCall | None = None  # its newest for a hand


@dataclass(frozen=True, slots=True)
class NoSeat:
    """What a note shows to somebody who has no place in a round; `why` they get none, where that is so."""

    round: Round
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Older:
    """What a note shows once a newer one has told the same person where they sit."""

    round: Round


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
    channel: str | None = None  # the group's own, where it has one
    link: str = ""  # to the video call of the session
    call: HelpCall | None = None  # the newest of the group for a hand

    @property
    def is_here(self) -> bool:
        """Whether the member has said that they are here."""
        return any(seat.person == self.member and seat.presence is Presence.HERE for seat in self.group.seats)


@dataclass(frozen=True, slots=True)
class TimeNote:
    """A word to a group about the time: nearly over, or over. `is_open`: it can still report back.

    `has_card`: the group's card stands above it, with its buttons; the round may have been over before that.
    """

    round: Round
    group: Group
    is_over: bool
    is_open: bool = True
    has_card: bool = True


def overview(memory: Memory, message: Message) -> RoundCard | None:
    """The round's own card."""
    round_ = memory.breakouts.get(message.subject)
    if round_ is None:
        return None
    seats = memory.breakouts.seats(round_.id)
    there = groups_of(round_, seats)
    told, untold = told_of(memory, round_, there)
    return RoundCard(
        round_,
        there,
        here=sum(map(is_here, seats)),
        people=sum(len(group.members) for group in there),
        words=tuple(memory.breakouts.words(round_.id)),
        next_round=_next(memory, round_) if round_.state is RoundState.ENDED else None,
        channels=_channels(memory, round_, there),
        told=told,
        untold=len(untold),
        callers=callers_in(seats),
        called=called_of(memory, round_),
        out=len(_out_of(memory, round_, seats)),
    )


def _out_of(memory: Memory, round_: Round, seats: Iterable[Seat]) -> tuple[str, ...]:
    """Who is out of a round that goes on, and may come back."""
    is_any = round_.state is RoundState.LIVE and any(not seat.is_taken for seat in seats)
    session = memory.sessions.get(round_.session) if is_any else None
    return out_of(memory, session, seats) if session else ()


def called_of(memory: Memory, round_: Round) -> Called | None:
    """How far the call to come back is; None before it, and once nobody is called out of this round any more:
    the next goes on, or the session is over.
    """
    calls = memory.messages.about(RECALL, round_.id) if round_.state is RoundState.ENDED else []
    session = memory.sessions.get(round_.session) if calls else None
    if session is None or not session.is_live or _is_followed(memory, round_):
        return None
    states = [call.state for call in calls]
    goes_on = any(state in MOVING for state in states)
    untold = sum(state in _NOT_CALLED for state in states)
    return Called(states.count(MessageState.SENT), untold, len(calls), goes_on)


def _is_followed(memory: Memory, round_: Round) -> bool:
    return any(each.state is RoundState.LIVE for each in memory.breakouts.of(round_.session))


def told_of(memory: Memory, round_: Round, there: tuple[Group, ...]) -> tuple[int, tuple[str, ...]]:
    """How many who sit in a round that goes on have a note, and who cannot get one; without callers.

    Who lost their place before their first note went out, and is back, has a later one.
    """
    if round_.state is not RoundState.LIVE:
        return 0, ()
    states: dict[str, set[MessageState]] = {}
    for note in memory.messages.about(SEAT_NOTE, round_.id, MOVE_NOTE):
        states.setdefault(note.recipient, set()).add(note.state)
    seated = [member for group in there for member in group.members if not is_caller(member)]
    theirs = {member: states.get(member, set()) for member in seated}
    told = sum(MessageState.SENT in each for each in theirs.values())
    return told, tuple(member for member, each in theirs.items() if each and each <= _LOST)


def _channels(memory: Memory, round_: Round, there: tuple[Group, ...]) -> int:
    """Nothing is said while some are on their way: each would redraw the card."""
    numbers = [group.number for group in there]
    if not round_.has_channels or None in places_of(memory, round_, numbers).values():
        return 0
    return len(own_channels(memory, round_, numbers))


def _next(memory: Memory, round_: Round) -> Round | None:
    later = (r for r in memory.breakouts.of(round_.session) if r.number > round_.number)
    return next((r for r in later if r.state is RoundState.PLANNED), None)


def room(memory: Memory, message: Message) -> RoomCard | None:
    """One group's card."""
    found = table(memory, message)
    if found is None:
        return None
    round_, group = found
    said = tuple(word for word in memory.breakouts.words(round_.id) if word.group == group.number)
    is_own = own_channel(memory, round_, group.number) is not None
    call = newest(memory.help_calls.of(round_.id), group.number)
    return RoomCard(round_, group, said, is_own, is_open=_is_open(memory, round_), call=call)


def _is_open(memory: Memory, round_: Round) -> bool:
    """Whether groups can report: as long as their session goes on."""
    session = memory.sessions.get(round_.session)
    return session is not None and session.is_live


def time(memory: Memory, message: Message) -> TimeNote | None:
    """A warning, or the end."""
    found = table(memory, message)
    if found is None:
        return None
    round_, group = found
    card = memory.messages.find(group_card(round_.id, group.number))
    return TimeNote(
        round_,
        group,
        is_over=message.kind == RECALL,
        is_open=_is_open(memory, round_),
        has_card=card is not None and card.ts is not None and card.channel == message.channel,
    )


def table(memory: Memory, message: Message) -> tuple[Round, Group] | None:
    """The round and the group that a message is about."""
    round_ = memory.breakouts.get(message.subject)
    own = group_of(groups(memory, round_), message.part) if round_ else None
    return (round_, own) if round_ and own else None


def note(memory: Memory, message: Message) -> GroupNote | NoSeat | Older | None:
    """Where one member sits, or that they sit nowhere; a note that was sent stays in any case.

    Who is in the room and had no place when the round began is told so, and what they can do. Who lost theirs
    before their first note went out has heard of that already.

    Only the newest says it: of two, one would sooner or later be believed that is wrong.
    """
    round_ = memory.breakouts.get(message.subject)
    if round_ is None:
        return None
    if message.ts and _has_newer(memory, message):
        return Older(round_)
    person, seats = message.recipient, memory.breakouts.seats(round_.id)
    if found := _seated(memory, round_, person, seats):
        return replace(found, is_new=message.kind == MOVE_NOTE)
    if not (message.ts or had_no_place(memory, round_, person, seats)):
        return None
    return NoSeat(round_, why_none(memory, round_, person, seats))


def _has_newer(memory: Memory, note: Message) -> bool:
    """Whether the reader of a note was sent another one after it."""
    later = memory.messages.about(MOVE_NOTE, note.subject)
    return any(
        each.recipient == note.recipient
        and each.state is MessageState.SENT
        and (each.ts or "") > (note.ts or "")
        for each in later
    )


def place_of(memory: Memory, round_: Round, person: str) -> GroupNote | None:
    """Where somebody sits in a round, and with whom; None for who sits nowhere."""
    return _seated(memory, round_, person, memory.breakouts.seats(round_.id))


def _seated(memory: Memory, round_: Round, person: str, seats: Iterable[Seat]) -> GroupNote | None:
    own = next((group for group in groups_of(round_, seats) if person in group.members), None)
    if own is None:
        return None
    known = memory.people.some(own.members)
    sectors = {id_: each.known_sector for id_, each in known.items() if each.known_sector}
    channel, link = own_channel(memory, round_, own.number), link_of(memory, round_.session)
    call = newest(memory.help_calls.of(round_.id), own.number)
    return GroupNote(round_, own, person, sectors, channel=channel, link=link, call=call)
