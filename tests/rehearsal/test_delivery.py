"""Envelopes, acknowledgements, retries, sockets that come and go, and response_urls."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from rehearsal.driver.room import Room, Unanswered
from rehearsal.rules import limits
from rehearsal.server import Rehearsal
from tests.rehearsal.app import SILENCE, App, Json, manifest

ANA, ROOM = "U0CHAMP01", "parent-champions"
BUTTONS: Json = {
    "text": "Idea",
    "blocks": [
        {
            "type": "actions",
            "elements": [
                {"type": "button", "text": {"type": "plain_text", "text": "Support"}, "value": "7"},
                {
                    "type": "overflow",
                    "options": [{"text": {"type": "plain_text", "text": "In 1 week"}, "value": "1w"}],
                },
            ],
        }
    ],
}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three seconds, shortened: what follows them is tested, not their length."""
    monkeypatch.setattr(limits, "ACKNOWLEDGE_WITHIN", 0.05)


async def answer(url: str, body: Json) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as response:
        return response.status, await response.text()


async def rules(room: Room) -> list[str]:
    return [each["rule"] for each in await room.violations()]


async def test_hello_counts_the_connections(slack: Rehearsal, app: App) -> None:
    async with App(slack.api_url, slack.app_token) as second:
        hello = second.frames[0]
    assert (hello["type"], hello["num_connections"]) == ("hello", 2)
    assert hello["connection_info"]["app_id"] == "A0REHEARSAL"


async def test_each_envelope_reaches_exactly_one_socket(slack: Rehearsal, room: Room, app: App) -> None:
    async with App(slack.api_url, slack.app_token) as second:
        await room.deeds([{"person": ANA, "deed": "types", "text": "/idea x", "channel": ROOM}] * 20)
        ids = [each["envelope_id"] for each in app.envelopes + second.envelopes]
        assert len(ids) == len(set(ids)) == 20
        assert app.envelopes
        assert second.envelopes


async def test_a_command_comes_as_slack_sends_it(room: Room, app: App) -> None:
    await room.person(ANA).types("/copro facilitators add @Tunde Bakare & co", channel=ROOM)
    envelope = app.envelopes[0]
    payload = envelope["payload"]
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert payload["command"] == "/copro"
    assert payload["text"] == "facilitators add <@U0FACIL02|tunde.bakare> &amp; co"
    assert payload["channel_name"] == "parent-champions"
    assert payload["is_enterprise_install"] == "false"
    await room.person(ANA).types("/copro\nideas\nplease ", channel=ROOM)
    assert [app.payloads("slash_commands")[1][name] for name in ("command", "text")] == [
        "/copro",
        "ideas\nplease",
    ]
    await room.person(ANA).types("/copro help", channel="bot")
    assert app.payloads("slash_commands")[2]["channel_name"] == "directmessage"


async def test_the_answer_in_an_acknowledgement_is_shown_to_the_person(room: Room, app: App) -> None:
    app.answer = lambda _envelope: {"text": "Thank you"}
    await room.person(ANA).types("/idea x", channel=ROOM)
    await room.person(ANA).sees("Thank you", private=True)
    app.answer = lambda _envelope: {"text": "For all <!channel>", "response_type": "in_channel"}
    await room.person(ANA).types("/idea y", channel=ROOM)
    await room.person("U0CHAMP02").sees("For all")
    assert (await room.log(kind="http", what="ack"))[1]["pings"] == ["channel"]


async def test_what_is_no_command_is_explained_and_not_sent(room: Room, app: App) -> None:
    deed = await room.person(ANA).types("/dance", channel=ROOM, allow_silence=True)
    assert deed.missing == "not_a_command"
    await room.person(ANA).sees("/dance is not a valid command", private=True)
    assert app.envelopes == []


async def test_silence_is_a_violation_and_the_person_is_warned(impatient: None, room: Room, app: App) -> None:
    app.answer = lambda _envelope: SILENCE
    with pytest.raises(Unanswered, match="operation_timeout"):
        await room.person(ANA).types("/idea x", channel=ROOM)
    await room.person(ANA).sees('/idea failed with the error "operation_timeout"', private=True)
    assert await rules(room) == ["unacknowledged"]


