"""A PostgreSQL server for the tests: the system's binaries, a temporary folder, a free port.

PostgreSQL refuses to run as root, and so do the usual fixtures; here, root starts it as `nobody`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any, LiteralString

import psycopg
from psycopg import sql

# A test's data need not outlive a power cut, only a killed server: no syncs, which makes it quick.
_SETTINGS = (
    "listen_addresses=127.0.0.1",
    "fsync=off",
    "full_page_writes=off",
    "wal_level=minimal",  # nobody copies it
    "max_wal_senders=0",
    "autovacuum=off",  # no table lives long enough to need it
    "max_connections=50",
    "deadlock_timeout=100ms",
)
_START_WITHIN = 20.0
_ASK_EVERY = 0.02
_names = count()

TEMPLATE = "with_all_tables"  # the database of a cluster made by `initialise`, to copy


class Absent(Exception):  # noqa: N818 (the reason of a skip)
    """There is no PostgreSQL to test with; the text says what to install."""


class External:
    """A server that somebody else runs, named by COPRO_TEST_PG_URL."""

    def __init__(self, url: str) -> None:
        self.admin = psycopg.conninfo.make_conninfo(url)
        self._base = url.rpartition("/")[0].replace("postgres://", "postgresql://")

    def template(self, make_tables: Callable[[str], None]) -> str:
        """The name of a database with all tables, to copy."""
        url = self.create_database()
        make_tables(url)
        return url.rpartition("/")[2]

    def create_database(self, template: str = "template1", name: str = "") -> str:
        """The URL of a fresh database, a copy of `template`."""
        name = name or f"copro_test_{os.getpid()}_{next(_names)}"
        with psycopg.connect(self.admin, autocommit=True) as connection:
            # Copying files is quicker for a small database; before PostgreSQL 15 there was no other way.
            how = sql.SQL("STRATEGY file_copy" if connection.info.server_version >= 150_000 else "")
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} {}").format(
                    sql.Identifier(name), sql.Identifier(template), how
                )
            )
        return f"{self._base}/{name}"

    def drop_database(self, url: str) -> None:
        """Drop it, whoever is still connected."""
        name = sql.Identifier(url.rpartition("/")[2])
        with psycopg.connect(self.admin, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def empty_database(self, url: str) -> None:
        """Leave nothing in it, and nobody connected to it."""
        self._alone(url, "DROP SCHEMA public CASCADE; CREATE SCHEMA public")

    def clear_database(self, url: str, tables: Sequence[str]) -> None:
        """Leave no row in these tables, of which none refers to one before it, and nobody connected to it."""
        deletions = [sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in tables]
        self._alone(url, sql.SQL("; ").join(deletions))

    def _alone(self, url: str, statements: LiteralString | sql.Composed) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            connection.execute(statements)

    def stop(self) -> None:
        """Leave it running: it is not ours."""


class Server(External):
    """A server of our own, which a test may kill, on a new cluster or on a copy of one."""

    def __init__(self, binaries: Path, cluster: Path | None = None) -> None:
        self._binaries = binaries
        self._has_template = cluster is not None
        self._folder = Path(tempfile.mkdtemp(prefix="copro-postgres-"))
        self._port = _free_port()
        super().__init__(f"postgresql://postgres@127.0.0.1:{self._port}/postgres")
        self._identity = _identity(self._folder)
        if cluster:
            _copy(cluster, self._folder / "data")
        else:
            self._initialise()
        self._process = self._spawn()
        self._wait_until_ready()

    def template(self, make_tables: Callable[[str], None]) -> str:
        """The name of a database with all tables, to copy: of a copied cluster, its own."""
        return TEMPLATE if self._has_template else super().template(make_tables)

    def kill9(self) -> None:
        """Kill it as a power cut would, without any farewell to its clients."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def start(self) -> None:
        """Start it again on the same data and port; it recovers first."""
        self._process = self._spawn()
        self._wait_until_ready()

    def stop(self, keep: Path | None = None) -> None:
        """End it and leave nothing behind, but for its cluster where that is to be kept."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait()
        if keep:
            _copy(self._folder / "data", keep)
        shutil.rmtree(self._folder)

    def _initialise(self) -> None:
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions",
                   "--wal-segsize=1"]  # fmt: skip
        command = [str(self._binaries / "initdb"), "-D", "data", *options]
        subprocess.run(command, check=True, capture_output=True, **self._identity)

    def _spawn(self) -> subprocess.Popen[bytes]:
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        place = ["-D", "data", "-p", str(self._port), "-k", str(self._folder)]
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(
                [str(self._binaries / "postgres"), *place, *settings],
                stdout=log,
                stderr=log,
                **self._identity,
            )

    def _wait_until_ready(self) -> None:
        """By asking: a server that starts has no other way to tell a client."""
        give_up = time.monotonic() + _START_WITHIN
        pause = Event()
        while True:
            try:
                psycopg.connect(self.admin, connect_timeout=1).close()
            except psycopg.OperationalError:
                if time.monotonic() > give_up:
                    raise RuntimeError((self._folder / "log").read_text()) from None
                if (
                    self._process.poll() is not None
                ):  # after a kill, the last of the old ones is still leaving
                    self._process = self._spawn()
                pause.wait(_ASK_EVERY)
            else:
                return


def open_server(cluster: Callable[[Path], Path] | None = None) -> External:
    """The server to test with; a new one is on a copy of what `cluster` finds or makes with the binaries.

    Absent when there is none.
    """
    if url := os.environ.get("COPRO_TEST_PG_URL"):
        return External(url)
    return open_own_server(cluster)


def open_own_server(cluster: Callable[[Path], Path] | None = None) -> Server:
    """The same, of our own whatever else there is: one that may be killed."""
    binaries = _find_binaries()
    return Server(binaries, cluster(binaries) if cluster else None)


def initialise(binaries: Path, cluster: Path, make_tables: Callable[[str], None]) -> None:
    """Make a cluster to copy: with its template, that costs two seconds of the processor."""
    server = Server(binaries)
    make_tables(server.create_database(name=TEMPLATE))
    server.stop(keep=cluster)


def _copy(cluster: Path, place: Path) -> None:
    """With its owner, on whom PostgreSQL insists."""
    subprocess.run(["cp", "--archive", str(cluster), str(place)], check=True)


def _find_binaries() -> Path:
    if initdb := shutil.which("initdb"):
        return Path(initdb).resolve().parent
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(found, key=lambda path: float(path.parts[-3]), default=None)
    if newest is None:
        raise Absent("NOT TESTED ON POSTGRESQL: install it (apt install postgresql) or set COPRO_TEST_PG_URL")
    return newest.parent


def _identity(folder: Path) -> dict[str, Any]:
    """Who runs the server, where, and with which environment: nothing of the test run's own."""
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    identity: dict[str, Any] = {"cwd": folder, "env": environment}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        identity |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return identity


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
