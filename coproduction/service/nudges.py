"""What facilitators see of the nudges, and what they decide about one of which nobody knows."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from coproduction.budget import A_WEEK
from coproduction.errors import Refusal
from coproduction.followups import NUDGE, TOO_LATE, FollowUpState
from coproduction.hours import local_day
from coproduction.machine import Event, can
from coproduction.messages import Message, MessageState, decided
from coproduction.nudges import TO_LOOK_AT, Nudges, Week, Why, weeks_around
from coproduction.people import Actor, zone_of
from coproduction.ports import Memory
from coproduction.service import arrivals, members, people
from coproduction.words import Text

SEEING = Text("see which reminders went out")
_GONE = Text("This reminder is not waiting for you any more.")


@dataclass(frozen=True, slots=True)
class _Theirs:
    """The questions about pledges of the programmes that somebody is in: what became of each that was asked,
    by when its message was due, those that are still to come, and the messages that somebody should look at,
    with how many questions each asks (`together`, by the follow-up in whose name it does).
    """

    asked: Sequence[tuple[datetime, MessageState]]
    planned: Collection[str]
    to_look_at: Sequence[Message]
    together: Mapping[str, int]


def _theirs(memory: Memory, actor: Actor) -> _Theirs:
    """Nothing is to come for who said stop. What is asked in a message of another programme is here, too."""
    channels = [each for each in memory.sessions.programmes() if members.may(memory, actor, each)]
    every = [each for channel in channels for each in memory.follow_ups.of_channel(channel)]
    known = memory.people.some({each.person for each in every})
    stopped = {each.id for each in known.values() if not each.wants_reminders}
    planned = {
        each.id for each in every if each.state is FollowUpState.PLANNED and each.person not in stopped
    }
    due: dict[str, datetime] = {}
    for each in sorted(every, key=lambda each: each.asked_in is not None):
        due.setdefault(each.asker, each.due_at)
    states = memory.messages.states(NUDGE, sorted(due))
    together = Counter(each.asker for each in every if each.asker in states)
    asked = [(due[each], states[each]) for each in together.elements()]
    unsent = memory.messages.with_states(TO_LOOK_AT, NUDGE)
    return _Theirs(asked, planned, [each for each in unsent if each.subject in due], together)


def overview(memory: Memory, now: datetime, actor: Actor) -> Nudges:
    """How many questions of the programmes they are in stand where, in all and week by week, and those that
    somebody should look at.

    Who waits for their day counts with those that wait to be sent, in the week in which they will really be
    asked, as their own list says it.
    """
    people.require_facilitator(memory, actor, SEEING)
    zone, theirs = zone_of(people.known(memory, actor)), _theirs(memory, actor)
    around = weeks_around(now, zone)
    comes = arrivals.of_all(memory, around[-1][2] + A_WEEK)
    coming = Counter(_monday(each.at, zone) for id_, each in comes.items() if id_ in theirs.planned)
    counts = {monday: Counter({MessageState.PENDING: coming[monday]}) for monday, _, _ in around}
    for due_at, state in theirs.asked:
        if (week := counts.get(_monday(due_at, zone))) is not None:
            week[state] += 1
    weeks = [Week(monday, dict(+week)) for monday, week in counts.items() if +week]
    later = len(theirs.planned) - sum(coming[monday] for monday in counts)
    earlier = sum(_monday(due_at, zone) < around[0][0] for due_at, _ in theirs.asked)
    return replace(_totals(theirs), weeks=weeks, later=later, earlier=earlier)


def _monday(at: datetime, zone: ZoneInfo) -> date:
    """The Monday of the week in which this is, where who looks lives."""
    day = local_day(at, zone)
    return day - timedelta(days=day.weekday())


def _totals(theirs: _Theirs) -> Nudges:
    counts = Counter(state for _, state in theirs.asked)
    counts[MessageState.PENDING] += len(theirs.planned)
    why = Counter[tuple[MessageState, str]]()
    for each in theirs.to_look_at:  # counted as all else here: by questions
        why[each.state, each.reason or ""] += theirs.together[each.subject]
    reasons = [Why(*each, number) for each, number in why.most_common()]
    return Nudges(+counts, reasons=reasons, to_look_at=theirs.to_look_at)


def _may_see(memory: Memory, actor: Actor, message: Message) -> bool:
    """Whether it asks about anything of a programme that they are in; what is no question is everybody's."""
    asked = memory.follow_ups.asked_in(message.subject) if message.kind == NUDGE else []
    about = memory.pledges.some([each.subject for each in asked]).values()
    return not about or any(members.may(memory, actor, each.channel) for each in about)


def send_again(memory: Memory, now: datetime, actor: Actor, message_id: str) -> Message:
    """A facilitator decides that an unconfirmed message goes out again."""
    people.require_facilitator(memory, actor, Text("send a reminder again"))
    message = memory.messages.get(message_id)
    if message is None or not (can(Event.DARED, message) and _may_see(memory, actor, message)):
        raise Refusal(_GONE)
    not_after = now + TOO_LATE if message.not_after else None  # who presses now wants it sent now
    again = replace(decided(message, Event.DARED, now), not_after=not_after)
    if not memory.messages.move_on(again, message.state):  # another facilitator was quicker
        raise Refusal(_GONE)
    return again
