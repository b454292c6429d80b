"""What time brings to an idea: a body is late, a try ends, nothing moved, or answers are counted."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coproduction.bodies import ESCALATED_AFTER, OVERDUE, OVERDUE_TOLD
from coproduction.digests import week_of
from coproduction.hours import instant, local_day
from coproduction.ideas import Idea
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message, Outcome, unwanted
from coproduction.people import Person, zone_of
from coproduction.ports import Memory
from coproduction.progress import IDEA_HELP, IN_HAND, STALLED_NOTE, TRY_ENDS, Detail, Move, Progress, Step
from coproduction.service import bodies, progress, worked
from coproduction.service.bodies import Asked
from coproduction.service.ideacards import channel_of
from coproduction.service.owing import owe_all_privately, owe_privately
from coproduction.telling import WINDOW


@dataclass(frozen=True, slots=True)
class InHand:
    """An idea, and the step because of which somebody is asked; `waits` until something else became of it."""

    idea: Idea
    move: Move
    progress: Progress

    @property
    def waits(self) -> bool:
        """Whether nothing became of it since."""
        last = self.progress.last
        return (
            last is not None
            and last.state is self.move.state
            and not (last.number > self.move.number and last.step is not Step.SHORTLISTED)
        )


def due(memory: Memory, now: datetime) -> list[str]:
    """The ids of the steps because of which something is to happen."""
    return [move.id for move in memory.progress.due(now)]


def wake(memory: Memory, now: datetime, move_id: str) -> None:
    """Do what a step brings, once."""
    move = memory.progress.get(move_id)
    if move is None or move.wake_at is None or move.wake_at > now:
        return
    later = move.wake_at + ESCALATED_AFTER if _comes_again(move) else None
    if later and later <= now:
        later = now + ESCALATED_AFTER
    woken = replace(move, wake_at=later, reminded=move.reminded + 1)
    memory.progress.put(woken)
    idea = memory.ideas.get(move.idea)
    if idea is None or not idea.stands:
        return
    if move.step is Step.DONE:
        _count(memory, now, idea)
    elif move.step in (Step.TRIED, Step.CHANGED) and move.owner:
        owe_privately(memory, now, Card(TRY_ENDS, move.id, move.owner))
    elif move.step is Step.OWNED and move.owner:
        owe_privately(memory, now, Card(STALLED_NOTE, move.id, move.owner))
    elif move.step in (Step.SENT, Step.MORE_TIME):
        _overdue(memory, now, woken)


def _count(memory: Memory, now: datetime, idea: Idea) -> None:
    """Count whether it worked; who leads is told, and the month tells everybody."""
    counted = worked.count(memory, now, idea, bodies.leading_programme(memory, idea.channel))
    if counted.counts:
        progress.plan_month(memory, now, idea.channel)


def _comes_again(move: Move) -> bool:
    return move.step in (Step.SENT, Step.MORE_TIME) and move.reminded == 0


def _overdue(memory: Memory, now: datetime, move: Move) -> None:
    """First who answers for the body, if anybody does in Slack; then who leads the programme."""
    body = memory.bodies.get(move.body or "")
    if body is None:
        return
    if move.reminded == 1:
        late = Detail(body=body.id, until=move.until)
        so_far = progress.record(memory, now, move.idea, Step.LATE, None, detail=late)
        if body.owner:
            _remind(memory, now, move, so_far, body.owner)
            return
    if move.wake_at:  # nobody answers for it in Slack, so who leads is told at once
        memory.progress.put(replace(move, wake_at=None))
    leads = bodies.leading_programme(memory, body.channel)
    owe_all_privately(memory, now, [Card(OVERDUE_TOLD, move.id, one) for one in leads])


def _remind(memory: Memory, now: datetime, move: Move, so_far: Progress, owner: str) -> None:
    """Remind who answers for the body; in the next week if they were asked about this idea in this one."""
    zone = zone_of(memory.people.get(owner) or Person(owner))
    today = local_day(now, zone)
    monday = instant(today + timedelta(days=7 - today.weekday()), zone)
    sent = so_far.referral
    was_asked = sent is not None and sent.asked_in == week_of(today)
    owe_privately(memory, monday if was_asked else now, Card(OVERDUE, move.id, owner))


def tell_owner(memory: Memory, now: datetime, so_far: Progress, by: str) -> None:
    """Somebody else is told that `by` has named them as who has an idea in hand."""
    named = so_far.last
    if named and named.owner and named.owner != by:
        owe_privately(memory, now, Card(IN_HAND, named.id, named.owner))


def ask_for_help(memory: Memory, now: datetime, idea: Idea, by: str) -> None:
    """Who has an idea in hand asks those who lead."""
    leads = [one for one in bodies.leading_programme(memory, idea.channel) if one != by]
    owe_all_privately(memory, now, [Card(IDEA_HELP, idea.id, one, occasion=by) for one in leads])


def _late(memory: Memory, message: Message) -> Asked | None:
    move = memory.progress.get(message.subject)
    idea = memory.ideas.get(move.idea) if move else None
    body = memory.bodies.get(move.body) if move and move.body else None
    if move is None or idea is None or body is None or not idea.stands:
        return None
    so_far = progress.of(memory, idea)
    return bodies.asked_about(memory, idea, body, so_far, so_far.referral or move)


def _is_late(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    late, move = _late(memory, message), memory.progress.get(message.subject)
    answered = late is None or late.progress.referral is None or late.body.id != (move and move.body)
    if answered or late is None:
        return unwanted("it has an answer")
    return unwanted("it has more time") if late.progress.has_time else None


def _in_hand(memory: Memory, message: Message) -> InHand | None:
    move = memory.progress.get(message.subject)
    idea = memory.ideas.get(move.idea) if move else None
    return InHand(idea, move, progress.of(memory, idea)) if move and idea else None


def _waits(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    found = _in_hand(memory, message)
    waits = found is not None and found.idea.stands and found.waits
    return None if waits else unwanted("something became of it since")


def _its_channel(memory: Memory, message: Message) -> str:
    move = memory.progress.get(message.subject)
    idea = memory.ideas.get(move.idea) if move else None
    return idea.channel if idea else ""


def _idea(memory: Memory, message: Message) -> Idea | None:
    return memory.ideas.get(message.subject)


KINDS = (
    MessageKind(
        name=IN_HAND,
        content=_in_hand,
        cause=Cause.BY_NAME,
        keeps_changing=True,
        programme=_its_channel,
        for_members=True,
        guard=_waits,
    ),
    MessageKind(name=OVERDUE, content=_late, cause=Cause.REMINDER, window=WINDOW, guard=_is_late),
    MessageKind(
        name=OVERDUE_TOLD,
        content=_late,
        cause=Cause.REMINDER,
        window=WINDOW,
        programme=_its_channel,
        for_members=True,
        guard=_is_late,
    ),
    MessageKind(
        name=TRY_ENDS,
        content=_in_hand,
        cause=Cause.ASKED_FOR,
        window=WINDOW,
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
    MessageKind(name=IDEA_HELP, content=_idea, cause=Cause.OWN_ACT, programme=channel_of, for_members=True),
)
