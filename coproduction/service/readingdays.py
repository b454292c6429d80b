"""When who answers for a body reads an idea that was sent to it: told to who sends it up."""

from dataclasses import dataclass
from datetime import date, datetime

from coproduction.bodies import AT_MOST, Body
from coproduction.digests import next_time, week_of
from coproduction.hours import local_day
from coproduction.ideas import Idea
from coproduction.people import Person, zone_of
from coproduction.ports import Memory
from coproduction.progress import Progress
from coproduction.service import bodies, decisiondays


@dataclass(frozen=True, slots=True)
class Reading:
    """`on` which day an idea is read at the earliest, None where nobody answers for its body in Slack.

    `papers`, `meeting`: when papers are due and the body meets, where that is before this day, and to come.
    """

    body: Body
    on: date | None = None
    papers: date | None = None
    meeting: date | None = None


def of(memory: Memory, now: datetime, idea: Idea, so_far: Progress) -> Reading | None:
    """When an idea is read that is with a body, three ideas a week, if all before it are answered in time."""
    body = memory.bodies.get(so_far.referral.body or "") if so_far.referral else None
    if body is None or body.owner is None:
        return Reading(body) if body else None
    person = memory.people.get(body.owner) or Person(body.owner)
    today, owned = local_day(now, zone_of(person)), memory.bodies.owned_by(person.id)
    ahead = [each.idea.id for each in bodies.to_ask(memory, owned, today)]
    weeks = ahead.index(idea.id) // AT_MOST if idea.id in ahead else 0
    at = min(each.next_at or now for each in owned)
    for _ in range(weeks):
        week = week_of(local_day(at, zone_of(person)))
        at = min(next_time(at, decisiondays.when_of(memory, person, each), [week]) for each in owned)
    on = local_day(at, zone_of(person))
    missed = [day if day and today <= day < on else None for day in (body.papers_on, body.meets_on)]
    return Reading(body, on, *missed)
