"""In which language people read Slack: as they were asked to, and invented people as their room does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest

from rehearsal.crowd.hurrying import pass_time
from rehearsal.driver.room import Room
from story.setting import StoryRehearsal
from tests.rehearsal.app import App, manifest
from tests.rehearsal.tab import MIRIAM

if TYPE_CHECKING:
    from rehearsal.server import Rehearsal


def locales(slack: Rehearsal) -> set[str]:
    return {each.locale for each in slack.slack.workspace.people.values() if not each.is_bot}


async def test_a_rehearsal_in_spanish_is_so_on_every_first_day_and_for_whoever_is_invented() -> None:
    async with (
        StoryRehearsal(manifest=manifest(), locale="es-ES") as slack,
        Room(slack.url) as room,
        App(slack.api_url, slack.app_token),
    ):
        assert locales(slack) == {"es-ES"}
        async with aiohttp.ClientSession() as session, session.get(slack.url) as page:
            assert '<html lang="es">' in await page.text()
        await room.reset()
        await room.fill(60, "parent-champions", pace=20)
        crowd = slack.crowds.crowd
        assert crowd is not None
        await pass_time(slack.slack, crowd, 20)
        await room.stranger("Rosa Outside", "parent-champions")
        assert len(slack.slack.workspace.people) > 60
        assert locales(slack) == {"es-ES"}


@pytest.mark.parametrize(("channel", "locale"), [("second-room", "es-MX"), ("parent-champions", "en-GB")])
async def test_whoever_is_invented_reads_what_most_people_of_the_room_do(
    slack: Rehearsal, room: Room, app: App, channel: str, locale: str
) -> None:
    found = slack.slack.workspace.channel(channel)
    assert found is not None
    second = slack.slack.workspace.channels["C0SECOND0"]
    for each in second.members:
        if each not in (MIRIAM, slack.slack.workspace.bot.id):
            await room.change_person(each, locale="es-MX")
    assert slack.slack.workspace.locale_in(found) == locale
