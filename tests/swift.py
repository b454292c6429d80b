"""Folders for databases that no test waits for."""

from __future__ import annotations

import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


def folder() -> tempfile.TemporaryDirectory[str]:
    """A folder in memory where the machine has that: on a busy disk one commit can take seconds."""
    return tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
