"""The workspace as a process of its own."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path

import pytest

from rehearsal.driver.room import Room
from tests.rehearsal.app import manifest

ROOT = Path(__file__).parents[2]


async def start(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "rehearsal", *arguments, cwd=ROOT, stdout=-1, stderr=-1
    )


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_it_says_its_address_in_one_line_and_goes_when_told(
    tmp_path: Path, how: signal.Signals
) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps(manifest()), "utf-8")
    process = await start("--port", "0", "--manifest", str(file), "--team", "T0SECOND")
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    url = line.split()[-1]
    assert line.startswith("Rehearsal, not Slack: listening on http://127.0.0.1:")
    async with Room(url) as room:
        assert len(room.people("champion")) == 45
    process.send_signal(how)
    out, err = await process.communicate()
    assert (process.returncode, out, err) == (0, b"", b"")


@pytest.mark.parametrize(
    "wrong", [["--host", "10.0.0.1"], ["--manifest", "nowhere.json"], ["--cast", "nowhere"]]
)
async def test_a_wrong_setting_is_one_line_and_no_traceback(tmp_path: Path, wrong: list[str]) -> None:
    file = tmp_path / "manifest.json"
    file.write_text("{}", "utf-8")
    process = await start("--port", "0", "--manifest", str(file), *wrong)
    out, err = await process.communicate()
    assert process.returncode == 1
    assert out == b""
    assert err.decode().startswith("The rehearsal could not start:")
    assert err.decode().count("\n") == 1
