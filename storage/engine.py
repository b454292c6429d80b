"""Engines from a URL: one that writes and one that only reads, on SQLite or PostgreSQL."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from storage import faults
from storage.many import answer_each

_ACCEPTED = "DATABASE_URL must be sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE"
_POSTGRESQL = frozenset({"postgresql", "postgres", "postgresql+psycopg"})

# The waiting time comes first: turning WAL on may itself have to wait for another process.
_PRAGMAS = (
    "busy_timeout=15000",
    "journal_mode=WAL",
    "synchronous=FULL",  # a commit is on the disk before anybody is told; group commit pays for it
    "foreign_keys=ON",
    "secure_delete=ON",  # what people had deleted is overwritten, not merely unlinked
)

# Patience with other processes, like SQLite's busy_timeout; and a process that was frozen in the middle
# of a transaction loses it instead of holding everybody's rows.
_SESSION = "-c lock_timeout=1s -c idle_in_transaction_session_timeout=60s"

PATIENCE = 2.0  # seconds for a database to come back: people wait, and Slack waits three
_PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Engines:
    """The same database twice: `writer` may change it, `reader` cannot."""

    writer: Engine
    reader: Engine

    def dispose(self) -> None:
        """Close the idle connections of both."""
        self.writer.dispose()
        self.reader.dispose()


def open_engines(url: str, *, readers: int = 4) -> Engines:
    """The engines for a database URL; nothing is connected yet. BadDatabase when the URL is not accepted."""
    place = parsed(url)
    if place.drivername == "sqlite":
        return Engines(_sqlite_writer(place), _sqlite_reader(place, readers))
    return Engines(_postgresql_writer(place), _postgresql_reader(place, readers))


def database_file(url: URL) -> Path | None:
    """The file of a SQLite database; None for PostgreSQL."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def parsed(url: str) -> URL:
    """The URL in its parts. No fault repeats it: it may hold a password, and a message ends up in logs."""
    if not url.startswith("sqlite"):
        _require_readable(url)
    try:
        place = make_url(url)
    except (ArgumentError, ValueError):
        raise faults.BadDatabase(f"{_ACCEPTED}; this one is not a database URL at all.") from None
    if place.drivername in _POSTGRESQL:
        _require_parameters(place)
        # A bare name means whatever driver SQLAlchemy prefers this year.
        return place.set(drivername="postgresql+psycopg")
    if place.drivername != "sqlite":
        raise faults.BadDatabase(f"{_ACCEPTED}; {place.drivername}:// is not supported.")
    if place.database in {None, "", ":memory:"} or place.query:
        raise faults.BadDatabase(f"{_ACCEPTED}; SQLite needs a plain file, which all connections share.")
    return place


def _require_parameters(place: URL) -> None:
    """What follows the "?" is for the driver, whose own fault would be a traceback or repeat a password."""
    ports = [port for each in _values(place, "port") for port in each.split(",")]
    if not all(port.isascii() and port.isdecimal() and 0 < int(port[:6]) < 65_536 for port in ports):
        raise faults.BadDatabase("DATABASE_URL must have a number from 1 to 65535 as its port.")
    for name in ("connect_timeout", "keepalives", "keepalives_idle", "keepalives_interval"):
        if not all(each.removeprefix("-").isdecimal() for each in _values(place, name)):
            raise faults.BadDatabase(f"DATABASE_URL must have a whole number as its {name}.")
    host = place.host or ""
    if any(sign in host for sign in "[] \0") or "\0" in str(place.query):
        raise faults.BadDatabase("DATABASE_URL must have the name or address of a server as its host.")
    try:
        make_conninfo("", **dict.fromkeys(place.query, ""))
    except ProgrammingError:
        raise faults.BadDatabase(
            "DATABASE_URL must have only parameters that PostgreSQL knows after its “?”. Check the spelling."
        ) from None


def _values(place: URL, name: str) -> tuple[str, ...]:
    found = place.query.get(name, ())
    return (found,) if isinstance(found, str) else tuple(found)


