"""Whether a person may be reached now: what "stop" holds back, at which hours, and how often unasked.

What a kind declares (`coproduction.kinds.Cause`) is held here for every message, in the unit of work that
claims it: whatever happened since it was owed counts.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from coproduction.budget import A_WEEK, Allowance
from coproduction.callers import is_caller
from coproduction.followups import FollowUp, FollowUpState
from coproduction.hours import asking_day, asking_time, instant, local_day, window_ends
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Message, MessageState, Outcome, postponed, too_late, unwanted
from coproduction.people import Person, asked_on, hour_of, zone_of
from coproduction.ports import Memory
from coproduction.service import followups, members

WANTS_NONE = "this person wants no reminders"
_GONE = unwanted("this person is not in the channel any more")


def against(memory: Memory, kind: MessageKind, message: Message, now: datetime) -> Outcome | None:
    """What speaks against this message now, None if nothing does: then its week is spent, if it takes one."""
    cause = kind.cause
    if is_caller(message.recipient):
        return unwanted("this person has no Slack")
    if is_shut_out(memory, kind, message):
        return _GONE
    if not message.recipient or not (cause.heeds_stop or cause.heeds_hours):  # most: nobody is looked up
        return too_late() if _is_over(kind, message, now) else None
    person = memory.people.get(message.recipient) or Person(message.recipient)
    if cause.heeds_stop and not person.wants_reminders:
        return _stopped()
    cause = Cause.ASKED_FOR if kind.asked_for(memory, message) else cause
    if _is_over(kind, message, now, _held_back_until(memory, person, cause, message)):
        return too_late()
    return _not_yet(memory, kind, person, cause, message, now)


def against_after_all(memory: Memory, kind: MessageKind, message: Message, now: datetime) -> Outcome | None:
    """What has come to speak against a message since it was claimed, which may be some while ago: it was
    answered or let go, what it is about is over, or its reader said stop, or that they are away.
    """
    if is_shut_out(memory, kind, message):
        return _GONE
    if not message.recipient or not kind.cause.heeds_stop:
        return kind.guard(memory, message, now)
    person = memory.people.get(message.recipient) or Person(message.recipient)
    if not person.wants_reminders:
        return _stopped()
    return kind.guard(memory, message, now) or _away(memory, person, kind, message, now)


def _away(
    memory: Memory, person: Person, kind: MessageKind, message: Message, now: datetime
) -> Outcome | None:
    """Who is away gets it when they are back, unless they asked for it; its week is spent already."""
    cause = Cause.ASKED_FOR if kind.asked_for(memory, message) else kind.cause
    if not (cause.heeds_absence and person.back_on and person.back_on > local_day(now, zone_of(person))):
        return None
    is_unasked = cause is Cause.UNASKED
    day = asking_day(person.back_on, memory.is_holiday) if is_unasked else person.back_on
    return postponed(instant(day, zone_of(person)), now)


def is_shut_out(memory: Memory, kind: MessageKind, message: Message) -> bool:
    """Whether a message is of a private channel that its reader is not in any more."""
    if not (message.recipient and kind.for_members):
        return False
    return members.is_shut_out(memory, message.recipient, kind.programme(memory, message))


def _stopped() -> Outcome:
    return unwanted(WANTS_NONE)


def free_from(memory: Memory, person: Person, now: datetime, message: str | None = None) -> datetime:
    """From when on a person may get something unasked: `now`, or their hour of the day on which they may."""
    return _from(memory, person, now, person.back_on, memory.allowances.get(person.id).free_from(message))


def _from(memory: Memory, person: Person, now: datetime, *days: date | None) -> datetime:
    """`now`, if people may be asked and none of these days is still to come, else when both is so."""
    zone = zone_of(person)
    later = [day for day in days if day and day > local_day(now, zone)]
    if later:
        return asked_on(asking_day(max(later), memory.is_holiday), person)
    return asking_time(now, zone, memory.is_holiday, hour_of(person))


def _not_yet(
    memory: Memory, kind: MessageKind, person: Person, cause: Cause, message: Message, now: datetime
) -> Outcome | None:
    zone, at = zone_of(person), now
    if cause is Cause.UNASKED:
        at = free_from(memory, person, now, message.id)
        if at <= now and not kind.goes_first:
            at = _after_a_question(memory, kind, person, message, now)
    elif cause.heeds_hours:
        at = _from(memory, person, now, person.back_on)
    elif cause.heeds_absence and person.back_on and person.back_on > local_day(now, zone):
        at = instant(person.back_on, zone)
    if at > now:
        return postponed(at, now)
    is_in_budget = kind.cause is Cause.UNASKED and kind.spends(memory, message)
    took = is_in_budget and memory.allowances.take(person.id, message.id, local_day(now, zone))
    if took or cause is not Cause.UNASKED:
        return None
    return postponed(free_from(memory, person, now), now)  # another process was quicker


def _after_a_question(
    memory: Memory, kind: MessageKind, person: Person, message: Message, now: datetime
) -> datetime:
    """`now`, or when the next question about a pledge of that week will have gone out.

    Its person was told that day, and it may be just before a date of theirs. What waits goes along with it
    (`along`), also where they chose that day; where it would be too late by then, it goes now.
    """
    asking = memory.follow_ups.of_person(person.id)
    soon = [each.due_at for each in asking if _is_soon(each, person, now)]
    owed = followups.nudges_of(memory, [each for each in asking if each.state is FollowUpState.DUE])
    if MessageState.PENDING in owed.values():
        soon.append(now)
    at = max(now, min(soon)) + timedelta(hours=1) if soon else now
    return at if _is_worth_sending(memory, kind, person, message, at) else now


def _is_soon(follow_up: FollowUp, person: Person, now: datetime) -> bool:
    """Whether it is still to be asked before its person could be asked again who is asked now."""
    zone = zone_of(person)
    is_of_the_week = local_day(follow_up.due_at, zone) < local_day(now, zone) + A_WEEK
    return follow_up.state is FollowUpState.PLANNED and is_of_the_week


def has_week(memory: Memory, message: Message, now: datetime) -> bool:
    """Whether a message has its reader's week, or takes it now: where it is free, and no question that nobody
    chose would lose its day to that. What goes along with a message that came anyhow is one with it.
    """
    if memory.allowances.get(message.recipient).message == message.id:
        return True
    person = memory.people.get(message.recipient) or Person(message.recipient)
    asking = memory.follow_ups.of_person(person.id)
    if any(_is_soon(each, person, now) and not each.is_asked_for for each in asking):
        return False
    is_free = free_from(memory, person, now) <= now
    return is_free and memory.allowances.take(person.id, message.id, local_day(now, zone_of(person)))


def may_go_along(memory: Memory, kind: MessageKind, message: Message, now: datetime) -> bool:
    """Whether what waits for a person may go along with what has taken their week."""
    if kind.cause is not Cause.UNASKED or message.due_at > now or is_shut_out(memory, kind, message):
        return False
    person = memory.people.get(message.recipient) or Person(message.recipient)
    return _is_worth_sending(memory, kind, person, message, now)


def _is_worth_sending(
    memory: Memory, kind: MessageKind, person: Person, message: Message, at: datetime
) -> bool:
    """Whether something unasked is in time at a moment, and wanted, be it a little later."""
    if _is_over(kind, message, at, _held_back_until(memory, person, Cause.UNASKED, message)):
        return False
    against = kind.guard(memory, message, at)
    return against is None or against.state is MessageState.PENDING


def _held_back_until(memory: Memory, person: Person, cause: Cause, message: Message) -> list[datetime]:
    """When each reason of ours to hold a message back ended: it is not late because of them."""
    if not cause.heeds_absence:
        return []
    return held_back(memory, person, message.due_at, message.id, is_unasked=cause is Cause.UNASKED)


def held_back(
    memory: Memory, person: Person, due_at: datetime, message: str | None = None, *, is_unasked: bool
) -> list[datetime]:
    """When each reason of ours to hold back what was due to somebody ended, or ends: that they are away, and
    of what is unasked the week that another message began, if it was due in it or a few days before.
    """
    spent = memory.allowances.get(person.id) if is_unasked else Allowance(person.id)
    due_on = local_day(due_at, zone_of(person))
    free = spent.free_from(message) if spent.day and spent.day < due_on + A_WEEK else None
    days = [day for day in (person.back_on, free) if day]
    return [asked_on(asking_day(day, memory.is_holiday), person) for day in days]


def _is_over(
    kind: MessageKind, message: Message, now: datetime, held_back_until: Iterable[datetime] = ()
) -> bool:
    """Whether its time has passed: its own end if it has one, else the window of its kind."""
    if message.not_after is None and kind.window is None:
        return False
    window = kind.window or timedelta(0)
    ends = message.not_after or message.due_at + window
    return now > max([ends, *(at + window for at in held_back_until)])


def latest(memory: Memory, person: Person, due_at: datetime, window: timedelta) -> datetime:
    """Until when what was due to a person is worth sending: public holidays do not count."""
    return window_ends(due_at, window, zone_of(person), memory.is_holiday)
