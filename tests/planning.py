"""Planned sessions as somebody plans them: in every state, and every form and list, with anybody's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from coproduction.agendas import MOST_STEPS, Step
from coproduction.agendatemplates import TEMPLATES, AgendaTemplate
from coproduction.planned import Coming, Planned, PlannedState, blank
from coproduction.plannews import Deed
from coproduction.service.announcing import Answered, Invitation, Moved, Reminding
from coproduction.service.coleading import Chosen
from coproduction.service.planned import Beginning, Overtaken
from coproduction.service.planned import Moved as MovedMeanwhile
from coproduction.service.plannews import Done, Unstarted
from coproduction.service.takingpart import Asked
from coproduction.service.upcoming import Upcoming
from coproduction.sessions import Session, SessionState
from coproduction.steps import KINDS, TALK
from coproduction.takingpart import Help, Needs
from coproduction.words import Text
from handlers.blocks import (
    agendas,
    announcing,
    coleading,
    planforms,
    planned,
    plannews,
    starting,
    takingpart,
    tryouts,
)
from handlers.blocks.kit import Block, Drawing, View, notice
from handlers.voice import Voice

CHANNEL, AT = "C0PARENT0", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
LINK = "https://example.org/call?room=1&name=2"


def plans_of(title: str, prompt: str) -> list[Planned]:
    """A blank one, one with our steps, and one as full as it can be, in an hour that comes twice."""
    new = replace(blank("p", CHANNEL, "U0CHAMP01", "Europe/London", "o"), wake_at=AT)
    empty = replace(new, title=title, wall="2027-10-29T18:30", starts_at=AT, minutes=110, rules=())
    steps = tuple(
        Step(str(number), [*KINDS][number % len(KINDS)], 1 if number else 9, prompt[:300], prompt[:300])
        for number in range(MOST_STEPS)
    )
    full = replace(
        empty,
        wall="2027-10-31T01:30",
        purpose=prompt[:250],
        minutes=125,
        link=LINK if len(prompt) > 1 else None,  # a test of what is said has words of one sign
        helpers=("U0CHAMP02", "U0CHAMP03"),
        rules=(prompt[:200],) * 12,
        agenda=steps,
    )
    ours = [replace(empty, agenda=each.agenda, rules=None) for each in TEMPLATES.values()]
    return [*ours, full, replace(full, minutes=20, announced_at=AT)]


def invitations(title: str, prompt: str) -> Iterator[Invitation]:
    """The card in each state, with few, many and nobody who answered."""
    for each in plans_of(title, prompt):
        yield from (Invitation(each, numbers) for numbers in ((0, 0, 0), (1, 1, 1), (290, 9, 2)))
        yield Invitation(replace(each, state=PlannedState.STARTED), (3, 0, 0))
        gone = replace(each, state=PlannedState.CANCELLED, because=prompt[:250])
        yield Invitation(gone, (3, 0, 0))
        yield Invitation(replace(each, wake_at=None), (3, 0, 0))


def upcoming(title: str, prompt: str) -> list[Upcoming]:
    """What is planned, each answered in another way."""
    said = (None, *Coming)
    plans = plans_of(title, prompt)
    return [
        Upcoming(
            each, (2, 1, 0), said[n % len(said)], can_start=n == 0, outside=each.helpers, is_holiday=True
        )
        for n, each in enumerate(plans)
    ]


def notes(say: Voice, title: str, prompt: str) -> Iterator[Drawing]:
    """What is told of plans in private, and in lists."""
    *_, full = plans_of(title, prompt)
    for is_archived in (True, False):
        yield announcing.moved(say, Moved(full, is_archived), {})
        soon = (Reminding(full, is_soon, is_archived) for is_soon in (True, False))
        yield from (announcing.reminder(say, each, {}) for each in soon)
    yield tryouts.stopped(say, full)
    yield from (
        Drawing.of(say, [starting.still_planned(say, full, is_due=is_due)]) for is_due in (True, False)
    )
    yield from (tryouts.played(say, full, place) for place in (0, 1, MOST_STEPS))
    for may_lead in (True, False):
        yield coleading.chosen(say, Chosen(full, full.planned_by, may_lead), {full.planned_by: title})
    yield from news(say, full, title)
    yield announcing.called_off(say, replace(full, because=prompt[:250]), {})
    yield from (announcing.answered(say, Answered(full, coming, is_new=True)) for coming in Coming)
    yield announcing.answered(say, Answered(full, Coming.NO, is_new=True, has_forgotten=True))
    yield planned.listed(say, upcoming(title, prompt) * 2)


def news(say: Voice, full: Planned, title: str) -> Iterator[Drawing]:
    """What who leads hears of a plan: what others did with it, or that nobody has started it."""
    gone = replace(full, because=title[:250])
    yield from (plannews.done(say, Done(gone, deed, "U0CHAMP02"), {"U0CHAMP02": title}) for deed in Deed)
    yield plannews.done(say, Done(full, Deed.MOVED, "U0CHAMP02", is_renamed=True), {"U0CHAMP02": title})
    other = Session("s", CHANNEL, title, SessionState.LIVE, "U0CHAMP02", AT)
    missed = replace(full, wake_at=None)
    told = [Unstarted(each, beside) for each in (full, missed) for beside in (None, other)]
    yield from (plannews.unstarted(say, each, {}) for each in told)
    yield planned.listed(say, [Upcoming(missed, (2, 1, 0))])


def to_come(say: Voice, title: str, prompt: str) -> list[Block]:
    """What who takes part sees of it."""
    return announcing.to_answer(say, upcoming(title, prompt))


def forms(say: Voice, title: str, prompt: str) -> Iterator[View]:
    """Every form and plan."""
    own = (AgendaTemplate("t", CHANNEL, prompt[:60] or "x", (), 60, None),)
    yield planforms.new_form(say, CHANNEL, Beginning("Europe/London", own, ()), title)
    for each in upcoming(title, prompt):
        plan = each.planned
        yield planned.plan(say, each, Text("Saved."), "0:{}" if each.said else "")
        yield planned.plan(say, each, reader="U0CHAMP02")
        yield planned.plan(say, replace(each, planned=replace(plan, wake_at=None)))
        yield planned.plan(say, each, reader="U0CHAMP09")
        yield planforms.change_form(say, plan)
        yield from (planforms.cancel_form(say, plan, tells=tells) for tells in (True, False))
        yield planforms.change_form(say, plan, "U0CHAMP02")
        yield from (announcing.preview(say, plan), announcing.rules(say, plan))
        yield agendas.new_step_form(say, plan, "k")
        yield from (agendas.change_step_form(say, plan, step) for step in plan.agenda[:2])
    *_, full = plans_of(title, prompt)
    yield planforms.overtaken_form(say, Overtaken(full, full, plans_of(title, prompt)[0].stamp))
    yield starting.start_form(say, CHANNEL, say.language, full)
    needs = Needs("p", "U0CHAMP02", tuple(Help), prompt[:300], prompt[:100], AT)
    yield from (takingpart.form(say, Asked(full, each)) for each in (None, needs))
    yield from (takingpart.told(say, full, each, {needs.person: title}) for each in ([], [needs] * 99))
    yield notice(say, say("It has a new time"), starting.has_moved(say, MovedMeanwhile(full)))
    yield agendas.name_form(say, full, own * 9)
    yield agendas.change_step_form(say, full, Step("k", TALK, 5, prompt[:300], prompt[:300]))
