"""The acceptance: the whole reference story, on real parts; and all that the bot said in it, judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from story import doors
from tests.judges import calls, compiler, kept
from tests.judges.opinions import QUICK, disagreements, ours, shown
from tests.judges.payloads import Kind, distinct, gathered
from tests.lengths import has_long_form, short_or_long
from tests.stories.running import children_have_run, run

if TYPE_CHECKING:
    from pathlib import Path

SAID_BY = {"ack", "response_url", "chat.postMessage", "chat.update", "views.open"}
# The same figures, whatever people read and through whichever door. A check plays all of it once, in
# English. In Spanish it plays the opening (`test_play`) and a session of a crowd (`test_habits`); what
# makes a door one is proved by itself (`test_doors`).
FIGURES = {
    "en": ("2 sessions, 45 champions from 10 sectors", "85 % (34 of 40)"),
    "es": ("2 sesiones, 45 participantes de 10 sectores", "85 % (34 de 40) de quienes respondieron"),
}
WAYS = [("en", ""), ("es", ""), *(("en", door) for door in doors.DOORS)]
MOST = 150.0  # seconds of the processor, on a machine half as fast as an ordinary one; however busy it is


@has_long_form
@pytest.mark.timeout(330)
@pytest.mark.parametrize(("language", "door"), short_or_long(WAYS[:1], WAYS))
def test_the_whole_story_holds_in_each_language_and_through_each_door(
    tmp_path: Path, subtests: pytest.Subtests, language: str, door: str
) -> None:
    record, before = tmp_path / "record.jsonl", children_have_run()
    way = ("--language", language, *(("--door", door) if door else ()))
    code, said = run("story", *way, "--keep", str(record), within=300, folder=tmp_path)

    assert code == 0, said
    assert children_have_run() - before < MOST, said
    assert [words for words in FIGURES[language] if words not in said] == []
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
