"""Pledges: made in a person's own words, asked about at the right time, never after "stop"."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.errors import Refusal, Taken
from coproduction.followups import (
    TOO_LATE,
    FollowUp,
    FollowUpState,
    Reply,
    answered,
    asked_again_at,
    due_days,
    instant,
    put_off_until,
)
from coproduction.ideas import Idea
from coproduction.messages import Card, Kind, Message
from coproduction.people import Actor, Person, zone_of
from coproduction.pledges import Pledge, by_date, first_step_of, what_of
from coproduction.ports import Memory
from coproduction.service import people, sessions


@dataclass(frozen=True, slots=True)
class Form:
    """What a person filled in; `by` is an ISO date."""

    what: str
    by: str | None
    first_step: str | None
    origin: str


@dataclass(frozen=True, slots=True)
class Made:
    """A pledge and when its person will be asked about it."""

    pledge: Pledge
    asked_at: tuple[datetime, ...]
    zone: str
    wants_reminders: bool = True


def make(memory: Memory, now: datetime, actor: Actor, channel: str, form: Form) -> Made:
    """A person pledges to do something; its follow-ups are owed from this moment."""
    place = sessions.place_of(memory, actor.id, channel)
    latest = memory.sessions.of(place.channel)[-1:]  # a pledge usually comes just after its session ended
    person = people.meet(memory, actor)
    before = memory.pledges.from_origin(form.origin)
    if before:
        return _made(memory, before, person)
    pledge = Pledge(
        id=memory.new_id(),
        channel=place.channel,
        session=latest[0].id if latest else None,
        person=person.id,
        what=what_of(form.what),
        by=by_date(form.by, now.astimezone(zone_of(person)).date()),
        first_step=first_step_of(form.first_step),
        made_at=now,
        origin=form.origin,
    )
    try:
        memory.pledges.add(pledge)
    except Taken:  # the same form arrived twice at two processes at once
        raise Refusal("This pledge has just been saved.") from None
    days = due_days(pledge, zone_of(person))
    _plan(memory, person, pledge.id, 1, (instant(day, zone_of(person)) for day in days))
    return _made(memory, pledge, person)


def reply(memory: Memory, actor: Actor, follow_up_id: str, said: Reply) -> FollowUp:
    """What a person says of their pledge. Once it is done, nothing more is asked."""
    follow_up = answered(_mine(memory, actor, follow_up_id), said)
    memory.follow_ups.put(follow_up)
    memory.changed(_card(follow_up))
    before, after = {FollowUpState.CANCELLED}, FollowUpState.PLANNED  # "done" can be taken back
    if said is Reply.DONE:
        before, after = {FollowUpState.PLANNED, FollowUpState.MISSED}, FollowUpState.CANCELLED
    for other in memory.follow_ups.of_pledge(follow_up.pledge):
        if other.state in before:
            memory.follow_ups.put(replace(other, state=after))
    return follow_up


def put_off(memory: Memory, now: datetime, actor: Actor, follow_up_id: str, days: int) -> datetime:
    """Not now: ask again in 3 or 7 days. A second press changes nothing. Returns when that will be."""
    follow_up = _mine(memory, actor, follow_up_id)
    if follow_up.state is FollowUpState.ANSWERED:
        raise Refusal("You have answered this already. You can change your answer with the buttons.")
    person = people.known(memory, actor)
    siblings = memory.follow_ups.of_pledge(follow_up.pledge)
    if follow_up.state is FollowUpState.PUT_OFF:
        return asked_again_at(siblings)
    again_at = put_off_until(now, days, zone_of(person))
    memory.follow_ups.put(replace(follow_up, state=FollowUpState.PUT_OFF))
    memory.changed(_card(follow_up))
    _plan(memory, person, follow_up.pledge, max(s.occurrence for s in siblings) + 1, [again_at])
    return again_at


def belongings(memory: Memory, actor: Actor) -> tuple[list[Idea], list[tuple[Pledge, list[FollowUp]]]]:
    """A person's own named ideas, and their pledges with the follow-ups of each, oldest first."""
    promised = [(pledge, memory.follow_ups.of_pledge(pledge.id)) for pledge in memory.pledges.by(actor.id)]
    return memory.ideas.by(actor.id), promised


def _made(memory: Memory, pledge: Pledge, person: Person) -> Made:
    planned = memory.follow_ups.of_pledge(pledge.id)
    asked_at = tuple(sorted(each.due_at for each in planned))
    return Made(pledge, asked_at, person.zone, person.wants_reminders)


def _plan(memory: Memory, person: Person, pledge: str, first: int, times: Iterable[datetime]) -> None:
    for occurrence, due_at in enumerate(times, start=first):
        follow_up = FollowUp(memory.new_id(), pledge, person.id, occurrence, due_at)
        memory.follow_ups.add(follow_up)
        memory.messages.add(
            Message(
                id=memory.new_id(),
                kind=Kind.NUDGE,
                subject=follow_up.id,
                due_at=due_at,
                next_at=due_at,
                recipient=person.id,
                channel=person.conversation,
                not_after=due_at + TOO_LATE,
            )
        )


def _card(follow_up: FollowUp) -> Card:
    return Card(Kind.NUDGE, follow_up.id, follow_up.person)


def _mine(memory: Memory, actor: Actor, follow_up_id: str) -> FollowUp:
    follow_up = memory.follow_ups.get(follow_up_id)
    if follow_up is None or follow_up.person != actor.id:
        raise Refusal("This question was for somebody else, so nothing was changed.")
    return follow_up
