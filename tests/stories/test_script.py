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

    from story.script import Session

HOSTS = ["Miriam Adler", "Tunde Bakare", "Siobhán Kelly", "Margaret Holloway"]


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


def test_a_story_in_which_nobody_trips_over_anything_is_not_this_one() -> None:
    story = script.read()
    smooth = dataclasses.replace(
        story,
        sessions=tuple(_smooth(session) for session in story.sessions),
        pledges=tuple(dataclasses.replace(pledge, stops=None) for pledge in story.pledges),
    )

    assert demands.faults(smooth, story.attending, HOSTS) == [
        "nobody needs help with taking part",
        "nobody thinks again about an invitation",
        "no session that another one follows is left open",
        "nobody says in plain words that they want no reminders",
        "nobody says how it was, at the end of a session that another one follows",
        "no late crowd comes between the preview and Go",
        "no late crowd comes while groups talk",
    ]


def test_help_that_nobody_there_can_give_is_named_and_so_is_who_comes_late_in_two_ways() -> None:
    story = script.read()
    first, second = story.sessions
    breakout, other = second.breakouts
    absent = ("Rachel Goldberg", *breakout.meanwhile[:1])
    second = dataclasses.replace(
        second, breakouts=(dataclasses.replace(breakout, absent=absent, before_go=("Nobody",)), other)
    )

    found = demands.faults(dataclasses.replace(story, sessions=(first, second)), story.attending, HOSTS)

    assert found == [
        f"in “{second.title}” nobody is there for sign language",
        "session 2: Nobody comes late, and not at all",
        f"session 2: {breakout.meanwhile[0]} comes while groups talk, and is absent",
    ]


def _smooth(session: Session) -> Session:
    return dataclasses.replace(
        session,
        is_left_open=False,
        plan=None,
        said=(),
        check_ins=tuple(dataclasses.replace(each, needs=None, offers=None) for each in session.check_ins),
        breakouts=tuple(
            dataclasses.replace(breakout, before_go=(), meanwhile=()) for breakout in session.breakouts
        ),
    )
