"""Pledges: made in a person's own words, asked about at the right time, never after "stop"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
from zoneinfo import ZoneInfo

from coproduction.deadlines import deadline_of
from coproduction.errors import Refusal, Taken
from coproduction.followups import (
    HEARD,
    PLEDGE,
    WAITING,
    FollowUp,
    FollowUpState,
    Reply,
    due_days,
    last_reply,
    next_occurrence,
    was_asked,
)
from coproduction.messages import MessageState
from coproduction.people import Actor, Person, asked_on, zone_of
from coproduction.pledges import READ_THERE, Pledge, by_date, let_go, taken_up, what_of
from coproduction.ports import Memory
from coproduction.retyped import folded, is_again
from coproduction.service import arrivals, followups, members, people, recurring, sessions
from coproduction.service.arrivals import Why
from coproduction.service.helprequests import has_told, whom_to_ask
from coproduction.service.promised import Promised
from coproduction.service.redrawing import redraw
from coproduction.service.sooner import Sooner, sooner
from coproduction.sessions import latest


@dataclass(frozen=True, slots=True)
class PledgeForm:
    """What a person filled in, in a form that they asked for at `opened_at`; `by` is an ISO date, None where
    only the words may name one.
    """

    what: str
    by: str | None
    origin: str
    is_typed: bool = False  # by a command, which Slack may call failed although it arrived
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A pledge and when its person will be asked about it."""

    pledge: Pledge
    asked_at: tuple[datetime, ...]
    zone: str
    wants_reminders: bool = True
    is_again: bool = False  # the same was promised a moment ago, and is one pledge
    is_same: bool = False  # it was to be changed, and says that already
    why: Why | None = None  # why the first of these is later than the pledge would have it
    sooner: tuple[Sooner, ...] = ()  # what else comes before the day that its person has read

    @property
    def is_asked_after(self) -> bool:
        """Whether its date is so close that the question comes when it is over."""
        days = [at.astimezone(ZoneInfo(self.zone)).date() for at in self.asked_at]
        return self.pledge.by is not None and bool(days) and min(days) > self.pledge.by


def make(memory: Memory, now: datetime, actor: Actor, channel: str, form: PledgeForm) -> Made:
    """A person pledges to do something; its follow-ups are owed from this moment."""
    place = sessions.place_of(memory, actor, channel)
    person = people.meet(memory, actor)
    before = memory.pledges.from_origin(form.origin)
    if before:
        return _made(memory, before, person)
    pledge = _pledge(memory, now, person, place, form)
    again = _promised_before(memory, now, pledge) if form.is_typed else None
    if again:
        return replace(_made(memory, again, person), is_again=True)
    try:
        memory.pledges.add(pledge)
    except Taken:  # the same form arrived twice at two processes at once
        raise Refusal("This pledge has just been saved.") from None
    asked = people.who_is_asked(memory, person)
    coming = arrivals.of_person(memory, asked)
    days = due_days(pledge, zone_of(asked), memory.is_holiday, asked.often)
    followups.plan(memory, asked, pledge.id, 1, (asked_on(day, asked) for day in days))
    return replace(_made(memory, pledge, asked), sooner=sooner(memory, asked, coming))


def _pledge(memory: Memory, now: datetime, person: Person, place: sessions.Place, form: PledgeForm) -> Pledge:
    # usually it comes just after its session ended, and sometimes when the next one has begun
    held = latest(memory.sessions.of(place.channel), form.opened_at)
    return Pledge(
        id=memory.new_id(),
        channel=place.channel,
        session=held.id if held else None,
        person=person.id,
        what=what_of(form.what),
        by=_by(form, now.astimezone(zone_of(person)).date()),
        first_step=None,
        made_at=now,
        origin=form.origin,
    )


def _by(form: PledgeForm, today: date, before: Pledge | None = None) -> date | None:
    """The date that was chosen, else the day at the end of the words ("by Friday"); of a pledge that stands,
    not where that had a date, which was taken away, nor where its words are the same.
    """
    is_read = before is None or (before.by is None and what_of(form.what) != before.what)
    read = deadline_of(form.what, today) if is_read and not form.by else None
    return by_date(read.isoformat() if read else form.by, today, before.by if before else None)


