"""The message that asks about pledges: what it shows, and what may speak against it at the last moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from coproduction.callers import is_caller
from coproduction.followups import (
    NUDGE,
    PLEDGE,
    TOO_LATE,
    FollowUp,
    FollowUpState,
    Reply,
    asked_again,
    last_reply,
    reply_since,
)
from coproduction.hours import local_day
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Message, Outcome, unwanted
from coproduction.notes import Note
from coproduction.people import Person, zone_of
from coproduction.plans import Plan
from coproduction.pledges import Pledge, at_home
from coproduction.ports import Memory
from coproduction.recurring import Recurrence
from coproduction.service import followups
from coproduction.service.arrivals import Arrival, next_about, of_chosen, of_person
from coproduction.service.helprequests import has_told, whom_to_ask
from coproduction.service.people import asked_for
from coproduction.service.recurring import next_day
from coproduction.usage import Use

TOGETHER = 4  # pledges and what goes along with them, so that all of it fits in one message
_UNHEARD = frozenset({FollowUpState.PLANNED, FollowUpState.CANCELLED, FollowUpState.REPLACED})


@dataclass(frozen=True, slots=True)
class NudgeNote:
    """A question about a pledge; `again` is when it is asked again after "not now"."""

    follow_up: FollowUp
    pledge: Pledge
    wants_reminders: bool
    again: Arrival | None = None
    facilitator: str | None = None  # whom they may ask for help
    has_asked: bool = False  # whether they have
    has_told: bool = False  # whether they have for this pledge, after any question
    said_before: Reply | None = None  # to an earlier question, while this one has no answer
    is_today: bool = False  # whether this was asked on the date of the pledge
    is_past: bool = False  # whether that was over then
    made_on: date | None = None  # the day of the promise, where its person lives
    session: str | None = None  # the title of the session in which it was made
    notes: tuple[Note, ...] = ()  # what its person wrote about it
    recurrence: Recurrence | None = None  # where it is kept again and again
    is_last: bool = False  # whether this is the last question about that
    goes_on: bool = False  # whether another question about it is planned
    next: Arrival | None = None  # when that comes, of what is kept again and again and was answered
    number: int = 0  # which it is of the pledges in its message; 0 where it is alone
    plan: Plan | None = None  # what its person thought of to keep it
    whose: str | None = (
        None  # who promised it, where that is somebody without Slack for whom another is asked
    )
    others: tuple["NudgeNote", ...] = ()  # the other pledges that the same message asks about


def _shown(memory: Memory, message: Message) -> NudgeNote | None:
    """All that the message asks, in the order in which it was promised, each with its number.

    A number stays with its pledge, also where another is not asked any more. What was let go or handed over
    before the message went out is not in it.
    """
    asked = memory.follow_ups.asked_in(message.subject)
    notes = [note for each in asked if (note := _note(memory, message, each))]
    found = [note for note in notes if not _was_gone(message, note)] or notes[:1]
    found.sort(key=lambda note: note.pledge.made_at)
    if len(found) > 1:
        found = [replace(note, number=at) for at, note in enumerate(found, start=1)]
    was_sent = message.ts is not None
    heard = [note for note in found if was_sent or note.follow_up.state not in _UNHEARD] or found[:1]
    return replace(heard[0], others=tuple(heard[1:])) if heard else None


def _was_gone(message: Message, note: NudgeNote) -> bool:
    """Whether its person had let it go, or handed it over, before the message was sent."""
    sent_at = (
        datetime.fromtimestamp(float(message.ts), UTC) if message.ts else datetime.max.replace(tzinfo=UTC)
    )
    handed = note.pledge.taken_at if note.pledge.person != note.follow_up.person else None
    return any(at is not None and at < sent_at for at in (note.pledge.withdrawn_at, handed))


def _note(memory: Memory, message: Message, follow_up: FollowUp) -> NudgeNote | None:
    pledge = memory.pledges.get(follow_up.subject)
    if pledge is None:
        return None
    person = memory.people.get(follow_up.person) or Person(message.recipient)
    asked = [each for each in memory.follow_ups.of(PLEDGE, pledge.id) if each.person == follow_up.person]
    follow_up = _as_said_since(memory, asked, follow_up)
    zone, held = zone_of(person), _as_asked(memory, pledge, follow_up)
    asked_on = message.next_at.astimezone(zone).date()
    note = NudgeNote(
        follow_up,
        at_home(held, zone),
        wants_reminders=person.wants_reminders,
        again=_again(memory, person, follow_up, asked),
        facilitator=whom_to_ask(memory, pledge),
        has_asked=memory.help_requests.get(follow_up.id) is not None,
        has_told=follow_up.reply is Reply.STUCK and has_told(memory, asked),
        said_before=None if follow_up.reply else last_reply(asked),
        is_today=pledge.by == asked_on,
        is_past=pledge.by is not None and pledge.by < asked_on,
        plan=memory.plans.get(pledge.id),
        whose=pledge.person if held is not pledge else None,
    )
    told = _with_its_end(memory, note, person, asked_on, asked)
    return _with_its_story(memory, told, pledge.made_at.astimezone(zone).date())


def _as_said_since(memory: Memory, asked: list[FollowUp], follow_up: FollowUp) -> FollowUp:
    """With what its person has said since, which is true now; each time of a recurring pledge has its own."""
    if follow_up.reply and not followups.is_recurring(memory, follow_up):
        return replace(follow_up, reply=reply_since(asked, follow_up))
    return follow_up


def _as_asked(memory: Memory, pledge: Pledge, follow_up: FollowUp) -> Pledge:
    """The pledge as its reader's own, where they are asked for somebody who has no Slack."""
    if is_caller(pledge.person) and asked_for(memory, pledge.person) == follow_up.person:
        return replace(pledge, person=follow_up.person)
    return pledge


