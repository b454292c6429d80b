"""People of a connected organisation, and a workspace that is part of an Enterprise Grid."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import running
from bot.config import Config
from rehearsal.driver.room import Impossible, Room
from rehearsal.server import Rehearsal
from story.setting import StoryRehearsal
from tests.rehearsal.app import App, manifest
from tests.rehearsal.corpus import modal, plain, section
from tests.stage import MANIFEST, Stage, reopened, settings
from tests.stage import ROOM as PARENTS

ROOM, SECOND = "C0PARENT0", "C0SECOND0"


@pytest.fixture
async def grid() -> AsyncIterator[Rehearsal]:
    async with StoryRehearsal(manifest=manifest(), grid=True) as slack:
        yield slack


async def test_a_stranger_has_a_team_of_their_own_in_everything_the_app_hears(
    room: Room, web: AsyncWebClient, app: App
) -> None:
    sam = await room.stranger("Sam Visitor", channel="second-room", team="T0ELSEWHERE")
    await sam.types("hello from elsewhere", channel="second-room")
    await room.person("Ana Pereira").types("welcome", channel="second-room")
    joined = app.events("member_joined_channel")[0]
    assert (joined["user"], joined["team"]) == (sam.id, "T0ELSEWHERE")
    said = app.payloads("events_api")[1:]
    assert [each["is_ext_shared_channel"] for each in said] == [True, True]
    assert [each["event"].get("user_team") for each in said] == ["T0ELSEWHERE", None]
    assert [each["team_id"] for each in said] == ["T0ELSEWHERE", "T0ALONGSIDE"]
    for each in said:  # whatever team stands on it, these say where the app is installed
        assert (each["context_team_id"], each["authorizations"][0]["team_id"]) == ("T0ALONGSIDE",) * 2
    info: Any = (await web.conversations_info(channel=SECOND))["channel"]
    assert (info["is_ext_shared"], info["shared_team_ids"]) == (True, ["T0ALONGSIDE", "T0ELSEWHERE"])
    other: Any = (await web.conversations_info(channel=ROOM))["channel"]
    assert not other["is_ext_shared"]


async def test_a_stranger_who_mentions_the_app_does_so_in_its_own_team(room: Room, app: App) -> None:
    sam = await room.stranger("Sam Visitor", channel="second-room", team="T0ELSEWHERE")
    await sam.types("hello @Alongside", channel="second-room")

    (told,) = (each for each in app.payloads("events_api") if each["event"]["type"] == "app_mention")

    assert (told["team_id"], told["event"]["team"]) == ("T0ALONGSIDE", "T0ALONGSIDE")
    assert (told["event"]["user_team"], told["event"]["user"]) == ("T0ELSEWHERE", sam.id)


async def test_in_a_strangers_form_the_team_is_theirs_and_the_view_says_where_the_app_is(
    room: Room, web: AsyncWebClient, app: App
) -> None:
    button = {"type": "button", "action_id": "open", "text": {"type": "plain_text", "text": "Open"}}
    card = [{"type": "actions", "elements": [button]}]
    await web.chat_postMessage(channel=SECOND, text="A card", blocks=card)
    sam = await room.stranger("Sam Visitor", channel="second-room")
    for ends in (sam.submits, sam.closes):
        await sam.clicks("Open", on="Open", channel="second-room")
        form = modal(section(text=plain("Hello")), submit=plain("Send"), notify_on_close=True)
        await web.views_open(trigger_id=app.payloads("interactive")[-1]["trigger_id"], view=form)
        await ends()

        told = app.payloads("interactive")[-1]

        assert (told["user"]["team_id"], told["team"]["id"]) == ("T0CONNECTED", "T0CONNECTED")
        assert told["view"]["app_installed_team_id"] == "T0ALONGSIDE"


async def test_a_stranger_is_known_as_long_as_they_share_a_room_with_the_bot(
    room: Room, web: AsyncWebClient
) -> None:
    sam = await room.stranger("Sam Visitor", channel="second-room")

    async def looked_up() -> Any:
        return (await web.users_info(user=sam.id))["user"]

    assert ((await looked_up())["team_id"], (await looked_up())["is_stranger"]) == ("T0CONNECTED", False)
    await room.kick(sam.id, "second-room")
    assert (await looked_up())["is_stranger"]
    with pytest.raises(SlackApiError, match="user_not_visible"):
        await web.conversations_open(users=sam.id)
    assert await room.violations() == [], "they left; the app did nothing wrong"
    members = [each["id"] for each in (await web.users_list(limit=1000))["members"]]
    assert "U0CHAMP01" in members
    assert sam.id not in members
    assert "is_stranger" not in (await web.users_info(user="U0CHAMP01"))["user"]


async def test_a_stranger_may_press_but_has_neither_commands_nor_shortcuts_nor_home(
    room: Room, web: AsyncWebClient, app: App
) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Support"}}
    await web.chat_postMessage(
        channel=SECOND, text="Idea", blocks=[{"type": "actions", "elements": [button]}]
    )
    sam = await room.stranger("Sam Visitor", channel="second-room")
    await sam.clicks("Support", on="Support", channel="second-room")
    press = app.payloads("interactive")[0]
    assert (press["user"]["team_id"], press["team"]["id"]) == ("T0CONNECTED", "T0ALONGSIDE")
    deed = await sam.types("/idea x", channel="second-room", allow_silence=True)
    assert deed.missing == "not_a_command"
    with pytest.raises(Impossible, match="no message shortcut"):
        await sam.shortcut("Save as idea", on="Support")
    with pytest.raises(Impossible, match="no global shortcut"):
        await sam.global_shortcut("New idea")
    with pytest.raises(Impossible, match="has no Home"):
        await sam.opens_home()


@pytest.mark.parametrize(("name", "channel"), [("Ana Pereira", "second-room"), ("Sam", "nowhere")])
async def test_a_stranger_needs_a_name_and_a_room(room: Room, name: str, channel: str) -> None:
    with pytest.raises(Impossible, match=r"already somebody|no channel"):
        await room.stranger(name, channel=channel)


async def test_on_a_grid_people_belong_to_the_organisation_and_everything_says_so(grid: Rehearsal) -> None:
    web = AsyncWebClient(token=grid.bot_token, base_url=grid.api_url)
    async with Room(grid.url) as room, App(grid.api_url, grid.app_token) as app:
        ana = room.person("Ana Pereira")
        assert ana.id == "W0CHAMP01"
        await ana.types("hello @Miriam Adler", channel=ROOM)
        await ana.types("/idea x", channel=ROOM)
        await ana.global_shortcut("New idea")
        told, command, press = (
            app.payloads(kind)[0] for kind in ("events_api", "slash_commands", "interactive")
        )
        assert told["event"]["text"] == "hello <@W0FACIL01>"
        assert told["enterprise_id"] == told["authorizations"][0]["enterprise_id"] == "E0REHEARSAL"
        assert (command["enterprise_id"], command["user_id"]) == ("E0REHEARSAL", "W0CHAMP01")
        assert press["enterprise"]["id"] == press["team"]["enterprise_id"] == "E0REHEARSAL"
        assert (await web.auth_test())["enterprise_id"] == "E0REHEARSAL"
        user: Any = (await web.users_info(user=ana.id))["user"]
        assert user["enterprise_user"]["teams"] == ["T0ALONGSIDE"]


async def test_without_a_grid_nobody_hears_of_one(room: Room, web: AsyncWebClient, app: App) -> None:
    await room.person("Ana Pereira").types("/idea x", channel=ROOM)
    assert "enterprise_id" not in app.payloads("slash_commands")[0]
    assert "enterprise_id" not in (await web.auth_test()).data


# The real bot


async def test_the_bot_lets_a_stranger_press(stage: Stage) -> None:
    await stage.session()
    await stage.idea(stage.ana, "More benches")
    sam = await stage.room.stranger("Sam Visitor", channel=PARENTS)
    assert (await sam.clicks("Support", on="More benches", channel=PARENTS)).acked
    await stage.rests()


async def test_the_bot_holds_a_session_on_a_grid(ready_sqlite_url: str) -> None:
    async with StoryRehearsal(MANIFEST, grid=True) as slack, Room(slack.url) as room:
        config = Config.from_env(settings(slack, ready_sqlite_url))
        async with reopened(config) as storage, running(config, storage) as bot:
            stage = Stage(slack, room, config, storage, bot)
            await stage.session()
            await stage.check_in(stage.ana)
            await stage.idea(stage.ana, "More benches")
            await stage.delroy.clicks("Support", on="More benches", channel=PARENTS)
            await stage.ana.sees("1 supporter", channel=PARENTS)
            await stage.rests()
            assert await room.violations() == []