def _promised_before(memory: Memory, now: datetime, pledge: Pledge) -> Pledge | None:
    """What this person has just promised in the same words."""
    said = (pledge.channel, folded(pledge.what), pledge.by)
    for each in memory.pledges.by(pledge.person):
        if (each.channel, folded(each.what), each.by) == said and is_again(each.made_at, now):
            return each
    return None


def change(memory: Memory, now: datetime, actor: Actor, pledge_id: str, form: PledgeForm) -> Made:
    """A person changes the words or the date of their pledge; another date asks on other days."""
    before, person = changeable(memory, actor, pledge_id), people.meet(memory, actor)
    today = now.astimezone(zone_of(person)).date()
    pledge = replace(before, what=what_of(form.what), by=_by(form, today, before))
    if pledge == before:
        return replace(_made(memory, before, person), is_same=True)
    members.refuse_shut_out(memory, actor, before.channel if before.is_shared else "", READ_THERE)
    if pledge.by != before.by:
        recurring.require_before_its_end(memory, pledge)
    memory.pledges.put(pledge)
    followups.acted(memory, PLEDGE, pledge.id)
    coming = arrivals.of_person(memory, person)
    if pledge.by != before.by:
        recurring.plan_anew(memory, now, pledge, person)
    redraw(memory, pledge)
    return replace(_made(memory, pledge, person), sooner=sooner(memory, person, coming))


def withdraw(memory: Memory, now: datetime, actor: Actor, pledge_id: str) -> Pledge:
    """A person lets their pledge go, without a reason: nobody asks about it any more."""
    pledge = let_go(mine(memory, actor, pledge_id), now)
    stop(memory, pledge)
    return pledge


def stop(memory: Memory, pledge: Pledge) -> None:
    """Store a pledge that was let go: nobody asks about it any more."""
    memory.pledges.put(pledge)
    _turn(memory, pledge, WAITING, FollowUpState.CANCELLED)
    redraw(memory, pledge)


def resume(memory: Memory, now: datetime, actor: Actor, pledge_id: str) -> Pledge:
    """A person takes a pledge up again that they have just let go; it is asked about as before."""
    pledge = taken_up(mine(memory, actor, pledge_id), now)
    members.refuse_shut_out(memory, actor, pledge.channel if pledge.is_shared else "", READ_THERE)
    memory.pledges.put(pledge)
    asked = _asked(memory, pledge)
    if last_reply(asked) is not Reply.DONE or memory.recurrences.get(pledge.id):
        followups.take_back(memory, asked)
    redraw(memory, pledge)
    return pledge


def answer(memory: Memory, actor: Actor, pledge_id: str, said: Reply) -> FollowUp:
    """A person says how their pledge goes: it answers the newest question that they were asked about it.

    Where none was asked yet, the answer stands by itself, and what is planned is still asked.
    """
    pledge = mine(memory, actor, pledge_id)
    asked = _asked(memory, pledge)
    heard = [each for each in asked if each.state in HEARD]
    told = heard[-1] if heard else _without_question(memory, pledge, asked)
    return followups.reply(memory, actor, told.id, said)


def _without_question(memory: Memory, pledge: Pledge, asked: Sequence[FollowUp]) -> FollowUp:
    """A place for an answer to no question. What is still to be asked comes after it, as it will be said."""
    first = _next(memory, pledge)
    own = FollowUp(
        memory.new_id(),
        pledge.id,
        people.asked_for(memory, pledge.person),
        first,
        pledge.made_at,
        state=FollowUpState.ANSWERED,
    )
    memory.follow_ups.add(own)
    ahead = [each for each in asked if each.state is not FollowUpState.REPLACED]
    for occurrence, each in enumerate(ahead, start=first + 1):
        memory.follow_ups.put(replace(each, state=FollowUpState.REPLACED))
        memory.follow_ups.add(replace(each, id=memory.new_id(), occurrence=occurrence))
    return own


