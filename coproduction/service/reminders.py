"""How often a person is asked, and until when they are away: theirs to choose, at any time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from coproduction.budget import A_WEEK
from coproduction.days import picked
from coproduction.errors import Refusal
from coproduction.followups import (
    PLEDGE,
    FollowUpState,
    Reply,
    due_days,
    last_reply,
    moved,
    next_occurrence,
)
from coproduction.hours import ASK_AT, ONE_DAY, OWN_HOURS, instant, local_day, wall_time
from coproduction.people import Actor, Person, Rhythm, asked_on, hour_of, zone_of
from coproduction.pledges import Pledge
from coproduction.ports import Memory
from coproduction.service import followups, people
from coproduction.service.resuming import turn
from coproduction.words import Text


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody chose: a code of `Rhythm`, the ISO date on which they are back, if they are away, and at
    which hour they are asked (None: as before).
    """

    rhythm: str
    back_on: str | None = None
    ask_at: str | None = None


def choose(memory: Memory, now: datetime, actor: Actor, wish: Wish) -> Person:
    """Store what a person chose. What is planned for them changes with it, and nothing is asked twice."""
    before = people.meet(memory, actor)
    rhythm, back_on = _rhythm(wish.rhythm), back_on_day(wish.back_on, now, before)
    wants_few = before.wants_few if rhythm is Rhythm.NONE else rhythm is Rhythm.LIGHT
    ask_at = hour_named(wish.ask_at, before.ask_at)
    chosen = replace(before, wants_few=wants_few, back_on=back_on, ask_at=ask_at)
    memory.people.put(chosen, "wants_few", "back_on", "ask_at")
    if hour_of(chosen) != hour_of(before):
        _ask_at(memory, chosen)
    person = turn(memory, now, actor, wanted=rhythm is not Rhythm.NONE)
    if wants_few != before.wants_few:
        for pledge in memory.pledges.by(person.id):
            _plan_anew(memory, now, person, pledge)
    return person


def set_rhythm(memory: Memory, now: datetime, actor: Actor, rhythm: str) -> Person:
    """The same, but how long they are away stays."""
    away = _away(people.known(memory, actor), now)
    return choose(memory, now, actor, Wish(rhythm, away.isoformat() if away else None))


def set_away(memory: Memory, now: datetime, actor: Actor, back_on: str | None) -> Person:
    """The same, but how often they are asked stays."""
    return choose(memory, now, actor, Wish(people.known(memory, actor).rhythm, back_on))


def set_hour(memory: Memory, now: datetime, actor: Actor, ask_at: str) -> Person:
    """The same, but only the hour changes."""
    person = standing(memory, now, actor)
    back_on = person.back_on.isoformat() if person.back_on else None
    return choose(memory, now, actor, Wish(person.rhythm, back_on, ask_at))


def hour_named(chosen: str | None, before: int | None = None) -> int | None:
    """The hour that was chosen, that of before where none was, or a Refusal."""
    if not chosen:
        return before
    if not (chosen.isascii() and chosen.isdigit() and int(chosen) in OWN_HOURS):
        raise Refusal(
            "Please choose a full hour from {first} to {last}, such as {example}.",
            "ask_at",
            first=OWN_HOURS[0],
            last=OWN_HOURS[-1],
            example=f"{ASK_AT.hour}",
        )
    return int(chosen)


def _ask_at(memory: Memory, person: Person) -> None:
    """What is still to come for a person moves to their hour of the same day."""
    zone, at = zone_of(person), hour_of(person)
    waiting = {FollowUpState.PLANNED, FollowUpState.PAUSED, FollowUpState.CANCELLED}
    for each in memory.follow_ups.of_person(person.id):
        if each.state in waiting:
            meant = wall_time(each.wall).day if each.wall else local_day(each.due_at, zone)
            due_at = instant(local_day(each.due_at, zone), zone, at)
            memory.follow_ups.put(moved(each, due_at, zone, meant))
    for wanted in memory.digests.of(person.id):
        if wanted.next_at:
            next_at = asked_on(local_day(wanted.next_at, zone), person)
            memory.digests.put(replace(wanted, next_at=next_at))


def back_on_day(chosen: str | None, now: datetime, person: Person) -> date | None:
    """The day on which a person is back, None where they are not away; a Refusal for today, the past, or too
    far ahead.
    """
    if not chosen:
        return None
    today = local_day(now, zone_of(person))
    return picked(
        chosen,
        "back_on",
        today,
        today + ONE_DAY,
        unread=Text("Please choose the day from the calendar."),
        early=Text("Please choose tomorrow or a later day."),
        late=Text("Please choose a day within a year."),
    )


def standing(memory: Memory, now: datetime, actor: Actor) -> Person:
    """What a person has chosen; a day on which they were to be back that is past says nothing any more."""
    person = people.known(memory, actor)
    return replace(person, back_on=_away(person, now))


def _away(person: Person, now: datetime) -> date | None:
    is_away = person.back_on is not None and person.back_on > local_day(now, zone_of(person))
    return person.back_on if is_away else None


def _rhythm(code: str) -> Rhythm:
    try:
        return Rhythm(code)
    except ValueError:
        raise Refusal("Please choose how often from the list.", "rhythm") from None


def _plan_anew(memory: Memory, now: datetime, person: Person, pledge: Pledge) -> None:
    """Ask about it as often as its person wants now. What was moved to another day stays there."""
    asked = memory.follow_ups.of(PLEDGE, pledge.id)
    is_paused = any(each.state is FollowUpState.PAUSED for each in asked)
    is_done = pledge.is_withdrawn or last_reply(asked) is Reply.DONE
    if pledge.by or is_done or is_paused or memory.recurrences.get(pledge.id):
        return
    zone, holidays = zone_of(person), memory.is_holiday
    wanted = set(due_days(pledge, zone, holidays, person.often))
    unwanted = _days(memory, pledge, zone, Rhythm.STANDARD) - _days(memory, pledge, zone, person.often)
    planned = {local_day(each.due_at, zone): each for each in asked if each.state is FollowUpState.PLANNED}
    dropped = [each for day, each in planned.items() if day in unwanted and not each.is_asked_for]
    memory.follow_ups.put_all([replace(each, state=FollowUpState.REPLACED) for each in dropped])
    known = {local_day(each.due_at, zone) for each in asked if each.state is not FollowUpState.REPLACED}
    new = sorted(day for day in wanted if day > local_day(now, zone) and not _is_near(day, known))
    first = next_occurrence(asked)
    followups.plan(memory, person, pledge.id, first, [asked_on(day, person) for day in new])


def _days(memory: Memory, pledge: Pledge, zone: ZoneInfo, rhythm: Rhythm) -> set[date]:
    """On which days it is asked about so often, wherever its person lived when they made it: there, that may
    have been the day before, or the next.
    """
    there = (replace(pledge, made_at=pledge.made_at + days * ONE_DAY) for days in (-1, 0, 1))
    return {day for each in there for day in due_days(each, zone, memory.is_holiday, rhythm)}


def _is_near(day: date, known: Iterable[date]) -> bool:
    """Whether one of these days is within a week of it: who has moved, or was asked a little early, is not
    asked the same twice.
    """
    return any(abs(day - other) < A_WEEK for other in known)
