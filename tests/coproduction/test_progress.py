"""What becomes of an idea: which step may follow which, and what everybody sees."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from coproduction.errors import Refusal
from coproduction.progress import TABLE, Move, Progress, State, Step, require_can

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)


def walked(*steps: Step) -> Progress:
    """An idea that has gone these steps, each of which could come."""
    moves: list[Move] = []
    for number, step in enumerate(steps, start=1):
        before = Progress(tuple(moves))
        require_can(step, before, "because the law says so")
        moves.append(Move(f"v{number}", "i1", number, step, TABLE[step].to or before.state, NOW))
    return Progress(tuple(moves))


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ((), State.HEARD),
        ((Step.SHORTLISTED,), State.HEARD),
        ((Step.SHORTLISTED, Step.OWNED), State.WITH),
        ((Step.SENT, Step.MORE_TIME, Step.SHORTLISTED), State.WITH),
        ((Step.SENT, Step.NOT_THEIRS), State.HEARD),
        ((Step.SENT, Step.NO), State.ANSWERED),
        ((Step.SENT, Step.NO, Step.OPENED), State.HEARD),
        ((Step.YES, Step.TRIED, Step.CHANGED), State.TRYING),
        ((Step.TRIED, Step.KEPT, Step.DONE), State.ANSWERED),
        ((Step.OWNED, Step.GOES_ON, Step.HELP, Step.CLOSED), State.ANSWERED),
        ((Step.OWNED, Step.HELP, Step.NOT_MINE), State.HEARD),
    ],
)
def test_everybody_sees_one_of_four_states(steps: tuple[Step, ...], state: State) -> None:
    assert walked(*steps).state is state


@pytest.mark.parametrize(
    "steps",
    [
        (Step.YES, Step.NO),
        (Step.SENT, Step.SENT),
        (Step.DONE, Step.DONE),
        (Step.DONE, Step.TRIED),
        (Step.MERGED, Step.OWNED),
        (Step.NOT_THEIRS,),
        (Step.KEPT,),
        (Step.SHORTLISTED, Step.SHORTLISTED),
        (Step.OPENED,),
    ],
)
def test_a_step_that_cannot_come_is_refused_with_the_state(steps: tuple[Step, ...]) -> None:
    with pytest.raises(Refusal, match="by now"):
        walked(*steps)


def test_a_no_needs_its_reason() -> None:
    with pytest.raises(Refusal, match="why"):
        require_can(Step.NO, walked(Step.SENT), None)


def test_an_idea_is_with_a_body_until_that_has_said_anything() -> None:
    sent = walked(Step.SENT, Step.SHORTLISTED)
    assert sent.referral == sent.moves[0]
    for after in (Step.NOT_THEIRS, Step.YES, Step.OWNED):
        assert walked(Step.SENT, after).referral is None


def test_more_time_moves_the_day_of_the_answer() -> None:
    sent, more = walked(Step.SENT, Step.MORE_TIME).moves
    asked = Progress((replace(sent, until=date(2026, 12, 1)), replace(more, until=date(2026, 12, 9))))
    assert asked.due_on == date(2026, 12, 9)


def test_the_shortlist_can_be_left_and_joined_again() -> None:
    assert walked(Step.SHORTLISTED).is_shortlisted
    assert not walked(Step.SHORTLISTED, Step.LEFT_OUT).is_shortlisted
    assert walked(Step.SHORTLISTED, Step.LEFT_OUT, Step.SHORTLISTED).is_shortlisted
