"""PostgreSQL's files as an intruder reads them: rows with xmin, xmax and ctid, also those that were deleted.

More than a dump shows, even one with the system columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import psycopg

from benchmarks.attack.traces import Stream, Tokens

_PAGE = 8192
_FILES = """
    SELECT relname, relkind = 'r', pg_read_binary_file(pg_relation_filepath(oid))
    FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') AND pg_relation_size(oid) > 0
    ORDER BY relname
"""


class Row(NamedTuple):
    """A row as it lies in its table's file, whether anybody may still see it or not."""

    writers: tuple[int, int]  # the transactions that wrote it, and that deleted, changed or locked it
    holds: bytes


class Files:
    """The files of a database."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._tables: dict[str, list[Row]] = {}
        self._bytes: list[bytes] = []

    def look(self) -> None:
        """Read all of them: what is in them now is what was ever written, until it is vacuumed."""

    def streams(self, tokens: Tokens) -> Iterator[Stream]:
        """What lies in them."""
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            files = connection.execute(_FILES).fetchall()
        tables = {name: list(rows(whole)) for name, is_table, whole in files if is_table}
        yield tokens.stream("transactions (xmin, xmax)", _by_transaction(tables))
        yield tokens.bytewise("bytes of the files", [whole for _, _, whole in files])
        for name, there in tables.items():
            yield tokens.stream(f"{name} by ctid", ([row.holds] for row in there))


def _by_transaction(tables: dict[str, list[Row]]) -> list[list[bytes]]:
    written = defaultdict[int, list[bytes]](list)
    for there in tables.values():
        for row in there:
            for writer in filter(None, row.writers):
                written[writer].append(row.holds)
    return [written[writer] for writer in sorted(written)]


def rows(whole: bytes) -> Iterator[Row]:
    """The rows in a table's file by ctid, those that were deleted and not yet vacuumed, too."""
    for start in range(0, len(whole), _PAGE):
        page = whole[start : start + _PAGE]
        for at in range(24, int.from_bytes(page[12:14], "little"), 4):
            pointer = int.from_bytes(page[at : at + 4], "little")
            offset, is_there, length = pointer & 0x7FFF, pointer >> 15 & 3 == 1, pointer >> 17
            if is_there:
                holds = page[offset : offset + length]
                xmin, xmax = (int.from_bytes(holds[place : place + 4], "little") for place in (0, 4))
                yield Row((xmin, xmax), holds[holds[22] :])
