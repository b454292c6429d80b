"""Pieces of work that begin alike, and what is seen of how they are run."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from coproduction.errors import Refusal
from storage.many import TOGETHER
from tests.storage.rows import busy, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from storage.bridge import Bridge
    from storage.engine import Engines
    from tests.storage.rows import Memory


def _mark(insert: Callable[[sa.Table], Any]) -> sa.Insert:
    """Store a number under a name; no row is touched where it is there already."""
    row = insert(rows)
    marked: sa.Insert = row.on_conflict_do_update(
        index_elements=["workspace", "name"],
        set_={"number": row.excluded.number},
        where=rows.c.number != row.excluded.number,
    ).execution_options(**TOGETHER)
    return marked


_MARK = {"sqlite": _mark(sqlite.insert), "postgresql": _mark(postgresql.insert)}


@dataclass
class Mark:
    """A piece of work that begins with the statement that storms have in common, and perhaps goes on."""

    name: str
    number: int
    then: Callable[[Memory], object] | None = None
    parent: str | None = None
    runs: int = field(default=0, init=False)

    def __call__(self, memory: Memory) -> int:
        self.runs += 1
        row = {"workspace": memory.workspace, "name": self.name, "number": self.number, "parent": self.parent}
        mark = _MARK[memory.connection.dialect.name]
        touched = memory.connection.execute(mark, row, execution_options={"preserve_rowcount": True}).rowcount
        if touched == 0:
            raise Refusal(f"{self.name} is {self.number} already.")
        if self.then:
            self.then(memory)
        return touched


def marks(count: int, name: str = "mark", first: int = 1) -> list[Mark]:
    return [Mark(f"{name}{number}", number) for number in range(first, first + count)]


def refuse(_memory: Memory) -> None:
    raise Refusal("No.")


async def storm(
    bridge: Bridge[Memory], works: Sequence[Callable[[Memory], object]], teams: Sequence[str] = ()
) -> list[object]:
    """All in one batch, in this order: what each returned or raised."""

    async with busy(bridge):
        writes: list[asyncio.Task[object]] = [
            asyncio.create_task(bridge.write(team, work))
            for team, work in zip(teams or ["T1"] * len(works), works, strict=True)
        ]
    return list(await asyncio.gather(*writes, return_exceptions=True))


class Sent:
    """Counts what the writer sends: statements, and those sent for many at once."""

    def __init__(self, engines: Engines) -> None:
        self.single = 0
        self.many: list[int] = []
        sa.event.listen(engines.writer, "before_cursor_execute", self._sent)

    def _sent(self, _c: object, _cursor: object, _sql: str, values: Any, _x: object, is_many: bool) -> None:
        if is_many:
            self.many.append(len(values))
        else:
            self.single += 1
