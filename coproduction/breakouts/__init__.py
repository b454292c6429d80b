"""Breakout rounds: small groups in which everybody can speak, and what they bring back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from coproduction.breakouts.changes import SeatChange
from coproduction.errors import Refusal
from coproduction.grouping import Voices
from coproduction.messages import Card
from coproduction.words import Text

ASKED_AFTER = timedelta(minutes=2)  # how long after who is silent was told their seat they are asked
ROLL_CALL = timedelta(minutes=3)  # how long after it people have, at least, to say that they are here
GRACE = ROLL_CALL - ASKED_AFTER  # between the question and the roll call, whenever the question came
WARNING = timedelta(minutes=2)  # how long before the end a group is told
ONE_END = timedelta(minutes=2)  # so little longer than its step no round goes on
MORE = timedelta(minutes=5)  # what one press gives a round
LAST_NOTES = timedelta(minutes=10)  # how long after the session groups can write in channels of their own

ROUND_CARD: Final = "round"
GROUP_CARD: Final = "group_card"  # to the channel: a group's own card, under which its thread stands
SEAT_NOTE: Final = "seat_note"  # to each member: where they sit
MOVE_NOTE: Final = "move_note"  # to somebody who sits elsewhere now
TIME_WARNING: Final = "time_warning"  # under a group's card: time is nearly over
RECALL: Final = "recall"  # under a group's card: please come back
ARCHIVE: Final = "archive"  # a group's own channel is closed for writing
STILL_HERE: Final = "still_here"  # to somebody who has not said that they are here: are they?
TAKEN_OUT: Final = "taken_out"  # to somebody whose group goes on without them
SILENT: Final = "silent"  # to facilitators: who has not said that they are here, before anybody is taken out
UNMET: Final = "unmet_needs"  # to somebody who needs what nobody else who came can give
SEAT_CHANGES: Final = "seat_changes"  # to facilitators: who is to be moved in the video call


class RoundState(StrEnum):
    """Where a round stands: proposed and not yet told to anybody, going on, over."""

    PLANNED = "planned"
    LIVE = "live"
    ENDED = "ended"


class Role(StrEnum):
    """What somebody does for their group."""

    SCRIBE = "scribe"
    TIMEKEEPER = "timekeeper"


class Presence(StrEnum):
    """Whether somebody sits where they were seated."""

    EXPECTED = "expected"
    HERE = "here"
    ABSENT = "absent"
    BACK = "back"  # was absent, and has come back since: not here, but expected in the next round


class Part(StrEnum):
    """The parts of a report-back."""

    AGREE = "agree"
    DIFFER = "differ"
    IDEA = "idea"


@dataclass(frozen=True, slots=True)
class Round:
    """One breakout round of a session.

    Prompts take turns over the groups. Nobody of `apart` sits with another of them, all of `together` sit in
    one group; why is never asked. Who is `left_out` gets no seat: facilitators, as a rule. `minutes` is None
    for a round without a clock. `size` is also known where a number of groups was asked for, because
    latecomers go by it. Times are aware UTC.
    """

    id: str
    session: str
    number: int
    prompts: tuple[str, ...]
    origin: str  # what makes the command or form that asked for it itself and no other
    size: int  # people in a group, about
    groups: int = 0  # how many groups, where that was asked for instead of a size
    state: RoundState = RoundState.PLANNED
    minutes: int | None = None
    seed: int = 0  # of the chance in its grouping: the same seed and people make the same groups
    names: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    voices: Voices = Voices.NOBODY_ALONE  # what matters more where there are too few with lived experience
    has_channels: bool = False  # whether each group is to have a private channel instead of a thread
    started_at: datetime | None = None
    ends_at: datetime | None = None
    ended_at: datetime | None = None
    asked_at: datetime | None = None  # once the silent were asked: a minute before it is looked who is there
    called_at: datetime | None = None  # when it was settled who is there
    led_by: str | None = None  # who said Go, until it is over
    made_by: str | None = None  # who made or swapped its groups last, until it is over
    made_at: datetime | None = None  # when, until it starts

    @property
    def most(self) -> int:
        """How many people a group may grow to when somebody comes late."""
        return self.size + 1

    def prompt(self, group: int) -> str:
        """What group `group` talks about: in the next round each gets the next prompt."""
        return self.prompts[(group - 1 + self.number - 1) % len(self.prompts)]

    def name(self, group: int) -> str | Text:
        """What group `group` is called: by the name that it was given, else by its number."""
        return self.names[group - 1] if group <= len(self.names) else Text("Group {number}", number=group)


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place in a round. `group` is their group's number, from 1; `order` is that within it."""

    round: str
    person: str
    group: int
    order: int
    role: Role | None = None
    presence: Presence = Presence.EXPECTED

    @property
    def is_taken(self) -> bool:
        """Whether somebody sits there, or is expected to."""
        return self.presence in (Presence.EXPECTED, Presence.HERE)


