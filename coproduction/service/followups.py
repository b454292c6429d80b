"""Follow-ups: planned with what they are about, asked when their day has come, answered or put off."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

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
    put_off_until,
)
from coproduction.kinds import MessageKind
from coproduction.machine import Event, can
from coproduction.messages import (
    Card,
    Message,
    MessageState,
    Outcome,
    decided,
    id_of,
    postponed,
    too_late,
    unwanted,
)
from coproduction.people import Actor, Person, zone_of
from coproduction.pledges import PLEDGE_SHARED, Pledge
from coproduction.ports import Memory
from coproduction.service import people
from coproduction.service.helprequests import whom_to_ask
from coproduction.service.owing import want_again
from coproduction.usage import Use
from coproduction.words import Text

_STUCK = (MessageState.FAILED, MessageState.UNCONFIRMED, MessageState.EXPIRED)
_GONE = Text("This reminder is not waiting for you any more.")


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
    asked = _mine(memory, actor, follow_up_id)
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


def put_off(memory: Memory, now: datetime, actor: Actor, follow_up_id: str, days: int) -> datetime:
    """Not now: ask again in 3 or 7 days. A second press changes nothing. Returns when that will be."""
    follow_up = _mine(memory, actor, follow_up_id)
    if follow_up.state is FollowUpState.ANSWERED:
        raise Refusal("You have answered this already. You can change your answer with the buttons.")
    person = people.known(memory, actor)
    siblings = memory.follow_ups.of(follow_up.about, follow_up.subject)
    if follow_up.state is FollowUpState.PUT_OFF:
        return asked_again_at(siblings)
    again_at = put_off_until(now, days, zone_of(person))
    memory.follow_ups.put(replace(follow_up, state=FollowUpState.PUT_OFF))
    memory.changed(nudge_card(follow_up))
    newest = max(sibling.occurrence for sibling in siblings)
    plan(memory, person, follow_up.subject, newest + 1, [again_at], follow_up.about)
    return again_at


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

    @property
    def at(self) -> datetime:
        """When it was asked, by Slack's clock."""
        return datetime.fromtimestamp(float(self.ts), UTC)


def asked(memory: Memory, person: str) -> list[Asked]:
    """What somebody was asked about their pledges, the latest last."""
    about = [each for each in memory.follow_ups.of_person(person) if each.about == PLEDGE]
    pledges = {nudge_card(each): each.subject for each in about if each.state is not FollowUpState.PLANNED}
    found = memory.messages.find_all(pledges)
    told = [Asked(pledges[card], message.ts) for card, message in found.items() if message.ts]
    return sorted(told, key=lambda each: each.at)


def nudges_of(memory: Memory, follow_ups: Iterable[FollowUp]) -> Mapping[str, MessageState]:
    """Where the messages of these follow-ups stand, by follow-up; those that have none yet are missing."""
    return memory.messages.states(NUDGE, [each.id for each in follow_ups])


def overview(memory: Memory, actor: Actor) -> tuple[dict[MessageState, int], Sequence[Message]]:
    """How many nudges stand where, and those that somebody should look at.

    Who waits for their day counts with those that wait to be sent.
    """
    people.require_facilitator(memory, actor, Text("see which reminders went out"))
    counts, planned = memory.messages.counts(NUDGE), memory.follow_ups.planned()
    if planned:
        counts[MessageState.PENDING] = counts.get(MessageState.PENDING, 0) + planned
    return counts, memory.messages.with_states(_STUCK, NUDGE)


def send_again(memory: Memory, now: datetime, actor: Actor, message_id: str) -> Message:
    """A facilitator decides that an unconfirmed message goes out again."""
    people.require_facilitator(memory, actor, Text("send a reminder again"))
    message = memory.messages.get(message_id)
    if message is None or not can(Event.DARED, message):
        raise Refusal(_GONE)
    not_after = now + TOO_LATE if message.not_after else None  # who presses now wants it sent now
    again = replace(decided(message, Event.DARED, now), not_after=not_after)
    if not memory.messages.move_on(again, message.state):  # another facilitator was quicker
        raise Refusal(_GONE)
    return again


def _note(memory: Memory, message: Message) -> NudgeNote | None:
    follow_up = memory.follow_ups.get(message.subject)
    pledge = memory.pledges.get(follow_up.subject) if follow_up else None
    if follow_up is None or pledge is None:
        return None
    person = memory.people.get(follow_up.person)
    asked = [each for each in memory.follow_ups.of(PLEDGE, pledge.id) if each.person == follow_up.person]
    asked_on = message.next_at.astimezone(zone_of(person or Person(message.recipient))).date()
    comes_again = follow_up.state is FollowUpState.PUT_OFF and asked[-1].state is not FollowUpState.REPLACED
    before = [each.reply for each in asked if each.reply]
    return NudgeNote(
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


def _mine(memory: Memory, actor: Actor, follow_up_id: str) -> FollowUp:
    follow_up = memory.follow_ups.get(follow_up_id)
    if follow_up is None or follow_up.person != actor.id:
        raise Refusal("This question was for somebody else, so nothing was changed.")
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
