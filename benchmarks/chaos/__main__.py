"""Nudges while everything dies: `make chaos`, or `python -m benchmarks.chaos --help`.

Three processes of the bot's own sender share a database. They are killed and frozen at random and at each
point of their work, PostgreSQL is killed, too, and Slack does its worst. Afterwards each nudge must stand in
Slack once. A naive sender goes through the same, to show that the run would find out.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.chaos.run import LONG, SHORT, Found, Place, Size, play
from benchmarks.chaos.senders import Naive, Ours
from storage.engine import open_engines
from tests import postgres

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
_COLUMNS = (
    *("sender", "database", "nudges", "killed", "frozen", "database killed"),
    *("lost", "doubled", "untrue", "seconds", "seed", "messages"),
)
_HEAD = f"\n| {' | '.join(_COLUMNS)} |\n{'|---' * len(_COLUMNS)}|"


def main() -> int:
    """0 when nothing was lost or doubled but by the naive sender, which shows that it could have been."""
    wish = _wish()
    size = SHORT if wish.short else LONG
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as name, _server() as server:
        folder = wish.logs or Path(name)
        print(_HEAD)
        found = [asyncio.run(_play(wish.sender, size, seed, folder, server)) for seed in wish.seeds]
    runs = [run for each in found for run in each]
    for run in runs:
        _tell(run)
    return 0 if all(map(_is_as_promised, runs)) else 1


async def _play(
    senders: Sequence[str], size: Size, seed: int, folder: Path, server: postgres.Server | None
) -> list[Found]:
    """All runs of one seed, at the same time where they are short."""
    runs = []
    for make in (each for each in (Ours, Naive) if each.name in senders):
        for place in _places(folder, server, f"{make.__name__}-{seed}".lower()):
            if make is Naive and place.server and size is SHORT:
                continue  # one is enough to show that it doubles
            runs.append(_one(make, place, size, seed, folder))
    if size is SHORT:
        return await asyncio.gather(*runs)
    return [await run for run in runs]


async def _one(make: type[Ours] | type[Naive], place: Place, size: Size, seed: int, folder: Path) -> Found:
    engines = open_engines(place.url)
    sender = make(engines, size.nudges)
    try:
        found = await play(sender, place, size, seed, folder / f"{make.name}-{place.name}-{seed}.log")
    finally:
        await sender.close()
    _row(found)
    return found


@contextmanager
def _server() -> Iterator[postgres.Server | None]:
    """A server of our own: one that somebody else runs is not ours to kill."""
    try:
        server = postgres.open_own_server()
    except postgres.Absent as reason:
        print(reason)
        yield None
        return
    try:
        yield server
    finally:
        server.stop()


def _places(folder: Path, server: postgres.Server | None, name: str) -> Iterator[Place]:
    yield Place("SQLite", f"sqlite:///{folder / f'{name}.sqlite3'}")
    if server:
        yield Place("PostgreSQL", server.create_database(), server)


def _row(found: Found) -> None:
    suffered = found.suffered
    cells = (
        *(found.sender, found.database, found.nudges, suffered.kills.total(), suffered.freezes),
        *(suffered.of_database, len(found.lost), len(found.doubled), len(found.untrue)),
        *(f"{found.seconds:.0f}", found.seed, found.messages),
    )
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


def _tell(found: Found) -> None:
    """Where the processes died; and whatever is not as promised."""
    points = ", ".join(f"{times} {point}" for point, times in sorted(found.suffered.kills.items()))
    print(f"{found.sender}, {found.database}, seed {found.seed}: killed {points}")
    if not _is_as_promised(found):
        print(f"  {why(found)}")
        print(f"  lost: {found.lost}\n  doubled: {found.doubled}\n  untrue: {found.untrue}")
        print(f"  nobody died: {', '.join(found.suffered.lacks())}; frozen: {found.suffered.freezes}")


def why(found: Found) -> str:
    """Whose fault it is: the sender's, or the run's, which did not do all that it should."""
    if found.sender == Naive.name:
        return "THE RUN PROVES NOTHING: even the naive sender has lost and doubled nothing"
    if not found.is_over:
        return "THE RUN WAS NOT OVER: after a long wait something was still on its way (a slow machine?)"
    if not found.is_kept:
        return "A PROMISE IS BROKEN: a nudge is lost, doubled, or not as the database says"
    return "THE RUN PROVES TOO LITTLE: nothing is lost or doubled, but not all was suffered (a slow machine?)"


def _is_as_promised(found: Found) -> bool:
    """The naive sender is here to fail."""
    return bool(found.lost or found.doubled) if found.sender == Naive.name else found.is_right


def _wish() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chaos", description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer nudges, all runs at the same time")
    parser.add_argument("--seeds", type=int, nargs="+", default=[2026], help="one round of runs for each")
    parser.add_argument("--logs", type=Path, help="a folder that keeps what the processes log")
    names = (Ours.name, Naive.name)
    parser.add_argument("--sender", nargs="+", choices=names, default=names, help="both without")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
