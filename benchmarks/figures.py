"""What was measured, and the table that shows it."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

GOAL = 1.5  # times the floor's processor time, and its time


@dataclass(frozen=True, slots=True)
class Speed:
    """One storm on one app. Seconds; from the first press sent to the last acknowledgement received."""

    cpu: float
    wall: float
    rate: float
    p50: float
    p99: float

    @classmethod
    def of(cls, cpu: float, latencies: Sequence[float]) -> Speed:
        """From sorted latencies: all presses are sent at once, so the last one is the whole storm."""
        count, wall = len(latencies), latencies[-1]
        return cls(cpu, wall, count / wall, latencies[count // 2], latencies[int(count * 0.99)])


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the votes of one storm on the bot."""

    clicked: int
    unacknowledged: int
    stored: int
    missing: int
    doubled: int
    is_shown: bool  # the poll's card came to show them all
    is_told: bool  # everybody who pressed was answered in private

    @property
    def is_right(self) -> bool:
        """Every vote acknowledged, stored once as it was given, shown, and confirmed."""
        return not (self.unacknowledged or self.missing or self.doubled) and self.is_shown and self.is_told


@dataclass(frozen=True, slots=True)
class Round:
    """The same storm on both."""

    floor: Speed
    bot: Speed
    kept: Kept
    after: float  # seconds of the bot's processor time from the last acknowledgement until all were told


@dataclass(frozen=True, slots=True)
class Figures:
    """A whole run."""

    votes: int
    fsync_ms: float
    load: float  # of the machine when the run began, without us
    rounds: list[Round]

    def ratio(self, measure: Callable[[Speed], float]) -> tuple[float, float, float]:
        """Bot to floor, within each round: the median, the least and the most."""
        ratios = [measure(each.bot) / measure(each.floor) for each in self.rounds]
        return statistics.median(ratios), min(ratios), max(ratios)

    def apps(self) -> tuple[list[Speed], list[Speed]]:
        """The floor's rounds, and the bot's."""
        return [each.floor for each in self.rounds], [each.bot for each in self.rounds]

    @property
    def is_goal_met(self) -> bool:
        """By the medians."""
        return max(self.ratio(_cpu)[0], self.ratio(_wall)[0]) <= GOAL

    @property
    def is_right(self) -> bool:
        """No vote of any round was lost, doubled or left unanswered."""
        return all(each.kept.is_right for each in self.rounds)


def _cpu(speed: Speed) -> float:
    return speed.cpu


def _wall(speed: Speed) -> float:
    return speed.wall


_ROWS: tuple[tuple[str, Callable[[Speed], float], float, str], ...] = (
    ("processor time, ms", _cpu, 1000, ".0f"),
    ("time, ms", _wall, 1000, ".0f"),
    ("acknowledged a second", lambda speed: speed.rate, 1, ",.0f"),
    ("p50, ms", lambda speed: speed.p50, 1000, ".0f"),
    ("p99, ms", lambda speed: speed.p99, 1000, ".0f"),
)


def table(figures: Figures) -> str:
    """All of it, to read."""
    lines = [
        f"{figures.votes:,} votes at once over Socket Mode, {len(figures.rounds)} rounds; "
        "medians (least to most)",
        "",
        f"{'':24}{'bare Bolt app':>24}{'the whole bot':>24}{'ratio':>20}",
    ]
    lines += [_row(figures, *row) for row in _ROWS]
    return "\n".join([*lines, "", *_kept(figures), *_machine(figures), _goal(figures)])


def _row(figures: Figures, name: str, measure: Callable[[Speed], float], unit: float, form: str) -> str:
    floor = spread([unit * measure(each.floor) for each in figures.rounds], form)
    bot = spread([unit * measure(each.bot) for each in figures.rounds], form)
    middle, least, most = figures.ratio(measure)
    return f"{name:24}{floor:>24}{bot:>24}{f'{middle:.2f} ({least:.2f}–{most:.2f})':>20}"


def spread(values: list[float], form: str) -> str:
    """The median, the least and the most."""
    return f"{statistics.median(values):{form}} ({min(values):{form}}–{max(values):{form}})"


def _kept(figures: Figures) -> list[str]:
    kept = [each.kept for each in figures.rounds]
    shown = sum(each.is_shown for each in kept)
    return [
        f"clicked: {sum(each.clicked for each in kept):,}",
        f"unacknowledged: {sum(each.unacknowledged for each in kept)}",
        f"stored: {sum(each.stored for each in kept):,}",
        f"missing: {sum(each.missing for each in kept)}",
        f"doubled: {sum(each.doubled for each in kept)}",
        f"cards that show every vote: {shown} of {len(kept)}",
        f"storms of which everybody was told in private: {sum(each.is_told for each in kept)} of {len(kept)}",
        f"processor time for that, ms: {spread([1000 * each.after for each in figures.rounds], '.0f')}",
    ]


def _machine(figures: Figures) -> list[str]:
    return [f"one fsync on this disk: {figures.fsync_ms:.2f} ms; load before the run: {figures.load:.2f}"]


def _goal(figures: Figures) -> str:
    met = "met" if figures.is_goal_met else "not met"
    return f"goal: at most {GOAL} times the floor's CPU and time: {met}"
