"""The acceptance: the whole reference story, on real parts; and all that the bot said in it, judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.judges import calls, compiler, kept
from tests.judges.opinions import QUICK, disagreements, ours, shown
from tests.judges.payloads import Kind, distinct, gathered
from tests.stories.running import run

if TYPE_CHECKING:
    from pathlib import Path

SAID_BY = {"ack", "response_url", "chat.postMessage", "chat.update", "views.open"}


@pytest.mark.timeout(240)
def test_the_whole_story_holds(tmp_path: Path, subtests: pytest.Subtests) -> None:
    record = tmp_path / "record.jsonl"
    code, said = run("story", "--keep", str(record), within=150, folder=tmp_path)

    assert code == 0, said
    assert "2 sessions, 45 champions from 10 sectors" in said
    assert "85 % (34 of 40)" in said
    assert "checks hold" in said

    log = kept.read(record)
    payloads = distinct(gathered(log))
    assert {payload.said_by for payload in payloads} >= SAID_BY
    assert {payload.kind for payload in payloads} >= {Kind.MESSAGE, Kind.MODAL}
    assert disagreements(payloads, QUICK) == []
    assert calls.faults(log) == []

    with subtests.test("Slack's own types have nothing against what the bot said in the story"):
        found = compiler.opinions(payloads)
        faulty = {payload.shape: payload for payload in payloads if found.get(payload.shape)}
        words = [
            shown(each, {"our rules": ours(each), "types": found[shape]}) for shape, each in faulty.items()
        ]
        assert words == [], "\n\n".join(words)


@pytest.mark.timeout(240)
def test_the_story_comes_to_the_same_figures_when_everybody_reads_spanish(tmp_path: Path) -> None:
    code, said = run("story", "--language", "es", within=150, folder=tmp_path)

    assert code == 0, said
    assert "2 sesiones, 45 participantes de 10 sectores" in said
    assert "85 % (34 de 40) de quienes respondieron" in said
    assert "checks hold" in said
