"""The weekly summary for who leads a programme: due on their weekday, told when there is anything to do."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from coproduction.digests import (
    DIGEST,
    IN_TIME,
    NOT_FORGOTTEN,
    WINDOW,
    Digest,
    DigestDay,
    day_named,
    last_time,
    next_time,
    off,
    week_of,
)
from coproduction.errors import Refusal
from coproduction.followups import HEARD, FollowUp, FollowUpState, Reply, last_reply, was_asked
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message, Outcome, unwanted
from coproduction.people import Actor, Person, zone_of
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
        at = next_time(now, weekday, zone_of(person), _told(memory, now, person, channel))
        wanted = replace(before, weekday=weekday, next_at=at)
    memory.digests.put(wanted)
    return _at_home(wanted, person)


def due(memory: Memory, now: datetime) -> list[str]:
    """The ids of who should hear of a programme by now."""
    return list(dict.fromkeys(each.person for each in memory.digests.due(now)))


def tell(memory: Memory, now: datetime, person_id: str) -> None:
    """Owe a person the summaries whose time has come, and set the time of their next."""
    person = memory.people.get(person_id) or Person(person_id)
    for wanted in memory.digests.of(person_id):
        if wanted.next_at and wanted.next_at <= now:
            at = last_time(now, wanted.next_at, wanted.weekday, zone_of(person))
            _tell(memory, now, person, wanted, at)


def _tell(memory: Memory, now: datetime, person: Person, wanted: DigestDay, at: datetime) -> None:
    card = _card(person, wanted.channel, at)
    again_at = next_time(now, wanted.weekday, zone_of(person), [card.occasion])
    memory.digests.put(replace(wanted, next_at=again_at))
    if not digest(memory, wanted, at).says_something:
        return
    summary = owed(memory, at, card, channel=person.conversation)
    memory.messages.add(replace(summary, not_after=at + WINDOW))


def digest(memory: Memory, wanted: DigestDay, at: datetime) -> Digest:
    """What there is to tell of a programme at this moment."""
    channel = wanted.channel
    # What people answered, as the last report counts it. To count it anew each week would cost the report: it
    # counts five people at a time, and up to four of those that a summary has counted would be missing in the
    # report until a fifth answers.
    released = memory.reports.released(channel)
    figures, heard = reports.figures(memory, channel, latest(released)), _heard(memory, channel)
    return Digest(
        channel,
        wanted.weekday,
        wants_help=_wants_help(memory, wanted, heard, at),
        overdue=_overdue(memory, heard, at),
        pledges=figures.pledges,
        stand=figures.follow_through if released else {},
    )


def _heard(memory: Memory, channel: str) -> list[FollowUp]:
    """What people were asked about pledges that are neither done nor let go, in its order; in two looks."""
    asked = sorted(memory.follow_ups.of_channel(channel), key=lambda each: each.occurrence)
    kept = {pledge.id for pledge in memory.pledges.of(channel) if not pledge.is_withdrawn}
    by_pledge: defaultdict[str, list[FollowUp]] = defaultdict(list)
    for each in asked:
        by_pledge[each.subject].append(each)
    still = {each for each in kept if last_reply(by_pledge[each]) is not Reply.DONE}
    return [each for each in asked if each.state in HEARD and each.subject in still]


def _wants_help(
    memory: Memory, wanted: DigestDay, heard: Iterable[FollowUp], at: datetime
) -> tuple[str, ...]:
    """Who has asked this reader for help of late."""
    found = set()
    for each in heard:
        request = memory.help_requests.get(each.id)
        if request and request.facilitator == wanted.person and request.asked_at >= at - NOT_FORGOTTEN:
            found.add(request.person)
    return tuple(sorted(found))


def _overdue(memory: Memory, heard: Iterable[FollowUp], at: datetime) -> int:
    """Of how many pledges the newest question has had no answer for a week; after a month it is let be."""
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


def _content(memory: Memory, message: Message) -> Digest | None:
    wanted = memory.digests.get(message.recipient, message.subject)
    return digest(memory, wanted, message.due_at) if wanted else None


def _against(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    """What speaks against telling now."""
    wanted = memory.digests.get(message.recipient, message.subject)
    if wanted is None or wanted.next_at is None:
        return unwanted("this person wants no summary")
    if not digest(memory, wanted, message.due_at).says_something:
        return unwanted("there is nothing to say any more")
    return None


KINDS = (MessageKind(name=DIGEST, content=_content, guard=_against, cause=Cause.ASKED_FOR, window=WINDOW),)
