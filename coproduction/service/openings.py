"""What somebody can do now who takes part: in the sessions that go on where they are."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from coproduction.breakouts import Presence, Round, seat_of
from coproduction.people import Actor
from coproduction.polls import Poll, Purpose
from coproduction.ports import Memory
from coproduction.service import leading, members, places, turns
from coproduction.service.breakouts.plannedrounds import live_in
from coproduction.service.places import Invited
from coproduction.service.turns import Place
from coproduction.sessions import Session


@dataclass(frozen=True, slots=True)
class Asked:
    """A poll that somebody may answer: its further questions, and the title of the session that asks it.

    `answered` are the ids of those of its questions that they have answered, as far as that is known: of an
    anonymous poll nobody is told.
    """

    poll: Poll
    title: str = ""
    further: tuple[Poll, ...] = ()
    answered: frozenset[str] = frozenset()

    @property
    def questions(self) -> tuple[Poll, ...]:
        """All that it asks."""
        return (self.poll, *self.further)

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is left to answer."""
        return len(self.answered) == len(self.questions)


@dataclass(frozen=True, slots=True)
class Opening:
    """A channel with what is open there: the live session, its round that goes on, and what is asked; what
    they have answered wholly stands last.
    """

    channel: str
    session: Invited | None
    round: Round | None
    asked: tuple[Asked, ...]
    hand: Place | None = None  # their own place among those who would like to speak
    is_here: bool = False  # they have said so in the round that goes on


@dataclass(frozen=True, slots=True)
class Openings:
    """What is open to somebody, and who leads there. `is_here`: it is of the one channel they asked in."""

    each: tuple[Opening, ...]
    leading: tuple[str, ...]
    is_here: bool


def seen(memory: Memory, actor: Actor, channel: str) -> Openings:
    """What is open in this channel; of a place where no programme lives, wherever they are.

    A Refusal for who is not in the channel any more.
    """
    is_here = memory.sessions.has_programme(channel)
    if is_here:
        members.require(memory, actor, channel)
    around = {each.where.channel: each for each in places.live_around(memory, actor)}
    there = [channel] if is_here else [*around, *_left_open(memory, actor, around)]
    found = [_opening(memory, actor, each, around) for each in there]
    live = [each.session.session for each in found if each.session]
    sessions = [session for session in map(memory.sessions.get, live) if session]
    return Openings(tuple(found), tuple(leading.among(memory, actor, sessions)), is_here)


def _left_open(memory: Memory, actor: Actor, around: Collection[str]) -> list[str]:
    """Where no session goes on, and something is asked: at the end of a session they were in, or since."""
    known = memory.sessions.programmes_of(actor.id) | memory.members.channels_of(actor.id)
    return [
        channel
        for channel in sorted(known - set(around))
        if any(_concerns(memory, actor, poll) for poll in memory.polls.open_in(channel))
        and members.may(memory, actor, channel)
    ]


def _concerns(memory: Memory, actor: Actor, poll: Poll) -> bool:
    """Whether a poll that nobody asks in a live session is for somebody who looks from elsewhere."""
    if poll.purpose is Purpose.CLOSING:
        return actor.id in memory.sessions.attendees(poll.session or "")
    return memory.polls.asks(poll.id, actor.id)


def _opening(memory: Memory, actor: Actor, channel: str, around: dict[str, Invited]) -> Opening:
    live = memory.sessions.live_in(channel)
    invited = around.get(channel)
    if live and invited is None:  # they act in a public channel without having taken part in it yet
        invited = places.invited(memory, actor, live)
    round_ = live_in(memory, live) if live else None
    theirs = [
        poll
        for poll in memory.polls.open_in(channel)
        if memory.polls.asks(poll.id, actor.id) and not is_of_live(live, poll)
    ]
    asked = sorted((_asked(memory, actor, poll) for poll in theirs), key=lambda each: each.is_done)
    hand = turns.place_in(memory, actor, live.id) if live else None
    return Opening(channel, invited, round_, tuple(asked), hand, _is_here(memory, actor, round_))


def is_of_live(live: Session | None, poll: Poll) -> bool:
    """Whether it is the closing question of a session that goes on, because its end was undone: it asks
    nothing until there is an end again.
    """
    return live is not None and poll.purpose is Purpose.CLOSING and poll.session == live.id


def _is_here(memory: Memory, actor: Actor, round_: Round | None) -> bool:
    seat = seat_of(memory.breakouts.seats(round_.id), actor.id) if round_ else None
    return seat is not None and seat.presence is Presence.HERE


def given_in(memory: Memory, actor: Actor, channel: str) -> frozenset[str]:
    """The ids of the open polls here of which somebody has answered all that they ask, as far as is known."""
    asked = (_asked(memory, actor, poll) for poll in memory.polls.open_in(channel))
    return frozenset(each.poll.id for each in asked if each.is_done)


def _asked(memory: Memory, actor: Actor, poll: Poll) -> Asked:
    session = memory.sessions.get(poll.session) if poll.session else None
    found = Asked(poll, session.title if session else "", tuple(memory.polls.parts_of(poll.id)))
    if poll.is_anonymous:
        return found
    given = (each.id for each in found.questions if memory.polls.answer_of(each.id, actor.id))
    return replace(found, answered=frozenset(given))
