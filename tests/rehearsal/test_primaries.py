"""Of several buttons side by side one at most is primary: Slack takes more, people should not meet them."""

from __future__ import annotations

import asyncio

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal import do
from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from tests.rehearsal.app import App, Json
from tests.rehearsal.corpus import actions, button, modal, plain, section

ANA, ROOM = "U0CHAMP01", "parent-champions"
ONE, OTHER = button(action_id="one", style="primary"), button(action_id="other", style="primary")
PLAIN = button(action_id="plain")


@pytest.mark.parametrize(
    ("blocks", "broken"),
    [
        ([actions(ONE, OTHER)], ["two_primaries"]),
        ([actions(ONE, PLAIN)], []),
        ([actions(ONE), actions(OTHER)], []),
    ],
)
async def test_one_button_of_a_row_is_primary(
    web: AsyncWebClient, room: Room, blocks: list[Json], broken: list[str]
) -> None:
    await web.chat_postMessage(channel=ROOM, text="Words", blocks=blocks)
    await web.views_publish(user_id=ANA, view={"type": "home", "blocks": blocks})
    assert [each["rule"] for each in await room.violations()] == broken * 2


async def test_that_holds_for_a_form_that_comes_in_an_answer_too(
    room: Room, app: App, web: AsyncWebClient
) -> None:
    ana = room.person(ANA)
    await ana.types("/checkin", channel=ROOM)
    trigger = app.payloads("slash_commands")[-1]["trigger_id"]
    await web.views_open(trigger_id=trigger, view=modal(actions(ONE), submit=plain("Send")))
    app.answer = lambda _frame: {"response_action": "push", "view": modal(actions(ONE, OTHER))}
    assert (await ana.submits()).acked
    assert [(each["rule"], each["severity"]) for each in await room.violations()] == [
        ("two_primaries", "advice")
    ]


async def test_advice_is_counted_apart_from_what_slack_refuses(
    slack: Rehearsal, web: AsyncWebClient, room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    where = "C0PARENT0"
    with pytest.warns(UserWarning, match="`text` argument is missing"):
        await web.chat_postMessage(channel=where, text="", blocks=[section()])
    with pytest.raises(SlackApiError):
        await web.chat_postMessage(channel="C0NOWHERE", text="x")
    screen = await room.wire.get("screen", person="U0CHAMP01")

    found = await room.violations()
    assert [(each["rule"], each["severity"]) for each in found] == [
        ("missing_text", "advice"),
        ("channel_not_found", "refusal"),
    ]
    assert (screen["broken"], screen["advised"]) == (1, 1)
    assert await asyncio.to_thread(do.main, ["violations", "--url", slack.url]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("channel_not_found: ")
    assert said[1].startswith("Advice, which Slack does not insist on: missing_text: ")
