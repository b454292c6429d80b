"""What is planned and not over yet, or was missed of late: in a channel, for somebody, for about now."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coproduction.chairs import Filled
from coproduction.looks import alike
from coproduction.messages import Message, MessageState
from coproduction.people import Actor
from coproduction.planforms import MOST
from coproduction.planned import Coming, Planned, invitation, numbers
from coproduction.ports import Memory
from coproduction.service import invitedto, members, people
from coproduction.service.filledchairs import filled_in
from coproduction.sessions import Session
from coproduction.stuck import OBSTACLES, Obstacle, obstacle_of

A_DAY = timedelta(days=1)
LONGEST = timedelta(minutes=MOST)
MISSED_FOR = timedelta(days=14)  # so long what nobody started stands where those who lead look for plans


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A planned session as it stands: how many come, may come and cannot; and what who asks has said.

    `can_start`: its time is about now, and no session is live in its channel. `learning`: who is to help
    lead it and may not yet. `chairs`: who should be there, if anybody has wished for somebody.
    """

    planned: Planned
    numbers: tuple[int, int, int]
    said: Coming | None = None
    can_start: bool = False
    learning: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()  # who is to help and is not in its channel, as far as is known
    chairs: tuple[Filled, ...] = ()
    becomes_champion: bool = False  # who asks has said yes to an invitation
    is_unposted: bool = False  # its invitation is not in the channel yet
    is_holiday: bool = False  # whether its day is a public one
    obstacle: Obstacle | None = None  # what keeps us from writing in its channel, as far as we have met it


def in_channel(memory: Memory, now: datetime, actor: Actor, channel: str) -> list[Upcoming]:
    """What is planned in a channel and not over yet, the next first."""
    return _shown(memory, now, actor, (each for each in to_come(memory, now) if each.channel == channel))


def left_in(memory: Memory, now: datetime, actor: Actor, channel: str) -> list[Upcoming]:
    """The same for who leads there, with what nobody has started."""
    return _shown(memory, now, actor, (each for each in left(memory, now) if each.channel == channel))


def ahead_in(memory: Memory, now: datetime, actor: Actor, channel: str) -> Planned | None:
    """What is planned next in a channel, for whoever leads there; None while a session goes on."""
    if memory.sessions.live_in(channel):
        return None
    return next((each.planned for each in in_channel(memory, now, actor, channel)), None)


def around(memory: Memory, now: datetime, actor: Actor, channel: str = "") -> list[Upcoming]:
    """What is planned in this channel; where nothing is, all that concerns this person, the next first.

    Who leads finds there, too, what nobody has started. Who only takes part hears of it once it was
    announced, while it is to come; so does who has said yes to become a champion, also
    before somebody adds them to the channel.
    """
    leads, said = people.may_facilitate(memory, actor), memory.planned.said_by(actor.id)
    agreed = frozenset(() if leads else invitedto.agreed(memory, now, actor.id))
    theirs = memory.sessions.programmes_of(actor.id) | memory.members.channels_of(actor.id) | agreed
    told = left(memory, now) if leads else [each for each in to_come(memory, now) if each.is_announced]
    here = [each for each in told if each.channel == channel]
    near = here or [
        each
        for each in told
        if each.channel in theirs or each.id in said or actor.id in (each.planned_by, *each.helpers)
    ]
    may = (each for each in near if each.channel in agreed or members.may(memory, actor, each.channel))
    return [
        replace(each, becomes_champion=each.planned.channel in agreed)
        for each in _shown(memory, now, actor, may)
    ]


def to_come(memory: Memory, now: datetime) -> list[Planned]:
    """What is planned anywhere and not over yet, the next first."""
    return [each for each in memory.planned.waiting(now - LONGEST) if not each.is_over(now)]


def left(memory: Memory, now: datetime) -> list[Planned]:
    """What is planned anywhere and left to be done: first what can start now, then what was missed in the
    last weeks and was neither moved nor cancelled, then what is to come.
    """
    found = memory.planned.waiting(now - MISSED_FOR)
    ahead = [each for each in found if not each.is_over(now)]
    missed = [each for each in found if each.is_missed and each.is_over(now)]
    due = [each for each in ahead if each.is_about_now(now)]
    return [*due, *missed, *(each for each in ahead if each not in due)]


def due_in(memory: Memory, now: datetime, channel: str) -> Planned | None:
    """What is planned in a channel for about now: of several what is nearest."""
    near = [each for each in to_come(memory, now) if each.channel == channel and each.is_about_now(now)]
    return min(near, key=lambda each: abs(each.starts_at - now), default=None)


def left_behind(memory: Memory, now: datetime, session: Session) -> Planned | None:
    """What stays planned in the channel of a session that has just begun without it, though it may be meant.

    That is what is planned for about now or within a day, or at any time under the same title.
    """
    there = (each for each in to_come(memory, now) if each.channel == session.channel)
    named = (each for each in there if is_named(each, session.title) or each.starts_at - now < A_DAY)
    is_planned = memory.planned.of_session(session.id) is not None
    return due_in(memory, now, session.channel) or (None if is_planned else next(named, None))


def is_named(planned: Planned, title: str) -> bool:
    """Whether somebody who writes this title may mean it."""
    return alike([title, planned.title]) is not None


def _shown(memory: Memory, now: datetime, actor: Actor, found: Iterable[Planned]) -> list[Upcoming]:
    said = memory.planned.said_by(actor.id)
    return [replace(upcoming(memory, now, each), said=said.get(each.id)) for each in found]


def upcoming(memory: Memory, now: datetime, planned: Planned) -> Upcoming:
    """It as it stands."""
    can_start = planned.is_about_now(now) and memory.sessions.live_in(planned.channel) is None
    known = memory.people.some(planned.helpers) if planned.helpers else {}
    may = {id_ for id_, person in known.items() if person.is_facilitator}
    learning = tuple(each for each in planned.helpers if each not in may)
    card = memory.messages.find(invitation(planned)) if planned.is_announced else None
    return Upcoming(
        planned,
        numbers(memory.planned.counts(planned.id)),
        can_start=can_start,
        learning=learning,
        outside=_outside(memory, planned),
        chairs=filled_in(memory, planned.channel, planned),
        is_unposted=card is not None and card.state is MessageState.PENDING,
        obstacle=_obstacle(memory, planned, card),
        is_holiday=memory.is_holiday(planned.on_the_wall.day),
    )


def _obstacle(memory: Memory, planned: Planned, card: Message | None) -> Obstacle | None:
    met = obstacle_of(card) if card else None
    return met or frozen_in(memory, planned.channel)


def frozen_in(memory: Memory, channel: str) -> Obstacle | None:
    """What keeps us from redrawing what stands in a channel."""
    return OBSTACLES.get(memory.messages.frozen(channel) or "")


def is_archived(memory: Memory, planned: Planned) -> bool:
    """Whether nobody can come to it, as far as is known: its channel is archived."""
    card = memory.messages.find(invitation(planned))
    return _obstacle(memory, planned, card) is Obstacle.ARCHIVED


def _outside(memory: Memory, planned: Planned) -> tuple[str, ...]:
    there = memory.members.of(planned.channel) if planned.helpers else frozenset()
    return tuple(each for each in planned.helpers if there and each not in there)


def channel_of(memory: Memory, message: Message) -> str:
    """The channel of what is planned that a message is about; where it goes to, if the plan is gone."""
    found = memory.planned.get(message.subject)
    return found.channel if found else message.channel or ""
