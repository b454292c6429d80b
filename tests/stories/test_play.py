"""`make rehearse`: something to see, and how to go on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rehearsal import do
from story import opening
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
