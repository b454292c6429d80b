"""A sender as one is written first: Slack's library as it comes, a lease, and what is not recorded again.

It is kept to show that the run would find out: where this one doubles nothing, nothing was put to the proof.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from typing import Any

from slack_sdk.http_retry.builtin_async_handlers import AsyncServerErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Column, Engine, MetaData, Table, Text, insert, select, update

from benchmarks.chaos.fate import LONGEST, TOKEN, Fate, Nudges, Orders, Point
from benchmarks.chaos.hurry import real
from bot.clock import real_time
from coproduction.machine import LEASE
from handlers import ids
from handlers.slack.patience import PATIENT
from storage.engine import open_engines
from storage.types import Instant

BATCH = 3
_LEASE = timedelta(seconds=real(LEASE))
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
_nudge = Table(
    "naive_nudge",
    MetaData(),
    Column("id", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("sent", Text, nullable=False),
    Column("lease_until", Instant, nullable=False),
)
_is_open = _nudge.c.sent == ""


def plan(engine: Engine, nudges: Nudges) -> None:
    """Owe all of them, in a table of its own."""
    _nudge.create(engine, checkfirst=True)
    rows = [
        {"id": name, "person": person, "due_at": at, "sent": "", "lease_until": _NEVER}
        for name, person, at in nudges.all()
    ]
    with engine.begin() as connection:
        connection.execute(insert(_nudge), rows)


def is_anything_open(engine: Engine) -> bool:
    """Whether it has more to send."""
    with engine.connect() as connection:
        return connection.scalar(select(_nudge.c.id).where(_is_open).limit(1)) is not None


def serve(orders: Orders, line: Connection) -> None:
    """Send what is due until somebody ends this process."""
    with suppress(TimeoutError):
        asyncio.run(_serve(_Sender(orders, Fate(orders, line)), line))


async def _serve(sender: _Sender, line: Connection) -> None:
    async with asyncio.timeout(LONGEST):
        while not line.poll():
            with suppress(Exception):  # it begins anew, as a supervisor would have it do
                await sender.work()
            await asyncio.sleep(0.1)


@dataclass(frozen=True, slots=True)
class _Due:
    id: str
    person: str


class _Sender:
    def __init__(self, orders: Orders, fate: Fate) -> None:
        self._fate = fate
        self._now = orders.hurry.clock()
        self._engine = open_engines(orders.url).writer
        self._client = AsyncWebClient(
            TOKEN,
            base_url=orders.slack,
            timeout=real(PATIENT.call),  # type: ignore[arg-type]  # aiohttp takes parts of a second
        )
        self._client.retry_handlers.append(AsyncServerErrorRetryHandler())

    async def work(self) -> None:
        for due in self._claimed():
            self._fate.comes_to(Point.CLAIMED)
            await self._send(due)

    def _claimed(self) -> list[_Due]:
        """What nobody holds, or whoever held it has not recorded in time."""
        now, due_by = real_time(), self._now()
        is_due = (_is_open, _nudge.c.due_at <= due_by, _nudge.c.lease_until < now)
        due = select(_nudge.c.id, _nudge.c.person).where(*is_due)
        with self._engine.begin() as connection:
            rows = connection.execute(due.limit(BATCH).with_for_update(skip_locked=True)).all()
            taken = [_Due(*row) for row in rows]
            hold = update(_nudge).where(_nudge.c.id.in_([each.id for each in taken]))
            connection.execute(hold.values(lease_until=now + _LEASE))
        return taken

    async def _send(self, due: _Due) -> None:
        mark: dict[str, Any] = {"event_type": ids.MARK, "event_payload": {"id": due.id}}
        self._fate.comes_to(Point.TO_SEND)
        answer = await self._client.chat_postMessage(channel=due.person, text=due.id, metadata=mark)
        self._fate.comes_to(Point.SENT)
        with self._engine.begin() as connection:
            self._fate.comes_to(Point.TO_RECORD)
            connection.execute(update(_nudge).where(_nudge.c.id == due.id).values(sent=str(answer["ts"])))
