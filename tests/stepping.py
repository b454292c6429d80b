"""Steps of a session that runs: each kind, open and over, with anybody's words as their prompt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from coproduction.agendas import Step
from coproduction.ideas import Idea, IdeaKind
from coproduction.pledges import Pledge
from coproduction.polls import Poll, Purpose, Tally
from coproduction.running import Clock, Running
from coproduction.service.now import StepNow
from coproduction.service.reviewing import Review
from coproduction.service.running import Standing
from coproduction.service.stepcards import StepShown, StepState
from coproduction.sessions import Session
from coproduction.steps import CARDS, KINDS, POLL, REVIEW

NOON = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)


def standings(session: Session, prompt: str) -> list[Standing]:
    """Each step of an agenda that has all kinds: with our prompts first, then with these words twice."""
    ours = tuple(Step(kind, kind, 15) for kind in KINDS)
    said = tuple(replace(step, prompt=prompt[:300], second=prompt[:300]) for step in ours)
    return [_at(session, agenda, step) for agenda in (ours, said) for step in agenda]


def _at(session: Session, agenda: tuple[Step, ...], step: Step) -> Standing:
    end = NOON + timedelta(minutes=step.minutes)
    return Standing(session, Running(session.id, agenda, step.key, 3, NOON, end, (), end, end), step)


def step_cards(session: Session, prompt: str) -> Iterator[StepShown]:
    """The card of each step in each state."""
    for at in standings(session, prompt):
        of, end = len(at.agenda), at.running.ends_at
        yield from (StepShown(session, at.step, at.number, of, state, end) for state in StepState)
    review = next(each for each in standings(session, prompt) if each.step.kind == REVIEW)
    end = review.running.ends_at
    for looked_back in _reviews(session, prompt):
        yield StepShown(session, review.step, 1, 9, StepState.OPEN, end, review=looked_back)


def _reviews(session: Session, words: str) -> Iterator[Review]:
    """What a session looks back on: nothing, a little of each, and more than a card holds."""
    yield Review((), 0, 0, None, ())
    for many in (1, 13):
        pledges = tuple(
            Pledge(
                f"p{n}", session.channel, None, f"U{n}", words[:500], date(2027, 4, n), None, NOON, f"o{n}"
            )
            for n in range(1, many + 1)
        )
        ideas = tuple(
            Idea(f"i{n}", session.channel, "before", n, IdeaKind.CHANGE, words[:1000], None, f"o{n}")
            for n in range(1, many + 1)
        )
        yield Review(pledges, many, 5 * many, replace(session, id="before"), ideas)


def steps_now(session: Session, prompt: str) -> list[StepNow]:
    """Each step as the panel shows it: with time left, and over; and once something was asked in it."""
    clocks = (Clock(4, 15, is_over=False), Clock(120, 1, is_over=True))
    found = standings(session, prompt)
    shown = [StepNow(at, clocks[n % 2], has_round=n % 3 == 0) for n, at in enumerate(found)]
    poll = Poll("p", session.channel, session.id, prompt[:300], ("a", "b"), Purpose.ANY, "o")
    asked = [
        replace(now, asked=Tally(poll, (), 3)) for now in shown if now.standing.step.kind in (CARDS, POLL)
    ]
    return [*shown, *asked]
