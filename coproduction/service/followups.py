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
    decent_time,
    nudge_card,
    put_off_to,
    put_off_until,
)
from coproduction.kinds import MessageKind
from coproduction.messages import (
    Card,
    Message,
    MessageState,
    Outcome,
    id_of,
    postponed,
    too_late,
    unwanted,
)
from coproduction.notes import Note
from coproduction.people import Actor, Person, zone_of
from coproduction.pledges import PLEDGE_SHARED, Pledge
from coproduction.ports import Memory
from coproduction.service import people
from coproduction.service.helprequests import whom_to_ask
from coproduction.service.owing import want_again
from coproduction.usage import Use
from coproduction.words import Text

_NOT_YOURS = Text("This question was for somebody else, so nothing was changed.")


@dataclass(frozen=True, slots=True)
class NudgeNote:
    """A question about a pledge; `again_at` is when it will be asked again after "not now"."""

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


def plan(
    memory: Memory, person: Person, subject: str, first: int, times: Iterable[datetime], about: str = PLEDGE
) -> None:
    """Plan questions to a person about something; `first` is the number of the first of them."""
    for occurrence, due_at in enumerate(times, start=first):
        follow_up = FollowUp(memory.new_id(), subject, person.id, occurrence, due_at, about=about)
        memory.follow_ups.add(follow_up)


def due(memory: Memory, now: datetime) -> list[str]:
    """The ids of the questions whose day has come."""
    return memory.follow_ups.due(now)


def ask(memory: Memory, now: datetime, follow_up_id: str) -> None:
    """Owe the message that asks; nothing is done when that is no longer wanted, or was done before."""
    follow_up = memory.follow_ups.get(follow_up_id)
    if follow_up is None or follow_up.state is not FollowUpState.PLANNED or follow_up.due_at > now:
        return
    memory.follow_ups.put(replace(follow_up, state=FollowUpState.DUE))
    person = memory.people.get(follow_up.person) or Person(follow_up.person)
    nudge = Message(
        **nudge_card(follow_up)._asdict(),
        id=id_of(memory.workspace, nudge_card(follow_up)),
        due_at=follow_up.due_at,
        next_at=now,
        channel=person.conversation,
        not_after=follow_up.due_at + TOO_LATE,
    )
    if not memory.messages.add(nudge):
        want_again(memory, nudge.card, nudge.next_at)


def reply(memory: Memory, actor: Actor, follow_up_id: str, said: Reply) -> FollowUp:
    """What a person says. Once it is done, nothing more is asked."""
    asked = mine(memory, actor, follow_up_id)
    follow_up = answered(asked, said)
    memory.follow_ups.put(follow_up)
    memory.changed(nudge_card(follow_up), Card(PLEDGE_SHARED, follow_up.subject))
    if asked.state is FollowUpState.PUT_OFF:
        _forget_postponed(memory, asked)
    before, after = {FollowUpState.CANCELLED}, FollowUpState.PLANNED  # "done" can be taken back
    if said is Reply.DONE:
        before, after = {FollowUpState.PLANNED, FollowUpState.DUE}, FollowUpState.CANCELLED
    for other in memory.follow_ups.of(follow_up.about, follow_up.subject):
        if other.state in before:
            memory.follow_ups.put(replace(other, state=after))
    return follow_up


def _forget_postponed(memory: Memory, asked: FollowUp) -> None:
    """A question that was put off is answered before its new day: it does not come a second time.

    Where the pledge got another date meanwhile, what is planned belongs to that, and stays.
    """
    later = [
        each
        for each in memory.follow_ups.of(asked.about, asked.subject)
        if each.occurrence > asked.occurrence
    ]
    was_planned_anew = any(each.state is FollowUpState.REPLACED for each in later)
    if later and later[-1].state is FollowUpState.PLANNED and not was_planned_anew:
        memory.follow_ups.put(replace(later[-1], state=FollowUpState.REPLACED))
        memory.changed(*(nudge_card(each) for each in later if each.state is FollowUpState.PUT_OFF))


def put_off(memory: Memory, now: datetime, actor: Actor, follow_up_id: str, later: int | str = 0) -> datetime:
    """Not now: ask again in 3 or 7 days, or on a day (ISO). Returns when that will be.

    Another choice moves it; the same changes nothing.
    """
    follow_up = mine(memory, actor, follow_up_id)
    if follow_up.state is FollowUpState.ANSWERED:
        raise Refusal("You have answered this already. You can change your answer with the buttons.")
    person = people.known(memory, actor)
    again_at = _later(now, later, person)
    siblings = memory.follow_ups.of(follow_up.about, follow_up.subject)
    newest = max(siblings, key=lambda sibling: sibling.occurrence)
    if follow_up.state is FollowUpState.PUT_OFF:
        if newest.state is not FollowUpState.PLANNED or newest.occurrence == follow_up.occurrence:
            return asked_again_at(siblings)
        memory.follow_ups.put(replace(newest, due_at=again_at))
    else:
        memory.follow_ups.put(replace(follow_up, state=FollowUpState.PUT_OFF))
        plan(memory, person, follow_up.subject, newest.occurrence + 1, [again_at], follow_up.about)
    memory.changed(nudge_card(follow_up))
    return again_at


def _later(now: datetime, later: int | str, person: Person) -> datetime:
    if isinstance(later, int):
        return put_off_until(now, later, zone_of(person))
    return put_off_to(later, now, zone_of(person))


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
    return memory.messages.states(NUDGE, [each.id for each in follow_ups])


def _note(memory: Memory, message: Message) -> NudgeNote | None:
    follow_up = memory.follow_ups.get(message.subject)
    pledge = memory.pledges.get(follow_up.subject) if follow_up else None
    if follow_up is None or pledge is None:
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
        again_at=asked_again_at(asked) if comes_again else None,
        facilitator=whom_to_ask(memory, pledge),
        has_asked=memory.help_requests.get(follow_up.id) is not None,
        said_before=before[-1] if before and not follow_up.reply else None,
        is_today=pledge.by == asked_on,
        is_past=pledge.by is not None and pledge.by < asked_on,
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


def _against(memory: Memory, message: Message, now: datetime) -> Outcome | None:
    """What speaks against asking now: much may have happened since it was planned."""
    follow_up = memory.follow_ups.get(message.subject)
    person = memory.people.get(message.recipient) or Person(message.recipient)
    if follow_up is None or follow_up.state is not FollowUpState.DUE:
        return unwanted("the follow-up was settled before")
    if not person.wants_reminders:
        return unwanted("this person wants no reminders")
    if message.not_after and now > message.not_after:
        return too_late()
    decent = decent_time(now, zone_of(person))
    return postponed(decent, now) if decent > now else None


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
    MessageKind(name=NUDGE, content=_note, keeps_changing=True, guard=_against, sent_as=Use.NUDGES_SENT),
)
