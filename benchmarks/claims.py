"""What a tick's claim costs when a million messages are stored: `make bench-nudges`.

Beside it, in the same run, the least that takes the same messages and learns which they are: a bare UPDATE,
sent by the driver. Then 10,000 that are due at the same time are sent through the bot's own outbox.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from benchmarks.crammed import NOW, WORKSPACE, fill, owe
from benchmarks.rush import send_all
from coproduction.machine import LEASE
from coproduction.messages import Message
from coproduction.service.kinds import RANKS
from storage import SqlMemory, made_ready
from storage.engine import Engines, open_engines
from storage.messages import message
from storage.phrases import columns_of
from tests import postgres
from tests.stage import SECRET_KEY

FEW, MANY, DUE, ROUNDS, RUSH = 10_000, 1_000_000, 1_000, 7, 10_000
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it: a disk that syncs hides the rest
MOST_TIMES, MOST_GROWTH = 2.0, 1.5
_COLUMNS = ", ".join(f'"{column.name}"' for column in columns_of(Message, message))
_BARE = f"""UPDATE message SET state = 'sending', lease = 'x', lease_until = {{until}}, attempt = attempt + 1,
  first_started_at = coalesce(first_started_at, {{now}})
  WHERE workspace = '{WORKSPACE}' AND state = 'pending' AND next_at <= {{now}} RETURNING {_COLUMNS}"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Claimed:
    """Milliseconds of each round: on SQLite, which is in this thread, the processor's; else the clock's."""

    database: str
    stored: int
    ours: list[float]
    bare: list[float]

    @property
    def times(self) -> float:
        """Ours, in bare ones of the same round: the median, because the machine does other things, too."""
        return statistics.median(our / bare for our, bare in zip(self.ours, self.bare, strict=True))


def main() -> int:
    """0 unless a message was lost, doubled or hurried; being slow is no failure, and is said."""
    wish = _wish()
    gc.freeze()  # as the bot does when it has started
    gc.set_threshold(50_000, 20, 50)
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None))
        )
        urls = [f"sqlite:///{folder / 'few.db'}", f"sqlite:///{folder / 'many.db'}"]
        try:
            server = postgres.open_own_server()
            stack.callback(server.stop)
            urls += [server.create_database(), server.create_database()]
        except postgres.Absent as reason:
            print(reason)
        print(f"| database | stored | due | claim, ms (least) | bare UPDATE (least) | times |\n{'|---' * 6}|")
        found = [_measure(*each, wish) for each in zip(urls, 2 * [wish.few, wish.many], strict=False)]
        rushed = asyncio.run(send_all(f"sqlite:///{folder / 'rush.db'}", wish.rush))
    print("\n".join(_goals(found)))
    print(rushed)
    return 0 if rushed.is_right else 1


def _measure(url: str, stored: int, wish: argparse.Namespace) -> Claimed:
    engines = open_engines(url)
    made_ready(engines, SECRET_KEY)
    fill(engines.writer, stored)
    database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[engines.writer.dialect.name]
    found = Claimed(database, stored, *_rounds(engines, wish.due, wish.rounds))
    spent = [f"{statistics.median(each):.1f} ({min(each):.1f})" for each in (found.ours, found.bare)]
    print(f"| {database} | {stored:,} | {wish.due:,} | {' | '.join(spent)} | {found.times:.2f} |", flush=True)
    engines.dispose()
    return found


def _rounds(engines: Engines, due: int, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each claim and each bare UPDATE; they take turns, the first of each warms up."""
    spent: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for claim, into in zip((_claim, _claim_barely), spent, strict=True):
            owe(engines.writer, due)
            milliseconds, taken = _timed(engines.writer, lambda connection: claim(connection, due))  # noqa: B023
            if taken != due:
                raise RuntimeError(f"{taken} of {due} were claimed")
            if number:
                into.append(milliseconds)
    return spent


def _timed(engine: Engine, claim: Callable[[Connection], int]) -> tuple[float, int]:
    clock = time.thread_time if engine.dialect.name == "sqlite" else time.perf_counter
    began = clock()
    with engine.begin() as connection:
        taken = claim(connection)
    return 1000 * (clock() - began), taken


def _claim(connection: Connection, most: int) -> int:
    messages = SqlMemory(connection, WORKSPACE).messages
    claimed = messages.claim_in_turn(NOW, lease="x", until=NOW + LEASE, most=most, began=NOW, ranks=RANKS)
    return len(claimed)


def _claim_barely(connection: Connection, _most: int) -> int:
    until, now = (_literal(connection, moment) for moment in (NOW + LEASE, NOW))
    cursor = connection.connection.cursor()
    cursor.execute(_BARE.format(until=until, now=now))
    return len(cursor.fetchall())


def _literal(connection: Connection, moment: object) -> str:
    spelled = message.c.due_at.type.bind_processor(connection.dialect)
    value = spelled(moment) if spelled else moment
    return str(value) if isinstance(value, int) else f"TIMESTAMPTZ '{value}'"


def _goals(found: list[Claimed]) -> list[str]:
    lines = [""]
    for few, many in zip(found[::2], found[1::2], strict=True):
        growth = statistics.median(many.ours) / statistics.median(few.ours)
        is_met = many.times <= MOST_TIMES and growth <= MOST_GROWTH
        lines.append(
            f"{few.database}: {many.stored:,} against {few.stored:,} stored: {growth:.2f} times;"
            f" goal (at most {MOST_TIMES} bare ones, {MOST_GROWTH} times): {'met' if is_met else 'not met'}"
        )
    return lines


def _wish() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.claims", description=__doc__)
    parser.add_argument("--few", type=int, default=FEW, help="messages stored, at first")
    parser.add_argument("--many", type=int, default=MANY, help="messages stored, at last")
    parser.add_argument("--due", type=int, default=DUE)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--rush", type=int, default=RUSH, help="messages that are due at the same time")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