async def test_without_a_socket_the_warning_comes_at_once(room: Room) -> None:
    deed = await room.person(ANA).types("/idea x", channel=ROOM, allow_silence=True)
    assert (deed.missing, deed.acked) == ("no_socket", False)
    assert "dispatch_failed" in deed.warning
    assert len(await room.log(kind="no_socket")) == 1
    assert await room.violations() == []


async def test_a_press_carries_its_message_its_state_and_its_place(room: Room, app: App) -> None:
    app.answer = lambda envelope: (
        BUTTONS | {"response_type": "in_channel"} if "command" in envelope["payload"] else None
    )
    ana = room.person(ANA)
    await ana.types("/idea x", channel=ROOM)
    message = await ana.sees("Support", channel=ROOM)
    await ana.clicks("Support", on="Idea")
    await ana.chooses("In 1 week", channel=ROOM)
    press, choice = app.payloads("interactive")
    assert press["container"]["message_ts"] == press["message"]["ts"] == message.ts
    assert (press["actions"][0]["value"], press["actions"][0]["type"]) == ("7", "button")
    assert press["actions"][0]["action_id"]
    assert press["state"] == {"values": {}}
    assert choice["actions"][0]["selected_option"]["value"] == "1w"
    assert press["user"]["id"] == ANA
    assert press["response_url"] != choice["response_url"]


async def test_a_press_in_an_ephemeral_message_does_not_repeat_it(room: Room, app: App) -> None:
    app.answer = lambda envelope: BUTTONS if "command" in envelope["payload"] else None
    await room.person(ANA).types("/idea x", channel=ROOM)
    await room.person(ANA).clicks("Support")
    press = app.payloads("interactive")[0]
    assert press["container"]["is_ephemeral"]
    assert "message" not in press
    replaced = {"text": "Recorded", "replace_original": True}
    assert await answer(press["response_url"], replaced) == (200, "ok")
    seen = await room.person(ANA).messages(ROOM)
    assert [each.readable for each in seen] == ["Idea" if each.blocks else "Recorded" for each in seen]
    await answer(press["response_url"], {"delete_original": True})
    assert await room.person(ANA).messages(ROOM) == []


async def test_a_response_url_works_five_times(room: Room, app: App) -> None:
    await room.person(ANA).types("/idea x", channel=ROOM)
    url = app.payloads("slash_commands")[0]["response_url"]
    for n in range(5):
        assert (await answer(url, {"text": f"answer {n}"}))[0] == 200
    assert await answer(url, {"text": "answer 5"}) == (404, "expired_url")
    assert await rules(room) == ["expired_url"]
    await room.person("U0CHAMP02").does_not_see("answer")


async def test_a_response_url_lives_thirty_minutes_of_the_workspaces_time(room: Room, app: App) -> None:
    await room.person(ANA).types("/idea x", channel=ROOM)
    url = app.payloads("slash_commands")[0]["response_url"]
    await room.forward(minutes=29)
    assert (await answer(url, {"text": "in time"}))[0] == 200
    await room.forward(minutes=2)
    assert (await answer(url, {"text": "too late"}))[0] == 404
    assert await room.violations() == []


@pytest.mark.parametrize(
    ("what", "status", "arrives"),
    [
        ("429", 429, False),
        ("error:expired_url", 404, False),
        ("500_before", 500, False),
        ("500_after", 500, True),
        ("html_after", 200, True),
    ],
)
async def test_a_response_url_can_be_disturbed_and_says_so(
    room: Room, app: App, what: str, status: int, arrives: bool
) -> None:
    await room.person(ANA).types("/idea x", channel=ROOM)
    url = app.payloads("slash_commands")[0]["response_url"]
    await room.disturb("response_url", what=what)
    assert (await answer(url, {"text": "hello"}))[0] == status
    assert len(await room.log(kind="http", what="response_url", disturbed=what)) == 1
    assert [each.readable for each in await room.person(ANA).messages(ROOM)] == ["hello"] * arrives
    assert (await answer(url, {"text": "again"})) == (200, "ok")
    assert await room.violations() == []