def _asked(memory: Memory, pledge: Pledge) -> list[FollowUp]:
    """What its person is asked about it; who had it before them was asked for themselves."""
    asked = people.asked_for(memory, pledge.person)
    return [each for each in memory.follow_ups.of(PLEDGE, pledge.id) if each.person == asked]


def _next(memory: Memory, pledge: Pledge) -> int:
    """The number of the next question about it."""
    return next_occurrence(memory.follow_ups.of(PLEDGE, pledge.id))


def mine(memory: Memory, actor: Actor, pledge_id: str) -> Pledge:
    """A person's own pledge, or a Refusal."""
    pledge = memory.pledges.get(pledge_id)
    if pledge is None or people.asked_for(memory, pledge.person) != actor.id:
        raise Refusal("This pledge is somebody else's, so nothing was changed.")
    return pledge


def changeable(memory: Memory, actor: Actor, pledge_id: str) -> Pledge:
    """The same, unless they let it go."""
    pledge = mine(memory, actor, pledge_id)
    if pledge.is_withdrawn:
        raise Refusal("You let this pledge go. You can make a new one with {/pledge}.")
    return pledge


def _turn(memory: Memory, pledge: Pledge, was: Iterable[FollowUpState], to: FollowUpState) -> None:
    for follow_up in _asked(memory, pledge):
        if follow_up.state in was:
            memory.follow_ups.put(replace(follow_up, state=to))


def promised_by(memory: Memory, person: str) -> list[Promised]:
    """All that a person promised, and where it stands, oldest first; read in a few looks."""
    asked = followups.of_pledges(memory, person)
    nudges = followups.nudges_of(memory, chain.from_iterable(asked.values()))
    own = ((pledge, tuple(asked.get(pledge.id, ()))) for pledge in memory.pledges.by(person))
    return [_helped(memory, _with_nudge(Promised(pledge, theirs), nudges)) for pledge, theirs in own]


def _with_nudge(found: Promised, nudges: Mapping[str, MessageState]) -> Promised:
    """The same with what became of the messages that asked."""
    waits = nudges.get(found.waits.id) if found.waits else None
    return replace(found, was_asked=was_asked(found.follow_ups, nudges), nudge=waits)


def open_ones(memory: Memory, person: str) -> list[Promised]:
    """What a person promised and has neither done nor let go, oldest first."""
    return [each for each in promised_by(memory, person) if each.is_open]


def promised(memory: Memory, pledge: Pledge) -> Promised:
    """A pledge, and where it stands."""
    asked = tuple(_asked(memory, pledge))
    return _helped(memory, _with_nudge(Promised(pledge, asked), followups.nudges_of(memory, asked)))


def promised_to(memory: Memory, pledge: Pledge, reader: str) -> Promised:
    """The same for somebody who has, or had, it: of what they handed over they see no more."""
    is_theirs = people.asked_for(memory, pledge.person) == reader
    return promised(memory, pledge) if is_theirs else Promised(pledge, (), is_theirs=False)


def _helped(memory: Memory, found: Promised) -> Promised:
    """The same, with whom its person may ask for help who has said that they are stuck."""
    if found.told is None or found.reply is not Reply.STUCK:
        return found
    has_asked = memory.help_requests.get(found.told.id) is not None
    return replace(
        found,
        facilitator=whom_to_ask(memory, found.pledge),
        has_asked=has_asked,
        has_told=has_told(memory, found.follow_ups),
    )


def _made(memory: Memory, pledge: Pledge, person: Person) -> Made:
    coming = arrivals.of_person(memory, person)
    theirs = [coming[each.id] for each in _asked(memory, pledge) if each.id in coming]
    times = tuple(sorted({each.at for each in theirs}))
    first = min(theirs, key=lambda each: each.at, default=None)
    return Made(pledge, times, person.zone, person.wants_reminders, why=first.why if first else None)
