"""Follow-ups: planned with what they are about, asked when their day has come, answered or put off."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from coproduction.errors import Refusal
from coproduction.followups import (
    NUDGE,
    PLEDGE,
    WAITING,
    FollowUp,
    FollowUpState,
    Reply,
    answered,
    asked_again,
    moved,
    next_occurrence,
    nudge_card,
    put_off_to,
    put_off_until,
)
from coproduction.hours import ONE_DAY, local_day
from coproduction.messages import Message, MessageState
from coproduction.people import Actor, Person, hour_of, zone_of
from coproduction.pledges import Pledge
from coproduction.ports import Memory
from coproduction.service import people
from coproduction.service.redrawing import redraw_about
from coproduction.words import Text

_MAY_BE_THERE = frozenset(
    {MessageState.SENDING, MessageState.UNKNOWN, MessageState.RECONCILING, MessageState.UNCONFIRMED}
)
_NOT_YOURS = Text("This question was for somebody else, so nothing was changed.")


def plan(
    memory: Memory,
    person: Person,
    subject: str,
    first: int,
    times: Iterable[datetime],
    about: str = PLEDGE,
) -> None:
    """Plan questions to a person about something; `first` is the number of the first of them."""
    for occurrence, due_at in enumerate(times, start=first):
        follow_up = FollowUp(memory.new_id(), subject, person.id, occurrence, due_at, about=about)
        memory.follow_ups.add(moved(follow_up, due_at, zone_of(person)))


def reply(memory: Memory, actor: Actor, follow_up_id: str, said: Reply) -> FollowUp:
    """What a person says. Once it is done, nothing more is asked.

    What they say last is what is true: of what is kept once, an answer to an earlier question changes those
    to later ones, too.
    """
    asked = mine(memory, actor, follow_up_id)
    follow_up = answered(asked, said)
    memory.follow_ups.put(follow_up)
    redraw_about(memory, follow_up.about, follow_up.subject)
    if asked.state is FollowUpState.PUT_OFF:
        _forget_postponed(memory, asked)
    every = memory.follow_ups.of(follow_up.about, follow_up.subject)
    is_once = not is_recurring(memory, follow_up)
    if is_once:
        memory.follow_ups.put_all([answered(each, said) for each in _answered_after(every, follow_up)])
    if said is Reply.DONE and is_once:
        ahead = [each for each in every if each.state in WAITING]
        memory.follow_ups.put_all([replace(each, state=FollowUpState.CANCELLED) for each in ahead])
        return follow_up
    take_back(memory, every)  # "done" can be taken back
    awake(memory, None, every)
    acted(memory, follow_up.about, follow_up.subject)
    return follow_up


def _answered_after(every: Iterable[FollowUp], asked: FollowUp) -> list[FollowUp]:
    """Those after this one that its person has answered."""
    later = (each for each in every if each.occurrence > asked.occurrence and each.person == asked.person)
    return [each for each in later if each.reply]


def acted(memory: Memory, about: str, subject: str) -> None:
    """Their person has done something about it: what they were asked before does not go unanswered."""
    waiting = [each for each in memory.follow_ups.of(about, subject) if each.state is FollowUpState.DUE]
    memory.follow_ups.put_all([replace(each, acted_since=True) for each in waiting if not each.acted_since])


def take_back(memory: Memory, every: Iterable[FollowUp]) -> None:
    """What was cancelled is planned again. What had been asked before does not go unanswered: that its person
    takes it back is something that they do about it.
    """
    cancelled = [each for each in every if each.state is FollowUpState.CANCELLED]
    asked = nudges_of(memory, cancelled) if cancelled else {}
    back = [replace(each, state=FollowUpState.PLANNED, acted_since=each.id in asked) for each in cancelled]
    memory.follow_ups.put_all(back)


def awake(memory: Memory, now: datetime | None, every: Iterable[FollowUp]) -> list[FollowUp]:
    """What was paused is planned again; with `now`, only what is still to come."""
    paused = [each for each in every if each.state is FollowUpState.PAUSED]
    to_come = [each for each in paused if now is None or each.due_at > now]
    over = [each for each in paused if each not in to_come]
    memory.follow_ups.put_all([replace(each, state=FollowUpState.PLANNED) for each in to_come])
    memory.follow_ups.put_all([replace(each, state=FollowUpState.REPLACED) for each in over])
    return to_come


def is_recurring(memory: Memory, follow_up: FollowUp) -> bool:
    """Whether it is about what is kept again and again: done once, it is asked about the next time, too."""
    return follow_up.about == PLEDGE and memory.recurrences.get(follow_up.subject) is not None


def _forget_postponed(memory: Memory, asked: FollowUp) -> None:
    """A question that was put off is answered before its new day: it does not come a second time.

    Whatever else is planned, as for another date that the pledge got meanwhile, stays.
    """
    later = [
        each
        for each in memory.follow_ups.of(asked.about, asked.subject)
        if each.occurrence > asked.occurrence
    ]
    chosen = [each for each in later if each.is_asked_for and each.state is FollowUpState.PLANNED]
    if chosen:
        memory.follow_ups.put_all([replace(each, state=FollowUpState.REPLACED) for each in chosen])


def put_off(memory: Memory, now: datetime, actor: Actor, follow_up_id: str, later: int | str = 0) -> datetime:
    """Not now: ask again in 3 or 7 days, or on a day (ISO). Returns when that will be, in the person's zone.

    Another choice moves it; the same changes nothing.
    """
    follow_up = mine(memory, actor, follow_up_id)
    if follow_up.state is FollowUpState.ANSWERED:
        raise Refusal("You have answered this already. You can change your answer with the buttons.")
    person = people.known(memory, actor)
    again_at, zone = _later(memory, now, later, person), zone_of(person)
    meant = date.fromisoformat(later) if isinstance(later, str) else local_day(now, zone) + later * ONE_DAY
    siblings = memory.follow_ups.of(follow_up.about, follow_up.subject)
    chosen = [each for each in siblings if each.is_asked_for and each.state is FollowUpState.PLANNED]
    if follow_up.state is FollowUpState.PUT_OFF:
        if not chosen:
            return asked_again(siblings).due_at.astimezone(zone)
        memory.follow_ups.put(moved(chosen[-1], again_at, zone, meant))
    else:
        memory.follow_ups.put(replace(follow_up, state=FollowUpState.PUT_OFF))
        memory.follow_ups.put_all([replace(each, state=FollowUpState.REPLACED) for each in chosen])
        again = _asked_for(memory, follow_up, next_occurrence(siblings))
        memory.follow_ups.add(moved(again, again_at, zone, meant))
    _overtake(memory, [each for each in siblings if each.id != follow_up.id], again_at)
    acted(memory, follow_up.about, follow_up.subject)
    redraw_about(memory, follow_up.about, follow_up.subject)
    return again_at.astimezone(zone)


def _asked_for(memory: Memory, before: FollowUp, number: int) -> FollowUp:
    """The question that its person chose to be asked in place of the one `before`."""
    asked = (before.subject, before.person, number, before.due_at)
    return FollowUp(memory.new_id(), *asked, about=before.about, is_asked_for=True)


def _later(memory: Memory, now: datetime, later: int | str, person: Person) -> datetime:
    zone, at = zone_of(person), hour_of(person)
    if isinstance(later, int):
        return put_off_until(now, later, zone, memory.is_holiday, at)
    return put_off_to(later, now, zone, memory.is_holiday, at)


def _overtake(memory: Memory, siblings: Iterable[FollowUp], again_at: datetime) -> None:
    """What was planned for an earlier day than its person chose is not asked any more."""
    ahead = [each for each in siblings if each.state is FollowUpState.PLANNED and not each.is_asked_for]
    overtaken = [replace(each, state=FollowUpState.REPLACED) for each in ahead if each.due_at <= again_at]
    memory.follow_ups.put_all(overtaken)


def pledge_asked_about(memory: Memory, actor: Actor, follow_up_id: str) -> Pledge:
    """The pledge that a question of this person's is about, or a Refusal."""
    pledge = memory.pledges.get(mine(memory, actor, follow_up_id).subject)
    if pledge is None:
        raise Refusal("This pledge is gone, so there is nothing to do about it.")
    return pledge


