"""The benchmark itself: every vote of its storm is acknowledged, stored and shown. How fast is not asked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parent.parent


def test_a_small_storm_keeps_every_vote(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    run = _run("--votes", "50", "--rounds", "1", "--json", str(figures))
    for line in ("clicked: 50", "unacknowledged: 0", "stored: 50", "missing: 0", "doubled: 0"):
        assert line in run.stdout.splitlines()
    kept = json.loads(figures.read_text())["rounds"][0]["kept"]
    assert kept["stored"] == kept["clicked"] == 50
    assert kept["is_shown"]


def test_in_a_storm_with_refusals_all_others_are_kept() -> None:
    run = _run("--votes", "50", "--rounds", "1", "--refused-every", "5")
    for line in ("clicked: 50", "unacknowledged: 0", "stored: 40", "missing: 0", "doubled: 0"):
        assert line in run.stdout.splitlines()


def test_a_room_knows_its_groups_within_a_minute_of_go_and_no_rest_is_broken() -> None:
    """The short form of `make bench-go`; Slack lets an app open fifty conversations a minute."""
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.go", "--people", "60"],
        cwd=_CHECKOUT,
        capture_output=True,
        text=True,
        timeout=55,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "rules of Slack's that were broken: 0" in run.stdout.splitlines()


def _run(*options: str) -> subprocess.CompletedProcess[str]:
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.votes", "--quick", *options],
        cwd=_CHECKOUT,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run
