"""The weekly summary for who leads a programme: due on their weekday, told when there is anything to do."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import chain

from coproduction.digests import (
    DIGEST,
    IN_TIME,
    NOT_FORGOTTEN,
    WEEK,
    WINDOW,
    Digest,
    DigestDay,
    WeeklySummary,
    When,
    day_named,
    last_time,
    next_time,
    off,
    week_of,
)
from coproduction.errors import Refusal
from coproduction.followups import HEARD, FollowUp, FollowUpState, Reply, last_reply, was_asked
from coproduction.helprequests import HELP_WANTED, HelpRequest
from coproduction.hours import asking_day, local_day
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message, MessageState, Outcome, unwanted
from coproduction.people import Actor, Person, asked_on, hour_of, zone_of
from coproduction.ports import Memory
from coproduction.reports.releasing import latest
from coproduction.service import followups, people, reports
from coproduction.service.owing import owed
from coproduction.words import Text

CHOOSING = Text("choose the day of the weekly summary")


def wanted_by(memory: Memory, actor: Actor, channel: str | None = None) -> list[DigestDay]:
    """On which days somebody hears of which programmes: the one in this channel, else all of theirs.

    When the next comes is said where they live.
    """
    if channel and memory.sessions.has_programme(channel):
        found = [memory.digests.get(actor.id, channel) or DigestDay(actor.id, channel)]
    else:
        found = memory.digests.of(actor.id)
    person = people.known(memory, actor)
    return [_at_home(each, person) for each in found]


def _at_home(wanted: DigestDay, person: Person) -> DigestDay:
    """The same, with its time in the zone of who wants it."""
    return replace(wanted, next_at=wanted.next_at and wanted.next_at.astimezone(zone_of(person)))


def choose(memory: Memory, now: datetime, actor: Actor, channel: str, chosen: str) -> DigestDay:
    """Somebody who leads chooses the weekday of their summary of a programme, or none."""
    people.require_facilitator(memory, actor, CHOOSING, channel)
    if not memory.sessions.has_programme(channel):
        raise Refusal("There is no programme in this channel, so there is nothing to tell you about it.")
    weekday, person = day_named(chosen), people.meet(memory, actor)
    before = memory.digests.get(actor.id, channel) or DigestDay(actor.id, channel)
    wanted = off(before)
    if weekday is not None:
        told = _told(memory, now, person, channel)
        at = next_time(now, _when(memory, person, weekday), told)
        wanted = replace(before, weekday=weekday, next_at=at)
    memory.digests.put(wanted)
    return _at_home(wanted, person)


def due(memory: Memory, now: datetime) -> list[str]:
    """The ids of who should hear of a programme by now."""
    return list(dict.fromkeys(each.person for each in memory.digests.due(now)))


def tell(memory: Memory, now: datetime, person_id: str) -> None:
    """Owe a person one message with the summaries whose time has come, and set the time of their next. Who is
    away is told when they are back.
    """
    person = memory.people.get(person_id) or Person(person_id)
    due = [each for each in memory.digests.of(person_id) if each.next_at and each.next_at <= now]
    if person.back_on and person.back_on > local_day(now, zone_of(person)):
        back_at = asked_on(asking_day(person.back_on, memory.is_holiday), person)
        for wanted in due:
            memory.digests.put(replace(wanted, next_at=back_at))
        return
    telling = [(wanted, at) for wanted in due if (at := _set_next(memory, now, person, wanted)) is not None]
    if telling:
        wanted, at = max(telling, key=lambda told: told[1])  # the others go along
        card = _card(person, wanted.channel, at)
        summary = owed(memory, at, card, channel=person.conversation)
        memory.messages.add(replace(summary, not_after=at + WINDOW))


def _set_next(memory: Memory, now: datetime, person: Person, wanted: DigestDay) -> datetime | None:
    """Set the time of the next; of which time there is something to tell now, None for nothing."""
    when = _when(memory, person, wanted.weekday)
    at = last_time(now, wanted.next_at or now, when)
    week = week_of(local_day(at, zone_of(person)))
    memory.digests.put(replace(wanted, next_at=next_time(now, when, [week])))
    return at if digest(memory, wanted, at).says_something else None


def _when(memory: Memory, person: Person, weekday: int) -> When:
    return When(weekday, zone_of(person), hour_of(person), memory.is_holiday)


def digest(memory: Memory, wanted: DigestDay, at: datetime) -> Digest:
    """What there is to tell of a programme at this moment."""
    channel = wanted.channel
    # What people answered, as the last report counts it. To count it anew each week would cost the report: it
    # counts five people at a time, and up to four of those that a summary has counted would be missing in the
    # report until a fifth answers.
    released = memory.reports.released(channel)
    figures, heard = reports.figures(memory, channel, latest(released)), _heard(memory, channel)
    asked = _wants_help(memory, wanted, _not_done(heard), at)
    return Digest(
        channel,
        wanted.weekday,
        wants_help=tuple(each for each in asked if each.dealt_with_at is None),
        dealt_with=tuple(each for each in asked if each.dealt_with_at and each.dealt_with_at >= at),
        overdue=_overdue(memory, heard, at),
        pledges=figures.pledges,
        stand=figures.follow_through if released else {},
    )


def _heard(memory: Memory, channel: str) -> list[FollowUp]:
    """What people were asked about pledges that were not let go, in its order; in two looks."""
    asked = sorted(memory.follow_ups.of_channel(channel), key=lambda each: each.occurrence)
    kept = {pledge.id for pledge in memory.pledges.of(channel) if not pledge.is_withdrawn}
    return [each for each in asked if each.state in HEARD and each.subject in kept]


def _not_done(heard: Iterable[FollowUp]) -> list[FollowUp]:
    """Those of them whose pledge its person has not called done in their last answer."""
    by_pledge: defaultdict[str, list[FollowUp]] = defaultdict(list)
    for each in heard:
        by_pledge[each.subject].append(each)
    of_pledges = (each for each in by_pledge.values() if last_reply(each) is not Reply.DONE)
    return list(chain.from_iterable(of_pledges))


def _wants_help(
    memory: Memory, wanted: DigestDay, heard: Iterable[FollowUp], at: datetime
) -> list[HelpRequest]:
    """Who has asked this reader for help of late, in which order."""
    requests = (memory.help_requests.get(each.id) for each in heard)
    asked = [each for each in requests if each and each.facilitator == wanted.person]
    return sorted(
        (each for each in asked if each.asked_at >= at - NOT_FORGOTTEN), key=lambda each: each.asked_at
    )


def _overdue(memory: Memory, heard: Iterable[FollowUp], at: datetime) -> int:
    """Of how many pledges the newest question has had no answer for a week; after a month it is let be.

    Done cancels what waits for an answer. What is kept again and again is asked about the next time, too.
    """
    newest = {each.subject: each for each in heard}.values()
    nudges = followups.nudges_of(memory, newest)
    in_words = followups.in_words(memory, newest)
    return sum(
        each.state is FollowUpState.DUE
        and each.id not in in_words
        and at - NOT_FORGOTTEN < each.due_at <= at - IN_TIME
        and was_asked([each], nudges)
        for each in newest
    )


def _card(person: Person, channel: str, at: datetime) -> Card:
    """One for each reader, programme and week."""
    return Card(DIGEST, channel, person.id, occasion=week_of(at.astimezone(zone_of(person)).date()))


def _told(memory: Memory, now: datetime, person: Person, channel: str) -> list[str]:
    """This week, if its summary was owed already."""
    card = _card(person, channel, now)
    return [card.occasion] if memory.messages.find(card) else []


def _content(memory: Memory, message: Message) -> WeeklySummary | None:
    """Of the programme in whose name it is sent, and of those that its reader hears of on the same day, or
    that came late and go along; of the others only where there is something to do.
    """
    first = memory.digests.get(message.recipient, message.subject)
    if first is None:
        return None
    person = memory.people.get(message.recipient) or Person(message.recipient)
    wanted = memory.digests.of(message.recipient)
    beside = [each for each in wanted if _goes_along(memory, person, each, message)]
    others = [digest(memory, each, message.due_at) for each in beside]
    told = [each for each in others if each.says_something or each.dealt_with]
    return WeeklySummary((digest(memory, first, message.due_at), *told))


def _goes_along(memory: Memory, person: Person, other: DigestDay, message: Message) -> bool:
    """Whether the summary of another programme was due with this one, or just before it and was not sent by
    itself: so that nobody gets two on a day.
    """
    if other.channel == message.subject or other.next_at is None:
        return False
    at = last_time(message.due_at, message.due_at - WEEK, _when(memory, person, other.weekday))
    if at <= message.due_at - WINDOW:
        return False
    own = memory.messages.find(_card(person, other.channel, at))
    return own is None or own.state is not MessageState.SENT


def _against(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    """What speaks against telling now."""
    wanted = memory.digests.get(message.recipient, message.subject)
    if wanted is None or wanted.next_at is None:
        return unwanted("this person wants no summary")
    if any(_tells_it(each, message) for each in _owed_to(memory, message)):
        return unwanted("a newer summary tells it")
    summary = _content(memory, message)
    if summary is None or not summary.says_something:
        return unwanted("there is nothing to say any more")
    return None


def _owed_to(memory: Memory, message: Message) -> list[Message]:
    """All summaries to the same reader, of all their programmes."""
    channels = {message.subject, *(each.channel for each in memory.digests.of(message.recipient))}
    about = (each for channel in sorted(channels) for each in memory.messages.about(DIGEST, channel))
    return [each for each in about if each.recipient == message.recipient]


def _tells_it(newer: Message, message: Message) -> bool:
    """Whether the next came to be due while this one waited, as for who was away: two would tell the same.
    That of another programme takes it along, too, while it is worth sending.
    """
    is_newer = newer.due_at > message.due_at
    return is_newer and (newer.subject == message.subject or newer.due_at < message.due_at + WINDOW)


def deal(memory: Memory, now: datetime, actor: Actor, follow_up: str, *, is_dealt: bool) -> None:
    """Who was asked for help says that it is dealt with, or (not `is_dealt`) that it is not after all."""
    request = memory.help_requests.get(follow_up)
    if request is None or request.facilitator != actor.id:
        raise Refusal("This person asked somebody else for help, so nothing was changed.")
    if (request.dealt_with_at is not None) == is_dealt:
        return
    memory.help_requests.put(replace(request, dealt_with_at=now if is_dealt else None))
    told = (
        each
        for wanted in memory.digests.of(actor.id)
        for each in memory.messages.about(DIGEST, wanted.channel)
    )
    memory.changed(*(each.card for each in told if each.recipient == actor.id))
    memory.changed(Card(HELP_WANTED, follow_up, actor.id))


KINDS = (
    MessageKind(
        name=DIGEST,
        content=_content,
        guard=_against,
        cause=Cause.ASKED_FOR,
        window=WINDOW,
        keeps_changing=True,
    ),
)
