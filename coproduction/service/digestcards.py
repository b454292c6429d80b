"""The weekly summary: what it shows, with which others it goes along, and what may speak against it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
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
    last_time,
    week_of,
)
from coproduction.followups import HEARD, FollowUp, FollowUpState, Reply, last_reply, was_asked
from coproduction.helprequests import HelpRequest
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message, MessageState, Outcome, unwanted
from coproduction.people import Person, hour_of, zone_of
from coproduction.ports import Memory
from coproduction.reports.releasing import latest
from coproduction.service import followups, reports


def card_of(person: Person, channel: str, at: datetime) -> Card:
    """The message: one for each reader, programme and week."""
    return Card(DIGEST, channel, person.id, occasion=week_of(at.astimezone(zone_of(person)).date()))


def when_of(memory: Memory, person: Person, weekday: int) -> When:
    """On which weekday, at which hour and where a person is told."""
    return When(weekday, zone_of(person), hour_of(person), memory.is_holiday)


def digest(memory: Memory, wanted: DigestDay, at: datetime) -> Digest:
    """What there is to tell of a programme at this moment."""
    channel = wanted.channel
    # What people answered, as the last report counts it. To count it anew each week would cost the report: it
    # counts five people at a time, and up to four of those that a summary has counted would be missing in the
    # report until a fifth answers.
    released = memory.reports.released(channel)
    figures, heard = reports.figures(memory, channel, latest(released)), _heard(memory, channel)
    asked = _wants_help(memory, wanted, _not_done(heard))
    waiting = tuple(each for each in asked if each.dealt_with_at is None)
    return Digest(
        channel,
        wanted.weekday,
        wants_help=waiting,
        dealt_with=tuple(each for each in asked if each.dealt_with_at and each.dealt_with_at >= at),
        overdue=_overdue(memory, heard, at),
        pledges=figures.pledges,
        stand=figures.follow_through if released else {},
        is_reason=any(each.asked_at > at - NOT_FORGOTTEN for each in waiting),
        ends_soon=any(each.asked_at <= at + WEEK - NOT_FORGOTTEN for each in waiting),
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


def _wants_help(memory: Memory, wanted: DigestDay, heard: Iterable[FollowUp]) -> list[HelpRequest]:
    """Who has asked this reader for help, in which order: until that is dealt with, so that nobody waits in
    vain for an answer, or the pledge is done or let go.
    """
    requests = (memory.help_requests.get(each.id) for each in heard)
    asked = [each for each in requests if each and each.facilitator == wanted.person]
    return sorted(asked, key=lambda each: each.asked_at)


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


def _content(memory: Memory, message: Message) -> WeeklySummary | None:
    """Of the programme in whose name it is sent, and of those that its reader hears of on the same day, or
    that came late and go along; of the others only where there is something to do.
    """
    first = memory.digests.get(message.recipient, message.subject)
    if first is None:
        return None
    person = memory.people.get(message.recipient) or Person(message.recipient)
    wanted = memory.digests.of(message.recipient)
    beside = [each for each in wanted if goes_along(memory, person, each, message)]
    others = [digest(memory, each, message.due_at) for each in beside]
    told = [each for each in others if each.says_something or each.dealt_with]
    return WeeklySummary((digest(memory, first, message.due_at), *told))


def goes_along(memory: Memory, person: Person, other: DigestDay, message: Message) -> bool:
    """Whether the summary of another programme was due with this one, or just before it and was not sent by
    itself: so that nobody gets two on a day.
    """
    if other.channel == message.subject or other.next_at is None:
        return False
    own = own_of(memory, person, other.channel, message)
    if own:
        is_late = message.due_at - WINDOW < own.due_at <= message.due_at
        return is_late and own.state is not MessageState.SENT
    when = when_of(memory, person, other.weekday)
    return last_time(message.due_at, message.due_at - WEEK, when) > message.due_at - WINDOW


def own_of(memory: Memory, person: Person, channel: str, beside: Message) -> Message | None:
    """The message that is in the name of this programme, in the week of another."""
    return memory.messages.find(card_of(person, channel, beside.due_at))


def _against(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    """What speaks against telling now."""
    wanted = {each.channel for each in memory.digests.of(message.recipient) if each.next_at}
    if message.subject not in wanted:
        return unwanted("this person wants no summary")
    if any(_tells_it(each, message) for each in _owed_to(memory, message, wanted)):
        return unwanted("a newer summary tells it")
    summary = _content(memory, message)
    if summary is None or not summary.says_something:
        return unwanted("there is nothing to say any more")
    return None


def _owed_to(memory: Memory, message: Message, channels: Collection[str]) -> list[Message]:
    """All summaries to the same reader, of these programmes."""
    about = (each for channel in sorted(channels) for each in memory.messages.about(DIGEST, channel))
    return [each for each in about if each.recipient == message.recipient]


def _tells_it(newer: Message, message: Message) -> bool:
    """Whether the next came to be due while this one waited, as for who was away: two would tell the same.
    That of another programme takes it along, too, while it is worth sending.
    """
    is_first = newer.due_at == message.due_at and newer.subject < message.subject
    is_newer = newer.due_at > message.due_at or is_first
    return is_newer and (newer.subject == message.subject or newer.due_at < message.due_at + WINDOW)


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
