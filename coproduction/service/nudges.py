"""What facilitators see of the nudges, and what they decide about one of which nobody knows."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from coproduction.budget import A_WEEK
from coproduction.errors import Refusal
from coproduction.followups import TOO_LATE
from coproduction.hours import local_day
from coproduction.machine import Event, can
from coproduction.messages import Message, MessageState, decided
from coproduction.nudges import ASKING, TO_LOOK_AT, Nudges, Week, Why, weeks_around
from coproduction.people import Actor, zone_of
from coproduction.ports import Memory
from coproduction.service import arrivals, people
from coproduction.words import Text

SEEING = Text("see which reminders went out")
_GONE = Text("This reminder is not waiting for you any more.")


def overview(memory: Memory, now: datetime, actor: Actor) -> Nudges:
    """How many nudges stand where, in all and week by week, and those that somebody should look at.

    Who waits for their day counts with those that wait to be sent, in the week in which they will really be
    asked, as their own list says it.
    """
    people.require_facilitator(memory, actor, SEEING)
    zone = zone_of(people.known(memory, actor))
    around = weeks_around(now, zone)
    coming = Counter(_monday(each.at, zone) for each in arrivals.of_all(memory, around[-1][2] + A_WEEK))
    weeks = [
        Week(monday, counts)
        for monday, begins, ends in around
        if (counts := _in_week(memory, begins.astimezone(UTC), ends.astimezone(UTC), coming[monday]))
    ]
    later = memory.follow_ups.planned() - sum(coming[monday] for monday, _, _ in around)
    return replace(totals(memory), weeks=weeks, later=later)


def _monday(at: datetime, zone: ZoneInfo) -> date:
    """The Monday of the week in which this is, where who looks lives."""
    day = local_day(at, zone)
    return day - timedelta(days=day.weekday())


def totals(memory: Memory) -> Nudges:
    """The same without the weeks."""
    counts = Counter[MessageState]()
    for kind in ASKING:
        counts.update(memory.messages.counts(kind))
    counts[MessageState.PENDING] += memory.follow_ups.planned()
    reasons = [Why(*why) for kind in ASKING for why in memory.messages.reasons(kind, TO_LOOK_AT)]
    to_look_at = [each for kind in ASKING for each in memory.messages.with_states(TO_LOOK_AT, kind)]
    return Nudges(+counts, reasons=reasons, to_look_at=to_look_at)


def send_again(memory: Memory, now: datetime, actor: Actor, message_id: str) -> Message:
    """A facilitator decides that an unconfirmed message goes out again."""
    people.require_facilitator(memory, actor, Text("send a reminder again"))
    message = memory.messages.get(message_id)
    if message is None or not can(Event.DARED, message):
        raise Refusal(_GONE)
    not_after = now + TOO_LATE if message.not_after else None  # who presses now wants it sent now
    again = replace(decided(message, Event.DARED, now), not_after=not_after)
    if not memory.messages.move_on(again, message.state):  # another facilitator was quicker
        raise Refusal(_GONE)
    return again


def _in_week(memory: Memory, begins: datetime, ends: datetime, coming: int) -> dict[MessageState, int]:
    counts = Counter[MessageState]()
    for kind in ASKING:
        counts.update(memory.messages.counts_between(kind, begins, ends))
    counts[MessageState.PENDING] += coming
    return dict(+counts)