async def test_a_response_url_refuses_what_it_does_not_know(room: Room, app: App) -> None:
    await room.person(ANA).types("/idea x", channel=ROOM)
    url = app.payloads("slash_commands")[0]["response_url"]
    assert (await answer(url, {"text": "x", "colour": "red"}))[0] == 400
    assert (await answer(url, {}))[0] == 400
    assert (await answer(url, {"text": "x", "response_type": "loud"}))[0] == 400
    assert await rules(room) == ["invalid_payload", "no_text", "invalid_payload"]


async def test_events_are_told_only_where_the_bot_is_and_only_if_subscribed(room: Room, app: App) -> None:
    told = await room.person(ANA).types("a < b, @Miriam Adler", channel=ROOM)
    unheard = await room.person(ANA).types("secret", channel="no-bot")
    assert (told.told, unheard.told) == (True, False)
    event = app.events("message")[0]
    assert event["text"] == "a &lt; b, <@U0FACIL01>"
    assert (event["channel_type"], event["ts"], event["user"]) == ("channel", told.ts, ANA)
    direct = await room.person(ANA).types("hello app", channel="bot")
    assert (direct.told, app.events("message")[1]["channel_type"]) == (True, "im")
    async with Rehearsal(manifest=manifest(events=[])) as deaf, Room(deaf.url) as other:
        assert not (await other.person(ANA).types("hello", channel=ROOM)).told


async def test_an_unacknowledged_event_comes_again_with_its_reason(
    impatient: None, room: Room, app: App
) -> None:
    app.answer = lambda _envelope: SILENCE
    deed = await room.person(ANA).types("hello", channel=ROOM, allow_silence=True)
    assert not deed.acked
    again = await app.frame(lambda frame: frame.get("retry_attempt") == 1)
    assert again["retry_reason"] == "timeout"
    second_silence = await room.seq()
    await room.wait_for(kind="violation", rule="unacknowledged", since=second_silence)
    app.answer = lambda _envelope: None
    await room.forward(minutes=1, seconds=1)
    third = await app.frame(lambda frame: frame.get("retry_attempt") == 2)
    ids = {each["event_id"] for each in app.payloads("events_api")}
    assert len(ids) == 1
    assert third["envelope_id"] != again["envelope_id"]


async def test_an_event_comes_at_once_after_a_minute_and_after_five_more_and_then_no_more(
    impatient: None, room: Room, app: App
) -> None:
    app.answer = lambda _envelope: SILENCE
    await room.person(ANA).types("hello", channel=ROOM, allow_silence=True)
    for attempt, minutes in ((1, 0), (2, 1), (3, 5)):
        if minutes:
            await room.forward(minutes=minutes, seconds=-10)
            assert await room.log(kind="envelope", retry_attempt=str(attempt)) == []
            await room.forward(seconds=10)
        again = await room.wait_for(kind="envelope", retry_attempt=attempt)
        await room.wait_for(kind="violation", rule="unacknowledged", since=again["seq"])
    await room.forward(days=1)
    assert [each["retry_attempt"] for each in app.envelopes] == [0, 1, 2, 3]
    assert [each["retry_reason"] for each in app.envelopes] == ["", "timeout", "timeout", "timeout"]
    assert len({each["payload"]["event_id"] for each in app.envelopes}) == 1


async def test_an_event_can_be_sent_again_on_purpose(room: Room, app: App) -> None:
    await room.person(ANA).types("hello", channel=ROOM)
    event_id = app.payloads("events_api")[0]["event_id"]
    assert await room.redeliver(event_id)
    assert [each["event_id"] for each in app.payloads("events_api")] == [event_id] * 2


async def test_an_event_waits_for_a_socket_that_is_just_changing(slack: Rehearsal, room: Room) -> None:
    waiting = asyncio.create_task(room.person(ANA).types("hello", channel=ROOM))
    async with App(slack.api_url, slack.app_token) as late:
        assert (await waiting).acked
        assert late.events("message")


@pytest.mark.parametrize("reason", ["refresh_requested", "too_many_websockets"])
async def test_a_socket_told_to_go_gets_nothing_more(
    slack: Rehearsal, room: Room, app: App, reason: str
) -> None:
    assert await room.drop_sockets(reason) == 1
    assert (await app.frame(lambda frame: frame["type"] == "disconnect"))["reason"] == reason
    async with App(slack.api_url, slack.app_token) as fresh:
        await room.person(ANA).types("/idea x", channel=ROOM)
        assert len(fresh.envelopes) == 1
    assert app.envelopes == []


