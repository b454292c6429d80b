"""What goes on now, for a facilitator: the session, its round and polls, and what a channel does not take."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from coproduction import steps
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.polls import CARDS, POLL_CARD, Poll, Purpose, Tally
from coproduction.ports import Memory
from coproduction.running import Clock, clock
from coproduction.service import (
    heldback,
    leading,
    listening,
    members,
    openings,
    outbox,
    people,
    reopening,
    sessions,
    tencards,
)
from coproduction.service.breakouts import ofstep, roundnow
from coproduction.service.breakouts.cards import Called
from coproduction.service.breakouts.roundnow import RoundNow
from coproduction.service.kinds import kind_of
from coproduction.service.listening import Listening
from coproduction.service.running import Standing, first_opened, standing
from coproduction.service.stuck import frozen, shut, stuck
from coproduction.sessions import Session, latest
from coproduction.stuck import Obstacle, Stuck
from coproduction.undoing import WAY_BACK
from coproduction.words import Text

DOING = Text("see what is going on now")


@dataclass(frozen=True, slots=True)
class StepNow:
    """The step that is open and its clock. `has_round`: a round goes on, or waits for its start.

    `asked`: the poll, or the ten cards, that were asked in this step and are open still.
    """

    standing: Standing
    clock: Clock
    has_round: bool
    asked: Tally | None = None
    hides: bool = False  # what is written in it waits to be revealed
    is_back: bool = False  # its groups are asked to come back


@dataclass(frozen=True, slots=True)
class Waits:
    """What a channel does not take: how many messages wait for the same change, and the first of them.

    None wait where only the cards that stand there cannot be redrawn.
    """

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
    needs: str = ""  # the plan of the session, where people have told what would help them take part
    step: StepNow | None = None
    can_undo: bool = False  # its end, where none is live
    room: Listening | None = None
    given: frozenset[str] = frozenset()  # the ids of those polls that who asks has answered
    link: str = ""  # to its video call
    is_planned: bool = False  # whether the session has a plan, which holds that link
    called: Called | None = None  # back from the round before, where that goes on or did not reach all
    is_own: bool = False  # whether who asks has begun the session or come to it, and does not only help
    is_unseen: bool = False  # nobody tells who is in its private channel: only the session itself is shown

    @property
    def is_anything(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.session or self.polls or self.closing or self.waits)

    @property
    def is_cut_off(self) -> bool:
        """Whether what is said in the channel of a live session cannot be answered there."""
        return self.session is not None and (self.is_unseen or bool(self.waits))


def look(memory: Memory, now: datetime, actor: Actor, channel: str) -> list[Going]:
    """The same as `seen`; and what somebody deleted in Slack meanwhile is noticed, and posted again, also of
    a session that is over.
    """
    found = seen(memory, now, actor, channel)
    here = [channel] if memory.sessions.has_programme(channel) else []
    for each in dict.fromkeys([*here, *(going.channel for going in found)]):
        outbox.look_after(memory, now, each)
    return found


def seen(memory: Memory, now: datetime, actor: Actor, channel: str) -> list[Going]:
    """What goes on in this channel, and elsewhere in each older session of theirs that nobody has ended, and
    in each whose channel takes nothing, so that nobody can be told there.

    Of a place where no programme lives, as the conversation with the bot is: all that is theirs. Empty where
    there is nothing.
    """
    people.require_facilitator(memory, actor, DOING)
    all_theirs = theirs(memory, now, actor)
    if not memory.sessions.has_programme(channel):
        return all_theirs
    members.require(memory, actor, channel)
    here = replace(_going(memory, now, channel), given=openings.given_in(memory, actor, channel))
    elsewhere = [
        replace(going, is_old=is_older)
        for going in all_theirs
        if going.channel != channel and going.session
        if (is_older := going.is_own and _is_older(going.session, here.session)) or going.is_cut_off
    ]
    return [going for going in (here, *elsewhere) if going.is_anything]


def _is_older(session: Session, live: Session | None) -> bool:
    return live is not None and session.started_at <= live.started_at


def theirs(memory: Memory, now: datetime, actor: Actor) -> list[Going]:
    """What goes on wherever they lead or take part, whether they have checked in or not, the newest session
    first."""
    people.require_facilitator(memory, actor, DOING)
    own = sessions.live_of(memory, now, actor.id)
    others = [each for each in memory.sessions.live_since(now) if each not in own]
    helped = [each for each in others if actor.id in leading.in_channel(memory, each)]
    live = sorted([*own, *helped], key=lambda each: each.started_at, reverse=True)
    waiting = stuck(memory)
    channels = [session.channel for session in live]
    left = sorted(_left(memory, actor.id, waiting) - set(channels))
    mine = [channel for channel in (*channels, *left) if members.may(memory, actor, channel)]
    found = sorted((_going(memory, now, channel, waiting) for channel in mine), key=_newest, reverse=True)
    found += [_unseen(memory, now, each) for each in live if members.is_lost_to(memory, actor, each)]
    newest = max((each.started_at for each in own), default=now)
    ours = {each.id for each in own}
    return [
        replace(
            going,
            given=openings.given_in(memory, actor, going.channel),
            is_old=(is_own := going.session is not None and going.session.id in ours)
            and going.session.started_at < newest,
            is_own=is_own,
        )
        for going in found
        if going.is_anything
    ]


def _newest(going: Going) -> tuple[bool, float]:
    """What is live stands above what is over, and each the later it began."""
    meant = going.session or going.last
    return going.session is not None, meant.started_at.timestamp() if meant else 0.0


def _left(memory: Memory, person: str, waiting: Iterable[Stuck]) -> set[str]:
    """Channels of theirs where a poll is open, the closing question or one that was asked between sessions,
    or where what they facilitate waits. Whoever may lead there finds it, also who has not checked in."""
    attended = memory.sessions.programmes_of(person)
    open_still = {
        channel
        for channel in attended | memory.members.channels_of(person)
        if channel in attended or _has_led(memory, person, _last(memory, channel))
        if memory.polls.open_in(channel)
    }
    for channel in {_programme(memory, each) for each in waiting}:
        last = _last(memory, channel)
        if last and person in people.leading_session(memory, last):
            open_still.add(channel)
    return open_still


def _has_led(memory: Memory, person: str, last: Session | None) -> bool:
    return last is not None and person in people.in_charge(memory, last)


def _going(memory: Memory, now: datetime, channel: str, waiting: Iterable[Stuck] | None = None) -> Going:
    session = memory.sessions.live_in(channel)
    tallies = [tencards.tallied(memory, poll) for poll in memory.polls.open_in(channel)]
    at_the_end = [each for each in tallies if _asks_at_the_end(session, each.poll)]
    round_ = roundnow.of(memory, now, session) if session else None
    last = None if session else _last(memory, channel)
    plan = memory.planned.of_session(session.id) if session else None
    return Going(
        channel,
        session,
        came=len(memory.sessions.attendees(session.id)) if session else 0,
        can_cancel=session is not None and now <= session.started_at + WAY_BACK,
        round=round_,
        polls=tuple(each for each in tallies if each.poll.purpose is Purpose.ANY),
        closing=at_the_end[-1] if at_the_end else None,
        waits=_waits(memory, channel, stuck(memory) if waiting is None else waiting, session),
        last=last,
        can_undo=last is not None and reopening.can_be_undone(memory, now, last),
        needs=plan.id if plan and memory.taking_part.of(plan.id) else "",
        link=(plan.link or "") if plan else "",
        is_planned=plan is not None,
        called=roundnow.called_back(memory, session) if session else None,
        step=_step(memory, now, session, round_, tallies) if session else None,
        room=listening.of(memory, session) if session else None,
    )


def _asks_at_the_end(live: Session | None, poll: Poll) -> bool:
    """Whether it is a closing question that can be answered now."""
    return poll.purpose is Purpose.CLOSING and not openings.is_of_live(live, poll)


def _step(
    memory: Memory, now: datetime, session: Session, round_: RoundNow | None, tallies: Iterable[Tally]
) -> StepNow | None:
    at = standing(memory, session)
    if at is None:
        return None
    asked = [each for each in tallies if _is_asked_in(memory, at, each.poll)]
    hides = heldback.sealed_by(memory, session) is not None
    is_back = ofstep.is_back(ofstep.round_of(memory, at))
    return StepNow(
        at, clock(at.running, now), round_ is not None, asked[-1] if asked else None, hides, is_back
    )


def _is_asked_in(memory: Memory, at: Standing, poll: Poll) -> bool:
    """Whether this is what a step for a poll, or for ten cards, is for, and was asked since that began."""
    kind = steps.CARDS if poll.kind == CARDS else steps.POLL
    card = memory.messages.find(Card(POLL_CARD, poll.id))
    is_ours = at.step.kind == kind and poll.session == at.session.id and poll.purpose is Purpose.ANY
    return is_ours and card is not None and card.due_at >= first_opened(memory, at)


def _unseen(memory: Memory, now: datetime, session: Session) -> Going:
    """A session in a private channel that the bot is out of: what is said in it is for who is in there."""
    can_cancel = now <= session.started_at + WAY_BACK
    obstacle = shut(memory, session.channel) or Obstacle.OUTSIDE
    waits = (Waits(session.channel, obstacle, 0, ""),)
    return Going(session.channel, session, can_cancel=can_cancel, waits=waits, is_unseen=True)


def _waits(
    memory: Memory, channel: str, waiting: Iterable[Stuck], session: Session | None
) -> tuple[Waits, ...]:
    """What waits for a change in this channel, or in one that is a group's own, by what is to be changed.

    While a session is live, also what keeps its cards as they are.
    """
    found: dict[tuple[str, Obstacle], list[str]] = {}
    for each in waiting:
        if _programme(memory, each) == channel:
            found.setdefault((each.message.channel or channel, each.obstacle), []).append(each.message.id)
    if session and (obstacle := frozen(memory, channel)):
        found.setdefault((channel, obstacle), [])
    return tuple(
        Waits(where, obstacle, len(held), held[0] if held else "")
        for (where, obstacle), held in found.items()
    )


def _programme(memory: Memory, waiting: Stuck) -> str:
    return kind_of(waiting.message.kind).programme(memory, waiting.message)


def _last(memory: Memory, channel: str) -> Session | None:
    return latest(memory.sessions.of(channel))
