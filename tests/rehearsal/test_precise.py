"""What the page can do by ids, and what it cannot."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from tests.rehearsal.app import SILENCE, App
from tests.rehearsal.corpus import modal
from tests.rehearsal.tab import ANA, INPUT, MIRIAM, OPTIONS, ROOM, SEND, Json, Tab, card


@pytest.fixture
async def tab(slack: Rehearsal) -> AsyncIterator[Tab]:
    async with aiohttp.ClientSession() as session:
        yield Tab(session, slack.url)


async def test_a_button_and_a_menu_are_pressed_by_their_ids(tab: Tab, web: AsyncWebClient, app: App) -> None:
    where = await card(web)
    about: Json = {"message": where, "block_id": "row"}
    await tab.does("press", **about, action_id="go", value="forged")
    await tab.does("press", **about, action_id="pick", selected_option=OPTIONS[1])
    pressed = [each["actions"][0] for each in app.payloads("interactive")]

    assert pressed[0]["value"] == "7"  # what the app wrote on it, not what the page says
    assert pressed[1]["selected_option"]["value"] == "two"  # of two that read the same
    assert (await tab.screen(channel=ROOM))["messages"][0]["values"]["row"]["pick"][
        "selected_option"
    ] == OPTIONS[1]


@pytest.mark.parametrize(
    "order",
    [
        {},
        {"message": 7},
        {"message": {"channel": ROOM, "ts": "1.0"}, "block_id": "row", "action_id": "go"},
        {"view": "V1", "block_id": "row", "action_id": "go"},
        {"block_id": "none", "action_id": "go"},
        {"block_id": "row", "action_id": "pick"},
        {"block_id": "row", "action_id": "pick", "selected_option": "two"},
        {"block_id": "row", "action_id": "pick", "selected_option": {"value": "three"}},
    ],
)
async def test_a_press_that_makes_no_sense_is_refused_with_words(
    tab: Tab, web: AsyncWebClient, order: Json
) -> None:
    where = await card(web)
    about: Json = {"message": where} if order and "view" not in order else {}
    answer = await tab.does("press", status=400, **(about | order))
    assert answer["error"]


async def test_an_unanswered_press_is_on_the_screen_with_its_message(
    tab: Tab, web: AsyncWebClient, app: App
) -> None:
    app.answer = lambda _: SILENCE
    where = await card(web)
    done = await tab.does("press", message=where, block_id="row", action_id="go")
    warning = (await tab.screen(channel=ROOM))["warnings"][0]

    assert done["warning"] == warning["words"] == "Oh no, something went wrong. Please try that again."
    assert warning["message"] == where
    assert (await tab.screen(MIRIAM))["warnings"] == []


async def test_a_modal_is_filled_sent_and_closed_by_its_ids(
    tab: Tab, web: AsyncWebClient, app: App, room: Room
) -> None:
    app.answer = lambda envelope: (
        {"response_action": "errors", "errors": {"why": "Longer, please"}}
        if envelope["payload"].get("type") == "view_submission"
        else None
    )
    await room.person("Ana Pereira").types("/copro help", channel=ROOM)
    trigger = app.payloads("slash_commands")[0]["trigger_id"]
    view = (await web.views_open(trigger_id=trigger, view=modal(INPUT, submit=SEND)))["view"]["id"]

    assert (await tab.screen())["modal"]["depth"] == 1
    await tab.does("fill", view=view, values={"why": {"words": {"value": "So"}}})
    assert (await tab.screen())["modal"]["view"]["state"]["values"]["why"]["words"]["value"] == "So"
    # where the app takes a field away just before, what stood in it is left out
    gone = {"results": {"live": {"value": "yes"}}}
    values = {**gone, "why": {"words": {"value": "Because"}}}
    await tab.does("submit", status=400, view=view, button="Preview", values=values)  # another form's button
    sent = await tab.does("submit", view=view, button=SEND["text"], values=values)
    assert sent["errors"] == {"Why?": "Longer, please"}
    assert (await tab.screen())["modal"]["errors"] == {"why": "Longer, please"}
    state = app.payloads("interactive")[-1]["view"]["state"]["values"]
    assert state["why"]["words"]["value"] == "Because"
    await tab.does("close", MIRIAM, status=400, view=view)  # it is not on her screen
    await tab.does("close", view=view)
    assert (await tab.screen())["modal"] is None


async def test_replies_reactions_and_the_lines_of_a_messages_menu(
    tab: Tab, web: AsyncWebClient, app: App
) -> None:
    where = await card(web)
    await tab.does("say", message=where, text="a reply to @Tunde Bakare")
    await tab.does("react", message=where, emoji="heart")
    await tab.does("shortcut", message=where, callback_id="save")
    await tab.does("shortcut", message=where, callback_id="new", status=400)
    await tab.does("say", message=where, text="/idea here", status=400)
    first, reply = (await tab.screen(channel=ROOM))["messages"]

    assert (reply["thread_ts"], reply["text"]) == (where["ts"], "a reply to <@U0FACIL02>")
    assert first["reactions"] == {"heart": [ANA]}
    assert app.payloads("interactive")[0]["callback_id"] == "save"
    await tab.does("react", message=where, emoji="heart")
    assert (await tab.screen(channel=ROOM))["messages"][0]["reactions"] == {}


async def test_deeds_by_ids_are_in_the_record_like_all_others(tab: Tab, app: App, room: Room) -> None:
    await tab.does("say", channel=ROOM, text="Hello")
    await tab.does("dance", status=400)

    assert [(each["person"], each["deed"]) for each in await room.log("deed")] == [(ANA, "say")]


async def test_a_stranger_has_no_shortcuts_of_this_app(
    tab: Tab, web: AsyncWebClient, room: Room, app: App
) -> None:
    stranger = await room.stranger("Lena Vogt", channel=ROOM)
    about: Json = {"message": await card(web), "callback_id": "save"}
    refused = await tab.does("shortcut", stranger.id, status=400, **about)
    await tab.does("shortcut", **about)
    assert refused["error"] == "no message shortcut of this app is there for Lena Vogt"
    assert [each["user"]["id"] for each in app.payloads("interactive")] == [ANA]


async def test_of_two_buttons_in_one_element_the_value_says_which(
    tab: Tab, web: AsyncWebClient, room: Room, app: App
) -> None:
    sides = {
        f"{name}_button": {"text": {"type": "plain_text", "text": name}, "value": name[:3]}
        for name in ("positive", "negative")
    }
    rating = {"type": "feedback_buttons", "action_id": "rate", **sides}
    blocks = [{"type": "context_actions", "block_id": "row", "elements": [rating]}]
    posted = await web.chat_postMessage(channel=ROOM, text="Was this good?", blocks=blocks)
    about: Json = {"message": {"channel": ROOM, "ts": posted["ts"]}, "block_id": "row", "action_id": "rate"}

    await tab.does("press", **about, value="neg")
    await room.person("Ana Pereira").clicks("positive", on="Was this good?")
    await tab.does("press", status=400, **about, value="forged")

    pressed = [each["actions"][0] for each in app.payloads("interactive")]
    assert [(each["type"], each["value"]) for each in pressed] == [
        ("feedback_buttons", "neg"),
        ("feedback_buttons", "pos"),
    ]


async def test_a_press_on_a_message_that_was_edited_meanwhile_is_heard(
    tab: Tab, web: AsyncWebClient, app: App
) -> None:
    button: Json = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "elements": [button]}]
    posted = await web.chat_postMessage(channel=ROOM, text="a card", blocks=blocks)
    drawn = (await tab.screen(channel=ROOM))["messages"][-1]["blocks"][0]["block_id"]
    await web.chat_update(channel=ROOM, ts=posted["ts"], text="the same card", blocks=blocks)

    where = {"channel": ROOM, "ts": posted["ts"]}
    deed = await tab.does("press", message=where, block_id=drawn, action_id="go")

    assert deed["acked"]
    assert [each["actions"][0]["action_id"] for each in app.payloads("interactive")] == ["go"]
