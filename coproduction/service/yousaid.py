"""You said, we did: what became of a programme's ideas in a month, drafted, read and then posted."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.errors import Over, Refusal
from coproduction.initiatives import Initiative
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message, Outcome, unwanted
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.progress import TABLE, Move, State, Step
from coproduction.service import bodies, members, people, progress, telling
from coproduction.service.owing import owe, owe_all_privately
from coproduction.service.telling import Told
from coproduction.words import Text
from coproduction.worked import Worked
from coproduction.yousaid import WINDOW, YOU_SAID, YOU_SAID_DRAFT, Month, MonthState

POSTING = Text("post what became of ideas")
_GONE = Text("This draft is gone.")
_DONE = frozenset({Step.DONE, Step.KEPT})


@dataclass(frozen=True, slots=True)
class YouSaid:
    """What a month's message tells: what was answered, done (and whether it worked) and tried, what waits,
    and with which initiatives the programme is linked.
    """

    month: Month
    answered: tuple[Told, ...] = ()
    done: tuple[tuple[Told, Worked | None], ...] = ()
    tried: tuple[Told, ...] = ()
    waiting: tuple[Told, ...] = ()
    linked: tuple[Initiative, ...] = ()

    @property
    def has_moved(self) -> bool:
        """Whether anything became of any idea; what only waits is no news."""
        return bool(self.answered or self.done or self.tried)


def due(memory: Memory, now: datetime) -> list[str]:
    """The ids of the drafts whose day has come."""
    return [month.id for month in memory.months.due(now)]


def draft(memory: Memory, now: datetime, month_id: str) -> None:
    """Owe the draft to who leads; none where nothing moved that still stands."""
    month = memory.months.get(month_id)
    if month is None or month.state is not MonthState.PLANNED or month.due_at > now:
        return
    moved = of(memory, month).has_moved
    state = MonthState.DRAFTED if moved else MonthState.DROPPED
    if memory.months.move_on(replace(month, state=state), MonthState.PLANNED) and moved:
        leads = bodies.leaders(memory, month.channel)
        owe_all_privately(memory, now, [Card(YOU_SAID_DRAFT, month.id, one) for one in leads])


def of(memory: Memory, month: Month) -> YouSaid:
    """What became of the ideas of a programme until the day of its draft, as things stand now."""
    ideas = {idea.id: idea for idea in memory.ideas.of(month.channel) if idea.stands}
    found = progress.of_all(memory, month.channel)
    moves = [each for of_idea in found.values() for each in of_idea.moves if each.at <= month.due_at]
    new = [move for move in moves if move.at >= month.since]
    waits = [each.referral for id_, each in found.items() if each.referral and id_ in ideas]
    done = telling.told(memory, [move for move in new if move.step in _DONE])
    return YouSaid(
        month,
        _told(memory, new, lambda move: TABLE[move.step].to is State.ANSWERED and move.step not in _DONE),
        tuple((each, memory.worked.of(each.idea.id)) for each in done),
        _told(memory, new, lambda move: move.state is State.TRYING and move.until is not None),
        telling.told(memory, [move for move in waits if move.at <= month.due_at]),
        tuple(memory.initiatives.of(month.channel)),
    )


def _told(memory: Memory, moves: list[Move], where: Callable[[Move], bool]) -> tuple[Told, ...]:
    """Of each idea the newest of these steps."""
    newest = {move.idea: move for move in moves if where(move)}
    return telling.told(memory, newest.values())


def seen(memory: Memory, actor: Actor, month_id: str) -> YouSaid:
    """What a month's message tells: its draft to who leads, what was posted to all who are in the channel."""
    month = memory.months.get(month_id)
    if month is None:
        raise Over(_GONE)
    if month.state is not MonthState.POSTED:
        people.require_facilitator(memory, actor, POSTING, month.channel)
    members.require(memory, actor, month.channel)
    return of(memory, month)


def settle(memory: Memory, now: datetime, actor: Actor, month_id: str, *, is_posted: bool) -> Month:
    """Somebody who leads has read it, and lets it be posted or drops it; once."""
    month = memory.months.get(month_id)
    if month is None:
        raise Over(_GONE)
    people.require_facilitator(memory, actor, POSTING, month.channel)
    state = MonthState.POSTED if is_posted else MonthState.DROPPED
    settled = replace(month, state=state, by=actor.id)
    if month.state is not MonthState.DRAFTED or not memory.months.move_on(settled, MonthState.DRAFTED):
        raise Refusal("Somebody has posted or dropped this draft already, so nothing was changed.")
    if is_posted:
        owe(memory, now, Card(YOU_SAID, month.id), channel=month.channel)
    memory.changed(*(message.card for message in memory.messages.about(YOU_SAID_DRAFT, month.id)))
    return settled


def _shown(memory: Memory, message: Message) -> YouSaid | None:
    month = memory.months.get(message.subject)
    return of(memory, month) if month else None


def _its_channel(memory: Memory, message: Message) -> str:
    month = memory.months.get(message.subject)
    return month.channel if month else ""


def _is_settled(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    month = memory.months.get(message.subject)
    is_draft = month is not None and month.state is MonthState.DRAFTED
    return None if is_draft else unwanted("somebody has posted or dropped it")


KINDS = (
    MessageKind(name=YOU_SAID, content=_shown, cause=Cause.OWN_ACT, keeps_changing=True),
    MessageKind(
        name=YOU_SAID_DRAFT,
        content=_shown,
        cause=Cause.ASKED_FOR,
        window=WINDOW,
        keeps_changing=True,
        programme=_its_channel,
        for_members=True,
        guard=_is_settled,
    ),
)
