"""What is made once in a run of the tests, by whichever worker needs it first; what one does at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def once(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """The file of this name in the run's folder; `make` writes it, and whoever comes meanwhile waits."""
    file, draft = folder / name, folder / f"{name}.draft"
    with alone(folder, name):
        if not file.exists():
            make(draft)
            draft.rename(file)
    return file


@contextmanager
def alone(folder: Path, name: str) -> Iterator[None]:
    """One worker at a time is in here; whoever comes meanwhile waits."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
