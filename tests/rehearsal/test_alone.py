"""The rehearsal without a story: a small cast, and nothing on the page or in a crowd that nobody brought."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from rehearsal import do
from rehearsal.crowd.hurrying import pass_time
from rehearsal.driver.room import Impossible, Room
from rehearsal.page.scenery import Guide
from rehearsal.server import Rehearsal
from tests.rehearsal.app import App, manifest

HABITS = {
    "arrive_within": 10,
    "between_acts": 5,
    "idle": 0,
    "stay": 600,
    "start_first": "Say something first.",
    "habits": [{"name": "greetings", "says": ["hello", "hellos"], "on": "Anybody there", "type": "Hello!"}],
}
STEP: dict[str, Any] = {"title": "Say hello", "words": "Type it.", "signs": ["^hello"]}


@pytest.fixture
async def alone() -> AsyncIterator[Rehearsal]:
    async with Rehearsal(manifest()) as slack:
        yield slack


async def scenery(slack: Rehearsal) -> Any:
    async with aiohttp.ClientSession() as session, session.get(f"{slack.url}/page/scenery.json") as got:
        return await got.json()


def guide(tmp_path: Path, *steps: Any, **players: Any) -> Path:
    file = tmp_path / "guide.json"
    file.write_text(json.dumps({"words": "Try it.", "players": players, "steps": steps}), "utf-8")
    return file


async def test_a_small_cast_is_there_and_no_guide_and_no_crowd(alone: Rehearsal) -> None:
    shown = await scenery(alone)

    assert [each["title"] for each in shown["roles"]] == ["Admins", "Members"]
    assert (shown["guide"], shown["crowd"]) == (None, None)
    async with Room(alone.url) as room:
        assert [each.name for each in room.people("member")] == ["Kim Lee", "Noor Haddad", "Zoë Muñoz"]
        with pytest.raises(Impossible, match="given no habits"):
            await room.fill(5)


async def test_people_beyond_the_cast_are_guests_when_nobody_has_names_for_them(tmp_path: Path) -> None:
    habits = tmp_path / "crowd.json"
    habits.write_text(json.dumps(HABITS), "utf-8")
    async with (
        Rehearsal(manifest(), crowd=habits) as slack,
        App(slack.api_url, slack.app_token),
        Room(slack.url) as room,
    ):
        await room.person("Robin Frost").types("Anybody there?", channel="general")
        await room.fill(5, "general")
        assert slack.crowds.crowd is not None
        await pass_time(slack.slack, slack.crowds.crowd, 60)
        people = slack.slack.workspace.people.values()

    guests = {each.real_name for each in people} - {"Robin Frost", "A"}
    assert {"Kim Lee", "Noor Haddad", "Zoë Muñoz", "Guest 1", "Guest 2"} < guests


async def test_what_is_typed_from_a_terminal_goes_to_the_first_channel_with_the_app(
    alone: Rehearsal, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["Kim Lee", "types", "hello", "--url", alone.url]
    async with App(alone.api_url, alone.app_token), Room(alone.url) as room:
        code = await asyncio.to_thread(do.main, words)
        await room.person("Noor Haddad").sees("hello", channel="general")

    assert (code, capsys.readouterr().out.startswith("Kim Lee types")) == (0, True)


async def test_a_guide_reaches_the_page_as_it_was_given(tmp_path: Path) -> None:
    step = STEP | {"who": "host", "says": ["hello there"]}
    file = guide(tmp_path, step, host={"role": "admin", "words": "leads"})
    async with Rehearsal(manifest(), guide=file) as slack:
        shown = (await scenery(slack))["guide"]

    assert shown["players"] == {"host": {"role": "admin", "words": "leads", "number": 0}}
    assert shown["steps"] == [{**step, "plays": [], "form": False, "shows": "", "skips": ""}]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (STEP | {"who": "nobody"}, r"'Say hello' needs players who are not there: \['nobody'\]"),
        (STEP | {"says": ["hello"]}, "'Say hello' needs players"),
        (STEP | {"signs": ["("]}, r"'Say hello': '\(' is no regular expression"),
        (STEP | {"sings": []}, "sings"),
        ({"title": "x"}, "missing"),
    ],
)
def test_a_mistake_in_a_guide_is_named(tmp_path: Path, step: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Guide.read(guide(tmp_path, step))
