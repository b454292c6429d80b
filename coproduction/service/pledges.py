"""Pledges: made in a person's own words, asked about at the right time, never after "stop"."""

from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.errors import Refusal, Taken
from coproduction.followups import PLEDGE, FollowUp, due_days, instant, was_asked
from coproduction.ideas import Idea
from coproduction.people import Actor, Person, zone_of
from coproduction.pledges import Pledge, by_date, first_step_of, what_of
from coproduction.ports import Memory
from coproduction.retyped import is_again
from coproduction.service import followups, people, sessions


@dataclass(frozen=True, slots=True)
class PledgeForm:
    """What a person filled in; `by` is an ISO date."""

    what: str
    by: str | None
    first_step: str | None
    origin: str
    is_typed: bool = False  # by a command, which Slack may call failed although it arrived


@dataclass(frozen=True, slots=True)
class Made:
    """A pledge and when its person will be asked about it."""

    pledge: Pledge
    asked_at: tuple[datetime, ...]
    zone: str
    wants_reminders: bool = True
    is_again: bool = False  # the same was promised a moment ago, and is one pledge


def make(memory: Memory, now: datetime, actor: Actor, channel: str, form: PledgeForm) -> Made:
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
    again = _promised_before(memory, now, pledge) if form.is_typed else None
    if again:
        return replace(_made(memory, again, person), is_again=True)
    try:
        memory.pledges.add(pledge)
    except Taken:  # the same form arrived twice at two processes at once
        raise Refusal("This pledge has just been saved.") from None
    days = due_days(pledge, zone_of(person))
    followups.plan(memory, person, pledge.id, 1, (instant(day, zone_of(person)) for day in days))
    return _made(memory, pledge, person)


def _promised_before(memory: Memory, now: datetime, pledge: Pledge) -> Pledge | None:
    """What this person has just promised in the same words."""
    said = (pledge.channel, pledge.what, pledge.by, pledge.first_step)
    for each in memory.pledges.by(pledge.person):
        if (each.channel, each.what, each.by, each.first_step) == said and is_again(each.made_at, now):
            return each
    return None


@dataclass(frozen=True, slots=True)
class Promised:
    """A pledge with its follow-ups, and whether any of them has reached its person."""

    pledge: Pledge
    follow_ups: tuple[FollowUp, ...]
    was_asked: bool = False


def belongings(memory: Memory, actor: Actor) -> tuple[list[Idea], list[Promised]]:
    """A person's own named ideas, and their pledges, oldest first."""
    return memory.ideas.by(actor.id), [_promised(memory, pledge) for pledge in memory.pledges.by(actor.id)]


def _promised(memory: Memory, pledge: Pledge) -> Promised:
    asked = tuple(memory.follow_ups.of(PLEDGE, pledge.id))
    return Promised(pledge, asked, was_asked(asked, followups.nudges_of(memory, asked)))


def _made(memory: Memory, pledge: Pledge, person: Person) -> Made:
    planned = memory.follow_ups.of(PLEDGE, pledge.id)
    asked_at = tuple(sorted(each.due_at for each in planned))
    return Made(pledge, asked_at, person.zone, person.wants_reminders)