@dataclass(frozen=True, slots=True)
class Group:
    """One small group with those who sit in it, in their order; who is absent does not."""

    number: int
    name: str | Text
    prompt: str
    seats: tuple[Seat, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """People's ids."""
        return tuple(seat.person for seat in self.seats)

    def holder(self, role: Role) -> str | None:
        """Who has this role."""
        return next((seat.person for seat in self.seats if seat.role is role), None)


@dataclass(frozen=True, slots=True)
class Word:
    """One thing a group brings back. Who typed it is not stored: it is the group's."""

    id: str
    round: str
    group: int  # its number
    order: int  # in which it was said
    part: Part
    text: str
    origin: str


class Breakouts(Protocol):
    """What storage keeps of this noun: rounds, who sits where in them, and what the groups bring back."""

    def lock(self, session: str) -> None:
        """Nobody else changes this session's rounds until this unit of work is done; read after it."""

    def add(self, round_: Round, seats: Collection[Seat]) -> None:
        """Raises Taken when a round of the same origin, or of this number in its session, is there."""

    def put(self, round_: Round) -> None:
        """Raises Taken when it would be the second that is live in its session."""

    def drop(self, round_: str) -> None:
        """Delete a round that was planned, and its seats."""

    def get(self, round_: str) -> Round | None: ...
    def from_origin(self, origin: str) -> Round | None: ...
    def of(self, session: str) -> list[Round]:
        """All rounds of a session by number."""

    def rounds_in(self, sessions: Collection[str]) -> dict[str, list[Round]]:
        """The same of several sessions in one look, by the session's id, of those that have any."""

    def live(self) -> list[Round]:
        """All rounds that are going on."""

    def seats(self, round_: str) -> list[Seat]:
        """By group and place."""

    def seats_in(self, rounds: Collection[str]) -> dict[str, list[Seat]]:
        """The same of several rounds in one look, by the round's id, of those in which anybody sits."""

    def seat(self, seat: Seat) -> None:
        """Give somebody a seat, or another one."""

    def seat_all(self, seats: Collection[Seat]) -> None:
        """The same for many, in one statement."""

    def clear_seats(self, round_: str) -> None: ...
    def say(self, word: Word) -> None:
        """Raises Taken when a word of the same origin is there."""

    def words(self, round_: str) -> list[Word]:
        """What its groups have brought back, in the order it was said."""

    def words_in(self, sessions: Collection[str]) -> list[Word]:
        """What all groups of these sessions have brought back: in the order of the sessions, of their rounds
        and in which it was said."""

    def note_changes(self, changes: Collection[SeatChange]) -> None:
        """Keep who changed places."""

    def changes(self, round_: str) -> list[SeatChange]:
        """Who changed places while this round went on."""

    def forget_changes(self, round_: str) -> None: ...


def round_card(round_id: str) -> Card:
    """The card of a whole round."""
    return Card(ROUND_CARD, round_id)


def group_card(round_id: str, group: int) -> Card:
    """The card of one group."""
    return Card(GROUP_CARD, round_id, part=group)


def seat_note(round_id: str, person: str) -> Card:
    """What one member is told."""
    return Card(SEAT_NOTE, round_id, person)


def group_of(groups: Iterable[Group], number: int) -> Group | None:
    """The group of this number, if it is there."""
    return next((group for group in groups if group.number == number), None)


def seat_of(seats: Iterable[Seat], person: str) -> Seat | None:
    """This person's seat, if they have one."""
    return next((seat for seat in seats if seat.person == person), None)


def absent(seats: Iterable[Seat]) -> frozenset[str]:
    """Who was missing, and has not come back since."""
    return frozenset(seat.person for seat in seats if seat.presence is Presence.ABSENT)


def groups_of(round_: Round, seats: Iterable[Seat]) -> tuple[Group, ...]:
    """The groups of a round in order; a group whose people are all absent is empty, and still there."""
    seated: dict[int, list[Seat]] = {}
    for seat in sorted(seats, key=lambda seat: (seat.group, seat.order, seat.person)):
        sitting = seated.setdefault(seat.group, [])
        if seat.is_taken:
            sitting.append(seat)
    return tuple(
        Group(number, round_.name(number), round_.prompt(number), tuple(sitting))
        for number, sitting in seated.items()
    )


def seats_of(round_: Round, groups: Iterable[Sequence[str]]) -> list[Seat]:
    """Seats for groups of people's ids."""
    return [
        Seat(round_.id, person, number, place)
        for number, members in enumerate(groups, start=1)
        for place, person in enumerate(members)
    ]


def started(
    round_: Round, now: datetime, led_by: str | None = None, step_ends_at: datetime | None = None
) -> Round:
    """The round from now on, and who said so. Where it would go on a little longer than the step it is in,
    because its groups were looked at first, it ends with the step: both name one end.
    """
    ends_at = now + timedelta(minutes=round_.minutes) if round_.minutes else None
    if ends_at and step_ends_at and step_ends_at < ends_at <= step_ends_at + ONE_END:
        ends_at = step_ends_at if step_ends_at > now + WARNING else ends_at
    live = replace(round_, state=RoundState.LIVE, started_at=now, ends_at=ends_at, led_by=led_by)
    return replace(live, made_at=None)


def ended(round_: Round, now: datetime) -> Round:
    """The round when everybody was called back; what was wished for it is nobody's business any more."""
    over = replace(round_, state=RoundState.ENDED, ended_at=now)
    return replace(over, apart=(), together=(), left_out=(), led_by=None, made_by=None)


def longer(round_: Round, now: datetime, minutes: int) -> Round:
    """The round with more time: from its end, or from now when that has passed; a Refusal without a clock."""
    if round_.ends_at is None:
        raise Refusal("This round has no clock: it goes on until you call everyone back.")
    return replace(round_, ends_at=max(round_.ends_at, now) + timedelta(minutes=minutes))
