"""Trouble on order: with answers, with envelopes and with the token; and how the bot lives with it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Impossible, Room, Unanswered
from rehearsal.happenings import overtaking
from rehearsal.server import Rehearsal
from tests.rehearsal.app import SILENCE, App, Json
from tests.rehearsal.test_bolt import listening
from tests.stage import ROOM as PARENTS
from tests.stage import Stage

ANA, ROOM = "U0CHAMP01", "C0PARENT0"
AN_IDEA = "More benches"


def texts(app: App) -> list[str]:
    return [each["text"] for each in app.events("message")]


def said(words: list[str]) -> list[Json]:
    return [{"person": ANA, "deed": "types", "text": each, "channel": ROOM} for each in words]


@pytest.mark.parametrize(
    ("what", "stored"), [("html_before", False), ("html_after", True), ("truncated", True)]
)
async def test_an_answer_that_is_no_json_is_an_error_to_the_app_and_the_next_is_whole(
    web: AsyncWebClient, room: Room, what: str, stored: bool
) -> None:
    await room.disturb("chat.postMessage", what=what)
    with pytest.raises((SlackApiError, aiohttp.ClientPayloadError)):
        await web.chat_postMessage(channel=ROOM, text="hello")
    await web.chat_postMessage(channel=ROOM, text="again")
    found = (await web.conversations_history(channel=ROOM))["messages"]
    assert [each["text"] for each in found] == (["again", "hello"] if stored else ["again"])
    assert await room.violations() == []


async def test_on_a_slow_network_each_answer_takes_its_time_until_the_trouble_is_over(
    web: AsyncWebClient, room: Room
) -> None:
    await room.disturb("*", what="slow", seconds=0.1, lasting=True)
    clock = asyncio.get_running_loop().time
    started = clock()
    for _ in range(2):
        await web.chat_postMessage(channel=ROOM, text="hello")
    assert clock() - started >= 0.2
    await room.disturb("chat.postMessage", what="slow", seconds=60, lasting=True)
    await room.undisturb()
    await asyncio.wait_for(web.chat_postMessage(channel=ROOM, text="hello"), 5)


async def test_calling_trouble_off_spares_what_happened(slack: Rehearsal, room: Room) -> None:
    web = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    await web.chat_postMessage(channel=ROOM, text="hello")
    await room.disturb("*", what="error:fatal_error", lasting=True)
    await room.refuse_token()
    await room.dead_ticket(5)
    await room.undisturb()
    async with App(slack.api_url, slack.app_token):
        assert len((await web.conversations_history(channel=ROOM))["messages"]) == 1


@pytest.mark.parametrize("error", ["token_revoked", "invalid_auth", "account_inactive"])
async def test_a_refused_token_is_no_fault_of_the_app_and_can_be_good_again(
    web: AsyncWebClient, room: Room, app: App, error: str
) -> None:
    await room.refuse_token(error)
    with pytest.raises(SlackApiError, match=error):
        await web.auth_test()
    await room.refuse_token("")
    await web.auth_test()
    assert await room.violations() == []
    with pytest.raises(Impossible, match="not by 'lost'"):
        await room.refuse_token("lost")


async def test_an_envelope_may_come_twice_and_both_acknowledgements_are_right(room: Room, app: App) -> None:
    await room.disturb("envelope", what="duplicate", times=2)
    await room.deeds(said(["hello"]))
    await room.person(ANA).types("/idea x", channel=ROOM)
    await room.wait_for(kind="ack", late=False, envelope_id=app.envelopes[-1]["envelope_id"])
    ids = [each["envelope_id"] for each in app.envelopes]
    assert len(ids) == 4
    assert len(set(ids)) == 2
    assert await room.log(kind="ack", late="True") == []


async def test_envelopes_may_arrive_last_first_after_the_one_that_follows(room: Room, app: App) -> None:
    await room.disturb("events_api", what="reorder", times=2)
    done = await room.deeds(said(["first", "second", "third"]))
    assert all(each.acked for each in done)
    assert texts(app) == ["third", "second", "first"]


async def test_an_envelope_that_nothing_overtakes_is_only_late(
    room: Room, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overtaking, "HELD_BACK", 0.01)
    await room.disturb("events_api", what="reorder")
    assert (await room.person(ANA).types("alone", channel=ROOM)).acked
    await room.disturb("events_api", what="reorder")
    await room.person(ANA).types("/idea x", channel=ROOM)
    await room.undisturb()
    assert texts(app) == ["alone"]


async def test_a_lost_acknowledgement_brings_the_event_again_and_the_person_a_warning(
    room: Room, app: App
) -> None:
    await room.disturb("envelope", what="lost_ack")
    assert not (await room.person(ANA).types("hello", channel=ROOM, allow_silence=True)).acked
    await app.frame(lambda frame: frame.get("retry_attempt") == 1)
    await room.disturb("slash_commands", what="lost_ack")
    with pytest.raises(Unanswered, match="dispatch_failed"):
        await room.person(ANA).types("/idea x", channel=ROOM)
    assert len({each["event_id"] for each in app.payloads("events_api")}) == 1
    assert await room.violations() == []


@pytest.mark.parametrize(
    ("method", "what"), [("chat.update", "duplicate"), ("envelope", "429"), ("envelope", "error:x")]
)
async def test_trouble_that_cannot_happen_there_is_refused(room: Room, method: str, what: str) -> None:
    with pytest.raises(Impossible, match="unknown disturbance"):
        await room.disturb(method, what=what)


async def test_a_bolt_app_works_on_when_the_network_is_slow_and_the_order_is_lost(
    slack: Rehearsal, room: Room
) -> None:
    async with listening(slack):
        await room.disturb("*", what="slow", seconds=0.05, lasting=True)
        await room.disturb("slash_commands", what="reorder")
        orders: list[Any] = [
            {"person": ANA, "deed": "types", "text": f"/idea {each}", "channel": ROOM} for each in "ab"
        ]
        assert all(each.acked for each in await room.deeds(orders))
        for each in "ab":
            await room.person(ANA).sees(each, channel=ROOM)


# The real bot


async def later(stage: Stage) -> None:
    """Until whatever was to be tried again has been."""
    for _ in range(3):
        await stage.time_is(await stage.room.now() + timedelta(hours=1))


async def test_the_bot_counts_a_vote_that_arrives_twice_once(stage: Stage) -> None:
    await stage.session()
    await stage.idea(stage.delroy, AN_IDEA)
    await stage.room.disturb("envelope", what="duplicate", lasting=True)
    await stage.ana.clicks("Support", on=AN_IDEA, channel=PARENTS)
    await stage.idea(stage.blessing, "Fewer stairs")
    await stage.delroy.sees("1 supporter", channel=PARENTS)
    await stage.rests()
    seen = [each.readable for each in await stage.delroy.messages(PARENTS)]
    assert len([each for each in seen if "Fewer stairs" in each and "Idea 2" in each]) == 1


@pytest.mark.parametrize("what", ["html_before", "html_after", "truncated"])
async def test_the_bots_card_comes_once_when_slack_answers_nonsense(stage: Stage, what: str) -> None:
    await stage.session()
    await stage.room.disturb("chat.postMessage", what=what)
    await stage.ana.types(f"/idea {AN_IDEA}", channel=PARENTS)
    await stage.rests()
    await later(stage)
    seen = [each.readable for each in await stage.delroy.messages(PARENTS)]
    assert len([each for each in seen if AN_IDEA in each]) == 1


async def test_the_bot_lives_through_a_slow_network(stage: Stage) -> None:
    await stage.room.disturb("*", what="slow", seconds=0.1, lasting=True)
    await stage.session()
    await stage.check_in(stage.ana)
    await stage.idea(stage.ana, AN_IDEA)
    await stage.delroy.clicks("Support", on=AN_IDEA, channel=PARENTS)
    await stage.ana.sees("1 supporter", channel=PARENTS)


async def test_a_session_may_be_told_in_any_order(stage: Stage) -> None:
    await stage.session()
    await stage.room.disturb("envelope", what="reorder", times=2)
    typed = [
        {"person": each.id, "deed": "types", "text": f"/idea Bench number {n}", "channel": ROOM}
        for n, each in enumerate((stage.ana, stage.delroy, stage.blessing))
    ]
    assert all(each.acked for each in await stage.room.deeds(typed))
    for n in range(3):
        await stage.miriam.sees(f"Bench number {n}", channel=PARENTS)


async def test_silence_under_a_duplicate_is_still_silence(
    room: Room, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rehearsal.rules.limits.ACKNOWLEDGE_WITHIN", 0.05)
    app.answer = lambda _envelope: SILENCE
    await room.disturb("slash_commands", what="duplicate")
    with pytest.raises(Unanswered):
        await room.person(ANA).types("/idea x", channel=ROOM)
    assert [each["rule"] for each in await room.violations()] == ["unacknowledged"]
