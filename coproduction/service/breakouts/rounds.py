"""Rounds that go on: started, given more time, called back."""

from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.breakouts import (
    Group,
    Role,
    Round,
    RoundState,
    ended,
    group_of,
    longer,
    round_card,
    seat_of,
    started,
)
from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import people
from coproduction.service.breakouts import notes, seating
from coproduction.service.breakouts.history import groups
from coproduction.service.breakouts.proposing import planned
from coproduction.sessions import Session
from coproduction.words import Text

_OVER = Text("This round is over, and everybody has been called back.")


@dataclass(frozen=True, slots=True)
class Change:
    """A round after an act; `is_new` is False when that had happened before, so that nothing changed."""

    round: Round
    is_new: bool = True


def go(memory: Memory, now: datetime, actor: Actor, round_id: str) -> Change:
    """Start a round that was proposed, with the people who are there now, and tell everybody their group."""
    people.require_facilitator(memory, actor, Text("start a breakout"))
    known = locked(memory, round_id)
    if known and known.state is not RoundState.PLANNED:  # pressed twice
        return Change(known, is_new=False)
    proposed = planned(memory, round_id)
    session = session_of(memory, proposed)
    _refuse_second(memory, session)
    round_ = started(proposed, now)
    memory.breakouts.put(round_)
    seating.welcome_all(memory, session, round_)
    notes.announce(memory, now, session, round_, groups(memory, round_))
    before = [each for each in memory.breakouts.of(session.id) if each.number == round_.number - 1]
    memory.changed(*(round_card(each.id) for each in before))
    return Change(round_)


def take_role(memory: Memory, actor: Actor, round_id: str, number: int, role: Role) -> None:
    """Anybody of a group takes a role in it; who had it takes over what they leave, if anything."""
    round_ = going_on(memory, round_id)
    group = _group(memory, round_, number)
    mine = seat_of(group.seats, actor.id)
    if mine is None:
        raise Refusal("You are not in {group}, so its roles are not yours to take.", group=group.name)
    for seat in group.seats:
        if seat.role is role:
            memory.breakouts.seat(replace(seat, role=mine.role))
    memory.breakouts.seat(replace(mine, role=role))
    seating.fill_roles(memory, session_of(memory, round_), round_, {number})
    memory.changed(*notes.all_cards(round_, [_group(memory, round_, number)]))


def extend(
    memory: Memory, now: datetime, actor: Actor, round_id: str, minutes: int, until: datetime | None
) -> Change:
    """Give a round more time than `until`, its end as who asks saw it; its groups are warned anew.

    Who presses twice, or just after somebody else did, saw an older end: then nothing changes.
    """
    people.require_facilitator(memory, actor, Text("give a round more time"))
    known = going_on(memory, round_id)
    if known.ends_at != until:
        return Change(known, is_new=False)
    round_ = longer(known, now, minutes)
    memory.breakouts.put(round_)
    there = groups(memory, round_)
    notes.warn_later(memory, round_, session_of(memory, round_), there)
    memory.changed(round_card(round_.id), *notes.group_cards(round_, there))
    return Change(round_)


def call_back(memory: Memory, now: datetime, actor: Actor, round_id: str) -> Change:
    """End a round: every group is asked to come back."""
    people.require_facilitator(memory, actor, Text("call everyone back"))
    known = locked(memory, round_id)
    if known and known.state is RoundState.ENDED:  # pressed twice
        return Change(known, is_new=False)
    return Change(_end(memory, now, going_on(memory, round_id)))


def over(memory: Memory, now: datetime) -> list[str]:
    """The rounds whose time is over while people are still in their groups."""
    return [round_.id for round_ in memory.breakouts.live() if _is_over(round_, now)]


def end(memory: Memory, now: datetime, round_id: str) -> None:
    """A round's time is over: every group is asked to come back. Nothing is done if it was given more."""
    round_ = locked(memory, round_id)
    if round_ and round_.state is RoundState.LIVE and _is_over(round_, now):
        _end(memory, now, round_)


def _is_over(round_: Round, now: datetime) -> bool:
    return round_.ends_at is not None and now >= round_.ends_at


def _end(memory: Memory, now: datetime, going: Round) -> Round:
    round_ = ended(going, now)
    memory.breakouts.put(round_)
    there = groups(memory, round_)
    notes.recall(memory, now, round_, session_of(memory, round_), there)
    memory.changed(round_card(round_.id), *notes.group_cards(round_, there))
    return round_


def listed(memory: Memory, actor: Actor, round_id: str) -> tuple[Group, ...]:
    """The groups of a round, proposed or going on, for a facilitator who makes the rooms of a video call."""
    people.require_facilitator(memory, actor, Text("list the groups"))
    round_ = memory.breakouts.get(round_id)
    if round_ is None:
        raise Refusal("There are newer groups than these. Please use the newest.")
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
        raise Refusal(_OVER)
    return round_


def _refuse_second(memory: Memory, session: Session) -> None:
    live = live_in(memory, session)
    if live:
        raise Refusal("Round {number} is still going on. Call everyone back first.", number=live.number)


def live_in(memory: Memory, session: Session) -> Round | None:
    return next((r for r in memory.breakouts.of(session.id) if r.state is RoundState.LIVE), None)


def session_of(memory: Memory, round_: Round) -> Session:
    session = memory.sessions.get(round_.session)
    if session is None or not session.is_live:
        raise Refusal("This session has ended, and its rounds with it.")
    return session


def _group(memory: Memory, round_: Round, number: int) -> Group:
    found = group_of(groups(memory, round_), number)
    if found is None:
        raise Refusal("This group is no longer there. Please use the newest message.")
    return found
