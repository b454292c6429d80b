"""What is ordered to go wrong can be looked up until it has, and what nobody could mean is refused."""

from __future__ import annotations

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.delivery.asking import RequestUrl
from rehearsal.driver.room import Impossible, Room, Unanswered
from rehearsal.server import Rehearsal
from rehearsal.webapi.methods.table import METHODS
from tests.rehearsal.app import App
from tests.rehearsal.listener import Listener, Scene, served

ANA, ROOM = "U0CHAMP01", "C0PARENT0"


def orders(found: list[dict[str, object]]) -> list[tuple[object, ...]]:
    return [(each["on"], each["what"], each["times"], each["lasting"]) for each in found]


async def test_what_still_waits_is_told_until_it_has_happened_or_is_called_off(
    room: Room, web: AsyncWebClient
) -> None:
    await room.disturb("chat.postMessage", what="slow", seconds=0, times=2)
    await room.disturb("*", what="error:fatal_error", lasting=True)
    await room.disturb("events_api", what="duplicate")
    await web.chat_postMessage(channel=ROOM, text="hello")
    whole = await room.wire.get("troubles")

    assert orders(whole["troubles"]) == [
        ("chat.postMessage", "slow", 1, False),
        ("*", "error:fatal_error", 1, True),
        ("events_api", "duplicate", 1, False),
    ]
    assert (whole["token"], whole["dead_tickets"], whole["rates"]) == ("", 0, False)
    await room.undisturb()
    assert await room.troubles() == []


async def test_a_dead_token_dead_addresses_and_limits_are_told_too(room: Room) -> None:
    await room.refuse_token("token_expired")
    await room.dead_ticket(3)
    await room.rates(on=True)
    whole = await room.wire.get("troubles")

    assert whole == {"troubles": [], "token": "token_expired", "dead_tickets": 3, "rates": True}


async def test_every_method_is_told_with_the_errors_slack_lists_for_it(room: Room) -> None:
    told = await room.wire.get("methods")

    assert set(told["errors"]) == set(METHODS) | {"response_url"}
    assert "message_not_found" in told["errors"]["chat.update"]
    assert "token_revoked" in told["common_errors"]


async def test_an_acknowledgement_that_comes_too_late_is_none(room: Room, app: App) -> None:
    await room.disturb("envelope", what="late_ack")
    assert not (await room.person(ANA).types("hello", channel=ROOM, allow_silence=True)).acked
    again = await app.frame(lambda frame: frame.get("retry_attempt") == 1)
    assert again["retry_reason"] == "timeout"
    await room.wait_for(kind="ack", late=False, envelope_id=again["envelope_id"])
    await room.disturb("slash_commands", what="late_ack")
    with pytest.raises(Unanswered, match="timeout"):
        await room.person(ANA).types("/idea x", channel=ROOM)
    assert [each["late"] for each in await room.log(kind="ack")] == [True, False, True]
    assert await room.violations() == []  # it was ordered, and the app is not to blame


async def test_over_http_it_is_none_either() -> None:
    listener = Listener(says="A word for you alone")
    async with served(listener.application()) as url, Scene.of(RequestUrl(url, "our secret")) as scene:
        await scene.room.disturb("slash_commands", what="late_ack")
        with pytest.raises(Unanswered, match="timeout"):
            await scene.room.person(ANA).types("/idea x", channel=ROOM)

        assert [each["late"] for each in await scene.room.log(kind="ack")] == [True]
        assert len(listener.asked) == 1


async def test_the_first_day_may_be_on_a_grid_and_then_not(slack: Rehearsal, room: Room) -> None:
    for order, enterprise, ana in [
        ({"grid": True}, "E0REHEARSAL", "W0CHAMP01"),
        ({}, "E0REHEARSAL", "W0CHAMP01"),
        ({"grid": False}, None, "U0CHAMP01"),
    ]:
        await room.wire.post("reset", **order)
        assert slack.slack.workspace.enterprise_id == enterprise
        found = slack.slack.workspace.person("Ana Pereira")
        assert found is not None
        assert found.id == ana


@pytest.mark.parametrize("name", ["Loud", "two words", "a.b", "x" * 81, "#"])
async def test_a_channel_is_named_as_slack_names_them(room: Room, name: str) -> None:
    with pytest.raises(Impossible, match="small letters"):
        await room.create_channel(name)
    assert await room.create_channel("naïve-room_2")


async def test_a_channel_that_everybody_has_left_can_be_archived(room: Room) -> None:
    await room.create_channel("lonely", members=[ANA])
    await room.kick(ANA, "lonely")
    await room.archive("lonely")
    with pytest.raises(Impossible, match="#lonely"):
        await room.person(ANA).types("hello", channel="lonely")
