"""The workspace as a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import pytest

from rehearsal.__main__ import main
from rehearsal.driver.room import Room
from story.setting import CAST
from tests.forks import Fork
from tests.rehearsal.app import manifest

ROOT = Path(__file__).parents[2]


async def start(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "rehearsal", *arguments, cwd=ROOT, stdout=-1, stderr=-1
    )


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_it_says_its_address_and_what_the_app_needs_and_goes_when_told(
    tmp_path: Path, how: signal.Signals
) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps(manifest()), "utf-8")
    process = await start("--port", "0", "--manifest", str(file), "--team", "T0SECOND", "--cast", str(CAST))
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    url = line.split()[-1]
    assert line.startswith("Rehearsal, not Slack: listening on http://127.0.0.1:")
    async with Room(url) as room:
        assert len(room.people("champion")) == 45
    process.send_signal(how)
    out, err = await process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert out.decode().splitlines() == [
        f"SLACK_API_URL={url}/api/",
        "SLACK_APP_TOKEN=xapp-rehearsal-t0second",
        "SLACK_BOT_TOKEN=xoxb-rehearsal-t0second",
    ]


async def test_it_can_be_several_workspaces(tmp_path: Path) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps(manifest()), "utf-8")
    process = await start("--port", "0", "--manifest", str(file), "--team", "T0ONE", "--team", "T0TWO")
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().split()[-1]
    for team in ("T0ONE", "T0TWO"):
        async with Room(url, team) as room:
            assert [each.name for each in room.people("admin")] == ["Robin Frost"]
    process.send_signal(signal.SIGTERM)
    out, _ = await process.communicate()
    assert out.decode().splitlines()[2:] == [
        "# in T0ONE:",
        "SLACK_BOT_TOKEN=xoxb-rehearsal-t0one",
        "# in T0TWO:",
        "SLACK_BOT_TOKEN=xoxb-rehearsal-t0two",
    ]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (["--host", "10.0.0.1"], "The rehearsal could not start:"),
        (["--manifest", "nowhere.json"], "The rehearsal could not start:"),
        (["--cast", "nowhere", "--locale", "es-ES"], "El ensayo no ha podido empezar:"),
    ],
)
def test_a_wrong_setting_is_one_line_and_no_traceback(tmp_path: Path, wrong: list[str], words: str) -> None:
    file = tmp_path / "manifest.json"
    file.write_text("{}", "utf-8")
    with Fork(_rehearse, "--port", "0", "--manifest", str(file), *wrong) as process:
        code, said = process.ends()
    assert code == 1
    assert said.decode().startswith(words)
    assert said.decode().count("\n") == 1


def _rehearse(*arguments: str) -> None:
    """What `python -m rehearsal` does, in a process that has done its imports."""
    os.chdir(ROOT)
    sys.argv = ["rehearsal", *arguments]
    main()
