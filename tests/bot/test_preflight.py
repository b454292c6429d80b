"""Both tokens are checked with Slack before serving, and a bad one is named in plain words."""

from __future__ import annotations

import asyncio

import pytest

from bot.clock import real_time
from bot.preflight import BadToken, Installation, Pauses, preflight
from bot.values import Secret
from handlers.slack.client import Client
from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from story.setting import StoryRehearsal
from tests.bot.tape import Tape
from tests.stage import MANIFEST


async def checked(slack: Rehearsal, *, bot: str = "", app: str = "") -> Installation:
    """The preflight with the workspace's own tokens, or with others."""
    client = Client(bot or slack.bot_token, slack.api_url, real_time)
    [installed] = await preflight([client], Secret(app or slack.app_token), Pauses(first=0.01))
    return installed


async def refused(slack: Rehearsal, **tokens: str) -> str:
    """What is said of a bad token."""
    with pytest.raises(BadToken) as caught:
        await checked(slack, **tokens)
    return str(caught.value)


async def test_two_good_tokens_tell_who_we_are(slack: Rehearsal) -> None:
    workspace = slack.slack.workspace

    who = await checked(slack)

    assert who == Installation(who.client, "T0ALONGSIDE", workspace.name, workspace.bot.id, "B0REHEARSAL")
    assert who.client.token == slack.bot_token


async def test_two_tokens_of_one_workspace_are_one_too_many(slack: Rehearsal) -> None:
    clients = [Client(slack.bot_token, slack.api_url, real_time) for _ in range(2)]

    with pytest.raises(BadToken, match="holds two tokens of one workspace"):
        await preflight(clients, Secret(slack.app_token))


async def test_a_wrong_bot_token_is_named() -> None:
    async with StoryRehearsal(MANIFEST) as slack:
        assert await refused(slack, bot="xoxb-wrong") == (
            "SLACK_BOT_TOKEN does not work: Slack does not know it. Copy it again from the app's page."
        )


async def test_a_wrong_app_token_is_named() -> None:
    async with StoryRehearsal(MANIFEST) as slack:
        assert await refused(slack, app="xapp-wrong") == (
            "SLACK_APP_TOKEN does not work: Slack does not know it. Copy it again from the app's page."
        )


async def test_swapped_tokens_are_suspected() -> None:
    async with StoryRehearsal(MANIFEST) as slack:
        assert await refused(slack, bot=slack.app_token, app=slack.bot_token) == (
            "SLACK_BOT_TOKEN does not work: it is a token of another kind. The two tokens may be swapped."
        )


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            "missing_scope",
            "it lacks a permission. Create the app from manifest.json, or add connections:write.",
        ),
        ("account_inactive", "the app was removed from the workspace. Install it again."),
        ("token_revoked", "it was revoked. Install the app again and copy the new one."),
        ("token_expired", "it has expired. Copy the new one from the app's page."),
        ("forbidden_team", "Slack says “forbidden_team”."),
    ],
)
async def test_each_refusal_has_its_words(slack: Rehearsal, room: Room, error: str, words: str) -> None:
    await room.disturb("apps.connections.open", what=f"error:{error}")

    assert await refused(slack) == f"SLACK_APP_TOKEN does not work: {words}"


async def test_a_bad_token_is_never_repeated(tape: Tape) -> None:
    async with StoryRehearsal(MANIFEST) as slack:
        words = await refused(slack, bot="xoxb-wrong-but-secret")

    assert words.partition("secret")[1] == ""
    assert tape.lines() == []


@pytest.mark.parametrize(
    "trouble", ["500_before", "cut_before", "429", "error:internal_error", "error:team_added_to_org"]
)
async def test_trouble_at_slack_is_waited_for_and_said_once(
    slack: Rehearsal, room: Room, tape: Tape, trouble: str
) -> None:
    await room.disturb("*", what=trouble, times=4)

    who = await checked(slack)

    assert who.workspace == "T0ALONGSIDE"
    assert tape.events("slack_does_not_answer") == ["slack_does_not_answer"]


async def test_a_slack_that_is_away_is_waited_for_until_it_is_back(tape: Tape) -> None:
    async with StoryRehearsal(MANIFEST) as away:
        port = int(away.url.rpartition(":")[2])
    checking = asyncio.create_task(checked(away))
    said = await tape.says("slack_does_not_answer")

    async with StoryRehearsal(MANIFEST, port=port):
        who = await asyncio.wait_for(checking, 20)

    assert who.workspace == "T0ALONGSIDE"
    assert [said] == tape.lines()
