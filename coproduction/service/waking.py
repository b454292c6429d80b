"""What time brings to an idea: a body is late, a try ends, nothing moved, or answers are counted."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coproduction.bodies import ESCALATED_AFTER, OVERDUE_TOLD
from coproduction.digests import week_of
from coproduction.hours import instant, local_day
from coproduction.ideas import Idea
from coproduction.inhand import ASKED_AGAIN, holder
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message, MessageState, Outcome, unwanted
from coproduction.people import Person, zone_of
from coproduction.ports import Memory
from coproduction.progress import (
    IDEA_HELP,
    IN_HAND,
    STALLED,
    STALLED_NOTE,
    TRY_ENDS,
    Detail,
    Move,
    Progress,
    Step,
)
from coproduction.service import bodies, merging, progress, tries, worked
from coproduction.service.bodies import Asked
from coproduction.service.ideacards import channel_of, named
from coproduction.service.owing import owe_all_privately, owe_privately
from coproduction.telling import WINDOW


@dataclass(frozen=True, slots=True)
class InHand:
    """An idea, and the step because of which somebody is asked; `waits` until something else became of it."""

    idea: Idea
    move: Move
    progress: Progress
    reader: str = ""

    @property
    def is_held(self) -> bool:
        """Whether who reads it has the idea in hand now."""
        return self.reader != "" and holder(self.progress) == self.reader

    @property
    def is_replaced(self) -> bool:
        """Whether who reads it was named, and somebody else has it in hand now."""
        was_named = any(each.owner == self.reader for each in self.progress.moves if each.step is Step.OWNED)
        return was_named and holder(self.progress) not in (None, self.reader)

    @property
    def waits(self) -> bool:
        """Whether nothing became of it since."""
        last = self.progress.last
        return (
            last is not None
            and last.state is self.move.state
            and not (last.number > self.move.number and last.step is not Step.SHORTLISTED)
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """An idea with which those who lead are wanted: somebody asks for help, or says that it is not theirs
    (`step`), be it the body of this name; `words` say why. `has_left`: who had it in hand has left.
    """

    idea: Idea
    step: Step = Step.HELP
    body: str | None = None
    words: str | None = None
    has_left: bool = False
    is_back: bool = False  # taken back by its author while that body had it


_TRIES, _OF_TRIES = (Step.TRIED, Step.CHANGED), {0: ASKED_AGAIN, 1: STALLED}
BACK = "taken back"  # the occasion on which who leads hears of an idea that a body had
_HELD = (Step.OWNED, Step.GOES_ON, Step.HELP)  # after each of them time begins anew


def due(memory: Memory, now: datetime) -> list[str]:
    """The ids of the steps because of which something is to happen."""
    return [move.id for move in memory.progress.due(now)]


def wake(memory: Memory, now: datetime, move_id: str) -> None:
    """Do what a step brings, once."""
    move = memory.progress.get(move_id)
    if move is None or move.wake_at is None or move.wake_at > now:
        return
    pause = _comes_again(move)
    later = move.wake_at + pause if pause else None
    if pause and later and later <= now:
        later = now + pause
    woken = replace(move, wake_at=later, reminded=move.reminded + 1)
    memory.progress.put(woken)
    idea = memory.ideas.get(move.idea)
    if idea and move.step is Step.DONE:  # also while it is hidden: it may be shown again
        count(memory, now, idea)
    elif idea and idea.stands:
        _bring(memory, now, idea, woken)


def _bring(memory: Memory, now: datetime, idea: Idea, move: Move) -> None:
    if step := merging.changes(memory, idea, move):
        progress.record(memory, now, idea.id, step, None, detail=Detail(how=move.how))
        merging.take_over(memory, idea)
    elif move.step in _TRIES:
        tries.ask(memory, now, idea, move)
    elif move.step in _HELD:
        tries.ask_holder(memory, now, idea, Card(STALLED_NOTE, move.id))
    elif move.step in (Step.SENT, Step.MORE_TIME):
        _overdue(memory, now, move)


def count(memory: Memory, now: datetime, idea: Idea, *, opened: bool = False) -> None:
    """Count whether it worked; who leads is told, and the month tells everybody. `opened`: before its day, as
    the idea was opened again.
    """
    leads = bodies.leading_programme(memory, idea.channel)
    counted = worked.end(memory, now, idea, leads) if opened else worked.count(memory, now, idea, leads)
    if counted and counted.counts:
        progress.plan_month(memory, now, idea.channel)


def _comes_again(move: Move) -> timedelta | None:
    """After which time it brings something once more."""
    if move.step in (Step.SENT, Step.MORE_TIME):
        return ESCALATED_AFTER if move.reminded == 0 else None
    return _OF_TRIES.get(move.reminded) if move.step in _TRIES else None


def _overdue(memory: Memory, now: datetime, move: Move) -> None:
    """First who answers for the body, if anybody does in Slack: the message of their week says so. A week
    later who leads the programme.
    """
    body = memory.bodies.get(move.body or "")
    if body is None:
        return
    if move.reminded == 1:
        late = Detail(body=body.id, until=move.until)
        progress.record(memory, now, move.idea, Step.LATE, None, detail=late)
        if body.owner:
            return
    if move.wake_at:  # nobody answers for it in Slack, so who leads is told at once
        memory.progress.put(replace(move, wake_at=None))
    _tell_leaders(memory, now, body.channel, move.idea)


def _tell_leaders(memory: Memory, now: datetime, channel: str, idea: str) -> None:
    """One message a week tells who leads all that is late: what comes later waits for the next."""
    leads, zone = bodies.leading_programme(memory, channel), zone_of(Person(""))
    today, at = local_day(now, zone), now
    cards = [Card(OVERDUE_TOLD, channel, one, occasion=week_of(today)) for one in leads]
    if any(each.state is not MessageState.PENDING for each in memory.messages.find_all(cards).values()):
        monday = today + timedelta(days=7 - today.weekday())
        at = instant(monday, zone)
        cards = [card._replace(occasion=week_of(monday)) for card in cards]
    late = [move for move in memory.progress.of(idea) if move.step is Step.LATE]
    memory.progress.put(replace(late[-1], asked_in=cards[0].occasion if cards else None))
    owe_all_privately(memory, at, cards)


def tell_owner(memory: Memory, now: datetime, so_far: Progress, by: str) -> None:
    """Somebody else is told that `by` has named them as who has an idea in hand."""
    named = so_far.last
    if named and named.owner and named.owner != by:
        owe_privately(memory, now, Card(IN_HAND, named.id, named.owner))


def tell_leads(memory: Memory, now: datetime, idea: Idea, move: Move, absent: Collection[str] = ()) -> None:
    """Those who lead are told that who has an idea, or a body, wants help with it, or gives it back; but for
    these, who are not there any more.
    """
    leads = [one for one in others_who_lead(memory, idea, move.by) if one not in absent]
    owe_all_privately(memory, now, [Card(IDEA_HELP, idea.id, one, occasion=move.id) for one in leads])


def others_who_lead(memory: Memory, idea: Idea, by: str | None) -> list[str]:
    """Who leads the programme of an idea, besides this person."""
    return [one for one in bodies.leading_programme(memory, idea.channel) if one != by]


def _late(memory: Memory, message: Message) -> tuple[Asked, ...] | None:
    """What is late of a programme, of what this message was to tell; None for nothing."""
    told = [
        move.idea
        for move in memory.progress.of_channel(message.subject)
        if move.step is Step.LATE and move.asked_in == message.occasion
    ]
    waiting = (each for body in memory.bodies.of(message.subject) for each in bodies.waiting(memory, body))
    return tuple(each for each in waiting if each.idea.id in told and each.progress.is_late) or None


def _is_late(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    return None if _late(memory, message) else unwanted("they have an answer, or more time")


def _told_channel(_memory: Memory, message: Message) -> str:
    return message.subject


def _in_hand(memory: Memory, message: Message) -> InHand | None:
    move = memory.progress.get(message.subject)
    idea = memory.ideas.get(move.idea) if move else None
    return InHand(idea, move, progress.of(memory, idea), message.recipient) if move and idea else None


def _waits(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    found = _in_hand(memory, message)
    waits = found is not None and found.idea.stands and found.waits
    return None if waits else unwanted("something became of it since")


def _its_channel(memory: Memory, message: Message) -> str:
    move = memory.progress.get(message.subject)
    idea = memory.ideas.get(move.idea) if move else None
    return idea.channel if idea else ""


def _is_there_again(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    idea = memory.ideas.get(message.subject)
    is_there = message.occasion == BACK and idea is not None and not idea.is_withdrawn
    return unwanted("its author has put it back") if is_there else None


def _wanted(memory: Memory, message: Message) -> Wanted | None:
    """What is asked of who leads; what was asked before steps were named here was help."""
    idea, move = memory.ideas.get(message.subject), memory.progress.get(message.occasion)
    if idea and message.occasion == BACK:
        sent = progress.of(memory, idea).referral
        return Wanted(idea, body=named(memory, sent).body if sent else None, is_back=True)
    if idea is None or move is None:
        return Wanted(idea) if idea else None
    has_left = move.step is Step.NOT_MINE and move.by is None
    return Wanted(idea, move.step, named(memory, move).body, move.words, has_left)


KINDS = (
    MessageKind(
        name=IN_HAND,
        content=_in_hand,
        cause=Cause.TASK,
        keeps_changing=True,
        programme=_its_channel,
        for_members=True,
        guard=_waits,
    ),
    MessageKind(
        name=OVERDUE_TOLD,
        content=_late,
        cause=Cause.TASK,
        window=WINDOW,
        programme=_told_channel,
        for_members=True,
        guard=_is_late,
    ),
    MessageKind(
        name=TRY_ENDS,
        content=_in_hand,
        cause=Cause.UNASKED,
        window=WINDOW,
        is_dated=True,
        keeps_changing=True,
        programme=_its_channel,
        for_members=True,
        guard=_waits,
    ),
    MessageKind(
        name=STALLED_NOTE,
        content=_in_hand,
        cause=Cause.UNASKED,
        window=WINDOW,
        keeps_changing=True,
        programme=_its_channel,
        for_members=True,
        guard=_waits,
    ),
    MessageKind(
        name=IDEA_HELP,
        content=_wanted,
        cause=Cause.OWN_ACT,
        programme=channel_of,
        for_members=True,
        guard=_is_there_again,
    ),
)
