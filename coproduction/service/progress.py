"""What becomes of an idea: each step is recorded once, and everybody sees where it stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from coproduction.errors import Refusal, Taken
from coproduction.hours import asking_day, instant, local_day
from coproduction.ideas import Idea
from coproduction.people import Person, zone_of
from coproduction.ports import Memory
from coproduction.progress import ANSWERS, TABLE, Detail, Move, Progress, Step, require_can, words_of
from coproduction.service import boardcards, telling, tencards, worked
from coproduction.service.ideacards import card_of
from coproduction.service.redrawing import asked_of_bodies, asked_of_owners
from coproduction.words import Text
from coproduction.worked import OPEN_FOR
from coproduction.yousaid import Month, first_of_next_month

TWICE = timedelta(minutes=10)  # within which the same step by the same person is one
GONE = Text("This idea was taken back, so nothing can be done with it any more.")
_HIDDEN = Text(
    "Idea {number} is hidden, so nothing can be done with it now. The people who lead can show it again."
)
_SEALED = Text("This idea is not shown yet, so nothing can be done with it now.")
_QUICKER = Text("Somebody else was quicker. Please look at what became of this idea, and then decide.")
_NOTHING = Detail()


def of(memory: Memory, idea: Idea) -> Progress:
    """What became of an idea so far."""
    return Progress(tuple(memory.progress.of(idea.id)))


def of_all(memory: Memory, channel: str) -> Mapping[str, Progress]:
    """Idea id to what became of it, of all ideas of a programme of which anything did."""
    found: defaultdict[str, list[Move]] = defaultdict(list)
    for move in memory.progress.of_channel(channel):
        found[move.idea].append(move)
    return {idea: Progress(tuple(moves)) for idea, moves in found.items()}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an idea stands, and the name of the body that it is with."""

    progress: Progress
    body: str | None = None


HEARD = Standing(Progress())


def standings(memory: Memory, channel: str) -> Mapping[str, Standing]:
    """Idea id to where it stands, of all ideas of a programme of which anything became."""
    names = {body.id: body.name for body in memory.bodies.of(channel)}
    found = of_all(memory, channel).items()
    return {
        id_: Standing(each, names.get(each.referral.body or "") if each.referral else None)
        for id_, each in found
    }


def standings_of(memory: Memory, ideas: Iterable[Idea]) -> Mapping[str, Standing]:
    """The same of these ideas, which may be of several programmes."""
    wanted = {idea.id: idea.channel for idea in ideas}
    found = (standings(memory, channel).items() for channel in sorted({*wanted.values()}))
    return {id_: each for of_channel in found for id_, each in of_channel if id_ in wanted}


def standing(memory: Memory, idea_id: str) -> Idea:
    """An idea of which something can become, or a Refusal."""
    idea = memory.ideas.get(idea_id)
    if idea is None or idea.is_withdrawn:
        raise Refusal(GONE)
    if idea.hidden_for:
        raise Refusal(_HIDDEN.filled(number=idea.number))
    if idea.sealed_in:
        raise Refusal(_SEALED)
    return idea


def record(
    memory: Memory,
    now: datetime,
    idea_id: str,
    step: Step,
    by: str | None,
    words: str | None = None,
    detail: Detail = _NOTHING,
) -> Progress:
    """Record what becomes of an idea, with why; by whom (whether they may, the caller asks).

    A Refusal where the idea is gone, the step cannot come now, or somebody else was quicker.
    """
    idea = standing(memory, idea_id)
    before, said = of(memory, idea), words_of(words)
    if before.last and is_twice(before, now, step, by, words) and _says(before.last) == _says(detail, step):
        return before
    require_can(step, before, said, changes=step in ANSWERS and detail.how is not None)
    leads = None if before.state in TABLE[step].stays else TABLE[step].to
    if leads or detail.wake_at:
        _overtake(memory, before)
    number, more = (before.last.number + 1 if before.last else 1), asdict(_timed(step, now, detail))
    move = Move(memory.new_id(), idea.id, number, step, leads or before.state, now, by, said, **more)
    try:
        memory.progress.add(move)
    except Taken:
        raise Refusal(_QUICKER) from None
    _show(memory, now, idea, move)
    return Progress((*before.moves, move))


def _overtake(memory: Memory, before: Progress) -> None:
    """What was to come because of earlier steps does not any more."""
    for each in before.moves:
        if each.wake_at:
            memory.progress.put(replace(each, wake_at=None))


def _timed(step: Step, now: datetime, detail: Detail) -> Detail:
    """What was said of an idea that is done is counted after a while."""
    return replace(detail, wake_at=now + OPEN_FOR) if step is Step.DONE else detail


def is_twice(before: Progress, now: datetime, step: Step, by: str | None, words: str | None) -> bool:
    """Whether the newest step is this one, so short ago that a form has arrived twice."""
    last = before.last
    return last is not None and now < last.at + TWICE and is_same(last, step, by, words)


def _says(said: Move | Detail, step: Step | None = None) -> tuple[object, ...]:
    """What makes a step another one although its words are the same: another person, body, day or idea. By
    when a body answers follows from the day, and the answer whose place one takes from what stands there.
    """
    step = said.step if isinstance(said, Move) else step
    of_try = (said.how, said.until) if step in (Step.TRIED, Step.CHANGED) else ()
    part_of = said.how if step is Step.MERGED else None
    return said.owner, said.body, said.source, part_of, *of_try


def is_same(last: Move | None, step: Step, by: str | None, words: str | None) -> bool:
    """Whether the newest step is this one, as when a form arrives twice."""
    return last is not None and (last.step, last.by, last.words) == (step, by, words_of(words))


def _show(memory: Memory, now: datetime, idea: Idea, move: Move) -> None:
    """Everybody sees it on the cards, and is told whom it concerns."""
    redraw(memory, idea)
    moves = memory.progress.of(idea.id)
    memory.changed(*asked_of_bodies(memory, moves), *asked_of_owners(memory, moves))
    if move.step is Step.DONE:
        worked.ask(memory, now, idea)
    plan_month(memory, now, idea.channel)
    if TABLE[move.step].is_told:
        telling.tell(memory, now, idea, move)


def redraw(memory: Memory, idea: Idea) -> None:
    """Where an idea stands is seen anew on the cards."""
    memory.changed(card_of(idea), *tencards.with_card(memory, idea.id))
    boardcards.redraw(memory, idea.channel, idea.session)


def plan_month(memory: Memory, now: datetime, channel: str) -> None:
    """Something became of an idea, or it is known what difference it made: this month's draft tells it."""
    zone = zone_of(Person(""))
    day = asking_day(first_of_next_month(local_day(now, zone)), memory.is_holiday)
    memory.months.add(Month(memory.new_id(), channel, now, instant(day, zone)))
