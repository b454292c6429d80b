"""Acting from a terminal: what is shown, and what happens when nobody reads on."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal import do
from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from tests.rehearsal.app import App, Json

ANA, ROOM = "U0CHAMP01", "parent-champions"
NOTICE: Json = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Your pledges"},
    "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "You have *no* pledges & no debts."}}],
}


async def test_of_a_form_without_inputs_the_words_are_shown(
    slack: Rehearsal, web: AsyncWebClient, room: Room, app: App, capsys: pytest.CaptureFixture[str]
) -> None:
    await room.person(ANA).types("/pledge", channel=ROOM)
    await web.views_open(trigger_id=app.payloads("slash_commands")[0]["trigger_id"], view=NOTICE)
    assert await asyncio.to_thread(do.main, [ANA, "sees", "--url", slack.url]) == 0

    shown = "On the screen of Ana Pereira: “Your pledges”\nYou have no pledges & no debts.\n"
    assert capsys.readouterr().out.endswith(shown)


async def test_whoever_reads_only_the_beginning_gets_no_traceback(
    slack: Rehearsal, web: AsyncWebClient
) -> None:
    for number in range(do.NEWEST):
        await web.chat_postMessage(channel=ROOM, text=f"{number} " + "long " * 7_000)

    def beginning() -> tuple[bytes, bytes]:
        order = [sys.executable, "-m", "rehearsal.do", "--url", slack.url, ANA, "sees", "--channel", ROOM]
        with subprocess.Popen(order, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as acting:
            assert acting.stdout is not None
            assert acting.stderr is not None
            first = acting.stdout.readline()
            acting.stdout.close()
            return first, acting.stderr.read()

    assert await asyncio.to_thread(beginning) == (b"----\n", b"")
