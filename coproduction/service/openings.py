"""What somebody can do now who takes part: in the sessions that go on where they are."""

from collections.abc import Collection
from dataclasses import dataclass

from coproduction.breakouts import Round
from coproduction.people import Actor
from coproduction.polls import Poll, Purpose
from coproduction.ports import Memory
from coproduction.service import members, people, places
from coproduction.service.breakouts.proposing import live_in
from coproduction.service.places import Invited


@dataclass(frozen=True, slots=True)
class Opening:
    """A channel with what is open there: the live session, its round that goes on, and what is asked.

    `answered` are the ids of polls that they have answered, as far as that is known; those stand last.
    `further`: how many questions follow the closing question, where that is among the polls.
    """

    channel: str
    session: Invited | None
    round: Round | None
    polls: tuple[Poll, ...]
    answered: frozenset[str] = frozenset()
    further: int = 0


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
    leading = {one for session in sessions for one in people.facilitating(memory, session)}
    return Openings(tuple(found), tuple(sorted(leading or people.facilitators(memory))), is_here)


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
    asked = [poll for poll in memory.polls.open_in(channel) if memory.polls.asks(poll.id, actor.id)]
    answered = frozenset(poll.id for poll in asked if _has_answered(memory, actor, poll))
    asked.sort(key=lambda poll: poll.id in answered)
    closing = [poll for poll in asked if poll.purpose is Purpose.CLOSING]
    further = sum(len(memory.polls.parts_of(poll.id)) for poll in closing[-1:])
    return Opening(channel, invited, round_, tuple(asked), answered, further)


def _has_answered(memory: Memory, actor: Actor, poll: Poll) -> bool:
    """Whether they answered any of its questions; of an anonymous poll nobody is told."""
    if poll.is_anonymous:
        return False
    questions = (poll, *memory.polls.parts_of(poll.id))
    return any(memory.polls.answer_of(each.id, actor.id) for each in questions)
