"""What the files tell an operator is what the bot does: the unit file, the container, installing."""

from __future__ import annotations

import configparser
import re
import shlex
from pathlib import Path

from bot.__main__ import LEAVE_WITHIN

ROOT = Path(__file__).resolve().parent.parent
RUNNING = (ROOT / "docs" / "running.md").read_text()


def _unit() -> configparser.ConfigParser:
    (written,) = re.findall(r"```ini\n(.*?)```", RUNNING, re.DOTALL)
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # systemd minds capitals
    unit.read_string(written)
    return unit


def test_the_unit_file_starts_the_bot_again_however_often_it_ends_and_lets_it_finish() -> None:
    unit = _unit()
    service = unit["Service"]
    python = f"{service['WorkingDirectory']}/.venv/bin/python"
    assert shlex.split(service["ExecStart"]) == [python, "-m", "bot"]
    assert (service["Restart"], unit["Unit"]["StartLimitIntervalSec"]) == ("always", "0")
    assert float(service["TimeoutStopSec"]) > LEAVE_WITHIN
    assert service["ReadWritePaths"] == service["WorkingDirectory"]  # the SQLite file and its key
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_the_container_is_started_again_and_may_finish() -> None:
    (line,) = re.findall(r"^docker run .*$", RUNNING, re.MULTILINE)
    words = shlex.split(line)
    assert words[words.index("--restart") + 1] == "unless-stopped"
    assert float(words[words.index("--stop-timeout") + 1]) > LEAVE_WITHIN
    (grace,) = re.findall(r"`stop_grace_period: (\d+)s`", RUNNING)
    assert "`restart: unless-stopped`" in RUNNING
    assert float(grace) > LEAVE_WITHIN


def test_installing_says_that_it_takes_a_minute_before_it_does() -> None:
    (recipe,) = re.findall(r"^\$\(READY\):.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert recipe.index("This takes about a minute, once.") < recipe.index("pip install")
