"""Follow-ups: planned with what they are about, asked when their day has come, answered or put off."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from coproduction.errors import Refusal
from coproduction.followups import (
    NUDGE,
    PLEDGE,
    TOO_LATE,
    FollowUp,
    FollowUpState,
    Reply,
    answered,
    asked_again_at,
    moved,
    nudge_card,
    put_off_to,
    put_off_until,
)
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import (
    Card,
    Message,
    MessageState,
    Outcome,
    unwanted,
)
from coproduction.notes import Note
from coproduction.people import Actor, Person, zone_of
from coproduction.pledges import PLEDGE_SHARED, Pledge
from coproduction.ports import Memory
from coproduction.recurring import Recurrence
from coproduction.service import people
from coproduction.service.helprequests import whom_to_ask
from coproduction.usage import Use
from coproduction.words import Text

_NOT_YOURS = Text("This question was for somebody else, so nothing was changed.")
_AHEAD = frozenset({FollowUpState.PLANNED, FollowUpState.DUE, FollowUpState.PAUSED})
_UNHEARD = frozenset({FollowUpState.PLANNED, FollowUpState.CANCELLED, FollowUpState.REPLACED})


@dataclass(frozen=True, slots=True)
class NudgeNote:
    """A question about a pledge; `again_at` is when it is asked again after "not now", where they live."""

    follow_up: FollowUp
    pledge: Pledge
    wants_reminders: bool
    again_at: datetime | None = None
    facilitator: str | None = None  # whom they may ask for help
    has_asked: bool = False  # whether they have
    said_before: Reply | None = None  # to an earlier question, while this one has no answer
    is_today: bool = False  # whether this was asked on the date of the pledge
    is_past: bool = False  # whether that was over then
    made_on: date | None = None  # the day of the promise, where its person lives
    session: str | None = None  # the title of the session in which it was made
    notes: tuple[Note, ...] = ()  # what its person wrote about it
    recurrence: Recurrence | None = None  # where it is kept again and again
    others: tuple["NudgeNote", ...] = ()  # the other pledges that the same message asks about


def plan(
    memory: Memory,
    person: Person,
    subject: str,
    first: int,
    times: Iterable[datetime],
    about: str = PLEDGE,
    *,
    is_asked_for: bool = False,
) -> None:
    """Plan questions to a person about something; `first` is the number of the first of them.

    `is_asked_for`: its person chose the day, so it comes outside their budget.
    """
    for occurrence, due_at in enumerate(times, start=first):
        follow_up = FollowUp(
            memory.new_id(), subject, person.id, occurrence, due_at, about=about, is_asked_for=is_asked_for
        )
        memory.follow_ups.add(moved(follow_up, due_at, zone_of(person)))


def reply(memory: Memory, actor: Actor, follow_up_id: str, said: Reply) -> FollowUp:
    """What a person says. Once it is done, nothing more is asked."""
    asked = mine(memory, actor, follow_up_id)
    follow_up = answered(asked, said)
    memory.follow_ups.put(follow_up)
    memory.changed(nudge_card(follow_up), Card(PLEDGE_SHARED, follow_up.subject))
    if asked.state is FollowUpState.PUT_OFF:
        _forget_postponed(memory, asked)
    every = memory.follow_ups.of(follow_up.about, follow_up.subject)
    if said is Reply.DONE and not is_recurring(memory, follow_up):
        ahead = [each for each in every if each.state in _AHEAD]
        memory.follow_ups.put_all([replace(each, state=FollowUpState.CANCELLED) for each in ahead])
        return follow_up
    cancelled = [each for each in every if each.state is FollowUpState.CANCELLED]  # "done" can be taken back
    memory.follow_ups.put_all([replace(each, state=FollowUpState.PLANNED) for each in cancelled])
    awake(memory, None, every)
    return follow_up


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
        memory.changed(*(nudge_card(each) for each in later if each.state is FollowUpState.PUT_OFF))


def put_off(memory: Memory, now: datetime, actor: Actor, follow_up_id: str, later: int | str = 0) -> datetime:
    """Not now: ask again in 3 or 7 days, or on a day (ISO). Returns when that will be, where they live.

    Another choice moves it; the same changes nothing.
    """
    follow_up = mine(memory, actor, follow_up_id)
    if follow_up.state is FollowUpState.ANSWERED:
        raise Refusal("You have answered this already. You can change your answer with the buttons.")
    person = people.known(memory, actor)
    again_at, zone = _later(memory, now, later, person), zone_of(person)
    siblings = memory.follow_ups.of(follow_up.about, follow_up.subject)
    if follow_up.state is FollowUpState.PUT_OFF:
        chosen = [each for each in siblings if each.is_asked_for and each.state is FollowUpState.PLANNED]
        if not chosen:
            return asked_again_at(siblings).astimezone(zone)
        memory.follow_ups.put(moved(chosen[-1], again_at, zone))
    else:
        memory.follow_ups.put(replace(follow_up, state=FollowUpState.PUT_OFF))
        first = max(each.occurrence for each in siblings) + 1
        plan(memory, person, follow_up.subject, first, [again_at], follow_up.about, is_asked_for=True)
    _overtake(memory, siblings, again_at)
    memory.changed(nudge_card(follow_up))
    return again_at.astimezone(zone)


def _later(memory: Memory, now: datetime, later: int | str, person: Person) -> datetime:
    if isinstance(later, int):
        return put_off_until(now, later, zone_of(person), memory.is_holiday)
    return put_off_to(later, now, zone_of(person), memory.is_holiday)


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
    """A question that reached its person: about which pledge, and its message's time in Slack."""

    pledge: str
    ts: str
    follow_up: FollowUp

    @property
    def at(self) -> datetime:
        """When it was asked, by Slack's clock."""
        return datetime.fromtimestamp(float(self.ts), UTC)


