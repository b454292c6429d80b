"""Which processes are at work on this database; and a proof, at the start, that it stores anything."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Connection, Engine, delete, func, insert, select

from coproduction.heartbeats import LIVE_FOR, Heartbeat
from storage.columns import fact, integers, key, moment
from storage.phrases import find, given, keep, remove, value
from storage.register import Register
from storage.repository import Repository

heartbeat = fact(
    "heartbeat",
    Register(
        whose="nobody",
        why="so that two bots on two databases are noticed, and none is at work while a backup is restored",
        kept="a minute and a half after the process was at work last",
        export="not: it is about the bot",
        erasure="gone by itself",
    ),
    key("process"),
    moment("seen_at"),
    *integers("strangers"),
)

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_beat = heartbeat.c
_KEEP = keep(heartbeat)
_FORGET = remove(heartbeat, _beat.seen_at <= value(_beat.seen_at, "since"))
_LIVE = find(Heartbeat, heartbeat, _beat.seen_at > value(_beat.seen_at, "since"), order=(_beat.process,))
_KNOWN = find(Heartbeat, heartbeat, order=(_beat.process,))
_STOP = remove(heartbeat, given(_beat.process))


class Heartbeats(Repository):
    """`coproduction.heartbeats.Heartbeats`."""

    def beat(self, process: str, now: datetime, strangers: int) -> None:
        self._touch(_FORGET, since=now - LIVE_FOR)
        self._touch(_KEEP, process=process, seen_at=now, strangers=strangers)

    def live(self, now: datetime) -> Sequence[Heartbeat]:
        return self._all(_LIVE, since=now - LIVE_FOR)

    def known(self) -> Sequence[Heartbeat]:
        return self._all(_KNOWN)

    def stop(self, process: str) -> None:
        self._touch(_STOP, process=process)


def last_seen(connection: Connection, now: datetime) -> datetime | None:
    """When a process that may be at work still was seen last, of whichever workspace."""
    newest = select(func.max(_beat.seen_at)).where(_beat.seen_at > now - LIVE_FOR)
    seen: datetime | None = connection.scalar(newest)
    return seen


def require_storing(writer: Engine) -> None:
    """Write what needs some room of its own, and remove it; raises what the database says to that."""
    process = uuid4().hex * 600
    with writer.begin() as connection:
        connection.execute(
            insert(heartbeat).values(workspace="", process=process, seen_at=_LONG_AGO, strangers=0)
        )
        connection.execute(delete(heartbeat).where(_beat.workspace == "", _beat.process == process))
