"""A motivated intruder's test: `make attack`, or

    python -m benchmarks.attack                    200 rooms on each database, about ten minutes
    python -m benchmarks.attack --short            a few rooms, in half a minute
    python -m benchmarks.attack --record FILE      the record, for the file of a data protection assessment

What decides the exit code stands in `benchmarks/attack/record.py`.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from benchmarks.attack.databases import both
from benchmarks.attack.intruder import Findings, attack
from benchmarks.attack.record import is_held, record
from benchmarks.attack.staged import attack_stages

ROOMS, NAIVE = 200, 40
SHORT_ROOMS, SHORT_NAIVE = 4, 1
# Of the whole bot, on each database. The short form has one on SQLite: a row of the listener's that names
# each voter gives 0.98 there, and chance has up to 0.72 of the 0.78 that one room is allowed.
STAGES, SHORT_STAGES = (6, 6), (1, 0)


def main() -> int:
    """0 when nobody was found out but in the naive rooms."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.attack",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--short", action="store_true", help="few rooms, and a wider margin for chance")
    parser.add_argument("--rooms", type=int, help="so many on each database")
    parser.add_argument(
        "--first", type=int, default=0, help="the number of the first room: others, made by chance"
    )
    parser.add_argument("--record", type=Path, help="where the record is written (printed without)")
    wish = parser.parse_args()
    rooms = (SHORT_ROOMS, SHORT_STAGES, SHORT_NAIVE) if wish.short else (ROOMS, STAGES, NAIVE)
    findings = asyncio.run(_attack(wish.first, wish.rooms or rooms[0], *rooms[1:]))
    text = record(findings)
    if wish.record:
        wish.record.write_text(f"{text}\n")
        print(f"the record: {wish.record}")
    else:
        print(text)
    return 0 if all(map(is_held, findings)) else 1


async def _attack(first: int, rooms: int, stages: tuple[int, int], naive: int) -> list[Findings]:
    findings: list[Findings] = []
    with both() as databases:
        for database, staged in zip(databases, stages, strict=True):
            findings.append(await attack(database, range(first, first + rooms)))
            if staged:
                findings.append(await attack_stages(database, range(first, first + staged)))
            findings.append(await attack(database, range(naive), is_naive=True))
    return findings


if __name__ == "__main__":
    sys.exit(main())
