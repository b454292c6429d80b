"""What the method needs of the outside, in its own words. `storage` keeps these promises."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Protocol, TypeVar

from coproduction.breakouts import Round, Seat, Word
from coproduction.checkins import CheckIn
from coproduction.effects import Done
from coproduction.followups import FollowUp
from coproduction.ideas import Idea
from coproduction.messages import Card, Message, MessageState
from coproduction.people import Person
from coproduction.pledges import Pledge
from coproduction.polls import Poll
from coproduction.sessions import Session

Clock = Callable[[], datetime]  # aware, UTC
T = TypeVar("T")


class People(Protocol):
    """The people of a workspace."""

    def get(self, person: str) -> Person | None: ...
    def some(self, people: Collection[str]) -> dict[str, Person]:
        """Those of these people of whom something is remembered, by id, in one look."""

    def put(self, person: Person, *only: str) -> None:
        """Remember somebody; with `only`, these fields, and of the others what anybody else has put."""

    def all(self) -> list[Person]: ...


class Sessions(Protocol):
    """Programmes and their sessions, and who attended."""

    def open_programme(self, channel: str, now: datetime, language: str | None = None) -> None:
        """Remember that a programme lives in this channel; a second time changes nothing."""

    def speak(self, channel: str, language: str) -> None:
        """Let the programme in this channel speak another language."""

    def language_of(self, channel: str) -> str | None:
        """The language of the programme in this channel, if there is one that has one."""

    def has_programme(self, channel: str) -> bool: ...
    def next_idea_number(self, channel: str) -> int:
        """1, 2, 3, … within a programme, without a gap or a double, also among several processes."""

    def add(self, session: Session) -> None:
        """Raises Taken when the channel has a live session already."""

    def put(self, session: Session) -> None: ...
    def get(self, session: str) -> Session | None: ...
    def live_in(self, channel: str) -> Session | None: ...
    def live_since(self, moment: datetime) -> list[Session]:
        """The live sessions that started at this moment or before it."""

    def of(self, channel: str) -> list[Session]:
        """All sessions of a programme in the order they started."""

    def attended_live(self, person: str) -> list[Session]:
        """The live sessions this person attends."""

    def attend(self, session: str, person: str, now: datetime) -> bool:
        """Mark attendance; False when it was marked already."""

    def attendees(self, session: str) -> list[str]: ...


class CheckIns(Protocol):
    """How people arrived, and the secret that keeps anonymous arrivals anonymous."""

    def keep_pepper(self, session: str, pepper: bytes) -> None:
        """Raises Taken when the session has one already."""

    def pepper(self, session: str) -> bytes | None: ...
    def destroy_pepper(self, session: str) -> None: ...
    def get(self, session: str, voice: str) -> CheckIn | None: ...
    def put(self, checkin: CheckIn) -> None:
        """Store it, or replace what the same voice said before in this session."""

    def of(self, session: str) -> list[CheckIn]: ...
    def clear(self, session: str) -> None:
        """Delete all of a session."""


class Breakouts(Protocol):
    """Rounds, who sits where in them, and what the groups bring back."""

    def hold(self, session: str) -> None:
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

    def live(self) -> list[Round]:
        """All rounds that are going on."""

    def seats(self, round_: str) -> list[Seat]:
        """By group and place."""

    def seat(self, seat: Seat) -> None:
        """Give somebody a seat, or another one."""

    def clear_seats(self, round_: str) -> None: ...
    def say(self, word: Word) -> None:
        """Raises Taken when a word of the same origin is there."""

    def words(self, round_: str) -> list[Word]:
        """What its groups have brought back, in the order it was said."""


class Ideas(Protocol):
    """Ideas and who supports them."""

    def add(self, idea: Idea) -> None:
        """Raises Taken when an idea of the same origin is there."""

    def put(self, idea: Idea) -> None: ...
    def get(self, idea: str) -> Idea | None: ...
    def from_origin(self, origin: str) -> Idea | None: ...
    def of(self, channel: str) -> list[Idea]:
        """All ideas of a programme by number."""

    def by(self, person: str) -> list[Idea]: ...
    def support(self, idea: str, person: str) -> bool:
        """False when the person supports it already."""

    def take_back(self, idea: str, person: str) -> bool:
        """False when there was no support to take back."""

    def supporters(self, idea: str) -> int: ...
    def support_of(self, channel: str) -> dict[str, int]:
        """Idea id to number of supporters, for all ideas of a programme that have any."""


class Polls(Protocol):
    """Polls and their ballots."""

    def add(self, poll: Poll) -> None:
        """Raises Taken when a poll of the same origin is there."""

    def put(self, poll: Poll) -> None: ...
    def get(self, poll: str) -> Poll | None: ...
    def from_origin(self, origin: str) -> Poll | None: ...
    def open_in(self, channel: str) -> list[Poll]: ...
    def of_session(self, session: str) -> list[Poll]: ...
    def cast(self, poll: str, person: str, option: int) -> bool:
        """Store a person's one answer in place of any earlier one, if the poll is open and has this option.

        False when nothing changed. Nobody can close the poll between the answer and the end of this unit of
        work: an answer that was stored is counted.
        """

    def votes(self, poll: str) -> dict[int, int]:
        """Option to number of answers."""

    def ballots(self, poll: str) -> dict[str, int]:
        """Person to option."""


class Pledges(Protocol):
    """What people promised."""

    def add(self, pledge: Pledge) -> None:
        """Raises Taken when a pledge of the same origin is there."""

    def get(self, pledge: str) -> Pledge | None: ...
    def from_origin(self, origin: str) -> Pledge | None: ...
    def by(self, person: str) -> list[Pledge]: ...
    def of(self, channel: str) -> list[Pledge]: ...


class FollowUps(Protocol):
    """When people are asked again, and what they said."""

    def add(self, follow_up: FollowUp) -> None: ...
    def put(self, follow_up: FollowUp) -> None: ...
    def get(self, follow_up: str) -> FollowUp | None: ...
    def of(self, about: str, subject: str) -> list[FollowUp]:
        """All questions about one thing, in their order."""

    def of_person(self, person: str) -> list[FollowUp]: ...
    def of_channel(self, channel: str) -> list[FollowUp]:
        """All questions about the pledges of a programme."""

    def due(self, now: datetime) -> list[str]:
        """The ids of the planned ones whose day has come."""

    def planned(self) -> int:
        """How many wait for their day."""


class Messages(Protocol):
    """The outbox."""

    def add(self, message: Message) -> bool:
        """False, and nothing stored, when a message with the same card is already owed."""

    def get(self, message: str) -> Message | None: ...
    def find(self, card: Card) -> Message | None: ...
    def move_on(self, message: Message, was: MessageState) -> bool:
        """Store it only while it is still in the state it `was` read in; False when that has changed."""

    def settle(self, message: Message, lease: str) -> bool:
        """Store it only while `lease` still holds it; False when somebody else has it now."""

    def is_anything_due(self, now: datetime) -> bool:
        """Whether `lapse` or `claim` would find anything at this moment."""

    def lapse(self, now: datetime, quiet_until: datetime) -> int:
        """Free what a dead process left claimed: a send becomes unknown until `quiet_until`."""

    def claim(
        self,
        waiting: MessageState,
        as_: MessageState,
        now: datetime,
        *,
        lease: str,
        until: datetime,
        most: int,
    ) -> list[Message]:
        """Take at most `most` waiting messages that are due, in order, so that no one else can take them.

        Claiming for SENDING also counts an attempt and keeps when the first one began.
        """

    def with_states(self, states: Collection[MessageState], kind: str | None = None) -> list[Message]: ...
    def sent_cards(self, kinds: Collection[str], since: datetime) -> list[Message]:
        """The sent messages of those kinds that fell due since then."""

    def counts(self, kind: str) -> dict[MessageState, int]: ...
    def states(self, kind: str, subjects: Collection[str]) -> dict[str, MessageState]:
        """Subject to the state of its message of that kind, of those that have one."""


class Memory(Protocol):
    """One open unit of work over what one workspace remembers; nothing of another can be reached.

    `put` replaces what is there and raises LookupError when nothing is; people and check-ins are stored
    either way.
    """

    @property
    def workspace(self) -> str: ...
    @property
    def people(self) -> People: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def checkins(self) -> CheckIns: ...
    @property
    def breakouts(self) -> Breakouts: ...
    @property
    def ideas(self) -> Ideas: ...
    @property
    def polls(self) -> Polls: ...
    @property
    def pledges(self) -> Pledges: ...
    @property
    def follow_ups(self) -> FollowUps: ...
    @property
    def messages(self) -> Messages: ...

    def changed(self, *cards: Card) -> None:
        """These cards show something else now: they are redrawn once this unit of work is stored."""

    def forgets(self) -> None:
        """A secret is destroyed in this unit of work: once it is stored, no copy may stay behind."""

    def new_id(self) -> str:
        """A fresh id that says nothing about when or by whom it was made."""


class Storage(Protocol):
    """The bridge: units of work from the asynchronous side."""

    async def write(self, workspace: str, work: Callable[[Memory], T]) -> T:
        """Run `work` in its own savepoint, commit, then return its value; what it raises undoes only it."""

    async def perform(self, workspace: str, work: Callable[[Memory], T]) -> Done[T]:
        """The same, with the effects that others must hear of."""

    async def read(self, workspace: str, work: Callable[[Memory], T]) -> T:
        """Run `work` over a reader that waits for no writer."""

    async def due(self, now: datetime, workspaces: Collection[str]) -> Collection[str]:
        """Those of these workspaces in which anything is due: the one question that crosses them."""

    def forget(self) -> None:
        """A secret was destroyed: at the next `scrub` that succeeds, no copy of it may stay."""

    async def scrub(self) -> bool:
        """Let nothing deleted stay readable in the files, if that was asked for; False when it must wait."""
