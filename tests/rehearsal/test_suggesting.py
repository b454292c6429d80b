"""Menus whose options the app gives: asked as Slack asks, answered within three seconds, or nothing found."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Impossible, Room
from rehearsal.server import Rehearsal
from tests.rehearsal.app import SILENCE, App, Json
from tests.rehearsal.corpus import actions, asks, modal, plain
from tests.rehearsal.tab import ANA, BLESSING, ROOM, SEND, Tab

STREETS = ("High Street", "Highbury Grove", "Mare Street")
MENU = {"type": "external_select", "action_id": "where", "placeholder": plain("A street")}
SEVERAL = {"type": "multi_external_select", "action_id": "where", "min_query_length": 1}


def option(words: str) -> Json:
    return {"text": plain(words), "value": words.lower()}


def fitting(typed: str) -> list[Json]:
    return [option(each) for each in STREETS if typed.lower() in each.lower()]


@pytest.fixture
async def bolt(slack: Rehearsal) -> AsyncIterator[list[Json]]:
    """A bare Bolt app that knows three streets; what it was asked."""
    asked: list[Json] = []
    app = AsyncApp(client=AsyncWebClient(token=slack.bot_token, base_url=slack.api_url))

    @app.options("where")
    async def where(ack: Any, payload: Json) -> None:
        asked.append(payload)
        await ack(options=fitting(payload["value"]))

    @app.action("where")
    @app.view("")
    async def taken(ack: Any, body: Json) -> None:
        asked.append(body)
        await ack()

    handler = AsyncSocketModeHandler(app, slack.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    yield asked
    await handler.close_async()  # type: ignore[no-untyped-call]


@pytest.fixture
async def tab(slack: Rehearsal) -> AsyncIterator[Tab]:
    async with aiohttp.ClientSession() as session:
        yield Tab(session, slack.url)


async def menu(web: AsyncWebClient, element: Json = MENU) -> Json:
    """A message with a menu that asks the app; how the page finds it."""
    blocks = [actions(element, block_id="row")]
    posted = await web.chat_postMessage(channel=ROOM, text="Where?", blocks=blocks)
    where = {"channel": ROOM, "ts": posted["ts"]}
    return {"message": where, "block_id": "row", "action_id": "where"}


async def test_bolt_offers_what_fits_and_hears_what_was_chosen(
    bolt: list[Json], room: Room, web: AsyncWebClient
) -> None:
    await menu(web)
    await room.person("Ana Pereira").chooses("Mare Street", on="Where?", menu="A street")

    suggestion, press = bolt
    assert (suggestion["type"], suggestion["value"]) == ("block_suggestion", "Mare Street")
    assert (suggestion["block_id"], suggestion["action_id"]) == ("row", "where")
    assert suggestion["container"]["channel_id"] == suggestion["channel"]["id"] == ROOM
    assert "trigger_id" not in suggestion
    assert press["actions"][0]["selected_option"] == option("Mare Street")
    assert await room.violations() == []


async def test_in_a_modal_several_are_found_one_after_the_other_and_sent_together(
    bolt: list[Json], room: Room, web: AsyncWebClient, slack: Rehearsal
) -> None:
    question = asks(SEVERAL, block_id="b", label=plain("Streets"))
    await web.views_open(trigger_id=slack.slack.triggers.issue(ANA), view=modal(question, submit=SEND))
    ana = room.person("Ana Pereira")
    await ana.fills({"Streets": ["High Street", "Mare Street"]})
    await ana.submits()

    assert [each["value"] for each in bolt[:2]] == ["High Street", "Mare Street"]
    assert {each["container"]["type"] for each in bolt[:2]} == {"view"}
    chosen = bolt[2]["view"]["state"]["values"]["b"]["where"]["selected_options"]
    assert chosen == [option("High Street"), option("Mare Street")]


async def test_only_what_was_offered_to_this_person_can_be_chosen(
    bolt: list[Json], tab: Tab, web: AsyncWebClient
) -> None:
    about = await menu(web)
    found = await tab.does("suggest", **about, value="high")
    assert (found["options"], found["words"]) == (fitting("high"), "")

    await tab.does("press", **about, selected_option=option("High Street"))
    for person, street in ((ANA, "Mare Street"), (BLESSING, "High Street")):
        answer = await tab.does("press", person, status=400, **about, selected_option=option(street))
        assert answer["error"] == f"there is no option with the value '{street.lower()}'"


async def test_too_few_letters_are_not_asked_about(room: Room, web: AsyncWebClient, app: App) -> None:
    await menu(web)
    with pytest.raises(Impossible, match="only from 3 characters on"):
        await room.person("Ana Pereira").chooses("Hi", on="Where?", menu="A street")
    assert app.payloads("interactive") == []


async def test_silence_shows_nothing_found_as_in_slack(
    tab: Tab, room: Room, web: AsyncWebClient, app: App
) -> None:
    app.answer = lambda _envelope: SILENCE
    about = await menu(web)

    found = await tab.does("suggest", **about, value="high")

    assert (found["missing"], found["warning"], found["words"]) == ("timeout", *["No results found"] * 2)
    unanswered = [each["name"] for each in await room.violations() if each["rule"] == "unacknowledged"]
    assert "block_suggestion" in unanswered
    deed = await room.person("Ana Pereira").chooses(
        "Mare Street", on="Where?", menu="A street", allow_silence=True
    )
    assert (deed.acked, deed.warning) == (False, "No results found")


WRONG: dict[str, tuple[Json, str]] = {
    "too many": (
        {"options": [option(f"{n}") for n in range(101)]},
        "no more than 100 items allowed [json-pointer:/options]",
    ),
    "too many groups": (
        {"option_groups": [{"label": plain(), "options": [option("a")]}] * 101},
        "no more than 100 items allowed [json-pointer:/option_groups]",
    ),
    "bare words": ({"options": ["High Street"]}, "must provide an object [json-pointer:/options/0]"),
    "both": (
        {"options": [], "option_groups": []},
        "must define exactly one of `options` and `option_groups` [json-pointer:]",
    ),
    "something else": ({"text": "hello"}, "invalid additional property: text [json-pointer:]"),
}


@pytest.mark.parametrize("name", WRONG)
async def test_a_wrong_answer_is_the_apps_mistake_and_shows_nothing(
    name: str, tab: Tab, room: Room, web: AsyncWebClient, app: App
) -> None:
    answer, words = WRONG[name]
    app.answer = lambda _envelope: answer
    found = await tab.does("suggest", **(await menu(web)), value="high")

    assert (found["options"], found["words"]) == ([], "No results found")
    (violation,) = await room.violations()
    assert (violation["rule"], violation["words"]) == (
        "invalid_options",
        f"the answer to a menu's search: {words}",
    )


@pytest.mark.parametrize("answer", [None, {"options": []}])
async def test_nothing_found_is_no_mistake(
    answer: Json | None, tab: Tab, room: Room, web: AsyncWebClient, app: App
) -> None:
    app.answer = lambda _envelope: answer
    found = await tab.does("suggest", **(await menu(web)), value="high")
    assert (found["warning"], found["words"]) == ("", "No results found")
    assert await room.violations() == []
