"""`/invite` brings people and apps into a channel, as Slack's own does, and says why when it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rehearsal.tab import ANA, MIRIAM, QUIET, card

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from rehearsal.driver.room import Room
    from rehearsal.server import Rehearsal
    from tests.rehearsal.app import App
    from tests.stage import Stage

NO_BOT = "C0NOBOT00"


@pytest.mark.parametrize("channel", ["no-bot", "quiet"])
async def test_the_bot_comes_into_a_public_and_a_private_channel_and_a_session_starts_there(
    stage: Stage, channel: str
) -> None:
    async with stage.hears("member_joined_channel"):
        await stage.miriam.types("/invite @Alongside", channel=channel)
    await stage.miriam.sees(f"You added Alongside to #{channel}.", channel=channel, private=True)
    await stage.session("At last", channel)
    await stage.miriam.types("/invite @alongside", channel=channel)
    await stage.miriam.sees("Alongside is already in this channel.", channel=channel, private=True)


async def test_the_app_hears_who_came_and_who_brought_them(slack: Rehearsal, room: Room, app: App) -> None:
    bot = slack.slack.workspace.bot
    deed = await room.person(ANA).types(f"/invite @{bot.name}", channel="no-bot")
    await room.kick("Blessing Okafor", "no-bot")
    await room.kick("Miriam Adler", "no-bot")
    await room.person(ANA).types("/invite @Blessing Okafor @miriam.adler", channel="no-bot")
    joined = [(each["user"], each["inviter"]) for each in app.events("member_joined_channel")]

    assert deed.acked
    assert joined == [(bot.id, ANA), ("U0CHAMP04", ANA), (MIRIAM, ANA)]
    assert slack.slack.workspace.channels[NO_BOT].known_to_app


@pytest.mark.parametrize(
    ("typed", "where", "told"),
    [
        ("/invite", "no-bot", "Please say whom: /invite @name."),
        ("/invite @Nobody Here", "no-bot", "Nobody here is called @Nobody Here."),
        ("/invite @Ana Pereira @nobody", "no-bot", "Nobody here is called @nobody."),
        ("/invite @Ana Pereira", "no-bot", "Ana Pereira is already in this channel."),
        ("/invite @Miriam Adler", "bot", "/invite does not work in a direct conversation"),
        ("/invite @Miriam Adler #no-bot", "bot", "Miriam Adler is already in this channel."),
        ("/invite @Rosa Outside", "no-bot", "Rosa Outside is a member of another organisation"),
        ("/invite @Delroy Francis", "no-bot", "Nobody here is called Delroy Francis."),
        ("/invite @Miriam Adler #parent-champions", "no-bot", "#parent-champions is archived"),
        ("/invite @Miriam Adler #quiet", "no-bot", "You are not in #quiet"),
    ],
)
async def test_where_it_cannot_be_slack_says_why_and_nobody_comes(
    slack: Rehearsal, room: Room, app: App, typed: str, where: str, told: str
) -> None:
    await room.stranger("Rosa Outside", "second-room")
    await room.change_person("Delroy Francis", deleted=True)
    await room.archive("parent-champions")
    await room.kick(ANA, "quiet")
    before = {each.id: list(each.members) for each in slack.slack.workspace.channels.values()}
    deed = await room.person(ANA).types(typed, channel=where)
    await room.person(ANA).sees(told, channel=where, private=True)

    after = {each.id: each.members for each in slack.slack.workspace.channels.values() if each.id in before}
    assert (deed.acked, deed.warning.startswith(told), after) == (True, True, before)


async def test_it_works_in_a_thread_as_slacks_own_commands_do(
    slack: Rehearsal, room: Room, web: AsyncWebClient, app: App
) -> None:
    await room.kick(MIRIAM, "parent-champions")
    about = await card(web)
    said = {"person": ANA, "deed": "say", "text": "/invite @Miriam Adler", "message": about}
    await room.wire.post("precise", **said)
    assert MIRIAM in slack.slack.workspace.channels[about["channel"]].members


async def test_names_are_found_in_any_case_and_without_their_sign(
    slack: Rehearsal, room: Room, app: App
) -> None:
    await room.person(ANA).types("/invite dwayne CAMPBELL", channel="quiet")
    assert "U0CHAMP06" in slack.slack.workspace.channels[QUIET].members
