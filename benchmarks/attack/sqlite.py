"""SQLite's files as an intruder reads them: the write-ahead log by commits, and how rows lie in pages."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from benchmarks.attack.traces import Stream, Tokens

Pages = dict[int, bytes]
_HEADER, _FRAME = 32, 24  # bytes before all frames, and before the page of each
_LEAF_TABLE, _TABLE, _LEAF_INDEX, _INDEX = 0x0D, 0x05, 0x0A, 0x02


class Cell(NamedTuple):
    """A row, or an entry of an index: where it lies in its page, and what it holds."""

    offset: int
    holds: bytes


class Files:
    """The database and its journal. Who looks again and again, as replication does, loses no commit."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._journal = database.with_name(f"{database.name}-wal")
        self._pages = _pages(database)
        self._salt, self._read = b"", 0
        self._commits: list[list[bytes]] = []

    def look(self) -> None:
        """Read the commits that are new in the journal."""
        journal = self._journal.read_bytes() if self._journal.exists() else b""
        if len(journal) < _HEADER:
            return
        if journal[16:24] != self._salt:  # it was moved into the file, and begins anew
            self._apply(_pages(self._database))
            self._salt, self._read = journal[16:24], 0
        for frames, commit in list(_commits(journal, self._read)):
            self._read = frames
            self._apply(commit)

    def _apply(self, commit: Pages) -> None:
        """Note which rows it added, changed or deleted; none that only moved to another page."""
        before = Counter(cell.holds for page in commit for cell in cells(self._pages.get(page, b""), page))
        now = Counter(cell.holds for page, holds in commit.items() for cell in cells(holds, page))
        self._pages |= commit
        if changed := [*(now - before), *(before - now)]:
            self._commits.append(changed)

    def streams(self, tokens: Tokens) -> Iterator[Stream]:
        """What was seen of them, and what lies in them."""
        yield tokens.stream("write-ahead log", self._commits)
        yield tokens.bytewise(
            "bytes of the files",
            [file.read_bytes() for file in (self._database, self._journal) if file.exists()],
        )
        for name, trees in _trees(self._pages).items():
            is_by_row = self._pages[trees[0]][0] in {_LEAF_TABLE, _TABLE}
            rows = [(page, cell) for page in trees for cell in cells(self._pages[page], page)]
            if is_by_row:
                yield tokens.stream(f"{name} by rowid", ([cell.holds] for _, cell in rows))
            lying = sorted(rows, key=lambda row: (row[0], -row[1].offset))
            yield tokens.stream(f"{name} as it lies", ([cell.holds] for _, cell in lying))


def _pages(file: Path) -> Pages:
    whole = file.read_bytes()
    size = _size(whole)
    return {place // size + 1: whole[place : place + size] for place in range(0, len(whole), size)}


def _size(whole: bytes) -> int:
    return int.from_bytes(whole[16:18], "big") or 65_536


def _commits(journal: bytes, after: int) -> Iterator[tuple[int, Pages]]:
    """How many frames the journal has up to each commit, and the pages that it wrote."""
    size, salt = int.from_bytes(journal[8:12], "big"), journal[16:24]
    pages: Pages = {}
    for number in range(after, (len(journal) - _HEADER) // (_FRAME + size)):
        start = _HEADER + number * (_FRAME + size)
        head = journal[start : start + _FRAME]
        if head[8:16] != salt:
            return  # left from before it began anew
        pages[int.from_bytes(head[:4], "big")] = journal[start + _FRAME : start + _FRAME + size]
        if any(head[4:8]):
            yield number + 1, pages
            pages = {}


def cells(page: bytes, number: int) -> list[Cell]:
    """The cells of a page of a b-tree, in the order of their keys; of any other page none."""
    start = 100 if number == 1 else 0
    kind = page[start] if page else 0
    if kind not in {_LEAF_TABLE, _LEAF_INDEX, _INDEX}:
        return []
    first = start + (12 if kind == _INDEX else 8)
    many = int.from_bytes(page[start + 3 : start + 5], "big")
    offsets = [int.from_bytes(page[at : at + 2], "big") for at in range(first, first + 2 * many, 2)]
    return [Cell(offset, _payload(page, offset, kind)) for offset in offsets]


def _payload(page: bytes, offset: int, kind: int) -> bytes:
    """What of a cell stands in its page; where it goes on elsewhere, only its bytes are read."""
    at = offset + (4 if kind == _INDEX else 0)
    length, at = _varint(page, at)
    if kind == _LEAF_TABLE:
        _, at = _varint(page, at)
    usable = len(page)
    most = usable - 35 if kind == _LEAF_TABLE else (usable - 12) * 64 // 255 - 23
    least = (usable - 12) * 32 // 255 - 23
    if length > most:
        there = least + (length - least) % (usable - 4)
        length = there if there <= most else least
    return page[at : at + length]


def _varint(page: bytes, at: int) -> tuple[int, int]:
    value = 0
    for step in range(8):
        value = value << 7 | page[at + step] & 0x7F
        if page[at + step] < 0x80:
            return value, at + step + 1
    return value << 8 | page[at + 8], at + 9


def _trees(pages: Pages) -> dict[str, list[int]]:
    """Each table with its pages, from the first key to the last."""
    first = bytearray(pages[1])
    first[18:20] = b"\x01\x01"  # without a journal of its own
    size = int.from_bytes(first[28:32], "big")
    whole = bytes(first) + b"".join(pages[number] for number in range(2, size + 1))
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(whole)
        roots = copy.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name: list(_below(pages, root)) for name, root in roots}


def _below(pages: Pages, number: int) -> Iterator[int]:
    page = pages[number]
    if page[0] in {_TABLE, _INDEX}:
        many = int.from_bytes(page[3:5], "big")
        offsets = [int.from_bytes(page[at : at + 2], "big") for at in range(12, 12 + 2 * many, 2)]
        for child in [*(page[at : at + 4] for at in offsets), page[8:12]]:
            yield from _below(pages, int.from_bytes(child, "big"))
    if page[0] != _TABLE:
        yield number
