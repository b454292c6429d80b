"""The groups of a step in which people are in groups: out, or called back since it was opened."""

from datetime import datetime

from coproduction.breakouts import Round, RoundState
from coproduction.ports import Memory
from coproduction.running import Running
from coproduction.service.running import Standing
from coproduction.steps import BREAKOUT


def round_of(memory: Memory, at: Standing) -> Round | None:
    """The round that goes on, or else the last that came back since the step that is open was opened; None
    where none has, and in a step of another kind.
    """
    if at.step.kind != BREAKOUT:
        return None
    rounds = memory.breakouts.of(at.session.id)
    live = [each for each in rounds if each.state is RoundState.LIVE]
    since = [each for each in rounds if each.ended_at and each.ended_at >= at.running.opened_at]
    return next(iter(live), None) or max(since, key=lambda each: each.number, default=None)


def is_back(round_: Round | None) -> bool:
    """Whether its groups are asked to come back."""
    return round_ is not None and round_.state is RoundState.ENDED


def is_out_longer(round_: Round | None, running: Running) -> bool:
    """Whether groups are out longer than the step that is open, or without an end."""
    if round_ is None or round_.state is not RoundState.LIVE:
        return False
    return round_.ends_at is None or round_.ends_at > running.ends_at


def until(round_: Round | None, running: Running) -> datetime | None:
    """The later end of the two; None where groups are out without one."""
    return round_.ends_at if round_ and is_out_longer(round_, running) else running.ends_at
