"""What a storage says on a disk that has become full. Started by `test_full_disk` where that is safe.

Prints what happened as JSON, the last line of its output.
"""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from coproduction.errors import Refusal
from coproduction.people import Person
from storage import BadDatabase, Storage, open_storage
from tests.bot.tape import Tape, taped


def fill(disk: Path) -> None:
    """Not a byte is left."""
    with (disk / "filler").open("wb", buffering=0) as file:
        for piece in (b"x" * 4096, b"x"):
            with suppress(OSError):
                while file.write(piece):
                    pass


def close_for_good(disk: Path) -> None:
    """Nobody has it open any more: what SQLite keeps beside it meanwhile is gone."""
    for index in disk.glob("*-shm"):
        index.unlink()


async def remember(storage: Storage, person: str) -> str:
    """What whoever acts is told; empty when it is stored."""
    try:
        await storage.write("T1", lambda memory: memory.people.put(Person(person, needs=("x" * 300,))))
    except Refusal as fault:
        return f"{type(fault).__name__}: {fault}"
    return ""


def start(url: str) -> str:
    """What an operator reads who starts the bot now."""
    try:
        open_storage(url)
    except BadDatabase as fault:
        return str(fault)
    return "ready"


async def people(storage: Storage) -> int:
    return await storage.read("T1", lambda memory: len(memory.people.all()))


async def happens(disk: Path, tape: Tape) -> dict[str, Any]:
    url = f"sqlite:///{disk}/bot.sqlite3"
    storage = open_storage(url)
    stored = [await remember(storage, "before")]
    fill(disk)
    refused = [await remember(storage, f"full{number}") for number in range(20)]
    still = await people(storage)
    while_open = start(url)
    (disk / "filler").unlink()
    again = [await remember(storage, "again"), await people(storage)]
    await storage.close()
    close_for_good(disk)
    fill(disk)
    return {
        "stored": stored,
        "refused": sorted(set(refused)),
        "still": still,
        "started while open": while_open,
        "again": again,
        "started": start(url),
        "said": tape.events("database_does_not_store"),
    }


async def main(disk: Path) -> None:
    with taped() as tape:
        told = await happens(disk, tape)
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
