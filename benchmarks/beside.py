"""This checkout and another one in turn, in one run on one machine: what a change costs, or saves.

Each runs its own `benchmarks.votes` with its own `.venv`, because what it stores and what it is sent may
differ from ours. A noisy minute troubles both alike, and who goes first changes from turn to turn.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent.parent
_MEASURES = (("processor time", "cpu"), ("time", "wall"))


@dataclass(frozen=True, slots=True)
class Checkout:
    """A checkout, and the figures of all its rounds so far, as its benchmark wrote them."""

    folder: Path
    database: str
    rounds: list[dict[str, Any]] = field(default_factory=list)

    def take_turn(self, wish: argparse.Namespace, into: Path) -> bool:
        """Run its benchmark once; whether that found every vote."""
        options = {
            "--votes": wish.votes,
            "--rounds": wish.rounds,
            "--database": self.database,
            "--json": into,
        }
        if wish.refused_every:
            options["--refused-every"] = wish.refused_every
        given = [str(each) for option in options.items() for each in option]
        command = [str(self.folder / ".venv/bin/python"), "-m", "benchmarks.votes", *given]
        into.unlink(missing_ok=True)
        ended = subprocess.run(command, cwd=self.folder, stdout=subprocess.DEVNULL, check=False)
        self.rounds.extend(json.loads(into.read_text())["rounds"])
        return ended.returncode == 0

    def median(self, measure: str) -> tuple[float, float]:
        """Milliseconds of its bot, and the bot's ratio to the floor in the same round."""
        bots = [1000 * each["bot"][measure] for each in self.rounds]
        ratios = [each["bot"][measure] / each["floor"][measure] for each in self.rounds]
        return statistics.median(bots), statistics.median(ratios)


def beside(wish: argparse.Namespace) -> int:
    """Take turns, and print medians; 0 when every vote of both was kept."""
    with tempfile.TemporaryDirectory(prefix="alongside-beside-") as name:
        folder = Path(name)
        ours = Checkout(_HERE, wish.database or f"sqlite:///{folder / 'ours.sqlite3'}")
        theirs = Checkout(
            wish.beside.resolve(), wish.beside_database or f"sqlite:///{folder / 'theirs.sqlite3'}"
        )
        order = [(ours, theirs) if turn % 2 == 0 else (theirs, ours) for turn in range(wish.turns)]
        good = [each.take_turn(wish, folder / "figures.json") for turn in order for each in turn]
    print(_table(ours, theirs, wish))
    print(f"turns in which every vote was kept and shown: {sum(good)} of {len(good)}")
    return 0 if all(good) else 1


def _table(ours: Checkout, theirs: Checkout, wish: argparse.Namespace) -> str:
    lines = [
        f"{wish.votes:,} presses at once, {len(ours.rounds)} rounds of each in {wish.turns} turns; medians",
        "",
        f"{'':32}{'here':>10}{'beside':>10}{'here : beside':>16}",
    ]
    for name, measure in _MEASURES:
        pairs = zip(ours.median(measure), theirs.median(measure), strict=True)
        for (here, there), what in zip(pairs, (", ms", ", times the bare app's"), strict=True):
            form = ".0f" if what == ", ms" else ".2f"
            lines.append(f"{name + what:32}{here:>10{form}}{there:>10{form}}{here / there:>16.2f}")
    return "\n".join(lines)