def of_pledges(memory: Memory, person: str) -> Mapping[str, list[FollowUp]]:
    """What somebody is asked about each of their pledges, in its order, by pledge: in one look."""
    found: defaultdict[str, list[FollowUp]] = defaultdict(list)
    for each in sorted(memory.follow_ups.of_person(person), key=lambda each: each.occurrence):
        if each.about == PLEDGE:
            found[each.subject].append(each)
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that reached its person, or may have: about which pledge, and its message's time in Slack;
    that at which it was posted, while nobody knows whether it arrived.
    """

    pledge: str
    ts: str
    follow_up: FollowUp

    @property
    def at(self) -> datetime:
        """When it was asked, by Slack's clock."""
        return datetime.fromtimestamp(float(self.ts), UTC)


def asked(memory: Memory, person: str) -> list[Asked]:
    """What somebody was asked about their pledges, the latest last; also in a message of which nobody knows
    yet whether it arrived: they write because of what they see.
    """
    about = [each for each in memory.follow_ups.of_person(person) if each.about == PLEDGE]
    heard = [each for each in about if each.state is not FollowUpState.PLANNED]
    found = memory.messages.find_all([nudge_card(each) for each in heard])
    stamps = [(each, _stamp(found.get(nudge_card(each)), each)) for each in heard]
    told = [Asked(each.subject, ts, each) for each, ts in stamps if ts]
    return sorted(told, key=lambda each: each.at)