async def test_a_warned_socket_still_works(room: Room, app: App) -> None:
    await room.drop_sockets("warning")
    assert (await room.person(ANA).types("/idea x", channel=ROOM)).acked


async def test_an_envelope_on_a_cut_socket_is_lost_but_nobodys_fault(
    impatient: None, slack: Rehearsal, room: Room, app: App
) -> None:
    arrived = asyncio.Event()

    def silent(_envelope: Json) -> Json:
        arrived.set()
        return SILENCE

    app.answer = silent
    pending = asyncio.create_task(room.person(ANA).types("/idea x", channel=ROOM, allow_silence=True))
    await arrived.wait()
    await room.drop_sockets("tcp")
    assert (await pending).missing == "lost"
    await app.closed.wait()
    assert await room.violations() == []


async def test_an_acknowledgement_counts_on_another_socket_too(
    slack: Rehearsal, room: Room, app: App
) -> None:
    app.answer = lambda _envelope: SILENCE
    async with App(slack.api_url, slack.app_token) as other:
        other.answer = lambda _envelope: SILENCE
        pending = asyncio.create_task(room.person(ANA).types("/idea x", channel=ROOM))
        entry = await room.wait_for(kind="envelope")
        for each in (app, other):
            await each.ws.send_json({"envelope_id": entry["envelope_id"]})
        assert (await pending).acked
        late = await room.wait_for(kind="ack", late=True)
        assert late["envelope_id"] == entry["envelope_id"]


async def test_a_ticket_opens_one_socket_and_a_dead_one_none(slack: Rehearsal, room: Room) -> None:
    headers = {"Authorization": f"Bearer {slack.app_token}"}
    async with aiohttp.ClientSession(headers=headers) as session:

        async def ticket() -> str:
            async with session.post(slack.api_url + "apps.connections.open") as response:
                return str((await response.json())["url"])

        url = await ticket()
        async with session.ws_connect(url):
            pass
        await room.dead_ticket()
        for used_or_dead in (url, await ticket()):
            with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
                await session.ws_connect(used_or_dead)
            assert caught.value.status == 408
        async with session.ws_connect(await ticket()):
            pass


async def test_a_malformed_frame_is_recorded_and_the_socket_lives(room: Room, app: App) -> None:
    await app.ws.send_str("not json")
    await app.ws.send_str("[]")
    assert (await room.person(ANA).types("/idea x", channel=ROOM)).acked
    assert await rules(room) == ["bad_frame", "bad_frame"]


async def test_shortcuts_come_with_what_they_were_chosen_on(room: Room, app: App) -> None:
    deed = await room.person("U0CHAMP02").types("share the buggies", channel=ROOM)
    await room.person(ANA).shortcut("Save as idea", on="buggies")
    await room.person(ANA).global_shortcut("New idea")
    on_message, anywhere = app.payloads("interactive")
    assert (on_message["type"], on_message["callback_id"]) == ("message_action", "save")
    assert on_message["message"]["user"] == "U0CHAMP02"
    assert on_message["message_ts"] == deed.ts
    assert (anywhere["type"], anywhere["callback_id"]) == ("shortcut", "new")
    assert "channel" not in anywhere


async def test_changes_of_people_and_channels_are_told(room: Room, app: App) -> None:
    await room.change_person(ANA, tz="Asia/Tokyo")
    await room.kick(ANA, "second-room")
    await room.invite(ANA, "second-room")
    await room.invite("bot", "no-bot")
    await room.archive("second-room")
    event = await app.frame(lambda frame: "channel_archive" in str(frame))
    assert event["payload"]["event"]["channel"] == "C0SECOND0"
    changed = app.events("user_change")[0]["user"]
    assert (changed["tz"], changed["tz_offset"]) == ("Asia/Tokyo", 9 * 3600)
    assert [each["user"] for each in app.events("member_joined_channel")] == [ANA, "U0REHEARSAL"]
    assert [each["user"] for each in app.events("member_left_channel")] == [ANA]
