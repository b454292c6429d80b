"""Runs a program of the checkout as a person would, and never leaves its processes behind."""

from __future__ import annotations

import resource
import subprocess
import sys
from types import MappingProxyType
from typing import TYPE_CHECKING

from story.stage import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NOTHING: Mapping[str, str] = MappingProxyType({})


def run(
    module: str, *arguments: str, within: float, folder: Path, machine: Mapping[str, str] = NOTHING
) -> tuple[int, str]:
    """The exit code, and everything it said; `machine` is what its owner has set there."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(CHECKOUT), "PATH": "/usr/bin:/bin", "HOME": str(folder), **machine},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said, _ = process.communicate(timeout=within)
    except subprocess.TimeoutExpired:
        # Asked kindly, it clears away the workspace and the bot that it started.
        process.terminate()
        said, _ = process.communicate(timeout=30)
        raise AssertionError(f"{module} took longer than {within:g} s:\n{said}") from None
    return process.returncode, said


def children_have_run() -> float:
    """Seconds of the processor that all ended processes which this one started have used, and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
