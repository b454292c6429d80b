"""A burst of votes against a bare Bolt app: `python -m benchmarks.votes --help`."""

import argparse
import asyncio
import dataclasses
import json
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.beside import beside
from benchmarks.disk import fsync_ms
from benchmarks.figures import Figures, table
from benchmarks.profile import profile
from benchmarks.rounds import play_in
from benchmarks.slack import CROWD
from coproduction.levels import Level


def main() -> int:
    """0 unless a vote was lost, doubled or left unanswered; being slow is no failure."""
    wish = _wish()
    if wish.beside:
        return beside(wish)
    with tempfile.TemporaryDirectory(prefix="alongside-benchmark-") as name:
        folder = Path(name)
        wish.database = wish.database or f"sqlite:///{folder / 'votes.sqlite3'}"
        if wish.profile:
            print(asyncio.run(profile(wish.database, folder, wish.votes, wish.rounds, _level(wish))))
            return 0
        figures = asyncio.run(_run(wish, folder))
    print(table(figures))
    if wish.json:
        wish.json.write_text(json.dumps(dataclasses.asdict(figures), indent=1) + "\n")
    return 0 if figures.is_right else 1


async def _run(wish: argparse.Namespace, folder: Path) -> Figures:
    load = os.getloadavg()[0]
    rounds = await play_in(
        wish.database,
        folder,
        wish.votes,
        wish.rounds,
        refused_every=wish.refused_every,
        level=_level(wish),
        processes=wish.processes,
    )
    return Figures(wish.votes, fsync_ms(folder), load, rounds)


def _level(wish: argparse.Namespace) -> Level:
    return Level.ANONYMOUS if wish.anonymous else Level.CONFIDENTIAL


def _wish() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.votes", description=__doc__)
    parser.add_argument("--votes", type=int, help="in each storm (1000)")
    parser.add_argument("--rounds", type=int, help="counted ones, after one that warms up (5)")
    parser.add_argument("--database", metavar="URL", help="an empty database (a SQLite file that goes away)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures of all rounds here")
    parser.add_argument("--refused-every", type=int, default=0, metavar="N", help="refuse one press of N")
    parser.add_argument("--anonymous", action="store_true", help="the polls are anonymous")
    parser.add_argument("--processes", type=int, default=1, help="of the bot, on PostgreSQL (1)")
    parser.add_argument("--beside", type=Path, metavar="PATH", help="take turns with another checkout")
    parser.add_argument("--beside-database", metavar="URL", help="an empty database for that one")
    parser.add_argument("--turns", type=int, default=5, help="of each checkout, with --beside (5)")
    parser.add_argument("--quick", action="store_true", help="200 votes, 2 rounds")
    parser.add_argument("--profile", action="store_true", help="show where the time goes, instead")
    wish = parser.parse_args()
    if bool(wish.database) != bool(wish.beside_database) and wish.beside:
        parser.error("each checkout needs a database of its own: --database and --beside-database")
    if (wish.votes or 0) > len(CROWD):
        parser.error(f"there are {len(CROWD)} people")
    wish.votes = wish.votes or (200 if wish.quick else 1000)
    wish.rounds = wish.rounds or (2 if wish.quick else 5)
    return wish


if __name__ == "__main__":
    sys.exit(main())
