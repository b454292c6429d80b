"""blocks.validate answers whoever asks, token or not, and agrees with what a post would be told."""

from __future__ import annotations

import json

import aiohttp
import pytest

from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from tests.rehearsal.app import Json
from tests.rehearsal.corpus import RIGHT, RIGHT_HOMES, RIGHT_VIEWS, WRONG, WRONG_VIEWS


async def asked(slack: Rehearsal, **what: object) -> Json:
    form = {name: json.dumps(each) for name, each in what.items()}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{slack.api_url}blocks.validate", data=form) as got,
    ):
        answer: Json = await got.json()
        return answer


async def test_what_slack_would_show_is_found_right(slack: Rehearsal) -> None:
    answers = [await asked(slack, blocks=blocks) for blocks in RIGHT.values()]
    answers += [await asked(slack, view=view) for view in [*RIGHT_VIEWS.values(), *RIGHT_HOMES.values()]]
    answers.append(await asked(slack, message={"text": "Hello", "blocks": RIGHT["a number"]}))
    assert {json.dumps(answer) for answer in answers} == {'{"ok": true}'}


async def test_every_fault_is_told_with_its_place(slack: Rehearsal, room: Room) -> None:
    blocks, words, pointer = WRONG["long answer allowed"]
    told = {"code": "failed_constraint", "message": words}
    answer = await asked(slack, blocks=blocks)
    inside = pointer.removeprefix("/blocks")
    assert (answer["error"], answer["errors"]) == ("invalid_blocks", [{**told, "pointer": inside}])
    answer = await asked(slack, message={"blocks": blocks})
    assert (answer["error"], answer["errors"]) == ("invalid_message", [{**told, "pointer": pointer}])
    modals = [view for view, _, _ in WRONG_VIEWS.values() if view.get("type") != "home"]
    views = [await asked(slack, view=view) for view in modals]
    assert {answer["error"] for answer in views} == {"invalid_view"}
    assert await room.violations() == [], "to ask is no mistake"


@pytest.mark.parametrize("what", [{}, {"blocks": [], "view": {}}, {"blocks": ["x" * 100_000]}])
async def test_it_is_asked_about_one_thing_of_some_size(slack: Rehearsal, what: Json) -> None:
    assert (await asked(slack, **what))["error"] == "invalid_arguments"