def _stamp(message: Message | None, asked: FollowUp) -> str | None:
    """Slack's time of a message, or when it was posted, where it may be there: nobody knows it, or its person
    has pressed in it.
    """
    if message is None or message.ts or message.first_started_at is None:
        return message.ts if message else None
    is_there = message.state in _MAY_BE_THERE or asked.reply is not None
    return f"{message.first_started_at.timestamp():.6f}" if is_there else None


def in_words(memory: Memory, follow_ups: Iterable[FollowUp]) -> set[str]:
    """Which of these (ids) have an answer in their person's own words."""
    told = memory.notes.of_any([each.id for each in follow_ups])
    return {note.follow_up for note in told if note.is_answer}


def nudges_of(memory: Memory, follow_ups: Iterable[FollowUp]) -> Mapping[str, MessageState]:
    """Where the messages of these follow-ups stand, by follow-up; those that have none yet are missing."""
    askers = {each.id: each.asker for each in follow_ups}
    states = memory.messages.states(NUDGE, sorted(set(askers.values())))
    return {each: states[asker] for each, asker in askers.items() if asker in states}


def mine(memory: Memory, actor: Actor, follow_up_id: str) -> FollowUp:
    """A question that was for this person, about a pledge that they keep, or a Refusal."""
    follow_up = memory.follow_ups.get(follow_up_id)
    if follow_up is None or follow_up.person != actor.id:
        raise Refusal(_NOT_YOURS)
    pledge = memory.pledges.get(follow_up.subject) if follow_up.about == PLEDGE else None
    if pledge and people.asked_for(memory, pledge.person) != actor.id:
        raise Refusal(
            "You handed this pledge over, so I do not ask you about it. To make a new one, type {/pledge}."
        )
    if pledge and pledge.is_withdrawn:
        raise Refusal(
            "You let this pledge go, so I do not ask about it. You can make a new one with {/pledge}."
        )
    return follow_up
