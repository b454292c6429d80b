"""What Alongside remembers, in SQLite or PostgreSQL: the only package that speaks SQL."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.exc import DBAPIError

from storage import across
from storage.bridge import Bridge
from storage.engine import open_engines
from storage.faults import BadDatabase, Unreachable, at_start
from storage.memory import SqlMemory
from storage.migrate import NewerDatabase, migrate

__all__ = ["BadDatabase", "NewerDatabase", "SqlMemory", "Storage", "Unreachable", "open_storage"]


class Storage(Bridge[SqlMemory]):
    """`coproduction.ports.Storage`."""

    async def due(self, now: datetime, workspaces: Collection[str]) -> frozenset[str]:
        """Those of these workspaces in which anything is due: the one question that crosses them."""
        return await self.look(lambda connection: across.due(connection, now, workspaces))


def open_storage(url: str, *, waiting_limit: int = 5_000, readers: int = 4) -> Storage:
    """The storage behind a database URL, its tables brought up to date; `close()` it at the end.

    BadDatabase when it cannot be used, NewerDatabase when a newer version has been at work there, Unreachable
    (a Refusal) when it does not answer.
    """
    engines = open_engines(url, readers=readers)
    try:
        migrate(engines.writer)
    except DBAPIError as fault:
        engines.dispose()
        raise at_start(fault) from fault
    except BaseException:
        engines.dispose()
        raise
    return Storage(engines, SqlMemory, waiting_limit=waiting_limit, readers=readers)