def _with_its_end(
    memory: Memory, note: NudgeNote, person: Person, asked_on: date, asked: Sequence[FollowUp]
) -> NudgeNote:
    """The same with how often it is kept, when it is asked about next, and whether this is the last question
    about that; of what goes on after its date, that the date is past is no news.
    """
    note = replace(note, goes_on=any(each.state is FollowUpState.PLANNED for each in asked))
    follow_up, rule = note.follow_up, memory.recurrences.get(note.pledge.id)
    if rule is None:
        return note
    is_chosen = follow_up.state is FollowUpState.PUT_OFF or (follow_up.is_asked_for and note.goes_on)
    on = max(local_day(follow_up.due_at, zone_of(person)), asked_on)
    is_over = next_day(memory, note.pledge, rule, on, person.often) is None
    return replace(
        note,
        recurrence=rule,
        is_last=is_over and not is_chosen,
        is_past=False,
        next=next_about(memory, person, note.pledge.id) if follow_up.reply and note.goes_on else None,
    )


def _again(memory: Memory, person: Person, follow_up: FollowUp, asked: Sequence[FollowUp]) -> Arrival | None:
    """When a pledge that was put off is asked about again: on the day that its person chose, if any."""
    if follow_up.state is not FollowUpState.PUT_OFF or asked[-1].state is FollowUpState.REPLACED:
        return None
    again = asked_again(asked)
    if again.is_asked_for or again.state is not FollowUpState.PLANNED:
        return of_chosen(memory, person, again)
    return of_person(memory, person)[again.id]


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
    return None if _open(memory, message) else unwanted("the follow-up was settled before")


def _was_asked_for(memory: Memory, message: Message) -> bool:
    return any(each.is_asked_for for each in _open(memory, message))


def _asks_unasked(memory: Memory, message: Message) -> bool:
    return any(not each.is_asked_for for each in _open(memory, message))


def _open(memory: Memory, message: Message) -> list[FollowUp]:
    """What it asks that still waits for an answer."""
    asked = memory.follow_ups.asked_in(message.subject)
    return [each for each in asked if each.state is FollowUpState.DUE]


def _room(memory: Memory, message: Message) -> int:
    """However many pledges it asks about, one goes along, so that nothing waits for ever."""
    return max(1, TOGETHER - len(memory.follow_ups.asked_in(message.subject)))


KINDS = (
    MessageKind(
        name=NUDGE,
        content=_shown,
        cause=Cause.UNASKED,
        window=TOO_LATE,
        asked_for=_was_asked_for,
        spends=_asks_unasked,
        keeps_changing=True,
        guard=_against,
        room=_room,
        goes_first=True,
        sent_as=Use.NUDGES_SENT,
    ),
)
