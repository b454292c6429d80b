"""What it costs on this machine until something is on the disk."""

import os
import statistics
import time
from pathlib import Path

_BLOCK = os.urandom(4096)  # a page of SQLite


def fsync_ms(folder: Path, times: int = 200) -> float:
    """Median milliseconds to append one page to a file in this folder and sync it."""
    place = folder / "fsync"
    spent = []
    with place.open("wb", buffering=0) as file:
        for _ in range(times):
            began = time.perf_counter()
            file.write(_BLOCK)
            os.fsync(file.fileno())
            spent.append(time.perf_counter() - began)
    place.unlink()
    return 1000 * statistics.median(spent)
