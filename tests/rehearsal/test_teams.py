"""One app in two workspaces with the very same people and channels: everything says which is meant."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room
from rehearsal.model import Team
from rehearsal.server import Rehearsal
from story.setting import StoryRehearsal
from tests.rehearsal.app import SCOPES, App, Json, manifest
from tests.rehearsal.corpus import actions, modal, plain, section

HERE, THERE = "T0HERE", "T0THERE"
ROOM = "C0PARENT0"
BUTTON = {"type": "button", "action_id": "open", "text": {"type": "plain_text", "text": "Open"}}


@dataclass
class Place:
    """One of the two workspaces: who is in it, and the app's own line to it."""

    team: str
    room: Room
    web: AsyncWebClient

    async def says(self, text: str, **more: Any) -> Any:
        """The app posts."""
        return await self.web.chat_postMessage(channel=ROOM, text=text, **more)


@pytest.fixture
async def slack() -> AsyncIterator[Rehearsal]:
    async with StoryRehearsal(manifest([*SCOPES, "files:read"]), teams=[Team(HERE), Team(THERE)]) as server:
        yield server


@pytest.fixture
async def both(slack: Rehearsal) -> AsyncIterator[tuple[Place, Place]]:
    async with Room(slack.url, HERE) as here, Room(slack.url, THERE) as there:
        yield place(slack, HERE, here), place(slack, THERE, there)


def place(slack: Rehearsal, team: str, room: Room) -> Place:
    token = slack.teams[team].bot_token
    return Place(team, room, AsyncWebClient(token=token, base_url=slack.api_url, retry_handlers=[]))


Both = tuple[Place, Place]


async def test_the_token_of_a_call_says_which_workspace_it_is_about(both: Both) -> None:
    for each in both:
        assert (await each.web.auth_test())["team_id"] == each.team
        await each.says(f"hello {each.team}")

    for each in both:
        seen = [message.readable for message in await each.room.person("Ana Pereira").messages()]
        assert seen == [f"hello {each.team}"]


async def test_nothing_of_one_workspace_can_be_read_or_changed_with_the_other_ones_token(both: Both) -> None:
    here, there = both
    secret = await here.room.create_channel("only-here")
    await here.room.invite("bot", "only-here")
    stranger = await here.room.stranger("Sam Visitor", channel="second-room")
    posted = await here.says("hello")
    refused = {
        "channel_not_found": there.web.chat_postMessage(channel=secret, text="x"),
        "message_not_found": there.web.chat_update(channel=ROOM, ts=posted["ts"], text="x"),
        "user_not_found": there.web.users_info(user=stranger.id),
    }

    for error, call in refused.items():
        with pytest.raises(SlackApiError, match=error):
            await call


async def test_one_socket_carries_what_happens_in_both_and_each_envelope_names_its_own(
    slack: Rehearsal, both: Both
) -> None:
    async with App(slack.api_url, slack.app_token) as app:
        for each in both:
            ana = each.room.person("Ana Pereira")
            await ana.types("hello", channel=ROOM)
            await ana.types("/idea x", channel=ROOM)
            await ana.global_shortcut("New idea")

        def teams(kind: str, *path: str | int) -> list[Any]:
            return [at(each, *path) for each in app.payloads(kind)]

        assert teams("events_api", "team_id") == [HERE, THERE]
        assert teams("events_api", "context_team_id") == [HERE, THERE]
        assert teams("events_api", "authorizations", 0, "team_id") == [HERE, THERE]
        assert teams("slash_commands", "team_id") == [HERE, THERE]
        assert teams("interactive", "team", "id") == [HERE, THERE]
        assert teams("interactive", "user", "team_id") == [HERE, THERE]
        assert teams("slash_commands", "user_id") == ["U0CHAMP01", "U0CHAMP01"]
        assert (await both[1].web.auth_test())["team_id"] == THERE


