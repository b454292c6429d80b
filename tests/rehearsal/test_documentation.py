"""Somebody who builds another bot follows docs/rehearsal.md to the letter, in a folder of their own."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from rehearsal.driver.room import Room

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "rehearsal.md").read_text("utf-8")
FILE = re.compile(r"`([\w.]+)`:\n\n```\w+\n(.*?)```\n", re.DOTALL)
PRINTED = re.compile(r"```\n(Rehearsal, not Slack.*?)```\n", re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files that the page shows, as it shows them."""
    for name, content in FILE.findall(PAGE):
        (tmp_path / name).write_text(content, "utf-8")
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "cast.json",
        "lunch.py",
        "manifest.json",
        "pytest.ini",
        "test_lunch.py",
    ]
    return tmp_path


async def start(folder: Path, *words: str, **more: str) -> asyncio.subprocess.Process:
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "HOME": str(folder), **more}
    return await asyncio.create_subprocess_exec(
        sys.executable, *words, cwd=folder, env=environment, stdout=-1, stderr=-2
    )


async def test_the_test_that_it_shows_passes(folder: Path) -> None:
    process = await start(folder, "-m", "pytest", "-q")
    said, _ = await process.communicate()

    assert process.returncode == 0, said.decode()
    assert "1 passed" in said.decode()


async def test_a_test_fails_whose_app_breaks_a_rule(folder: Path) -> None:
    app = folder / "lunch.py"
    odd = app.read_text("utf-8").replace('"action_id": "come", "text": {', '"text": {"odd": 1, ')
    app.write_text(odd, "utf-8")
    test = folder / "test_lunch.py"
    shown = test.read_text("utf-8")
    test.write_text(shown[: shown.index("    await noor.clicks")], "utf-8")  # only what breaks the rule
    process = await start(folder, "-m", "pytest", "-q")
    said, _ = await process.communicate()

    assert process.returncode == 1, said.decode()
    assert "The app broke rules of Slack's:\ninvalid_blocks: " in said.decode()


async def test_the_workspace_that_it_starts_prints_what_the_app_needs(folder: Path) -> None:
    command = re.search(r"^python (-m rehearsal .*)$", PAGE, re.MULTILINE)
    assert command is not None
    slack = await start(folder, *command[1].split(), "--port", "0")
    assert slack.stdout is not None
    printed = [(await slack.stdout.readline()).decode() for _ in range(4)]
    url = printed[0].split()[-1]
    shown = PRINTED.search(PAGE)
    assert shown is not None
    assert "".join(printed).replace(url, "http://127.0.0.1:8765") == shown[1]

    needed = dict(line.strip().split("=", 1) for line in printed[1:])
    lunch = await start(folder, "lunch.py", **needed)
    async with Room(url) as room:
        await room.wait_for(kind="socket", what="open")
        await room.person("Kim Lee").types("/lunch rice", channel="general")
        noor = room.person("Noor Haddad")
        await noor.sees("Lunch today: rice", channel="general")
        assert (noor.role, noor.facts) == ("guest", {"diet": "vegan"})
    for process in (lunch, slack):
        process.terminate()
        await process.communicate()


async def test_it_is_installed_without_anything_else_of_this_repository(folder: Path) -> None:
    source, target = folder / "source", folder / "target"
    shutil.copytree(ROOT / "rehearsal", source, ignore=shutil.ignore_patterns("__pycache__"))
    alone = ["--no-index", "--no-deps", "--no-build-isolation", "--target", str(target), str(source)]
    pip = await start(folder, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *alone)
    said, _ = await pip.communicate()
    assert pip.returncode == 0, said.decode()
    assert sorted(each.name for each in target.iterdir()) == ["rehearsal", "rehearsal-0.1.0.dist-info"]

    slack = await start(folder, "-m", "rehearsal", "--port", "0", PYTHONPATH=str(target))
    assert slack.stdout is not None
    url = (await slack.stdout.readline()).decode().split()[-1]
    async with Room(url) as room:
        assert [each.name for each in room.people("admin")] == ["Robin Frost"]
    slack.terminate()
    await slack.communicate()
