"""Rounds that go on: started, given more time, called back."""

from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.breakouts import (
    Group,
    Role,
    Round,
    RoundState,
    group_of,
    groups_of,
    longer,
    round_card,
    seat_of,
    started,
)
from coproduction.breakouts.changes import Shift
from coproduction.breakouts.losses import Lost
from coproduction.errors import Over, Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import members, people
from coproduction.service.breakouts import ending, losses, notes, seating, seatless, swaps
from coproduction.service.breakouts.history import groups
from coproduction.service.breakouts.plannedrounds import Replaced, planned, refuse_second
from coproduction.service.breakouts.stamps import read, stamp_now
from coproduction.service.running import redraw, redraw_groups, standing
from coproduction.sessions import Session
from coproduction.steps import BREAKOUT
from coproduction.usage import Use
from coproduction.words import Text

_OVER = Text("This round is over, and everybody has been called back.")


@dataclass(frozen=True, slots=True)
class Change:
    """A round after an act; `is_new` is False when that had happened before, so that nothing changed.

    `asks`: nothing was started, because the groups would be others than those that were shown, or (`retold`)
    because something else is to be said of them by now. They are to be made anew, and looked at. `shifts`:
    who came since they were shown, and who had to move for somebody; `losses`: what the groups lost by it.
    """

    round: Round
    is_new: bool = True
    asks: bool = False
    retold: bool = False
    shifts: tuple[Shift, ...] = ()
    losses: tuple[Lost, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleTaken:
    """A group in which somebody has taken a role from `had_it`, if anybody had it; not `is_new` where they
    had it themselves."""

    group: Group
    had_it: str | None = None
    is_new: bool = True


def go(memory: Memory, now: datetime, actor: Actor, round_id: str, shown: str | None = None) -> Change:
    """Start a round with the groups that were shown, and tell everybody theirs.

    `shown` is the stamp of what the facilitator saw; None for a round planned with an earlier one, which
    nobody was shown. Who came since joins a group that has room; where many did, it is asked again.
    Replaced where others made or swapped them since: those are looked at first.
    """
    people.require_facilitator(memory, actor, Text("start a breakout"))
    members.require_in_round(memory, actor, round_id)
    known = locked(memory, round_id)
    if known and known.state is not RoundState.PLANNED:  # pressed twice
        return Change(known, is_new=False)
    proposed = known or planned(memory, actor, round_id)
    session = session_of(memory, proposed)
    refuse_second(memory, actor, session)
    room = None
    if shown is not None:
        there, room = stamp_now(memory, session, proposed)
        if not (seen := read(shown)).shows(there):
            if seen.is_replaced_by(there):
                raise Replaced(proposed)
            return Change(proposed, asks=True, retold=seen.seats == there.seats)
    change = seating.welcome_all(memory, session, proposed, room)
    if change is None:
        return Change(proposed, asks=True)
    swaps.forget(memory, [proposed])
    begun = _begin(memory, now, actor, session, proposed)
    lost = losses.by(memory, session, begun, change.shifts) if change.shifts else ()
    return Change(begun, shifts=change.shifts, losses=lost)


def _begin(memory: Memory, now: datetime, actor: Actor, session: Session, proposed: Round) -> Round:
    step = standing(memory, session)
    is_in_step = step is not None and step.step.kind == BREAKOUT
    round_ = started(proposed, now, actor.id, step.running.ends_at if step and is_in_step else None)
    memory.breakouts.put(round_)
    seats = memory.breakouts.seats(round_.id)
    there = groups_of(round_, seats)
    without = seatless.without_place(memory, session, round_, seats)
    notes.announce(memory, now, session, round_, there, without)
    memory.happened(Use.ROUND_STARTED, groups=len(there), people=sum(len(each.members) for each in there))
    before = [each for each in memory.breakouts.of(session.id) if each.number == round_.number - 1]
    memory.changed(*(round_card(each.id) for each in before))
    if step and is_in_step:
        redraw(memory, session, step.step.key)
    return round_


def take_role(memory: Memory, actor: Actor, round_id: str, number: int, role: Role) -> RoleTaken:
    """Anybody of a group takes a role in it; who had it takes over what they leave, if anything."""
    round_ = going_on(memory, round_id)
    members.require_in_round(memory, actor, round_id)
    group = group_in(memory, round_, number)
    mine = seat_of(group.seats, actor.id)
    if mine is None:
        raise Refusal("You are not in {group}, so its roles are not yours to take.", group=group.name)
    if mine.role is role:
        return RoleTaken(group, is_new=False)
    had_it = group.holder(role)
    for seat in group.seats:
        if seat.role is role:
            memory.breakouts.seat(replace(seat, role=mine.role))
    memory.breakouts.seat(replace(mine, role=role))
    given = seating.fill_roles(memory, session_of(memory, round_), round_, {number})
    after, asked = group_in(memory, round_, number), {actor.id, *given} | ({had_it} if had_it else set())
    memory.misleads(*notes.group_cards(round_, [after]), *notes.private_notes(memory, round_, asked))
    return RoleTaken(after, had_it=had_it)


def extend(
    memory: Memory, now: datetime, actor: Actor, round_id: str, minutes: int, until: datetime | None
) -> Change:
    """Give a round more time than `until`, its end as who asks saw it; its groups are warned anew.

    Who presses twice, or just after somebody else did, saw an older end: then nothing changes.
    """
    people.require_facilitator(memory, actor, Text("give a round more time"))
    members.require_in_round(memory, actor, round_id)
    known = going_on(memory, round_id)
    if known.ends_at != until:
        return Change(known, is_new=False)
    return Change(_until(memory, longer(known, now, minutes)))


def shorten(
    memory: Memory, now: datetime, actor: Actor, round_id: str, end: datetime, back_to: datetime
) -> Change:
    """Take more time back: the round ends when it was to end before, if it still ends at `end` and can."""
    people.require_facilitator(memory, actor, Text("give a round more time"))
    members.require_in_round(memory, actor, round_id)
    known = going_on(memory, round_id)
    if known.ends_at != end:
        return Change(known, is_new=False)
    if back_to <= now:
        raise Refusal("The time before that is over already. You can call everyone back instead.")
    return Change(_until(memory, replace(known, ends_at=back_to)))


def _until(memory: Memory, round_: Round) -> Round:
    """Keep another end; the groups are warned of that one, and all that tells the time says it."""
    memory.breakouts.put(round_)
    there, session = groups(memory, round_), session_of(memory, round_)
    notes.warn_later(memory, round_, session, there)
    memory.changed(round_card(round_.id), *notes.group_cards(round_, there))
    memory.changed(*notes.everybodys_notes(memory, round_))
    redraw_groups(memory, session)
    return round_


def call_back(memory: Memory, now: datetime, actor: Actor, round_id: str) -> Change:
    """End a round: every group is asked to come back."""
    people.require_facilitator(memory, actor, Text("call everyone back"))
    members.require_in_round(memory, actor, round_id)
    known = locked(memory, round_id)
    if known and known.state is RoundState.ENDED:  # pressed twice
        return Change(known, is_new=False)
    round_ = going_on(memory, round_id)
    return Change(ending.end(memory, now, session_of(memory, round_), round_))


def over(memory: Memory, now: datetime) -> list[str]:
    """The rounds whose time is over while people are still in their groups."""
    return [round_.id for round_ in memory.breakouts.live() if _is_over(round_, now)]


def end(memory: Memory, now: datetime, round_id: str) -> None:
    """A round's time is over: every group is asked to come back. Nothing is done if it was given more."""
    round_ = locked(memory, round_id)
    if round_ and round_.state is RoundState.LIVE and _is_over(round_, now):
        ending.end(memory, now, session_of(memory, round_), round_)


def _is_over(round_: Round, now: datetime) -> bool:
    return round_.ends_at is not None and now >= round_.ends_at


def listed(memory: Memory, actor: Actor, round_id: str) -> tuple[Group, ...]:
    """The groups of a round, proposed or going on, for a facilitator who makes the rooms of a video call."""
    people.require_facilitator(memory, actor, Text("list the groups"))
    members.require_in_round(memory, actor, round_id)
    round_ = memory.breakouts.get(round_id)
    if round_ is None:
        raise Over("There are newer groups than these. Please use the newest.")
    if round_.state is RoundState.ENDED:
        raise Over(_OVER)
    return groups(memory, round_)


def shown(memory: Memory, actor: Actor, round_id: str) -> tuple[Group, ...]:
    """The groups of a round that goes on or is over, which everybody in the room may read."""
    members.require_in_round(memory, actor, round_id)
    round_ = memory.breakouts.get(round_id)
    if round_ is None or round_.state is RoundState.PLANNED:
        raise Over(_OVER)
    return groups(memory, round_)


def programme_of(memory: Memory, round_id: str) -> str:
    """The channel of the programme that a round belongs to; empty when it is gone."""
    round_ = memory.breakouts.get(round_id)
    session = memory.sessions.get(round_.session) if round_ else None
    return session.channel if session else ""


def locked(memory: Memory, round_id: str) -> Round | None:
    """The round as it is when nobody else changes it any more, until this unit of work is done."""
    known = memory.breakouts.get(round_id)
    if known is None:
        return None
    memory.breakouts.lock(known.session)
    return memory.breakouts.get(round_id)


def going_on(memory: Memory, round_id: str) -> Round:
    """The round, locked, if it goes on; else a Refusal."""
    round_ = locked(memory, round_id)
    if round_ is None or round_.state is not RoundState.LIVE:
        raise Over(_OVER)
    return round_


def seen(memory: Memory, round_id: str) -> Round:
    """The round, for who only looks, if it goes on; else a Refusal."""
    round_ = memory.breakouts.get(round_id)
    if round_ is None or round_.state is not RoundState.LIVE:
        raise Over(_OVER)
    return round_


def session_of(memory: Memory, round_: Round) -> Session:
    session = memory.sessions.get(round_.session)
    if session is None or not session.is_live:
        raise Over("This session has ended, and its rounds with it.")
    return session


def group_in(memory: Memory, round_: Round, number: int) -> Group:
    """The group of this number; a Refusal where it is not there."""
    found = group_of(groups(memory, round_), number)
    if found is None:
        raise Refusal("This group is no longer there. Please use the newest message.")
    return found
