"""What Alongside remembers, in SQLite or PostgreSQL: the only package that speaks SQL."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from sqlalchemy.exc import DBAPIError

from coproduction.hours import Holidays, no_holidays
from coproduction.service.closing import close_polls
from coproduction.service.voices import reseal
from storage import across, secrets
from storage.backup import Backup, BadBackup, back_up
from storage.bridge import Bridge
from storage.engine import Engines, database_file, open_engines, parsed
from storage.faults import BadDatabase, Unreachable, at_start, is_said
from storage.heartbeats import require_storing
from storage.keyfile import path_beside, read_or_made
from storage.keys import SHORTEST, BadKey, Key
from storage.memory import SqlMemory
from storage.migrate import NewerDatabase, migrate
from storage.restore import Restored, restore

__all__ = [
    "Backup",
    "BadBackup",
    "BadDatabase",
    "BadKey",
    "NewerDatabase",
    "Restored",
    "SqlMemory",
    "Storage",
    "Unreachable",
    "back_up",
    "give_new_key",
    "is_said",
    "open_storage",
    "place_of",
    "restore",
]


class Storage(Bridge[SqlMemory]):
    """`coproduction.ports.Storage`."""

    @property
    def is_shared(self) -> bool:
        """Whether other processes may be at work on the same database: a SQLite file has one."""
        return database_file(self._engines.writer.url) is None

    def rehearse(self) -> None:
        """From now on time is only what callers say: they follow a clock that can be moved."""
        opened = self._open_memory
        self._open_memory = lambda connection, workspace: opened(connection, workspace).rehearsed()

    async def due(self, now: datetime, workspaces: Collection[str]) -> frozenset[str]:
        """Those of these workspaces in which anything is due: the one question that crosses them."""
        return await self.look(lambda connection: across.due(connection, now, workspaces))

    async def let_secrets_go(self, now: datetime) -> None:
        """Destroy each secret that outlived its session, also where nobody is served any more."""
        for workspace, session in await self.look(lambda connection: secrets.outlived(connection, now)):
            await self.write(workspace, partial(_reseal, session=session))
            self.forget()


def _reseal(memory: SqlMemory, session: str) -> None:
    reseal(memory, session)
    memory.endings.drop(session)
    close_polls(memory, [poll for poll in memory.polls.of_session(session) if poll.is_anonymous])


def open_storage(
    url: str,
    secret_key: str = "",
    *,
    waiting_limit: int = 5_000,
    readers: int = 4,
    holidays: Holidays = no_holidays,
) -> Storage:
    """The storage behind a database URL, its tables brought up to date; `close()` it at the end.

    `secret_key` locks the secrets in it; without, a SQLite file has a key file beside it. BadDatabase (also a
    BadKey) when it cannot be used, NewerDatabase when a newer version has been at work there, Unreachable (a
    Refusal) when it does not answer. What can be read but stores nothing is a BadDatabase, too. On `holidays`
    nobody is asked anything.
    """
    engines = open_engines(url, readers=readers)
    key = made_ready(engines, secret_key)
    memory = partial(SqlMemory, key=key, holidays=holidays)
    return Storage(engines, memory, waiting_limit=waiting_limit, readers=readers, place=place_of(url))


def made_ready(engines: Engines, secret_key: str = "") -> Key:
    """The key of a database that was brought up to date and has proved that it stores something."""
    try:
        migrate(engines.writer)
        key = key_of(engines, secret_key)
        secrets.take_in(engines.writer, key)
        require_storing(engines.writer)
    except DBAPIError as fault:
        engines.dispose()
        raise at_start(fault, database_file(engines.writer.url)) from fault
    except BaseException:
        engines.dispose()
        raise
    return key


def place_of(url: str) -> str:
    """Which database that is, in words for a log: no user and no password."""
    found = parsed(url)
    return (
        f"{found.host or 'this machine'}:{found.port or 5432}/{found.database}"
        if found.host
        else str(found.database)
    )


def give_new_key(url: str, secret_key: str) -> int:
    """Close for good what the present key does not open, and make a key file if that is missing.

    How many sessions' secrets were closed: nobody can check in there any more, and nobody there is named.
    """
    engines = open_engines(url)
    try:
        migrate(engines.writer)
        file = database_file(engines.writer.url)
        key = key_of(engines, secret_key) if secret_key or not file else read_or_made(path_beside(file))
        with engines.writer.begin() as connection:
            closed = secrets.unopened(connection, key)
            for workspace, session in closed:
                _reseal(SqlMemory(connection, workspace, key), session=session)
    except DBAPIError as fault:
        raise at_start(fault, database_file(engines.writer.url)) from fault
    finally:
        engines.dispose()
    return len(closed)


def key_of(engines: Engines, secret_key: str) -> Key:
    """The key of a database whose tables are up to date; BadKey says in words why there is none."""
    if secret_key:
        if len(secret_key) < SHORTEST:
            raise BadKey(f"SECRET_KEY must be {SHORTEST} characters or longer. {_MAKE_ONE}")
        return Key(secret_key)
    file = database_file(engines.writer.url)
    if file is None:
        raise BadKey(f"SECRET_KEY is missing: with PostgreSQL it must be set. {_MAKE_ONE}")
    return read_or_made(path_beside(file), is_needed=secrets.are_locked(engines.writer))


_MAKE_ONE = "To make one, type: python -c 'import secrets; print(secrets.token_urlsafe(32))'"
