"""All storms of votes in one run, as a table: `make bench`, or `python -m benchmarks.storms --help`.

Each row has a database of its own, and holds the bot against the floor round by round.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, product
from pathlib import Path

from benchmarks.disk import fsync_ms
from benchmarks.figures import GOAL, Figures, Speed, spread
from benchmarks.rounds import play_in
from coproduction.levels import Level
from tests import postgres

SIZES = (1_000, 5_000)
LEVELS = {Level.CONFIDENTIAL: "single choice", Level.ANONYMOUS: "anonymous"}
IN_TIME = 3.0  # seconds; Slack listens no longer
_HEAD = """
| presses at once | stored in | poll | bare app, ms | the bot, ms | times | slowest, ms | then, ms |
|---|---|---|---|---|---|---|---|"""
_files = count(1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a storm's votes are stored, and by how many processes of the bot."""

    name: str
    server: postgres.External | None = None  # without one, a SQLite file
    processes: int = 1

    def database(self, folder: Path) -> str:
        """The URL of an empty one."""
        if self.server:
            return self.server.create_database()
        return f"sqlite:///{folder / f'storm{next(_files)}.sqlite3'}"


def main() -> int:
    """0 unless a vote was lost, doubled or not answered in time, or a storm cost too much (`judged`)."""
    wish = _wish()
    with tempfile.TemporaryDirectory(prefix="alongside-benchmark-") as name, _places() as places:
        folder = Path(name)
        print(f"{wish.rounds} rounds each; medians (least to most). Then: the private words, and the card.")
        print(f"One fsync on this disk: {fsync_ms(folder):.2f} ms; load: {os.getloadavg()[0]:.2f}.\n{_HEAD}")
        played = [_play(wish, folder, *each) for each in product(places, wish.votes, LEVELS)]
    return judged(played)


def judged(played: Sequence[Figures]) -> int:
    """Say how many storms were as promised in each way, and what is wrong; the exit code that this means."""
    print()
    wrong = []
    for promise, is_kept, otherwise in _PROMISES:
        kept = sum(map(is_kept, played))
        print(f"storms {promise}: {kept}")
        if kept < len(played):
            wrong.append(f"{otherwise}: {len(played) - kept}")
    print(f"storms in all: {len(played)}")
    print("\n".join(wrong) or "as promised")
    return 1 if wrong else 0


@contextmanager
def _places() -> Iterator[list[Place]]:
    """SQLite, and PostgreSQL where it is installed."""
    places = [Place("SQLite")]
    try:
        server = postgres.open_server()
    except postgres.Absent as reason:
        print(reason)
        yield places
        return
    try:
        yield [*places, Place("PostgreSQL", server), Place("PostgreSQL, two processes", server, processes=2)]
    finally:
        server.stop()


def _play(wish: argparse.Namespace, folder: Path, place: Place, votes: int, level: Level) -> Figures:
    """One row, printed as soon as it is known."""
    load, database = os.getloadavg()[0], place.database(folder)
    playing = play_in(database, folder, votes, wish.rounds, level=level, processes=place.processes)
    figures = Figures(votes, 0.0, load, asyncio.run(playing))
    middle, least, most = figures.ratio(_cpu)
    times = f"**{middle:.2f}** ({least:.2f}–{most:.2f})"
    floor, bot = (spread([1000 * each.cpu for each in app], ".0f") for app in figures.apps())
    slowest = f"{1000 * _slowest(figures):,.0f}"
    then = f"{statistics.median(1000 * each.after for each in figures.rounds):,.0f}"
    cells = (f"{votes:,}", place.name, LEVELS[level], floor, bot, times, slowest, then)
    print(f"| {' | '.join(cells)} |", flush=True)
    return figures


def _cpu(speed: Speed) -> float:
    return speed.cpu


def _slowest(figures: Figures) -> float:
    return max(each.bot.wall for each in figures.rounds)


# What is promised of a storm, whether that was so, and what is said of those of which it was not.
_PROMISES: tuple[tuple[str, Callable[[Figures], bool], str], ...] = (
    ("that kept every vote", lambda storm: storm.is_right, "lost, doubled or told nobody"),
    (
        f"in which nobody waited longer than {IN_TIME:.0f} s",
        lambda storm: _slowest(storm) < IN_TIME,
        "answered too late",
    ),
    (
        f"within {GOAL} times the bare app's processor time",
        lambda storm: storm.ratio(_cpu)[0] <= GOAL,
        "too slow",
    ),
)


def _wish() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.storms", description=__doc__)
    parser.add_argument("--votes", type=int, nargs="+", default=SIZES, help="in each storm (1000 and 5000)")
    parser.add_argument("--rounds", type=int, default=5, help="counted ones, after one that warms up (5)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
