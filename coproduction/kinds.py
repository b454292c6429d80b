"""What a kind of message is: one declared row for each, beside the service of its noun.

A row says what such a message shows, whether it goes on changing, what may speak against it at the last
moment, where it goes, and what follows when it came to an end. How it looks is declared beside it in
`handlers/blocks`. Nobody who sends messages asks what kind one is.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any

from coproduction.messages import Message, Outcome
from coproduction.ports import Memory
from coproduction.usage import Use


class Cause(StrEnum):
    """Why somebody gets a message: this decides how often, at which hours, and what "stop" holds back.

    What is *unasked* shares one message a person and week, at a decent hour. All else is outside that.
    """

    UNASKED = "nobody asked for it"
    ASKED_FOR = "they chose that it comes, and when"
    OWN_ACT = "it answers what somebody did, or carries it to whom they chose"
    BY_NAME = "somebody they know asks them by name"
    TASK = "it is theirs to see to, because they lead or were named; nobody waits for them this hour"
    SESSION = "it belongs to a session that they take part in"
    REMINDER = "it reminds of what begins or closes at a set time"
    CHANGE = "something that they count on was changed or cancelled"
    RECAP = "what came of a session, once"

    @property
    def heeds_stop(self) -> bool:
        """Whether "stop" holds it back. Who takes part in a session acts, and must find their group."""
        return self not in {Cause.OWN_ACT, Cause.SESSION}

    @property
    def heeds_absence(self) -> bool:
        """Whether it waits for the day on which somebody said they are back: until then nothing is asked."""
        return self in {Cause.UNASKED, Cause.ASKED_FOR, Cause.TASK, Cause.REMINDER}

    @property
    def heeds_hours(self) -> bool:
        """Whether it comes on a weekday, from their hour to six; reminders follow what they remind of."""
        return self in {Cause.UNASKED, Cause.ASKED_FOR, Cause.TASK}

    @property
    def can_be_late(self) -> bool:
        """Whether there is a time after which nobody wants it any more, so that it must have a window."""
        return self not in {Cause.OWN_ACT, Cause.BY_NAME, Cause.TASK, Cause.SESSION}


class Rank(IntEnum):
    """Who goes before whom in a conversation that is busy; each has its turn all the same."""

    FACILITATOR = 0  # what a facilitator shows or asks the room
    GROUP = 1  # what people need to find their group, and to come back
    IN_TURN = 2
    LAST = 3  # only redrawn, and so many at once that everything else goes first


@dataclass(frozen=True, slots=True)
class PrivateChannel:
    """A channel that is made for a message, those who are let in, and where it goes if that cannot be.

    `name` is None when it is too late for a channel of its own.
    """

    name: str | None
    members: tuple[str, ...]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Doors:
    """Where a message's reader is let in before they read it, and out of: channels' ids."""

    into: str | None
    out_of: tuple[str, ...]


def _its_channel(_memory: Memory, message: Message) -> str:
    return message.channel or ""


def _no_guess(_memory: Memory, _message: Message) -> str | None:
    """Most messages are of a programme, which has a language."""


def _nothing_against(_memory: Memory, _message: Message, _now: datetime) -> Outcome | None:
    """Most messages are wanted whenever they go out."""


def _is_over(_memory: Memory, _message: Message) -> bool:
    """What somebody deleted stays deleted."""
    return False


def _never_past(_memory: Memory, _message: Message) -> bool:
    """It belongs to no session."""
    return False


def _by_nobody(_memory: Memory, _message: Message) -> bool:
    """What is unasked is unasked."""
    return False


def _always(_memory: Memory, _message: Message) -> bool:
    """What is unasked takes its reader's week."""
    return True


def _nobody(_memory: Memory, _message: Message) -> Collection[str]:
    """Most messages hold nobody's words, or are for who wrote them."""
    return ()


def _no_doors(_memory: Memory, _message: Message) -> Doors | None:
    """Most readers are where they should be."""


def _nothing_follows(_memory: Memory, _now: datetime, _message: Message, _outcome: Outcome) -> None:
    """Most messages end, and that is all."""


def _for_three(_memory: Memory, _message: Message) -> int:
    """So many others fit into one message."""
    return 3


