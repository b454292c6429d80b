"""Triggers, modals, their stack, their answers, and App Home."""

from __future__ import annotations

import time
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Impossible, NotSeen, Room
from rehearsal.server import Rehearsal
from tests.rehearsal.app import App, Json
from tests.rehearsal.corpus import asks, modal, mrkdwn, options, plain, section

ANA = "U0CHAMP01"
ASKING = modal(
    asks(
        {"type": "plain_text_input", "min_length": 2, "action_id": "word"},
        block_id="word",
        label=plain("One word"),
    ),
    asks({"type": "radio_buttons", "options": options(3)}, block_id="mood", label=plain("Mood")),
    asks({"type": "checkboxes", "options": options(3)}, block_id="who", label=plain("Who"), optional=True),
    asks({"type": "datepicker"}, block_id="when", label=plain("By when"), optional=True),
    asks({"type": "users_select"}, block_id="with", label=plain("With"), optional=True),
    title=plain("Check in"),
    submit=plain("Send"),
    notify_on_close=True,
    private_metadata="kept",
)


async def error(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def trigger(room: Room, app: App, who: str = ANA) -> str:
    await room.person(who).types("/checkin", channel="parent-champions")
    return str(app.payloads("slash_commands")[-1]["trigger_id"])


async def opened(room: Room, app: App, web: AsyncWebClient, view: Json = ASKING) -> Json:
    answer = await web.views_open(trigger_id=await trigger(room, app), view=view)
    found: Json = answer["view"]
    return found


async def test_a_trigger_opens_once(room: Room, app: App, web: AsyncWebClient) -> None:
    used = await trigger(room, app)
    await web.views_open(trigger_id=used, view=ASKING)
    assert await error(web.views_open(trigger_id=used, view=ASKING)) == "exchanged_trigger_id"
    assert await error(web.views_open(trigger_id="1.2.3", view=ASKING)) == "invalid_trigger_id"
    rules = [each["rule"] for each in await room.violations()]
    assert rules == ["exchanged_trigger_id", "invalid_trigger_id"]


async def test_a_trigger_lives_three_seconds_however_the_calendar_moves(
    room: Room, app: App, web: AsyncWebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh, old = await trigger(room, app), await trigger(room, app)
    await room.forward(days=14)
    await web.views_open(trigger_id=fresh, view=ASKING)
    later = time.monotonic() + 3.1
    with monkeypatch.context() as patch:
        patch.setattr("rehearsal.world.permits.time.monotonic", lambda: later)
        assert await error(web.views_open(trigger_id=old, view=ASKING)) == "expired_trigger_id"
    assert await room.violations() == []


async def test_a_stack_is_three_high(room: Room, app: App, web: AsyncWebClient) -> None:
    pushing = modal(section(accessory={"type": "button", "text": plain("More"), "action_id": "more"}))
    await opened(room, app, web, pushing)
    ana = room.person(ANA)
    for _ in range(2):
        await ana.clicks("More")
        await web.views_push(trigger_id=app.payloads("interactive")[-1]["trigger_id"], view=pushing)
    await ana.clicks("More")
    last = app.payloads("interactive")[-1]["trigger_id"]
    assert await error(web.views_push(trigger_id=last, view=pushing)) == "push_limit_reached"
    assert (
        await error(web.views_push(trigger_id=await trigger(room, app), view=pushing)) == "invalid_trigger_id"
    )


async def test_everybody_has_a_screen_of_their_own(room: Room, app: App, web: AsyncWebClient) -> None:
    await opened(room, app, web)
    await room.person(ANA).modal("Check in")
    with pytest.raises(NotSeen, match="open: none"):
        await room.person("U0CHAMP02").modal("Check in", timeout=0)


async def test_a_stale_hash_loses(room: Room, app: App, web: AsyncWebClient) -> None:
    view = await opened(room, app, web)
    fresh = await web.views_update(view_id=view["id"], view=ASKING, hash=view["hash"])
    assert (
        await error(web.views_update(view_id=view["id"], view=ASKING, hash=view["hash"])) == "hash_conflict"
    )
    await web.views_update(view_id=view["id"], view=ASKING, hash=fresh["view"]["hash"])
    await room.person(ANA).closes()
    assert await error(web.views_update(view_id=view["id"], view=ASKING)) == "not_found"
    assert await room.violations() == []


async def test_a_modal_is_sent_with_the_state_of_every_input(
    room: Room, app: App, web: AsyncWebClient
) -> None:
    view = await opened(room, app, web)
    ana = room.person(ANA)
    shown = await ana.modal("Check in")
    assert shown.labels == ["One word", "Mood", "Who", "By when", "With"]
    await ana.fills({"One word": "hope & <joy>", "Mood": "option 1", "Who": ["option 0", "option 2"]})
    await ana.fills({"By when": "2026-12-24"})
    assert (await ana.submits()).closed
    sent = app.payloads("interactive")[-1]
    state = sent["view"]["state"]["values"]
    assert (sent["type"], sent["view"]["id"], sent["view"]["private_metadata"]) == (
        "view_submission",
        view["id"],
        "kept",
    )
    assert state["word"]["word"] == {"type": "plain_text_input", "value": "hope & <joy>"}
    assert state["mood"]["answer"]["selected_option"]["value"] == "v1"
    assert [each["value"] for each in state["who"]["answer"]["selected_options"]] == ["v0", "v2"]
    assert state["when"]["answer"] == {"type": "datepicker", "selected_date": "2026-12-24"}
    assert state["with"]["answer"] == {"type": "users_select", "selected_user": None}


async def test_the_client_itself_stops_what_is_incomplete(room: Room, app: App, web: AsyncWebClient) -> None:
    await opened(room, app, web)
    ana = room.person(ANA)
    await ana.fills({"One word": "x"})
    sent = await ana.submits()
    assert sent.errors == {
        "One word": "Please enter at least 2 characters.",
        "Mood": "Please complete this required field.",
    }
    assert app.payloads("interactive") == []
    with pytest.raises(Impossible, match="it has: One word, Mood, Who, By when, With"):
        await ana.fills({"Name": "Ana"})
    with pytest.raises(Impossible, match="does not offer 'option 7'"):
        await ana.fills({"Mood": "option 7"})
    with pytest.raises(Impossible, match="must be a date"):
        await ana.fills({"By when": "tomorrow"})


@pytest.mark.parametrize(
    ("answer", "stack"),
    [
        ({"response_action": "clear"}, []),
        ({"response_action": "update", "view": modal(title=plain("Changed"))}, ["Changed"]),
        ({"response_action": "push", "view": modal(title=plain("Second"))}, ["Check in", "Second"]),
        ({"response_action": "errors", "errors": {"word": "Another, please"}}, ["Check in"]),
        (None, []),
    ],
)
async def test_the_answer_to_a_modal_is_obeyed(
    slack: Rehearsal, room: Room, app: App, web: AsyncWebClient, answer: Json | None, stack: list[str]
) -> None:
    await opened(room, app, web)
    ana = room.person(ANA)
    await ana.fills({"One word": "hope", "Mood": "option 1"})
    app.answer = lambda _envelope: answer
    deed = await ana.submits()
    assert [view.title for view in slack.slack.modals.stack(ANA)] == stack
    assert deed.errors == ({"One word": "Another, please"} if answer and "errors" in answer else {})
    assert deed.closed == (stack == [])
    assert await room.violations() == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nothing": "x"}},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "errors", "errors": {"word": ""}},
        {"response_action": "errors", "errors": {"word": 5}},
        {"errors": {"word": "Please say more"}},
        {"response_action": "explode"},
    ],
)
async def test_a_wrong_answer_to_a_modal_is_a_violation_and_the_person_is_warned(
    room: Room, app: App, web: AsyncWebClient, answer: Json
) -> None:
    await opened(room, app, web)
    ana = room.person(ANA)
    await ana.fills({"One word": "hope", "Mood": "option 1"})
    app.answer = lambda _envelope: answer
    assert (await ana.submits()).warning == "We had some trouble connecting. Try again?"
    assert len(await room.violations()) == 1


