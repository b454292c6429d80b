"""What the page is served, and what it is told of one person's screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room
from rehearsal.page.serving import FOLDER
from rehearsal.server import Rehearsal
from tests.rehearsal.app import App
from tests.rehearsal.tab import ANA, BLESSING, MIRIAM, QUIET, ROOM, Json, Tab, card


@pytest.fixture
async def tab(slack: Rehearsal) -> AsyncIterator[Tab]:
    async with aiohttp.ClientSession() as session:
        yield Tab(session, slack.url)


# The files


async def test_the_page_and_all_its_files_come_with_a_policy_that_lets_nothing_else_in(tab: Tab) -> None:
    for path in ["/", *(f"/page/{file.name}" for file in FOLDER.iterdir())]:
        async with tab.session.get(tab.url + path) as got:
            assert got.status == 200, path
            assert got.headers["Content-Security-Policy"].startswith("default-src 'self';"), path
            assert got.headers["Cache-Control"] == "no-store"
            assert got.headers["X-Content-Type-Options"] == "nosniff"
            assert "octet-stream" not in got.content_type, path


@pytest.mark.parametrize("name", ["..%2Fserver.py", "server.py", "main.js%00", "none.js", ".env"])
async def test_nothing_but_the_pages_own_files_is_served(tab: Tab, name: str) -> None:
    async with tab.session.get(f"{tab.url}/page/{name}") as got:
        assert got.status in (403, 404)


def test_no_file_of_the_page_makes_markup_or_code_from_text_or_asks_another_host() -> None:
    risky = (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "DOMParser",
    )
    foreign = ('src="http', 'href="http', "url(http", "@import", 'from "http')
    found = [
        f"{file.name}: {word}"
        for file in sorted(FOLDER.iterdir())
        for word in (*risky, *foreign)
        if word in file.read_text()
    ]

    assert found == []


@pytest.mark.parametrize("path", ["/", "/page/main.js", "/_rehearsal/screen?person=U0CHAMP01"])
async def test_another_sites_script_is_not_served(tab: Tab, path: str) -> None:
    for header in ({"Origin": "https://elsewhere.example"}, {"Host": "elsewhere.example"}):
        async with tab.session.get(tab.url + path, headers=header) as got:
            assert got.status == 403


async def test_another_site_cannot_make_anybody_do_anything(tab: Tab) -> None:
    order = {"person": ANA, "deed": "say", "channel": ROOM, "text": "Hello"}
    for headers in ({"Origin": "https://elsewhere.example"}, {"Origin": "null"}):
        async with tab.session.post(f"{tab.url}/_rehearsal/precise", json=order, headers=headers) as got:
            assert got.status == 403
    assert (await tab.screen(channel=ROOM))["messages"] == []


# The screen


async def test_the_screen_holds_what_one_person_sees_and_nothing_of_others(
    tab: Tab, web: AsyncWebClient
) -> None:
    await card(web)
    await web.chat_postEphemeral(channel=ROOM, user=ANA, text="for Ana")
    hers, his = await tab.screen(channel=ROOM), await tab.screen(MIRIAM, channel=ROOM)

    assert [each["text"] for each in hers["messages"]] == ["a card", "for Ana"]
    assert [each["ephemeral"] for each in hers["messages"]] == [False, True]
    assert [each["text"] for each in his["messages"]] == ["a card"]
    assert hers["messages"][0]["values"] == {
        "row": {"pick": {"type": "static_select", "selected_option": None}}
    }
    assert [each["command"] for each in hers["commands"]] == [
        "/copro",
        "/idea",
        "/checkin",
        "/pledge",
        "/poll",
        "/invite",
    ]
    assert [each["kind"] for each in hers["shortcuts"]] == ["message", "global"]
    assert [each["kind"] for each in hers["channels"]].count("im") == 1


async def test_a_channel_somebody_is_not_in_is_not_shown_to_them(tab: Tab) -> None:
    assert QUIET not in [each["id"] for each in (await tab.screen(BLESSING))["channels"]]
    async with tab.session.get(f"{tab.url}/_rehearsal/screen?person={BLESSING}&channel={QUIET}") as got:
        assert got.status == 400
        assert "is not in #quiet" in (await got.json())["error"]


async def test_what_is_new_is_counted_for_each_person_until_they_look(
    tab: Tab, web: AsyncWebClient, app: App
) -> None:
    def unread(screen: Json) -> int:
        return int(next(each["unread"] for each in screen["channels"] if each["id"] == ROOM))

    await card(web)
    await web.chat_postEphemeral(channel=ROOM, user=MIRIAM, text="not for Ana")
    assert unread(await tab.screen()) == 1
    assert unread(await tab.screen(channel=ROOM)) == 0
    assert unread(await tab.screen()) == 0
    assert unread(await tab.screen(MIRIAM)) == 2
    await tab.does("say", channel=ROOM, text="my own words")
    assert unread(await tab.screen()) == 0


async def test_the_screen_waits_until_it_is_different(tab: Tab, web: AsyncWebClient) -> None:
    before = await tab.screen(channel=ROOM)
    same = await tab.screen(channel=ROOM, since=before["version"])
    assert same.keys() == {"version", "now"}
    waiting = asyncio.create_task(tab.screen(channel=ROOM, since=before["version"], wait="20"))
    await asyncio.sleep(0)
    await card(web)
    assert [each["text"] for each in (await waiting)["messages"]] == ["a card"]


async def test_only_the_newest_messages_are_sent_and_the_others_counted(tab: Tab, app: App) -> None:
    for number in range(5):
        await tab.does("say", channel=ROOM, text=f"number {number}")
    shown = await tab.screen(channel=ROOM, most="2")

    assert [each["text"] for each in shown["messages"]] == ["number 3", "number 4"]
    assert shown["earlier"] == 3


async def test_what_happens_together_is_told_in_one_answer(
    tab: Tab, web: AsyncWebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rehearsal.control.screen.GATHERING", 2.0)  # ten posts take longer on a busy machine
    before = await tab.screen(channel=ROOM)
    waiting = asyncio.create_task(tab.screen(channel=ROOM, since=before["version"], wait="20"))
    for number in range(10):
        await web.chat_postMessage(channel=ROOM, text=f"number {number}")
    told = (await waiting)["messages"]
    assert [each["text"] for each in told] == [f"number {number}" for number in range(10)]


async def test_nobody_counts_further_than_they_could_read(
    tab: Tab, web: AsyncWebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rehearsal.control.screen.UNREAD_AT_MOST", 3)
    for number in range(5):
        await web.chat_postMessage(channel=ROOM, text=f"number {number}")
    assert [each["unread"] for each in (await tab.screen())["channels"] if each["id"] == ROOM] == [3]


async def test_what_only_one_person_sees_is_gone_when_she_loads_her_page_anew_and_drivers_still_see_it(
    slack: Rehearsal, web: AsyncWebClient, room: Room
) -> None:
    async def stands() -> list[str]:
        screen = await room.wire.get("screen", person=ANA, channel=ROOM)
        return [each["text"] for each in screen["messages"]] + ["earlier"] * screen["earlier"]

    ana = room.person(ANA)
    await web.chat_postMessage(channel=ROOM, text="For all")
    await web.chat_postEphemeral(channel=ROOM, user=ANA, text="For Ana")
    await room.wire.post("reload", person=ANA)  # the first time: it has waited for her
    assert await stands() == ["For all", "For Ana"]
    await room.wire.post("reload", person=BLESSING)
    assert await stands() == ["For all", "For Ana"]
    await room.wire.post("reload", person=ANA)
    await web.chat_postEphemeral(channel=ROOM, user=ANA, text="Something new")
    assert await stands() == ["For all", "Something new"]
    await ana.sees("For Ana", private=True)
