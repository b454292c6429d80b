"""Menus that begin with the conversation somebody came from, and addresses for what they chose."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room
from tests.rehearsal.app import App, Json
from tests.rehearsal.corpus import asks, modal, plain, section

ANA, ROOM = "U0CHAMP01", "parent-champions"


def asking(**more: object) -> Json:
    """A modal with one menu of conversations."""
    menu = {"type": "conversations_select", "action_id": "menu", **more}
    return modal(asks(menu, block_id="where", label=plain("Where")), submit=plain("Send"))


HERE = asking(default_to_current_conversation=True, response_url_enabled=True)


async def trigger(room: Room, app: App) -> str:
    await room.person(ANA).types("/checkin", channel=ROOM)
    return str(app.payloads("slash_commands")[-1]["trigger_id"])


def chosen(view: Json) -> str | None:
    held: str | None = view["state"]["values"]["where"]["menu"]["selected_conversation"]
    return held


async def test_a_menu_begins_with_the_conversation_its_person_came_from(
    room: Room, app: App, web: AsyncWebClient
) -> None:
    here = (await web.chat_postMessage(channel=ROOM, text="x"))["channel"]
    opened = (await web.views_open(trigger_id=await trigger(room, app), view=HERE))["view"]
    assert chosen(opened) == here
    named = asking(default_to_current_conversation=True, initial_conversation="C0SECOND0")
    updated = await web.views_update(view_id=opened["id"], view=asking())
    assert chosen(updated["view"]) == here, "what is held stays when a view changes"
    reopened = await web.views_open(trigger_id=await trigger(room, app), view=named)
    assert chosen(reopened["view"]) == "C0SECOND0"
    plain_one = await web.views_open(trigger_id=await trigger(room, app), view=asking())
    assert chosen(plain_one["view"]) is None


async def test_a_view_pushed_from_there_begins_there_too(room: Room, app: App, web: AsyncWebClient) -> None:
    here = (await web.chat_postMessage(channel=ROOM, text="x"))["channel"]
    app.answer = lambda _envelope: {"response_action": "push", "view": HERE}
    await web.views_open(trigger_id=await trigger(room, app), view=HERE)
    await room.person(ANA).submits()
    app.answer = lambda _envelope: None
    await room.person(ANA).submits()
    assert chosen(app.payloads("interactive")[-1]["view"]) == here


async def test_whoever_submits_gives_the_app_an_address_for_the_channel_they_chose(
    room: Room, app: App, web: AsyncWebClient
) -> None:
    here = (await web.chat_postMessage(channel=ROOM, text="x"))["channel"]
    await web.views_open(trigger_id=await trigger(room, app), view=HERE)
    assert (await room.person(ANA).submits()).closed
    [given] = app.payloads("interactive")[-1]["response_urls"]
    assert (given["block_id"], given["action_id"], given["channel_id"]) == ("where", "menu", here)
    async with (
        aiohttp.ClientSession() as session,
        session.post(given["response_url"], json={"text": "Noted", "response_type": "in_channel"}) as got,
    ):
        assert got.status == 200
    await room.person("U0CHAMP02").sees("Noted", channel=ROOM)


async def test_homes_and_modals_share_their_external_names(room: Room, app: App, web: AsyncWebClient) -> None:
    home: Json = {"type": "home", "blocks": [section()], "external_id": "mine"}
    await web.views_publish(user_id=ANA, view=home)
    await web.views_publish(user_id=ANA, view=home)
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await web.views_publish(user_id="U0CHAMP02", view=home)
    named = modal(section(), external_id="mine")
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await web.views_open(trigger_id=await trigger(room, app), view=named)


async def test_whoever_sends_a_form_waits_until_it_came(room: Room, app: App, web: AsyncWebClient) -> None:
    told = await trigger(room, app)
    sent = asyncio.create_task(room.person(ANA).submits())
    await asyncio.sleep(0)
    await web.views_open(trigger_id=told, view=HERE)
    assert (await sent).closed
