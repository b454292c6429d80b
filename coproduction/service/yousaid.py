"""You said, we did: what became of a programme's ideas in a month, drafted, read and then posted."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coproduction.errors import Over, Refusal
from coproduction.hours import ONE_DAY, asking_day, local_day
from coproduction.initiatives import Initiative
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message, Outcome, unwanted
from coproduction.people import Actor, Person, asked_on, zone_of
from coproduction.ports import Memory
from coproduction.progress import TABLE, Move, Progress, State, Step
from coproduction.service import bodies, digestcards, members, people, progress, telling
from coproduction.service.owing import owe, owe_privately
from coproduction.service.telling import Told
from coproduction.words import Text
from coproduction.worked import Worked
from coproduction.yousaid import WINDOW, YOU_SAID, YOU_SAID_DRAFT, Month, MonthState

POSTING = Text("post what became of ideas")
_GONE = Text("This draft is gone.")
_OLD = Text(
    "This draft is more than a month old, so much of it may not be so any more. To see how ideas stand now, "
    "type {/ideas}. When something becomes of one, a new draft comes at the beginning of the next month."
)
FRESH = timedelta(days=31)  # for so long a draft can be posted
_DONE = frozenset({Step.DONE, Step.KEPT})


@dataclass(frozen=True, slots=True)
class YouSaid:
    """What a month's message tells: what was answered, done (and whether it worked) and tried, of what was
    done before what difference it made, what waits, and with which initiatives the programme is linked.
    """

    month: Month
    answered: tuple[Told, ...] = ()
    done: tuple[tuple[Told, Worked | None], ...] = ()
    tried: tuple[Told, ...] = ()
    waiting: tuple[Told, ...] = ()
    linked: tuple[Initiative, ...] = ()
    worked: tuple[tuple[Told, Worked | None], ...] = ()

    @property
    def has_moved(self) -> bool:
        """Whether anything became of any idea; what only waits is no news."""
        return bool(self.answered or self.done or self.tried or self.worked)

    def is_late(self, told: Told) -> bool:
        """Whether its day had passed when the draft was made."""
        until = told.move.until
        return until is not None and until < local_day(self.month.due_at, zone_of(Person("")))


def due(memory: Memory, now: datetime) -> list[str]:
    """The ids of the drafts whose day has come."""
    return [month.id for month in memory.months.due(now)]


def draft(memory: Memory, now: datetime, month_id: str) -> None:
    """Owe the draft to who leads, not on the day of their summary; none where nothing moved that stands."""
    month = memory.months.get(month_id)
    if month is None or month.state is not MonthState.PLANNED or month.due_at > now:
        return
    moved = of(memory, month).has_moved
    state = MonthState.DRAFTED if moved else MonthState.DROPPED
    if memory.months.move_on(replace(month, state=state), MonthState.PLANNED) and moved:
        leads = bodies.leading_programme(memory, month.channel)
        for one in leads:
            owe_privately(memory, _beside_no_summary(memory, now, one), Card(YOU_SAID_DRAFT, month.id, one))


def _beside_no_summary(memory: Memory, now: datetime, leads: str) -> datetime:
    """`now`, or the next day on which somebody may be asked who gets a weekly summary today."""
    person = memory.people.get(leads) or Person(leads)
    today = local_day(now, zone_of(person))
    cards = [digestcards.card_of(person, each.channel, now) for each in memory.digests.of(leads)]
    summaries = memory.messages.find_all(cards).values()
    if any(local_day(each.due_at, zone_of(person)) == today for each in summaries):
        return asked_on(asking_day(today + ONE_DAY, memory.is_holiday), person)
    return now


def of(memory: Memory, month: Month) -> YouSaid:
    """What became of the ideas of a programme until the day of its draft: each once, where it stands now."""
    found = progress.of_all(memory, month.channel)
    moved = [each for each in found.values() if _has_moved(each, month)]
    answers = [each.answer for each in moved if each.answer]
    waits = [_as_due(each) for each in found.values()]
    done = telling.told(memory, [move for move in answers if move.step in _DONE])
    counted = {each.idea: each for each in memory.worked.of_channel(month.channel) if _is_new(each, month)}
    before = [each.answer for each in found.values() if each.answer and each.answer.idea in counted]
    earlier = telling.told(memory, [move for move in before if move not in answers])
    return YouSaid(
        month,
        telling.told(memory, [move for move in answers if move.step not in _DONE]),
        tuple((each, memory.worked.of(each.idea.id)) for each in done),
        telling.told(memory, [each.trial for each in moved if each.trial]),
        telling.told(memory, [move for move in waits if move and move.at <= month.due_at]),
        tuple(memory.initiatives.of(month.channel)),
        tuple((each, counted[each.idea.id]) for each in earlier),
    )


def _is_new(worked: Worked, month: Month) -> bool:
    """Whether what people said of an idea was counted in this month, and may be told."""
    at = worked.counted_at
    return bool(worked.counts) and at is not None and month.since <= at <= month.due_at


def _has_moved(so_far: Progress, month: Month) -> bool:
    """Whether it was answered or a try began in this month."""
    months = [move for move in so_far.moves if month.since <= move.at <= month.due_at]
    return any(TABLE[move.step].to in (State.ANSWERED, State.TRYING) for move in months)


def _as_due(so_far: Progress) -> Move | None:
    """With which body it is, and by when that answers as things stand now."""
    sent = so_far.referral
    return replace(sent, until=so_far.due_on) if sent else None


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
    """Somebody who leads has read it, and lets it be posted or drops it; once. What it says of ideas is of
    its day, so it can be posted for a month.
    """
    month = memory.months.get(month_id)
    if month is None:
        raise Over(_GONE)
    people.require_facilitator(memory, actor, POSTING, month.channel)
    if is_posted and month.state is MonthState.DRAFTED and now > month.due_at + FRESH:
        raise Refusal(_OLD)
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