def _require_readable(url: str) -> None:
    """An unescaped special character in a password would make its end a host, a port or a database.

    Then it is no password any more for anybody, and whoever cannot connect says so in a log.
    """
    place = url.partition("://")[2]
    authority = re.split(r"[/?#]", place, maxsplit=1)[0]
    if place.count("@") > authority.count("@") or authority.count("@") > 1:
        raise faults.BadDatabase(
            "DATABASE_URL must have each special character of its user and password written as a %-code, "
            "for example %40 for @, %2F for /, %3A for :, %3F for ? and %23 for #."
        )
    port = re.sub(r"\[.*\]|[^:]*", "", authority.rpartition("@")[2], count=1).removeprefix(":")
    if port and not (port.isascii() and port.isdecimal() and 0 < int(port[:6]) < 65_536):
        raise faults.BadDatabase(
            "DATABASE_URL must have a number from 1 to 65535 as its port, as in …@HOST:5432/DATABASE. "
            "(A special character in a password is written as a %-code, for example %2F for /.)"
        )


def _sqlite_writer(url: URL) -> Engine:
    # IMMEDIATE takes the write lock at once and waits for it. A transaction that begins by reading and
    # then wants to write fails at once, without waiting, when another process wrote in between.
    engine = _sqlite(url, _PRAGMAS, "BEGIN IMMEDIATE", pool_size=2)
    answer_each(engine)
    return engine


def _sqlite_reader(url: URL, readers: int) -> Engine:
    # In WAL a deferred transaction reads one moment of the file and waits for no writer.
    return _sqlite(url, (*_PRAGMAS, "query_only=ON"), "BEGIN", pool_size=readers)


def _sqlite(url: URL, pragmas: tuple[str, ...], begin: str, *, pool_size: int) -> Engine:
    # Left alone the driver begins by itself, and only before the first write: too late for one moment.
    arguments = {"isolation_level": None}
    engine = create_engine(url, hide_parameters=True, connect_args=arguments, pool_size=pool_size)

    def set_up(connection: Any, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    def begin_now(connection: Any) -> None:
        connection.execute(begin).close()

    event.listen(engine, "connect", set_up)
    # The dialect's own hook: a listener for "begin" would put every statement on a path 6 µs slower.
    engine.dialect.do_begin = begin_now  # type: ignore[assignment,method-assign]
    return engine


def _postgresql_writer(url: URL) -> Engine:
    # No ping before use: the bridge runs a batch again when its connection turns out to be dead.
    engine = create_engine(url, hide_parameters=True, connect_args=_postgresql_arguments(url), pool_size=2)
    answer_each(engine)
    return engine


def _postgresql_reader(url: URL, readers: int) -> Engine:
    return create_engine(
        url,
        hide_parameters=True,
        connect_args=_postgresql_arguments(url),
        pool_size=readers,
        pool_pre_ping=True,
        isolation_level="REPEATABLE READ",  # one read sees one moment, as on SQLite
        execution_options={"postgresql_readonly": True},
    )


def _postgresql_arguments(url: URL) -> dict[str, str]:
    """What the URL says itself comes last, so that it wins."""
    given = {name: value for name, value in url.query.items() if isinstance(value, str)}
    return {"connect_timeout": "2", **given, "options": f"{_SESSION} {given.get('options', '')}".strip()}


@contextmanager
def transaction(
    engine: Engine, wait: Callable[[float], bool], patience: float = PATIENCE
) -> Iterator[Connection]:
    """Commit what is done inside; each way in which that fails has an exception of its own in `faults`.

    `wait` waits that many seconds, and says True when nobody has time for that any more. A database that is
    away is waited for as long as `patience`, in seconds; without any it is tried once.
    """
    with _begin(engine, wait, patience) as connection:
        try:
            yield connection
        except faults.Withdrawn:
            connection.invalidate()
            raise
        except BaseException as error:
            connection.invalidate()  # whatever state it is in, nobody shall get it from the pool
            raise faults.Interrupted from error
        _commit(connection)


def _begin(engine: Engine, wait: Callable[[float], bool], patience: float) -> Connection:
    give_up = time.monotonic() + patience
    while True:
        try:
            return _begin_once(engine)
        except Exception as error:
            hopeless = faults.trouble_of(error) not in {None, faults.Trouble.HELD}
            if hopeless or time.monotonic() >= give_up or wait(_PAUSE):
                raise faults.Unreachable(error) from error


def _begin_once(engine: Engine) -> Connection:
    connection = engine.connect()
    try:
        connection.begin()
    except BaseException:
        connection.close()
        raise
    return connection


def _commit(connection: Connection) -> None:
    try:
        connection.commit()
    except Exception as error:
        raise (faults.OutcomeUnknown if faults.lost(error) else faults.StorageUnavailable)(error) from error