def _told_nobody(_memory: Memory, _now: datetime, _message: Message) -> None:
    """Of most messages that somebody deleted nobody need be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How a message without a conversation gets one that is made for it.

    `wanted` is the channel to make, None when what it was about is gone; `settled` keeps where the message
    will stand, with the people who could be let in, and gives None when its claim was lost meanwhile.
    """

    wanted: Callable[[Memory, Message], PrivateChannel | None]
    settled: Callable[[Memory, datetime, Message, str, Collection[str]], Message | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageKind:
    """One kind of message. Its `name` is stored with each message; no other kind may have it.

    `cause` says why people get it, and with that how often and at which hours. `window` is how long after its
    due time it is still worth sending, unless the message itself says `not_after`; what is later is reported.
    `asked_for`: whether a single one of an unasked kind was asked for all the same; `spends`: whether it
    takes its reader's one unasked message a week, also because of what was joined to it.
    `content` gives what it shows as things stand now, None when what it is about is gone. `keeps_changing`:
    once posted, it is redrawn when its subject changes. `programme` is the channel of the programme whose
    language it speaks, where it goes to no single person; `guess` is the language where none is known yet.
    `for_members`: what it shows is of that channel, so of a private one nobody gets it who is not in it any
    more. `guard` gives the outcome of a message that is not wanted, not now or too late, None when nothing
    speaks against it. `place` is for kinds whose channel is made for them; others go to their channel or to
    their recipient. `doors` are opened before it is sent.
    `ended` is called in the unit of work that records its end (sent, failed, expired, unconfirmed).
    `room`: where it has taken its reader's week, how many other unasked messages go along with it.
    `goes_first`: all else that is unasked waits for it where its day is near, and it goes along with nothing.
    `is_dated`: people know the day on which it is due, so that it goes along before what has none.
    `rank` says what it may overtake when it is sent, and when it is redrawn unless `redrawn` says another.
    `is_past`: whether its session, or its round, is over, so that it is redrawn behind those that go on.
    `lives`: whether it is posted again when somebody deleted it in Slack; `again` is called then.
    `writers` are those whose words it shows with their names, who are told when its channel takes none.
    `sent_as` is the use of the bot that it counts for in the log, if any.
    """

    name: str
    content: Callable[[Memory, Message], Any]
    cause: Cause
    window: timedelta | None = None
    asked_for: Callable[[Memory, Message], bool] = _by_nobody
    spends: Callable[[Memory, Message], bool] = _always
    rank: Rank = Rank.IN_TURN
    lives: Callable[[Memory, Message], bool] = _is_over
    again: Callable[[Memory, datetime, Message], None] = _told_nobody
    keeps_changing: bool = False
    redrawn: Rank | None = None
    is_past: Callable[[Memory, Message], bool] = _never_past
    programme: Callable[[Memory, Message], str] = _its_channel
    for_members: bool = False
    guess: Callable[[Memory, Message], str | None] = _no_guess
    guard: Callable[[Memory, Message, datetime], Outcome | None] = _nothing_against
    place: Place | None = None
    doors: Callable[[Memory, Message], Doors | None] = _no_doors
    ended: Callable[[Memory, datetime, Message, Outcome], None] = _nothing_follows
    room: Callable[[Memory, Message], int] = _for_three
    goes_first: bool = False
    is_dated: bool = False
    writers: Callable[[Memory, Message], Collection[str]] = _nobody
    sent_as: Use | None = None

    @property
    def is_guarded(self) -> bool:
        """Whether anything can speak against it at all."""
        return self.guard is not _nothing_against

    @property
    def takes_along(self) -> bool:
        """Whether other messages to its reader may go along with it: what takes the one of their week."""
        return self.cause is Cause.UNASKED

    @property
    def turn(self) -> Rank:
        """Its rank among the cards that are redrawn."""
        return self.rank if self.redrawn is None else self.redrawn


def table(kinds: Iterable[MessageKind]) -> Mapping[str, MessageKind]:
    """The kinds by name; ValueError when two have one name."""
    found: dict[str, MessageKind] = {}
    for kind in kinds:
        if found.setdefault(kind.name, kind) is not kind:
            raise ValueError(f"Two kinds of message are called {kind.name!r}.")
    return found
