"""A script that cannot be the reference story is refused in words, before anything is played."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import pytest

from story import demands, script
from story.shaping import ScriptFault

if TYPE_CHECKING:
    from pathlib import Path

HOSTS = ["Miriam Adler", "Tunde Bakare", "Siobhán Kelly"]


def test_the_shipped_script_is_sound() -> None:
    story = script.read()

    assert demands.faults(story, story.attending, HOSTS) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"channel": 7}, "script, channel: 7 should be a str"),
        ({"weather": "fine"}, "script: there is no such thing as weather"),
        ({"ends": "soon"}, "script, ends: 'soon' is not a datetime"),
        ({"pledges": [{"who": "Ana"}]}, "script, pledges, number 1: session, what is missing"),
    ],
)
def test_what_has_the_wrong_shape_is_named_with_its_place(
    tmp_path: Path, change: dict[str, object], words: str
) -> None:
    path = tmp_path / "script.json"
    path.write_text(json.dumps(json.loads(script.SHIPPED.read_text("utf-8")) | change), "utf-8")

    with pytest.raises(ScriptFault) as fault:
        script.read(path)

    assert str(fault.value) == words


def test_what_the_story_lacks_is_named() -> None:
    story = script.read()
    first, second = story.sessions
    poorer = dataclasses.replace(
        story, sessions=(dataclasses.replace(first, ideas=first.ideas[1:], closing={}), second)
    )

    found = demands.faults(poorer, [*story.attending, "Somebody Else"], HOSTS[1:])

    assert "Somebody Else attends no session" in found
    assert "nobody is called Miriam Adler" in found
    assert any("coping resources for new mothers" in words for words in found)
    assert any(words.startswith("the closing answers should be") for words in found)
