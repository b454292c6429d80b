"""Asking people about what they promised, when its day has come: in one message a week, and not for ever.

What is decided here is decided once, in the unit of work that owes the message, with the person's
budget held: two processes never make two messages of what belongs into one.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from coproduction.budget import A_WEEK
from coproduction.followups import (
    GO_ON_AFTER,
    NUDGE,
    PLEDGE,
    TOO_LATE,
    UNANSWERED,
    FollowUp,
    FollowUpState,
    moment_of,
    moved,
    next_occurrence,
    nudge_card,
    unanswered,
)
from coproduction.hours import asking_day, local_day, wall_time
from coproduction.machine import MOVING, Event, can
from coproduction.messages import Message, MessageState, decided, id_of
from coproduction.people import Actor, Person, asked_on, zone_of
from coproduction.ports import Memory
from coproduction.service.followups import acted, awake, mine, nudges_of, plan
from coproduction.service.reaching import free_from, held_back, latest
from coproduction.service.recurring import plan_next
from coproduction.service.redrawing import redraw_about

_TO_SEND = MessageState.PENDING


def due(memory: Memory, now: datetime) -> list[str]:
    """The ids of the questions whose day has come."""
    return memory.follow_ups.due(now)


def ask(memory: Memory, now: datetime, follow_up_id: str) -> None:
    """Owe the message that asks; nothing is done when that is no longer wanted, or was done before.

    Where the person has had their one unasked message of the week, the question moves to the next day on
    which they may be asked; where a message of theirs still waits to be sent, it joins that.
    """
    if not (found := memory.follow_ups.get(follow_up_id)):
        return
    memory.allowances.hold(found.person)
    follow_up = memory.follow_ups.get(follow_up_id) or found
    if follow_up.state is not FollowUpState.PLANNED or follow_up.due_at > now:
        return
    person = memory.people.get(follow_up.person) or Person(follow_up.person)
    meant = moment_of(follow_up, zone_of(person))
    if meant > now:  # its zone has other rules now than when it was planned
        memory.follow_ups.put(moved(follow_up, meant, zone_of(person)))
        return
    owed = memory.messages.find(nudge_card(follow_up))
    follow_up = follow_up if owed else _held_back(memory, now, person, follow_up)
    if _slept_through(memory, person, follow_up, now, owed):
        memory.follow_ups.put(replace(follow_up, state=FollowUpState.REPLACED))
        if not _ahead(memory, follow_up):
            plan_next(memory, now, person, follow_up)
    elif owed:
        _ask_again(memory, now, follow_up, owed)
    else:
        _ask_first(memory, now, person, follow_up)


def _ask_first(memory: Memory, now: datetime, person: Person, follow_up: FollowUp) -> None:
    """Owe a question that never was owed before: in a message that waits, in one of its own, or later."""
    if not person.wants_reminders or now > _latest(memory, person, follow_up):
        _owe(memory, now, person, [follow_up])
    elif _waits_to_be_sent(memory, follow_up, now):
        zone = zone_of(person)
        day = asking_day(local_day(now, zone) + A_WEEK, memory.is_holiday)
        memory.follow_ups.put(moved(follow_up, asked_on(day, person), zone))
    elif not _join(memory, now, person, follow_up):
        ask_now = _ask_as_chosen if follow_up.is_asked_for else _ask_within_budget
        ask_now(memory, now, person, follow_up)


def _held_back(memory: Memory, now: datetime, person: Person, follow_up: FollowUp) -> FollowUp:
    """The same; where it would be late only because its person was away, or had had their one message of the
    week, as if somebody had looked on its day and moved it: nobody does during an outage.
    """
    if now <= _latest(memory, person, follow_up):
        return follow_up
    is_unasked = not follow_up.is_asked_for
    at = max([follow_up.due_at, *held_back(memory, person, follow_up.due_at, is_unasked=is_unasked)])
    meant = wall_time(follow_up.wall).day if follow_up.wall and follow_up.is_asked_for else None
    return moved(follow_up, at, zone_of(person), meant) if at > follow_up.due_at else follow_up


def _slept_through(
    memory: Memory, person: Person, follow_up: FollowUp, now: datetime, owed: Message | None
) -> bool:
    """Whether its day passed while nobody wanted it: then nobody missed it, nor need hear of it."""
    if now <= _latest(memory, person, follow_up):
        return False
    if owed and can(Event.WANTED_AGAIN, owed):
        return True
    every = memory.follow_ups.of(follow_up.about, follow_up.subject)
    return any(each.is_farewell and each.occurrence < follow_up.occurrence for each in every)


def _waits_to_be_sent(memory: Memory, follow_up: FollowUp, now: datetime) -> bool:
    """Whether an earlier question about the same is still on its way, and in time: two would ask twice."""
    every = memory.follow_ups.of(follow_up.about, follow_up.subject)
    asked = [each for each in every if each.state is FollowUpState.DUE]
    owed = memory.messages.find_all([nudge_card(each) for each in asked])
    return any(each.state in MOVING and not _is_late(each, now) for each in owed.values())


def _ask_again(memory: Memory, now: datetime, follow_up: FollowUp, owed: Message) -> None:
    """It was owed before: what went out stays, what was given up because nobody wanted it goes out now."""
    memory.follow_ups.put(replace(follow_up, state=FollowUpState.DUE))
    if can(Event.WANTED_AGAIN, owed):
        memory.messages.move_on(decided(owed, Event.WANTED_AGAIN, now), owed.state)


def _join(memory: Memory, now: datetime, person: Person, follow_up: FollowUp) -> bool:
    """Ask it in a message to the same person that still waits to be sent, if there is one: what their person
    chose a day for only in one that goes now, and what nobody chose in such a one only where they may get it.

    The message is touched: who claims it meanwhile and we cannot both have it.
    """
    is_chosen, may_be_asked = follow_up.is_asked_for, _may_be_asked(memory, person, now)
    asking = [
        each
        for each in memory.follow_ups.of_person(person.id)
        if each.state is FollowUpState.DUE
        and not each.asked_in
        and (is_chosen or may_be_asked or not each.is_asked_for)
    ]
    states = memory.messages.states(NUDGE, [each.id for each in asking])
    for each in asking:
        waits = memory.messages.find(nudge_card(each)) if states.get(each.id) is _TO_SEND else None
        if waits is None or each.subject == follow_up.subject or _is_late(waits, now):
            continue
        if is_chosen and (waits.next_at > now or _is_away(person, now)):
            continue
        until = _latest(memory, person, follow_up)
        if until > latest(memory, person, each.due_at, 2 * TOO_LATE):  # that has waited for too long
            continue
        kept = replace(waits, not_after=max(waits.not_after or now, until))
        if memory.messages.move_on(kept, _TO_SEND):
            _become_due(memory, now, person, replace(follow_up, asked_in=each.id))
            return True
    return False


def _is_late(waits: Message, now: datetime) -> bool:
    return waits.not_after is not None and waits.not_after < now


def _may_be_asked(memory: Memory, person: Person, now: datetime) -> bool:
    """Whether they may get something unasked today."""
    zone = zone_of(person)
    return local_day(free_from(memory, person, now), zone) <= local_day(now, zone)


def _is_away(person: Person, now: datetime) -> bool:
    return person.back_on is not None and person.back_on > local_day(now, zone_of(person))


def _ask_as_chosen(memory: Memory, now: datetime, person: Person, follow_up: FollowUp) -> None:
    """Ask it with all else that may be asked now; who is away is asked when they are back."""
    if person.back_on and _is_away(person, now):
        back_at = asked_on(asking_day(person.back_on, memory.is_holiday), person)
        meant = wall_time(follow_up.wall).day if follow_up.wall else None
        memory.follow_ups.put(moved(follow_up, back_at, zone_of(person), meant))
    else:
        _owe(memory, now, person, [follow_up, *_together_with(memory, now, person, follow_up)])


def _ask_within_budget(memory: Memory, now: datetime, person: Person, follow_up: FollowUp) -> None:
    """Ask it with all that is due within a week, or move it to when its person may be asked again."""
    zone = zone_of(person)
    free = free_from(memory, person, now)
    if local_day(free, zone) > local_day(now, zone):
        memory.follow_ups.put(moved(follow_up, free, zone))
    else:
        _owe(memory, now, person, [follow_up, *_together_with(memory, now, person, follow_up)])


def _together_with(memory: Memory, now: datetime, person: Person, first: FollowUp) -> list[FollowUp]:
    """What else is due to this person before they may be asked again, of each pledge the next question.

    Nobody is asked about what they promised today, nor what is too late. What they chose a day for comes on
    that day; what nobody chose, not while another message has had their week, nor before its day because of
    what they chose: only where some of it is due by today it all comes now.
    """
    zone = zone_of(person)
    today = local_day(now, zone)
    old = {each.id for each in memory.pledges.by(person.id) if local_day(each.made_at, zone) < today}
    may_come = [
        (each, local_day(each.due_at, zone))
        for one in memory.follow_ups.of_person(person.id)
        if one.state is FollowUpState.PLANNED and not one.asked_in and one.about == PLEDGE
        for each in [_held_back(memory, now, person, one)]
        if (each.is_asked_for or each.subject in old) and now <= _latest(memory, person, each)
    ]
    unasked = [on for each, on in may_come if not each.is_asked_for]
    begins = not first.is_asked_for or any(on <= today for on in unasked)
    until = today + A_WEEK if begins and _may_be_asked(memory, person, now) else today
    chosen = {first.subject: first}
    for each, on in may_come:
        if on <= today if each.is_asked_for else on < until:
            chosen.setdefault(each.subject, each)
    waiting = list(chosen.values())[1:]
    known = memory.messages.states(NUDGE, [each.id for each in waiting])
    return [each for each in waiting if each.id not in known]


def _owe(memory: Memory, now: datetime, person: Person, together: Sequence[FollowUp]) -> None:
    """Owe one message that asks all these, in the name of the first; it is worth sending while any is."""
    first, *others = together
    for each in (first, *(replace(other, asked_in=first.id) for other in others)):
        _become_due(memory, now, person, each)
    card = nudge_card(first)
    memory.messages.add(
        Message(
            **card._asdict(),
            id=id_of(memory.workspace, card),
            due_at=first.due_at,
            next_at=now,
            channel=person.conversation,
            not_after=max(_latest(memory, person, each) for each in together),
        )
    )


def _become_due(memory: Memory, now: datetime, person: Person, follow_up: FollowUp) -> None:
    """It is asked now: the last time if those before had no answer; else the next of its kind is planned."""
    every = memory.follow_ups.of(follow_up.about, follow_up.subject)
    before = [each for each in every if each.id != follow_up.id and each.person == follow_up.person]
    ends = unanswered(before, nudges_of(memory, before)) >= UNANSWERED
    memory.follow_ups.put(replace(follow_up, state=FollowUpState.DUE, is_farewell=ends))
    if not _ahead(memory, follow_up):
        plan_next(memory, now, person, follow_up)
    if ends:
        paused = [replace(each, state=FollowUpState.PAUSED) for each in _ahead(memory, follow_up)]
        memory.follow_ups.put_all(paused)


def _ahead(memory: Memory, follow_up: FollowUp) -> list[FollowUp]:
    every = memory.follow_ups.of(follow_up.about, follow_up.subject)
    return [each for each in every if each.state is FollowUpState.PLANNED and each.id != follow_up.id]


def go_on(memory: Memory, now: datetime, actor: Actor, follow_up_id: str) -> datetime | None:
    """Somebody wants to be asked again, where we said that we would stop: when that will be.

    What was paused goes on; where nothing of it is still to come, it is asked in two weeks. Pressing it
    twice changes nothing, nor does it after an answer.
    """
    follow_up = mine(memory, actor, follow_up_id)
    person = memory.people.get(actor.id) or Person(actor.id)
    every = memory.follow_ups.of(follow_up.about, follow_up.subject)
    if follow_up.state is FollowUpState.DUE:
        memory.follow_ups.put(replace(follow_up, state=FollowUpState.PUT_OFF))
        to_come = awake(memory, now, every)
        if not to_come and plan_next(memory, now, person, follow_up) is None:
            zone = zone_of(person)
            day = asking_day(local_day(now, zone) + GO_ON_AFTER, memory.is_holiday)
            first = next_occurrence(every)
            plan(memory, person, follow_up.subject, first, [asked_on(day, person)], follow_up.about)
        acted(memory, follow_up.about, follow_up.subject)
        redraw_about(memory, follow_up.about, follow_up.subject)
    planned = [
        each.due_at
        for each in memory.follow_ups.of(follow_up.about, follow_up.subject)
        if each.state is FollowUpState.PLANNED
    ]
    return min(planned, default=None)


def _latest(memory: Memory, person: Person, follow_up: FollowUp) -> datetime:
    return latest(memory, person, follow_up.due_at, TOO_LATE)