async def test_closing_is_told_only_when_asked_for(room: Room, app: App, web: AsyncWebClient) -> None:
    await opened(room, app, web)
    await room.person(ANA).closes()
    assert app.payloads("interactive")[-1]["type"] == "view_closed"
    await opened(room, app, web, modal())
    assert not (await room.person(ANA).closes()).told


async def test_what_was_entered_survives_an_update_where_the_ids_stay(
    room: Room, app: App, web: AsyncWebClient
) -> None:
    view = await opened(room, app, web)
    await room.person(ANA).fills({"One word": "hope", "Mood": "option 1"})
    kept = modal(ASKING["blocks"][0], submit=plain("Send"))
    answer = await web.views_update(view_id=view["id"], view=kept)
    assert answer["view"]["state"]["values"]["word"]["word"]["value"] == "hope"
    assert list(answer["view"]["state"]["values"]) == ["word"]


async def test_what_an_untouched_field_holds_stays_too_whatever_it_would_begin_with_now(
    room: Room, app: App, web: AsyncWebClient
) -> None:
    view = await opened(room, app, web)
    begun = {"type": "datepicker", "action_id": "day", "initial_date": "2026-12-01"}
    blocks = [asks(begun, block_id=name, label=plain("By when")) for name in ("when", "when.1")]
    await web.views_update(view_id=view["id"], view=modal(blocks[0], submit=plain("Send")))
    later = [{**block, "element": {**begun, "initial_date": "2026-12-24"}} for block in blocks]
    answer = await web.views_update(view_id=view["id"], view=modal(*later, submit=plain("Send")))
    held = {name: field["day"]["selected_date"] for name, field in answer["view"]["state"]["values"].items()}
    assert held == {"when": "2026-12-01", "when.1": "2026-12-24"}


async def test_home_is_published_per_person_and_told_when_opened(
    room: Room, app: App, web: AsyncWebClient
) -> None:
    ana = room.person(ANA)
    assert (await ana.opens_home()).text == ""
    home = {"type": "home", "blocks": [section(text=mrkdwn("*Hello* <@U0CHAMP01>"))]}
    first = await web.views_publish(user_id=ANA, view=home)
    assert (await ana.home("Hello @Ana Pereira")).text == "Hello @Ana Pereira"
    await ana.opens_home()
    assert app.events("app_home_opened")[1]["view"]["id"] == first["view"]["id"]
    stale = web.views_publish(user_id=ANA, view=home, hash="old")
    assert await error(stale) == "hash_conflict"
    with pytest.raises(NotSeen):
        await room.person("U0CHAMP02").home("Hello", timeout=0)
