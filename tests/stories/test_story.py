"""The acceptance: the whole reference story, on real parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.running import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.timeout(200)
def test_the_whole_story_holds(tmp_path: Path) -> None:
    code, said = run("rehearsal.story", within=150, folder=tmp_path)

    assert code == 0, said
    assert "2 sessions, 45 champions from 10 sectors" in said
    assert "85 % (34 of 40)" in said
    assert "checks hold" in said
