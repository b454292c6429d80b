"""A record that a rehearsal in another process kept in a file, to be judged like one of this process."""

from __future__ import annotations

import json
from pathlib import Path

from rehearsal.model import Json
from rehearsal.world.bell import Bell
from rehearsal.world.clock import Clock
from rehearsal.world.log import Log


class Incomplete(AssertionError):  # noqa: N818 - it reads as what happened
    """Something of the record was not kept, so nobody can say that all of it is right."""


def read(path: Path) -> Log:
    """The record; every entry from the first to the last must be there."""
    return log_of([json.loads(line) for line in path.read_text("utf-8").splitlines()])


def log_of(entries: list[Json]) -> Log:
    """The record of these entries."""
    numbers = [entry["seq"] for entry in entries]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        raise Incomplete(f"{len(numbers)} entries, from {numbers[:1]} to {numbers[-1:]}")
    log = Log(Clock(), Bell())
    for entry in entries:
        log.add(**entry)
    if len(log.entries()) != len(entries):
        raise Incomplete(f"{len(entries)} entries are more than a record holds")
    return log
