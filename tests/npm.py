"""Judges that come as packages of npm: fetched once at their locked version, and loudly absent without it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

WITHIN = 100.0  # seconds; fetching takes most of them, once


def node() -> str:
    """Where Node is."""
    found = shutil.which("node")
    if found is None or shutil.which("npm") is None:
        pytest.skip("NOT JUDGED: there is no Node and npm on this machine")
    return found


def fetched(folder: Path) -> Path:
    """The packages that this folder's package.json asks for, where they are now installed."""
    node()
    if _installed(folder) != _wanted(folder):
        _install(folder)
    return folder / "node_modules"


def _wanted(folder: Path) -> dict[str, str]:
    wanted: dict[str, str] = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]
    return wanted


def _installed(folder: Path) -> dict[str, str]:
    files = {name: folder / "node_modules" / name / "package.json" for name in _wanted(folder)}
    return {
        name: json.loads(file.read_text("utf-8"))["version"] for name, file in files.items() if file.exists()
    }


def _install(folder: Path) -> None:
    """Beside, and then put in place at once: other processes may be doing the same."""
    place = folder / "node_modules"
    with tempfile.TemporaryDirectory(dir=folder, prefix="node_modules-") as made:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(folder / name, made)
        process = subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=made, capture_output=True, text=True, timeout=WITHIN, check=False,
        )  # fmt: skip
        if process.returncode != 0:
            words = f"NOT JUDGED: npm could not fetch {', '.join(_wanted(folder))}: {process.stderr[-500:]}"
            if os.environ.get("CI") == "true":
                pytest.fail(words)
            pytest.skip(words)
        if place.exists() and _installed(folder) != _wanted(folder):
            shutil.rmtree(place)
        if not place.exists():
            (Path(made) / "node_modules").rename(place)
