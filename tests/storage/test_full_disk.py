"""A disk with no byte left: what was stored stays, what is not is said in words, and a start is refused."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALONE = ("unshare", "--user", "--map-root-user", "--mount")  # a place of our own for one small disk
ADVICE = "To mend it, make room on its disk; nothing has to be started anew."


def on_a_small_disk(place: Path, size: str = "2m") -> dict[str, object]:
    """What `smalldisk` tells, on a disk of this size that nobody else sees."""
    if not shutil.which(ALONE[0]) or subprocess.run([*ALONE, "true"], check=False).returncode:
        pytest.skip("NOT TESTED: this machine lets nobody mount a small disk of their own")
    run = f'mount -t tmpfs -o size={size} none "$0" && exec "$1" -m tests.storage.smalldisk "$0"'
    command = [*ALONE, "sh", "-c", run, str(place), sys.executable]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_on_a_full_disk_every_act_is_refused_in_words_and_what_was_stored_stays(tmp_path: Path) -> None:
    told = on_a_small_disk(tmp_path)
    file = "DATABASE_URL: this SQLite file cannot be used:"
    assert told == {
        "stored": [""],
        "refused": [
            "Hindered: This was not saved, because I cannot write anything down just now. "
            "Please try again later, and tell who looks after me here."
        ],
        "still": 1,
        "started while open": f"{file} database or disk is full. {ADVICE}",
        "again": ["", 2],
        "started": f"{file} disk I/O error. {ADVICE}",
        "said": ["database_does_not_store"],
    }