def asked(memory: Memory, person: str) -> list[Asked]:
    """What somebody was asked about their pledges, the latest last."""
    about = [each for each in memory.follow_ups.of_person(person) if each.about == PLEDGE]
    heard = [each for each in about if each.state is not FollowUpState.PLANNED]
    found = memory.messages.find_all([nudge_card(each) for each in heard])
    stamps = [(each, found[nudge_card(each)].ts) for each in heard if nudge_card(each) in found]
    told = [Asked(each.subject, ts, each) for each, ts in stamps if ts]
    return sorted(told, key=lambda each: each.at)


def nudges_of(memory: Memory, follow_ups: Iterable[FollowUp]) -> Mapping[str, MessageState]:
    """Where the messages of these follow-ups stand, by follow-up; those that have none yet are missing."""
    askers = {each.id: each.asker for each in follow_ups}
    states = memory.messages.states(NUDGE, sorted(set(askers.values())))
    return {each: states[asker] for each, asker in askers.items() if asker in states}


def _shown(memory: Memory, message: Message) -> NudgeNote | None:
    """All that the message asks, that of which it bears the name first, if it still asks it."""
    asked = memory.follow_ups.asked_in(message.subject)
    heard = [each for each in asked if each.state not in _UNHEARD] or asked[:1]
    notes = [note for each in heard if (note := _note(memory, message, each))]
    return replace(notes[0], others=tuple(notes[1:])) if notes else None


def _note(memory: Memory, message: Message, follow_up: FollowUp) -> NudgeNote | None:
    pledge = memory.pledges.get(follow_up.subject)
    if pledge is None:
        return None
    person = memory.people.get(follow_up.person)
    asked = [each for each in memory.follow_ups.of(PLEDGE, pledge.id) if each.person == follow_up.person]
    zone = zone_of(person or Person(message.recipient))
    asked_on = message.next_at.astimezone(zone).date()
    comes_again = follow_up.state is FollowUpState.PUT_OFF and asked[-1].state is not FollowUpState.REPLACED
    before = [each.reply for each in asked if each.reply]
    note = NudgeNote(
        follow_up,
        pledge,
        wants_reminders=person is None or person.wants_reminders,
        again_at=asked_again_at(asked).astimezone(zone) if comes_again else None,
        facilitator=whom_to_ask(memory, pledge),
        has_asked=memory.help_requests.get(follow_up.id) is not None,
        said_before=before[-1] if before and not follow_up.reply else None,
        is_today=pledge.by == asked_on,
        is_past=pledge.by is not None and pledge.by < asked_on,
        recurrence=memory.recurrences.get(pledge.id),
    )
    return _with_its_story(memory, note, pledge.made_at.astimezone(zone).date())


def _with_its_story(memory: Memory, note: NudgeNote, made_on: date) -> NudgeNote:
    """The same with where it was promised, and with what its person wrote about it."""
    held = memory.sessions.get(note.pledge.session) if note.pledge.session else None
    written = memory.notes.of(note.follow_up.id)
    return replace(
        note,
        made_on=made_on,
        session=held.title if held and not held.is_cancelled else None,
        notes=tuple(each for each in written if each.person == note.follow_up.person),
    )


def _against(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    """What speaks against asking now: much may have happened since it was planned."""
    asked = memory.follow_ups.asked_in(message.subject)
    is_open = any(each.state is FollowUpState.DUE for each in asked)
    return None if is_open else unwanted("the follow-up was settled before")


def _was_asked_for(memory: Memory, message: Message) -> bool:
    follow_up = memory.follow_ups.get(message.subject)
    return follow_up is not None and follow_up.is_asked_for


def mine(memory: Memory, actor: Actor, follow_up_id: str) -> FollowUp:
    """A question that was for this person, about a pledge that they keep, or a Refusal."""
    follow_up = memory.follow_ups.get(follow_up_id)
    if follow_up is None or follow_up.person != actor.id:
        raise Refusal(_NOT_YOURS)
    pledge = memory.pledges.get(follow_up.subject) if follow_up.about == PLEDGE else None
    if pledge and pledge.person != actor.id:
        raise Refusal(
            "You handed this pledge over, so I do not ask you about it. To make a new one, type {/pledge}."
        )
    if pledge and pledge.is_withdrawn:
        raise Refusal(
            "You let this pledge go, so I do not ask about it. You can make a new one with {/pledge}."
        )
    return follow_up


KINDS = (
    MessageKind(
        name=NUDGE,
        content=_shown,
        cause=Cause.UNASKED,
        window=TOO_LATE,
        asked_for=_was_asked_for,
        keeps_changing=True,
        guard=_against,
        sent_as=Use.NUDGES_SENT,
    ),
)
