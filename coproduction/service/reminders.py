"""How often a person is asked, and until when they are away: theirs to choose, at any time."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from coproduction.days import picked
from coproduction.errors import Refusal
from coproduction.followups import PLEDGE, FollowUpState, Reply, due_days, last_reply, next_occurrence
from coproduction.hours import ONE_DAY, local_day
from coproduction.people import Actor, Person, Rhythm, asked_on, zone_of
from coproduction.pledges import Pledge
from coproduction.ports import Memory
from coproduction.service import followups, people
from coproduction.words import Text


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody chose: a code of `Rhythm`, and the ISO date on which they are back, if they are away."""

    rhythm: str
    back_on: str | None = None


def choose(memory: Memory, now: datetime, actor: Actor, wish: Wish) -> Person:
    """Store what a person chose. What is planned for them changes with it, and nothing is asked twice."""
    before = people.meet(memory, actor)
    rhythm, back_on = _rhythm(wish.rhythm), back_on_day(wish.back_on, now, before)
    wants_few = before.wants_few if rhythm is Rhythm.NONE else rhythm is Rhythm.LIGHT
    memory.people.put(replace(before, wants_few=wants_few, back_on=back_on), "wants_few", "back_on")
    person = people.remind(memory, actor, wanted=rhythm is not Rhythm.NONE)
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
    usual = set(due_days(pledge, zone, holidays))
    wanted = set(due_days(pledge, zone, holidays, person.rhythm))
    planned = {local_day(each.due_at, zone): each for each in asked if each.state is FollowUpState.PLANNED}
    dropped = [each for day, each in planned.items() if day in usual - wanted and not each.is_asked_for]
    memory.follow_ups.put_all([replace(each, state=FollowUpState.REPLACED) for each in dropped])
    new = sorted(day for day in wanted - set(planned) if day > local_day(now, zone))
    first = next_occurrence(asked)
    followups.plan(memory, person, pledge.id, first, [asked_on(day, person) for day in new])
