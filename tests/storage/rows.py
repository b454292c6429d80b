"""The bridge's own small world: one table, a view of it, and a gate that holds the writer."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from coproduction.effects import NOTHING, Effects
from storage.bridge import Bridge
from storage.engine import open_engines
from storage.faults import NAMES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from storage.engine import Engines

PATIENCE = 20.0  # seconds until a test that waits for an event gives up

metadata = sa.MetaData(naming_convention=NAMES)
rows = sa.Table(
    "entry",
    metadata,
    sa.Column("workspace", sa.String, primary_key=True),
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("parent", sa.String),
    sa.UniqueConstraint("workspace", "number"),
    # Looked at only by COMMIT: the way to make one fail.
    sa.ForeignKeyConstraint(
        ["workspace", "parent"], ["entry.workspace", "entry.name"], deferrable=True, initially="DEFERRED"
    ),
)


@dataclass(frozen=True)
class Memory:
    """The entries of one workspace."""

    connection: sa.Connection
    workspace: str

    def add(self, name: str, number: int, parent: str | None = None) -> int:
        row = {"workspace": self.workspace, "name": name, "number": number, "parent": parent}
        self.connection.execute(rows.insert(), row)
        return number

    def put(self, name: str, number: int) -> int:
        insert = sqlite.insert if self.connection.dialect.name == "sqlite" else postgresql.insert
        row = insert(rows).values(workspace=self.workspace, name=name, number=number)
        new = {"number": row.excluded.number}
        self.connection.execute(row.on_conflict_do_update(index_elements=["workspace", "name"], set_=new))
        return number

    def take_effects(self) -> Effects:
        return NOTHING

    def names(self) -> list[str]:
        mine = sa.select(rows.c.name).where(rows.c.workspace == self.workspace)
        return list(self.connection.scalars(mine.order_by(rows.c.number)))

    def backend(self) -> int:
        """The process that serves this connection (PostgreSQL)."""
        pid: int = self.connection.scalar(sa.text("SELECT pg_backend_pid()"))
        return pid


class Gate:
    """A piece of work that holds the writer until the gate is opened."""

    def __init__(self) -> None:
        self._reached, self._opened = Event(), Event()

    def __call__(self, memory: object) -> None:
        self._reached.set()
        assert self._opened.wait(PATIENCE)

    async def reached(self) -> None:
        assert await asyncio.to_thread(self._reached.wait, PATIENCE)

    def open(self) -> None:
        self._opened.set()


class Commits:
    """Counts the transactions that an engine commits."""

    def __init__(self, engines: Engines) -> None:
        self.count = 0
        sa.event.listen(engines.writer, "commit", self._counted)

    def _counted(self, _connection: sa.Connection) -> None:
        self.count += 1


@asynccontextmanager
async def bridge_over(engines: Engines, *, waiting_limit: int = 5_000) -> AsyncIterator[Bridge[Memory]]:
    """A bridge, closed at the end."""
    bridge = Bridge(engines, Memory, waiting_limit=waiting_limit)
    try:
        yield bridge
    finally:
        await bridge.close()


@asynccontextmanager
async def busy(bridge: Bridge[Any]) -> AsyncIterator[None]:
    """Inside, the writer is busy and all writes wait; afterwards they go together."""
    gate = Gate()
    holder = asyncio.create_task(bridge.write("T1", gate))
    await gate.reached()
    try:
        yield
        await asyncio.sleep(0)  # one turn of the loop: the tasks made inside put their work on the queue
    finally:
        gate.open()
    await holder


def create_tables(url: str) -> None:
    engines = open_engines(url)
    metadata.create_all(engines.writer)
    engines.dispose()
