"""Plans: what makes a pledge easier to keep, thought of when its person likes to, and seen by nobody else."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from coproduction.errors import Refusal
from coproduction.followups import PLEDGE
from coproduction.hours import local_day
from coproduction.ideas import Idea
from coproduction.people import Actor, Rhythm, zone_of
from coproduction.plans import (
    Plan,
    barriers_named,
    confidence_of,
    cue_named,
    hours_named,
    in_one_sentence,
    sentence_of,
    when_of,
)
from coproduction.pledges import Pledge, first_step_of
from coproduction.ports import Memory
from coproduction.recurring import Recurrence
from coproduction.service import arrivals, followups, people, pledges, recurring
from coproduction.service.arrivals import Arrival, Why
from coproduction.service.redrawing import redraw
from coproduction.words import Text


@dataclass(frozen=True, slots=True)
class PlanForm:
    """What a person filled in, all of it optional; `idea` is an id."""

    first_step: str | None = None
    cue: str | None = None
    when: str | None = None
    confidence: str | None = None
    barriers: Collection[str] = ()
    hours: str | None = None
    idea: str | None = None
    every: str | None = None
    until: str | None = None  # an ISO date


@dataclass(frozen=True, slots=True)
class Often:
    """How often a pledge is kept (by no rule: once), when it is asked about next, where its person lives.

    `is_new`: its person has just chosen that.
    """

    rule: Recurrence | None = None
    next_at: datetime | None = None
    rhythm: Rhythm = Rhythm.STANDARD
    is_new: bool = False
    moved: Arrival | None = None  # the same time, where it is not on a day of the rule, and why
    by: date | None = None  # the pledge's own date, while it is ahead


@dataclass(frozen=True, slots=True)
class Planned:
    """A pledge with its plan, how often it is kept, and the ideas it may belong to."""

    pledge: Pledge
    plan: Plan
    ideas: tuple[Idea, ...] = ()
    often: Often = field(default_factory=Often)

    @property
    def to_confirm(self) -> Text | None:
        """The plan in one sentence while its person has not confirmed it, if there is enough to say."""
        if self.plan.sentence or not self.plan.when:
            return None
        return in_one_sentence(self.plan.cue, self.plan.when, self.pledge.first_step or self.pledge.what)


def known(memory: Memory, now: datetime, actor: Actor, pledge_id: str) -> Planned:
    """What a person planned so far for a pledge of theirs."""
    pledge, plan = _own(memory, actor, pledge_id)
    return Planned(pledge, plan, tuple(_ideas(memory, pledge)), _often(memory, now, actor, pledge))


def _own(memory: Memory, actor: Actor, pledge_id: str) -> tuple[Pledge, Plan]:
    pledge = pledges.changeable(memory, actor, pledge_id)
    return pledge, memory.plans.get(pledge.id) or Plan(pledge.id, actor.id)


def _often(memory: Memory, now: datetime, actor: Actor, pledge: Pledge, *, is_new: bool = False) -> Often:
    person = people.known(memory, actor)
    coming = arrivals.of_person(memory, person)
    theirs = [coming[each.id].at for each in memory.follow_ups.of(PLEDGE, pledge.id) if each.id in coming]
    rule, next_at = memory.recurrences.get(pledge.id), min(theirs, default=None)
    moved = _moved(memory, pledge, rule, next_at) if rule and next_at else None
    by = pledge.by if pledge.by and pledge.by > local_day(now, zone_of(person)) else None
    return Often(rule, next_at, person.rhythm, is_new, moved, by)


def _moved(memory: Memory, pledge: Pledge, rule: Recurrence, at: datetime) -> Arrival | None:
    meant = recurring.meant_on(memory, pledge, rule, at.date())
    if meant is None:
        return None
    return Arrival(at, meant, Why.HOLIDAY if memory.is_holiday(meant) else Why.WEEKEND)


def keep(memory: Memory, now: datetime, actor: Actor, pledge_id: str, form: PlanForm) -> Planned:
    """Keep what a person planned, and how often they keep the pledge.

    Its sentence is asked for anew when what it was made of has changed.
    """
    before = known(memory, now, actor, pledge_id)
    when = when_of(form.when)
    plan = replace(
        before.plan,
        cue=cue_named(form.cue),
        when=when,
        confidence=confidence_of(form.confidence),
        barriers=barriers_named(form.barriers),
        hours=hours_named(form.hours),
    )
    step, idea = first_step_of(form.first_step), _idea(before, form.idea)
    pledge = replace(before.pledge, first_step=step, idea=idea)
    said = (before.plan.cue, before.plan.when, before.pledge.first_step)
    if (plan.cue, plan.when, pledge.first_step) != said:
        plan = replace(plan, sentence=None)
    memory.plans.put(plan)
    if pledge != before.pledge:
        memory.pledges.put(pledge)
    followups.acted(memory, PLEDGE, pledge.id)
    is_new = recurring.choose(memory, now, people.meet(memory, actor), pledge, form.every, form.until)
    redraw(memory, pledge)
    often = _often(memory, now, actor, pledge, is_new=is_new)
    return replace(before, pledge=pledge, plan=plan, often=often)


def confirm(memory: Memory, actor: Actor, pledge_id: str, sentence: str | None) -> Planned:
    """A person has read their plan in one sentence, and says it so."""
    pledge, before = _own(memory, actor, pledge_id)
    plan = replace(before, sentence=sentence_of(sentence))
    memory.plans.put(plan)
    redraw(memory, pledge)
    return Planned(pledge, plan)


def _ideas(memory: Memory, pledge: Pledge) -> list[Idea]:
    """Of this session, or of the whole programme where it is in none: what its person wrote or supports."""
    theirs = memory.ideas.of_person(pledge.channel, pledge.person)
    return [each for each in theirs if pledge.session is None or each.session == pledge.session]


def _idea(before: Planned, chosen: str | None) -> str | None:
    """The idea that was chosen; it may stay what it was, even where it could not be chosen any more."""
    if chosen and chosen != before.pledge.idea and chosen not in {idea.id for idea in before.ideas}:
        raise Refusal("Please choose an idea from the list.", "idea")
    return chosen or None
