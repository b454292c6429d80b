"""The weekly summary for who leads a programme: due on their weekday, told when there is anything to do."""

from dataclasses import replace
from datetime import datetime

from coproduction.digests import (
    DIGEST,
    WINDOW,
    DigestDay,
    day_named,
    last_time,
    next_time,
    off,
    week_of,
)
from coproduction.errors import Refusal
from coproduction.helprequests import HELP_WANTED
from coproduction.hours import asking_day, local_day
from coproduction.machine import Event, can
from coproduction.messages import Card, Message, MessageState, decided
from coproduction.people import Actor, Person, asked_on, zone_of
from coproduction.ports import Memory
from coproduction.service import people
from coproduction.service.digestcards import card_of, digest, goes_along, own_of, when_of
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
        at = next_time(now, when_of(memory, person, weekday), told)
        wanted = replace(before, weekday=weekday, next_at=at)
    memory.digests.put(wanted)
    if weekday is None:
        _tell_what_went_along(memory, now, person, channel)
    return _at_home(wanted, person)


def _tell_what_went_along(memory: Memory, now: datetime, person: Person, off_now: str) -> None:
    """A summary of this channel that will not be sent any more leaves those that it was to take along."""
    waits = (each for each in memory.messages.about(DIGEST, off_now) if each.recipient == person.id)
    for taking in [each for each in waits if each.state is MessageState.PENDING]:
        for other in memory.digests.of(person.id):
            if goes_along(memory, person, other, taking):
                _tell_by_itself(memory, now, person, other, taking)


def _tell_by_itself(memory: Memory, now: datetime, person: Person, other: DigestDay, taking: Message) -> None:
    before = own_of(memory, person, other.channel, taking)
    if before is None:
        if digest(memory, other, taking.due_at).says_something:
            _owe(memory, person, other.channel, taking.due_at)
    elif can(Event.WANTED_AGAIN, before):
        again = replace(decided(before, Event.WANTED_AGAIN, now), not_after=taking.not_after)
        memory.messages.move_on(again, before.state)


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
        summary = _owe(memory, person, wanted.channel, at)
        for other, _ in [each for each in telling if each[0] != wanted and each[1] == at]:
            if not goes_along(memory, person, other, summary):
                _owe(memory, person, other.channel, at)  # it waited for its reader, as this says


def _owe(memory: Memory, person: Person, channel: str, at: datetime) -> Message:
    summary = owed(memory, at, card_of(person, channel, at), channel=person.conversation)
    summary = replace(summary, not_after=at + WINDOW)
    memory.messages.add(summary)
    return summary


def _set_next(memory: Memory, now: datetime, person: Person, wanted: DigestDay) -> datetime | None:
    """Set the time of the next; of which time there is something to tell now, None for nothing."""
    when = when_of(memory, person, wanted.weekday)
    at = last_time(now, wanted.next_at or now, when)
    week = week_of(local_day(at, zone_of(person)))
    memory.digests.put(replace(wanted, next_at=next_time(now, when, [week])))
    return at if digest(memory, wanted, at).says_something else None


def _told(memory: Memory, now: datetime, person: Person, channel: str) -> list[str]:
    """This week, if its summary was owed already."""
    card = card_of(person, channel, now)
    return [card.occasion] if memory.messages.find(card) else []


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
