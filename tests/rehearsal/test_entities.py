"""`&`, `<` and `>` come back to the app as entities, wherever a text of its own does, as from Slack."""

from __future__ import annotations

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal import texts
from rehearsal.driver.room import Room
from tests.rehearsal.app import App, Json

ROOM, ANA = "C0PARENT0", "U0CHAMP01"
RAW, ESCAPED = "R&D <b> > 1", "R&amp;D &lt;b&gt; &gt; 1"


def plain(text: str = RAW) -> Json:
    return {"type": "plain_text", "text": text}


def choice(value: str) -> Json:
    return {"text": plain(), "value": value}


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("*Bold*, _slanted_", "Bold, slanted"),
        ("```*a*,_b_\n~c~```\n*Bold*", "```*a*,_b_\n~c~```\nBold"),
        ("Type `*a*`, *now*", "Type `*a*`, now"),
    ],
)
def test_in_code_nothing_is_emphasis(markup: str, seen: str) -> None:
    assert texts.plain(markup) == seen


CARD: list[Json] = [
    {"type": "header", "text": plain()},
    {"type": "section", "text": {"type": "mrkdwn", "text": f"{RAW} for <@{ANA}>"}},
    {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": "press", "value": RAW, "text": plain()},
            {"type": "static_select", "action_id": "pick", "placeholder": plain(), "options": [choice(RAW)]},
        ],
    },
]
FORM: Json = {
    "type": "modal",
    "title": plain(),
    "submit": plain("A&B"),
    "private_metadata": RAW,
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": plain(),
            "element": {"type": "plain_text_input", "action_id": "typed", "initial_value": RAW},
        }
    ],
}


async def test_in_messages_texts_come_back_with_entities_and_values_as_they_were(
    web: AsyncWebClient, room: Room, app: App
) -> None:
    posted = await web.chat_postMessage(channel=ROOM, text=RAW, blocks=CARD)
    ana = room.person(ANA)
    await ana.clicks(RAW, on=RAW)
    await ana.chooses(RAW, on=RAW)
    pressed, chosen = app.payloads("interactive")
    history = (await web.conversations_history(channel=ROOM, limit=1))["messages"][0]

    for message in (posted["message"], pressed["message"], history):
        header, section, actions = message["blocks"]
        assert message["text"] == header["text"]["text"] == ESCAPED
        assert section["text"]["text"] == f"{ESCAPED} for <@{ANA}>"
        assert actions["elements"][0]["text"]["text"] == ESCAPED
        assert actions["elements"][1]["options"][0] == {"text": plain(ESCAPED), "value": RAW}
    assert (pressed["actions"][0]["text"]["text"], pressed["actions"][0]["value"]) == (ESCAPED, RAW)
    assert chosen["actions"][0]["selected_option"] == {"text": plain(ESCAPED), "value": RAW}


async def test_in_views_texts_come_back_with_entities_and_what_people_typed_does_not(
    web: AsyncWebClient, room: Room, app: App
) -> None:
    ana = room.person(ANA)
    await ana.types("/idea x", channel=ROOM)
    trigger = app.payloads("slash_commands")[0]["trigger_id"]
    opened = await web.views_open(trigger_id=trigger, view=FORM)
    seen = await ana.modal(RAW)
    assert seen.labels == [RAW]
    await ana.fills({RAW: "salt & <pepper>"})
    await ana.submits()
    sent = app.payloads("interactive")[0]["view"]

    for view in (opened["view"], sent):
        assert (view["title"]["text"], view["submit"]["text"]) == (ESCAPED, "A&amp;B")
        assert (view["blocks"][0]["label"]["text"], view["private_metadata"]) == (ESCAPED, RAW)
    assert opened["view"]["blocks"][0]["element"]["initial_value"] == RAW
    assert sent["state"]["values"]["name"]["typed"]["value"] == "salt & <pepper>"


@pytest.mark.parametrize("kind", ["plain_text", "mrkdwn"])
async def test_an_app_that_escapes_what_came_back_shows_people_the_entities(
    web: AsyncWebClient, room: Room, kind: str
) -> None:
    block: Json = {"type": "section", "text": {"type": kind, "text": "tea & cake"}}
    posted = await web.chat_postMessage(channel=ROOM, text="x", blocks=[block])
    came_back = posted["message"]["blocks"]
    await web.chat_update(channel=ROOM, ts=posted["ts"], text="x", blocks=came_back)
    assert (await room.person(ANA).sees("tea & cake")).readable == "tea & cake"

    came_back[0]["text"]["text"] = came_back[0]["text"]["text"].replace("&", "&amp;")
    await web.chat_update(channel=ROOM, ts=posted["ts"], text="x", blocks=came_back)
    assert (await room.person(ANA).sees("tea")).readable == "tea &amp; cake"


async def test_attachments_have_entities_too(web: AsyncWebClient, room: Room) -> None:
    attachment = {"text": RAW, "fallback": RAW}
    posted = await web.chat_postMessage(channel=ROOM, text="x", attachments=[attachment])
    assert posted["message"]["attachments"] == [{"text": ESCAPED, "fallback": ESCAPED}]
