"""The message that asks about pledges: what it shows, and what may speak against it at the last moment."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from coproduction.followups import (
    NUDGE,
    PLEDGE,
    TOO_LATE,
    FollowUp,
    FollowUpState,
    Reply,
    asked_again_at,
    last_reply,
)
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Message, Outcome, unwanted
from coproduction.notes import Note
from coproduction.people import Person, zone_of
from coproduction.plans import Plan
from coproduction.pledges import Pledge
from coproduction.ports import Memory
from coproduction.recurring import Recurrence
from coproduction.service.helprequests import whom_to_ask
from coproduction.usage import Use

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
    plan: Plan | None = None  # what its person thought of to keep it
    others: tuple["NudgeNote", ...] = ()  # the other pledges that the same message asks about


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
    note = NudgeNote(
        follow_up,
        pledge,
        wants_reminders=person is None or person.wants_reminders,
        again_at=asked_again_at(asked).astimezone(zone) if comes_again else None,
        facilitator=whom_to_ask(memory, pledge),
        has_asked=memory.help_requests.get(follow_up.id) is not None,
        said_before=None if follow_up.reply else last_reply(asked),
        is_today=pledge.by == asked_on,
        is_past=pledge.by is not None and pledge.by < asked_on,
        recurrence=memory.recurrences.get(pledge.id),
        plan=memory.plans.get(pledge.id),
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
