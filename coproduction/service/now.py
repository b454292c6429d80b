"""What goes on now, for a facilitator: the session, its round and polls, and what a channel does not take."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coproduction.breakouts import MORE, Group, Presence, Round, RoundState, groups_of
from coproduction.people import Actor
from coproduction.polls import Purpose, Tally
from coproduction.ports import Memory
from coproduction.questions import tally
from coproduction.service import closing, members, outbox, people, sessions
from coproduction.service.kinds import kind_of
from coproduction.service.stuck import stuck
from coproduction.sessions import FORGOTTEN_AFTER, Session, latest
from coproduction.stuck import Obstacle, Stuck
from coproduction.undoing import WAY_BACK
from coproduction.words import Text

DOING = Text("see what is going on now")


@dataclass(frozen=True, slots=True)
class RoundNow:
    """A round that goes on, or that waits for its start. `here` have said that they are, of `people`.

    `back_to` is the end to which a round can go back that was given more time; None where it cannot.
    `is_next`: it was planned together with one that is over, so it can start without another look.
    """

    round: Round
    groups: int
    people: int
    here: int
    back_to: datetime | None = None
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class Waits:
    """What a channel does not take: how many messages wait for the same change, and the first of them."""

    channel: str
    obstacle: Obstacle
    messages: int
    first: str


@dataclass(frozen=True, slots=True)
class Going:
    """What goes on in one programme. Without a `session` what the last one left: its question, what waits.

    `is_old`: a newer session is live elsewhere of who asks, so this one may have been forgotten.
    """

    channel: str
    session: Session | None
    came: int = 0
    can_cancel: bool = False
    round: RoundNow | None = None
    polls: tuple[Tally, ...] = ()
    closing: Tally | None = None
    waits: tuple[Waits, ...] = ()
    is_old: bool = False
    last: Session | None = None  # the newest, where none is live

    @property
    def is_anything(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.session or self.polls or self.closing or self.waits)


def look(memory: Memory, now: datetime, actor: Actor, channel: str) -> list[Going]:
    """The same as `seen`; and what somebody deleted in Slack meanwhile is noticed, and posted again."""
    found = seen(memory, now, actor, channel)
    for going in found:
        outbox.look_after(memory, now, going.channel)
    return found


def seen(memory: Memory, now: datetime, actor: Actor, channel: str) -> list[Going]:
    """What goes on in this channel, and in each older session of theirs that nobody has ended elsewhere.

    Of a place where no programme lives, as the conversation with the bot is: all that is theirs. Empty where
    there is nothing.
    """
    people.require_facilitator(memory, actor, DOING)
    if not memory.sessions.has_programme(channel):
        return theirs(memory, now, actor)
    members.require(memory, actor, channel)
    here = _going(memory, now, channel)
    live = here.session
    older = [
        replace(_going(memory, now, each.channel), is_old=True)
        for each in (sessions.left_open(memory, live, actor.id) if live else ())
        if members.may(memory, actor, each.channel)
    ]
    return [going for going in (here, *older) if going.is_anything]


def theirs(memory: Memory, now: datetime, actor: Actor) -> list[Going]:
    """What goes on wherever they lead or take part, the newest session first."""
    people.require_facilitator(memory, actor, DOING)
    live = sorted(sessions.live_of(memory, now, actor.id), key=lambda each: each.started_at, reverse=True)
    waiting = stuck(memory)
    channels = [session.channel for session in live]
    others = sorted(_left(memory, now, actor.id, waiting) - set(channels))
    mine = [channel for channel in (*channels, *others) if members.may(memory, actor, channel)]
    found = [_going(memory, now, channel, waiting) for channel in mine]
    newest = live[0].started_at if live else now
    return [
        replace(going, is_old=going.session is not None and going.session.started_at < newest)
        for going in found
        if going.is_anything
    ]


def _left(memory: Memory, now: datetime, person: str, waiting: Iterable[Stuck]) -> set[str]:
    """Channels of theirs where a session has just ended or a poll is open, or where what they facilitate
    waits."""
    just_ended = {
        channel
        for channel in memory.sessions.programmes_of(person)
        if ((last := _last(memory, channel)) and (last.ended_at or now) > now - FORGOTTEN_AFTER)
        or closing.asked_between(memory, channel)
    }
    for channel in {_programme(memory, each) for each in waiting}:
        last = _last(memory, channel)
        if last and person in people.facilitating(memory, last):
            just_ended.add(channel)
    return just_ended


def _going(memory: Memory, now: datetime, channel: str, waiting: Iterable[Stuck] | None = None) -> Going:
    session = memory.sessions.live_in(channel)
    tallies = [tally(poll, memory.polls.votes(poll.id)) for poll in memory.polls.open_in(channel)]
    at_the_end = [each for each in tallies if each.poll.purpose is Purpose.CLOSING]
    return Going(
        channel,
        session,
        came=len(memory.sessions.attendees(session.id)) if session else 0,
        can_cancel=session is not None and now <= session.started_at + WAY_BACK,
        round=_round(memory, now, session) if session else None,
        polls=tuple(each for each in tallies if each.poll.purpose is Purpose.ANY),
        closing=at_the_end[-1] if at_the_end else None,
        waits=_waits(memory, channel, stuck(memory) if waiting is None else waiting),
        last=None if session else _last(memory, channel),
    )


def _round(memory: Memory, now: datetime, session: Session) -> RoundNow | None:
    """The round that goes on, else the first that is planned."""
    rounds = memory.breakouts.of(session.id)
    live = next((each for each in rounds if each.state is RoundState.LIVE), None)
    planned = next((each for each in rounds if each.state is RoundState.PLANNED), None)
    shown = live or planned
    if shown is None:
        return None
    seats = memory.breakouts.seats(shown.id)
    there: tuple[Group, ...] = groups_of(shown, seats)
    return RoundNow(
        shown,
        groups=len(there),
        people=sum(len(group.members) for group in there),
        here=sum(seat.presence is Presence.HERE for seat in seats),
        back_to=_back_to(shown, now) if live else None,
        is_next=shown is planned and any(each.state is RoundState.ENDED for each in rounds),
    )


def _back_to(round_: Round, now: datetime) -> datetime | None:
    """The end before it was last given more time, where that is still to come."""
    if not (round_.ends_at and round_.started_at and round_.minutes):
        return None
    before = max(round_.ends_at - MORE, round_.started_at + timedelta(minutes=round_.minutes))
    return before if now < before < round_.ends_at else None


def _waits(memory: Memory, channel: str, waiting: Iterable[Stuck]) -> tuple[Waits, ...]:
    """What waits for a change in this channel, or in one that is a group's own, by what is to be changed."""
    found: dict[tuple[str, Obstacle], list[str]] = {}
    for each in waiting:
        if _programme(memory, each) == channel:
            found.setdefault((each.message.channel or channel, each.obstacle), []).append(each.message.id)
    return tuple(Waits(where, obstacle, len(held), held[0]) for (where, obstacle), held in found.items())


def _programme(memory: Memory, waiting: Stuck) -> str:
    return kind_of(waiting.message.kind).programme(memory, waiting.message)


def _last(memory: Memory, channel: str) -> Session | None:
    return latest(memory.sessions.of(channel))
