"""Do not disturb in the rehearsal: the hours that somebody chose, as an app is told of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room
from rehearsal.driver.sights import Impossible
from rehearsal.model import Person
from rehearsal.world.quiet import window
from story.setting import StoryRehearsal
from tests.rehearsal.app import SCOPES, manifest


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


def spans(quiet: str, now: str, tz: str = "Europe/London", snoozed_until: str = "") -> list[str] | None:
    person = Person("U1", "ana", "Ana", tz=tz, quiet=quiet)
    if snoozed_until:
        person.snoozed_until = int(at(snoozed_until).timestamp())
    found = window(person, at(now))
    return [datetime.fromtimestamp(each, UTC).isoformat()[:16] for each in found] if found else None


def test_it_is_the_window_of_now_or_the_next_one_where_the_person_lives() -> None:
    assert spans("", "2027-03-10T10:00") is None
    assert spans("22:00-08:00", "2027-03-10T10:00") == ["2027-03-10T22:00", "2027-03-11T08:00"]
    assert spans("22:00-08:00", "2027-03-10T07:59") == ["2027-03-09T22:00", "2027-03-10T08:00"]
    assert spans("09:00-12:00", "2027-03-10T12:00") == ["2027-03-11T09:00", "2027-03-11T12:00"]
    assert spans("09:00-12:00", "2027-03-10T10:00", "America/New_York") == [
        "2027-03-10T14:00",
        "2027-03-10T17:00",
    ]


def test_a_snooze_goes_before_the_schedule_until_it_is_over() -> None:
    now, until = "2027-03-10T10:00", "2027-03-10T11:00"
    assert spans("22:00-08:00", now, snoozed_until=until) == [now, until]
    assert spans("", until, snoozed_until=until) is None


async def test_an_app_is_told_three_things_if_it_may_ask() -> None:
    async with StoryRehearsal(manifest=manifest([*SCOPES, "dnd:read"])) as slack, Room(slack.url) as room:
        web = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        ana = room.person("Ana Pereira")
        none = {"ok": True, "dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
        assert (await web.dnd_info(user=ana.id)).data == none
        await room.change_person(ana.id, quiet="22:00-08:00")
        told = (await web.dnd_info(user=ana.id)).data
        assert isinstance(told, dict)
        assert (told["dnd_enabled"], sorted(told)) == (True, sorted(none))
        assert told["next_dnd_end_ts"] - told["next_dnd_start_ts"] == 10 * 60 * 60
        with pytest.raises(SlackApiError, match="user_not_found"):
            await web.dnd_info(user="U0NOBODY")
        with pytest.raises(Impossible):
            await room.change_person(ana.id, quiet="at night")


async def test_an_optional_permission_that_was_not_granted_is_refused_and_nobodys_mistake() -> None:
    asked = manifest([*SCOPES, "dnd:read"])
    asked["oauth_config"]["scopes"]["bot_optional"] = ["dnd:read"]
    async with StoryRehearsal(manifest=asked, optional=False) as slack, Room(slack.url) as room:
        web = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        with pytest.raises(SlackApiError, match="missing_scope"):
            await web.dnd_info(user="U0CHAMP01")
        assert (await web.users_info(user="U0CHAMP01"))["ok"]
        assert await room.violations() == []


async def test_who_reads_the_text_alone_sees_nothing_of_blocks() -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "More *benches*, in blocks"}}
    async with StoryRehearsal(manifest=manifest(SCOPES), text_alone=True) as slack, Room(slack.url) as room:
        web = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        await web.chat_postMessage(channel="C0PARENT0", text="More benches", blocks=[section])
        seen = await room.person("Ana Pereira").sees("More benches", channel="parent-champions")
        assert (seen.readable, seen.blocks[0]["type"]) == ("More benches", "section")
