"""`make rehearse`: something to see, and how to go on."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING

from rehearsal import do
from rehearsal.delivery.guard import LOOPBACK
from story import opening, play
from story.performance import checked_script
from tests.stories.running import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_opening_is_played_and_explained(tmp_path: Path) -> None:
    code, said = run("story.play", "--once", within=50, folder=tmp_path)

    assert code == 0, said
    assert re.search(r"The workspace: http://127\.0\.0\.1:\d+", said)
    assert re.search(r'-m rehearsal\.do( --url \S+)? "Ana Pereira" types "/idea More benches"', said)
    assert list((tmp_path / ".rehearsal").glob("*/rehearsal.sqlite3"))


def test_in_spanish_it_is_explained_with_the_words_that_people_see(tmp_path: Path) -> None:
    code, said = run("story.play", "--once", "--language", "es", within=50, folder=tmp_path)

    assert code == 0, said
    assert '"Ana Pereira" clicks "Sí" --on "Antes de irte"' in said
    assert '"Ana Pereira" fills "¿Qué harás de otra manera?=Sit with somebody new"' in said


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
