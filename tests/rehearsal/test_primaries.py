"""Of several buttons side by side one at most is primary: Slack takes more, people should not meet them."""

from __future__ import annotations

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.people import Room
from tests.rehearsal.app import Json
from tests.rehearsal.corpus import actions, button

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
