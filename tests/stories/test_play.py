"""`make rehearse`: something to see, and how to go on."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.config import SETTINGS
from rehearsal import do
from rehearsal.delivery.guard import LOOPBACK
from rehearsal.world.manifest import Manifest
from story import opening, play, stage
from story.performance import checked_script
from story.stage import CHECKOUT
from tests.once import alone
from tests.stories.running import run

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def at_the_usual_port(run_folder: Path) -> Iterator[None]:
    """Two that start at once find the same port free, and one of them does not get it."""
    with alone(run_folder, "usual-port"):
        yield


def parents() -> dict[int, int]:
    """Of each process on this machine that is not over, which started it."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,stat="], capture_output=True, text=True, check=True)
    lines = (line.split() for line in listed.stdout.splitlines())
    return {int(process): int(parent) for process, parent, state in lines if not state.startswith("Z")}


def all_end(processes: set[int]) -> bool:
    """Whether these have ended, or do so within the time of some hundred looks."""
    return any(processes.isdisjoint(parents()) for _ in range(300))


def below(process: int) -> set[int]:
    """All that a process has started, and what those have."""
    known = parents()
    found, looked = {process}, set[int]()
    while found - looked:
        looked |= found
        found |= {child for child, parent in known.items() if parent in looked}
    return found - {process}


def insists(make: subprocess.Popen[str]) -> str:
    """Whoever is impatient tells the whole group again and again; what was said until all have ended."""
    for _ in range(300):
        with suppress(ProcessLookupError):
            os.killpg(make.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            return make.communicate(timeout=0.1)[0]
    raise AssertionError("it did not end within half a minute")


# What an operator may have set: proxies that are not there, another language, another bot's settings.
ODD = {
    **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "https_proxy"), "http://127.0.0.1:9"),
    "LANG": "tr_TR.ISO-8859-9",
    "LC_ALL": "C",
    "TZ": "Pacific/Apia",
    "PYTHONIOENCODING": "ascii",
    "PYTHONWARNINGS": "error",
    "PYTHONASYNCIODEBUG": "1",
    **dict.fromkeys(SETTINGS, "of another bot"),
}


def test_a_bot_of_the_story_has_the_same_settings_on_every_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = stage._settings("http://127.0.0.1:1", tmp_path, quickly=True)
    for name, value in ODD.items():
        monkeypatch.setenv(name, value)
    assert stage._settings("http://127.0.0.1:1", tmp_path, quickly=True) == plain


def test_where_files_are_wanted_the_bot_gives_them_and_the_workspace_permits_it(tmp_path: Path) -> None:
    _, asked = stage.asking_for(stage.FILES, tmp_path)
    plain = stage._settings("http://127.0.0.1:1", tmp_path, quickly=True)
    bot = stage.BotProcess("http://127.0.0.1:1", tmp_path, quickly=True, settings=stage.FILES)

    usual = Manifest.read(stage.CHECKOUT / "manifest.json")
    assert Manifest.read(Path(asked)).scopes - usual.scopes == {"files:write"}
    assert bot._environment == {**plain, "FILES": "yes"}


def test_the_opening_is_played_and_explained_whatever_the_machine_has_set(tmp_path: Path) -> None:
    code, said = run("story.play", "--once", within=50, folder=tmp_path, machine=ODD)

    assert code == 0, said
    assert re.search(r"The workspace: http://127\.0\.0\.1:\d+", said)
    assert re.search(r'-m rehearsal\.do( --url \S+)? "Ana Pereira" types "/idea More benches"', said)
    assert list((tmp_path / ".rehearsal").glob("*/rehearsal.sqlite3"))


def test_in_spanish_it_is_explained_with_the_words_that_people_see(tmp_path: Path) -> None:
    code, said = run("story.play", "--once", "--language", "es", within=50, folder=tmp_path)

    assert code == 0, said
    assert '"Ana Pereira" clicks "Sí" --on "Antes de irte"' in said
    assert '"Ana Pereira" fills "¿Qué harás de otra manera?=Sentarme con alguien nuevo"' in said
    assert 'types "/copro terminar ahora" parent-champions' in said
    assert "La guía de la página te lleva por una tuya, en #second-room." in said
    assert not re.search(r"\b(the|and|with|you|people|ideas written|started)\b", said.partition("También")[0])


@contextmanager
def rehearsing(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """make with the practice workspace and the bot, in a process group of its own, as a shell starts it."""
    (folder / "Makefile").write_text(f"rehearse:\n\t{sys.executable} -m story.play\n", "utf-8")
    make = subprocess.Popen(
        ["make", "rehearse"],
        cwd=folder,
        env={"PYTHONPATH": str(CHECKOUT), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert make.stdout is not None
    try:
        for line in make.stdout:
            if line.startswith("Ctrl-C stops"):
                break
        yield make
    finally:
        with suppress(ProcessLookupError):
            os.killpg(make.pid, signal.SIGKILL)


def test_told_to_stop_with_all_that_make_started_it_leaves_nothing_behind(tmp_path: Path) -> None:
    with rehearsing(tmp_path) as make:
        started = below(make.pid)
        assert len(started) >= 3  # the play, the workspace and the bot
        said = insists(make)

    assert "Stopped. Nothing runs any more." in said
    assert all_end(started)


def test_killed_with_all_that_make_started_it_leaves_nothing_behind(tmp_path: Path) -> None:
    with rehearsing(tmp_path) as make:
        started = below(make.pid)
        os.killpg(make.pid, signal.SIGKILL)
        make.communicate(timeout=30)

        assert len(started) >= 3
        assert all_end(started)


def test_a_second_start_keeps_the_files_of_the_first_and_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first, nothing = play._fresh_folder("8765")
    assert (first, nothing) == (tmp_path / ".rehearsal" / "8765", None)
    for day in ("one", "two"):
        (first / "bot.log").write_text(day, "utf-8")
        again, before = play._fresh_folder("8765")
        assert before is not None
        assert (again, list(again.iterdir())) == (first, [])
        assert (before / "bot.log").read_text("utf-8") == day


def test_a_start_beside_another_says_that_one_is_running_and_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server((LOOPBACK, 0)) as first:
        port = first.getsockname()[1]
        monkeypatch.setattr(play, "DEFAULT_PORT", port)
        assert play._free_port() == 0
        said = capsys.readouterr().out
        assert f"There is something at http://{LOOPBACK}:{port} already" in said
        assert "To go on with it, open that address. To begin anew there, press Ctrl-C" in said
    assert (play._free_port(), capsys.readouterr().out) == (port, "")


def test_the_opening_is_a_part_of_the_story() -> None:
    whole = checked_script().sessions[0]
    part = opening.of(checked_script()).sessions[0]

    assert len(part.check_ins) == opening.PEOPLE
    assert {idea.text for idea in part.ideas} < {idea.text for idea in whole.ideas}
    assert set(part.poll.votes) < set(part.attending)


def test_without_a_rehearsal_the_driver_says_how_to_start_one(capsys: pytest.CaptureFixture[str]) -> None:
    code = do.main(["Ana Pereira", "sees", "--url", "http://127.0.0.1:9"])

    assert code == 1
    assert "make rehearse" in capsys.readouterr().out