def at(payload: Any, *path: Any) -> Any:
    """What stands at this place of a payload."""
    for step in path:
        payload = payload[step]
    return payload


async def test_permits_of_one_workspace_are_worth_nothing_in_the_other(slack: Rehearsal, both: Both) -> None:
    here, there = both
    view = modal(section(text=plain("Hello")))
    async with App(slack.api_url, slack.app_token) as app, aiohttp.ClientSession() as session:
        for each in both:
            await each.says("A card", blocks=[actions(BUTTON)])
            await each.room.person("Ana Pereira").clicks("Open", on="Open", channel=ROOM)
        of_here, of_there = app.payloads("interactive")

        with pytest.raises(SlackApiError, match="invalid_trigger_id"):
            await there.web.views_open(trigger_id=of_here["trigger_id"], view=view)
        opened: Json = (await there.web.views_open(trigger_id=of_there["trigger_id"], view=view))["view"]
        with pytest.raises(SlackApiError, match="not_found"):
            await here.web.views_update(view_id=opened["id"], view=view)
        async with session.post(of_there["response_url"], json={"text": "only there"}) as got:
            assert got.status == 200

    assert (opened["team_id"], opened["app_installed_team_id"]) == (THERE, THERE)
    await there.room.person("Ana Pereira").sees("only there", private=True)
    await here.room.person("Ana Pereira").does_not_see("only there")


async def test_each_has_its_own_record_and_its_own_trouble(slack: Rehearsal, both: Both) -> None:
    here, there = both
    await here.room.refuse_token("token_revoked")
    with pytest.raises(SlackApiError, match="token_revoked"):
        await here.says("hello")
    await there.says("hello")
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await there.says("hello", blocks=[{"type": "nothing"}])

    for each in both:
        assert {entry["workspace"] for entry in await each.room.log(kind="call")} == {each.team}
    assert await here.room.violations() == []
    assert [found["rule"] for found in await there.room.violations()] == ["invalid_blocks"]


async def test_they_share_the_clock_and_begin_anew_together(both: Both) -> None:
    here, there = both
    await there.says("hello")
    await here.room.forward(days=3)
    assert (await there.room.now() - await here.room.now()).total_seconds() < 60
    await here.room.reset()
    assert await there.room.person("Ana Pereira").messages() == []


async def test_without_a_name_the_driver_gets_the_first_and_a_wrong_name_is_nobody(slack: Rehearsal) -> None:
    async with Room(slack.url) as room:
        await room.person("Ana Pereira").types("hello", channel=ROOM, allow_silence=True)
    async with Room(slack.url, HERE) as here:
        await here.person("Ana Pereira").sees("hello")
    with pytest.raises(AssertionError, match="404"):
        await Room(slack.url, "T0NOWHERE").__aenter__()
    with pytest.raises(ValueError, match="one id"):
        StoryRehearsal(manifest(), teams=[Team(HERE), Team(HERE)])


async def test_one_bolt_app_serves_both(slack: Rehearsal, both: Both) -> None:
    async def authorize(team_id: str | None) -> AuthorizeResult:
        token = slack.teams[team_id or ""].bot_token
        return AuthorizeResult(
            enterprise_id=None, team_id=team_id, bot_token=token, bot_id="B", bot_user_id="U0REHEARSAL"
        )

    app = AsyncApp(client=AsyncWebClient(base_url=slack.api_url), authorize=authorize)

    @app.command("/idea")
    async def idea(ack: Any, command: Json, say: Any) -> None:
        await ack()
        await say(f"{command['text']} in {command['team_id']}")

    handler = AsyncSocketModeHandler(app, slack.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        for each in both:
            await each.room.person("Ana Pereira").types("/idea Benches", channel=ROOM)
        for each in both:
            ana = each.room.person("Ana Pereira")
            await ana.sees(f"Benches in {each.team}", channel=ROOM)
            assert len(await ana.messages(ROOM)) == 1
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]
