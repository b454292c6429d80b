"""The blocks that few apps use yet: each taken where Slack takes it, and refused as Slack does elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.driver.room import Room
from rehearsal.refusals import SlackError
from rehearsal.rules.blocks import BLOCKS, SURFACES
from rehearsal.rules.messages import check_blocks
from rehearsal.rules.views import check_view
from tests.rehearsal.app import App
from tests.rehearsal.corpus import (
    IMAGE,
    RICH,
    TABLE,
    Json,
    actions,
    asks,
    button,
    modal,
    mrkdwn,
    plain,
    section,
    select,
    without,
)

ROOM = "C0PARENT0"
URL = "https://example.org/a"
VIDEO = {"type": "video", "video_url": URL, "thumbnail_url": URL, "alt_text": "a talk", "title": plain()}
CARD = {"type": "card", "title": mrkdwn(), "body": mrkdwn("x" * 200), "actions": [button()], "icon": IMAGE}
FEEDBACK = {"text": plain("Good"), "value": "good"}
RATING = {"type": "feedback_buttons", "positive_button": FEEDBACK, "negative_button": FEEDBACK}
TRASH = {"type": "icon_button", "icon": "trash", "text": plain(), "action_id": "away"}
TASK = {"type": "task_card", "task_id": "1", "title": "Ask", "status": "complete", "details": RICH}
HEAD, CELL = {"type": "raw_text", "text": "Day"}, {"type": "raw_number", "value": 3, "text": "3"}
POINTS = [{"label": "May", "value": 3}, {"label": "June", "value": -2.5}]
AXES = {"categories": ["May", "June"], "x_label": "Month", "y_label": "Ideas"}
BARS: Json = {"type": "bar", "series": [{"name": "Park", "data": POINTS}], "axis_config": AXES}
CHART: Json = {"type": "data_visualization", "title": "Ideas", "chart": BARS}
PIE: Json = {"type": "pie", "segments": [{"label": "Park", "value": 3}]}
EXAMPLES: dict[str, Json] = {
    "video": VIDEO,
    "alert": {"type": "alert", "text": plain("x" * 200), "level": "warning"},
    "card": CARD,
    "carousel": {"type": "carousel", "elements": [CARD] * 10},
    "container": {"type": "container", "title": plain(), "child_blocks": [section(), VIDEO]},
    "context_actions": {"type": "context_actions", "elements": [RATING, TRASH]},
    "data_table": {"type": "data_table", "caption": "Days", "rows": [[HEAD], [CELL], [RICH]]},
    "data_visualization": CHART,
    "file": {"type": "file", "external_id": "F1", "source": "remote"},
    "task_card": TASK,
    "plan": {"type": "plan", "title": "Next", "tasks": [TASK]},
    # and those that are older than this list
    "actions": actions(button()),
    "context": {"type": "context", "elements": [mrkdwn()]},
    "divider": {"type": "divider"},
    "header": {"type": "header", "text": plain()},
    "image": IMAGE,
    "input": asks(select()),
    "markdown": {"type": "markdown", "text": "# Hello"},
    "rich_text": RICH,
    "section": section(),
    "table": TABLE,
}
WRONG: dict[str, tuple[Json, str, str]] = {
    "video without words": (without(VIDEO, "alt_text"), "missing required field: alt_text", ""),
    "long video title": (
        VIDEO | {"title": plain("x" * 201)},
        "must be less than 201 characters",
        "/title/text",
    ),
    "empty card": ({"type": "card", "subtitle": mrkdwn()}, "missing required field: title", ""),
    "long card": (CARD | {"body": mrkdwn("x" * 201)}, "must be less than 201 characters", "/body/text"),
    "card of four": (
        CARD | {"actions": [button(action_id=f"{n}") for n in range(4)]},
        "no more than 3 items allowed",
        "/actions",
    ),
    "menu on a card": (CARD | {"actions": [select()]}, "unsupported type: static_select", "/actions/0/type"),
    "carousel of none": ({"type": "carousel", "elements": []}, "no fewer than 1 items allowed", "/elements"),
    "carousel of eleven": (
        {"type": "carousel", "elements": [CARD] * 11},
        "no more than 10 items allowed",
        "/elements",
    ),
    "carousel of sections": (
        {"type": "carousel", "elements": [section()]},
        "unsupported type: section",
        "/elements/0/type",
    ),
    "container of containers": (
        {"type": "container", "title": plain(), "child_blocks": [EXAMPLES["container"]]},
        "unsupported type: container",
        "/child_blocks/0/type",
    ),
    "container without a title": (
        without(EXAMPLES["container"], "title"),
        "missing required field: title",
        "",
    ),
    "container of eleven": (
        EXAMPLES["container"] | {"child_blocks": [section()] * 11},
        "no more than 10 items allowed",
        "/child_blocks",
    ),
    "container shut for ever": (
        EXAMPLES["container"] | {"default_collapsed": True},
        "`default_collapsed` needs `is_collapsible`",
        "",
    ),
    "six small actions": (
        {"type": "context_actions", "elements": [TRASH] * 6},
        "no more than 5 items allowed",
        "/elements",
    ),
    "button among small actions": (
        {"type": "context_actions", "elements": [button()]},
        "unsupported type: button",
        "/elements/0/type",
    ),
    "another icon": (
        {"type": "context_actions", "elements": [TRASH | {"icon": "rocket"}]},
        "must be a valid enum value",
        "/elements/0/icon",
    ),
    "data table of a heading": (
        EXAMPLES["data_table"] | {"rows": [[HEAD]]},
        "no fewer than 2 items allowed",
        "/rows",
    ),
    "ragged data table": (
        EXAMPLES["data_table"] | {"rows": [[HEAD], [CELL, CELL]]},
        "all rows must have the same number of columns",
        "/rows",
    ),
    "rich heading": (
        EXAMPLES["data_table"] | {"rows": [[RICH], [CELL]]},
        "unsupported type: rich_text",
        "/rows/0",
    ),
    "data table of a book": (
        EXAMPLES["data_table"] | {"rows": [[HEAD], [HEAD | {"text": "x" * 20_000}]]},
        "must be less than 20001 characters",
        "/rows",
    ),
    "heading column that is not there": (
        EXAMPLES["data_table"] | {"row_header_column_index": 1},
        "must be the index of a column",
        "/row_header_column_index",
    ),
    "number that is none": (
        EXAMPLES["data_table"] | {"rows": [[HEAD], [CELL | {"value": "3"}]]},
        "must provide a number",
        "/rows/1/0/value",
    ),
    "data table without words": (
        without(EXAMPLES["data_table"], "caption"),
        "missing required field: caption",
        "",
    ),
    "chart without a title": (without(CHART, "title"), "missing required field: title", ""),
    "chart of another kind": (
        CHART | {"chart": BARS | {"type": "radar"}},
        "unsupported type: radar",
        "/chart/type",
    ),
    "pie of seven": (
        CHART | {"chart": PIE | {"segments": PIE["segments"] * 7}},
        "no more than 6 items allowed",
        "/chart/segments",
    ),
    "slice of nothing": (
        CHART | {"chart": PIE | {"segments": [{"label": "Park", "value": 0}]}},
        "must be more than 0",
        "/chart/segments/0/value",
    ),
    "slice in words": (
        CHART | {"chart": PIE | {"segments": [{"label": "Park", "value": "3"}]}},
        "must provide a number",
        "/chart/segments/0/value",
    ),
    "bars without axes": (
        CHART | {"chart": without(BARS, "axis_config")},
        "missing required field: axis_config",
        "/chart",
    ),
    "bars with a gap": (
        CHART | {"chart": BARS | {"series": [{"name": "Park", "data": POINTS[:1]}]}},
        "must have one point for every category",
        "/chart/series/0/data",
    ),
    "two series of a name": (
        CHART | {"chart": BARS | {"series": BARS["series"] * 2}},
        "the names of series must be unique",
        "/chart/series",
    ),
    "a category twice": (
        CHART | {"chart": BARS | {"axis_config": {"categories": ["May", "May"]}}},
        "categories must be unique",
        "/chart/axis_config/categories",
    ),
    "local file": (EXAMPLES["file"] | {"source": "local"}, "must be a valid enum value", "/source"),
    "task of its own kind": (TASK | {"status": "late"}, "must be a valid enum value", "/status"),
    "plan of sections": (
        {"type": "plan", "title": "Next", "tasks": [section()]},
        "unsupported type: section",
        "/tasks/0/type",
    ),
}


def put(block: Json, surface: str) -> None:
    """Show one block on a surface."""
    if surface == "message":
        check_blocks([block])
    else:
        view: Json = (
            modal(block, submit=plain()) if surface == "modal" else {"type": "home", "blocks": [block]}
        )
        check_view(view, surface)


def test_there_is_an_example_of_every_block() -> None:
    assert set(EXAMPLES) == set(BLOCKS)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_block_stands_on_its_surfaces_and_on_no_other(name: str, surface: str) -> None:
    if name in SURFACES[surface]:
        put(EXAMPLES[name], surface)
        return
    with pytest.raises(SlackError) as caught:
        put(EXAMPLES[name], surface)
    place = "/blocks/0/type" if surface == "message" else "/view/blocks/0/type"
    assert caught.value.messages == [f"[ERROR] unsupported type: {name} [json-pointer:{place}]"]


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_one_is_refused_where_it_is_wrong(name: str) -> None:
    block, words, place = WRONG[name]
    surface = next(each for each in SURFACES if block["type"] in SURFACES[each])
    with pytest.raises(SlackError) as caught:
        put(block, surface)
    assert f"[ERROR] {words} [json-pointer:/blocks/0{place}]" in caught.value.messages


def test_what_must_be_unique_is_unique_inside_containers_too() -> None:
    inner = EXAMPLES["container"] | {"child_blocks": [section(block_id="x")]}
    with pytest.raises(SlackError) as caught:
        check_blocks([inner, section(block_id="x")])
    assert "Block ID needs to be unique" in str(caught.value.messages)
    with pytest.raises(SlackError) as caught:
        check_blocks([EXAMPLES["container"] | {"child_blocks": [TABLE]}, TABLE])
    assert "only one table is allowed" in str(caught.value.messages)
    with pytest.raises(SlackError) as caught:
        check_blocks([CHART] * 3)
    assert "no more than 2 charts are allowed" in str(caught.value.messages)


async def test_people_read_and_press_what_stands_inside(room: Room, web: AsyncWebClient, app: App) -> None:
    press: Any = button(text=plain("Choose me"), action_id="choose")
    card = {"type": "card", "block_id": "first", "title": mrkdwn("A *card*"), "actions": [press]}
    blocks: list[Json] = [
        {"type": "carousel", "elements": [card]},
        {
            "type": "container",
            "title": plain("Frame"),
            "child_blocks": [actions(button(text=plain("Inner")))],
        },
        EXAMPLES["plan"],
        EXAMPLES["data_table"],
    ]
    await web.chat_postMessage(channel=ROOM, text="Choose", blocks=blocks)
    ana = room.person("Ana Pereira")
    seen = await ana.sees("Frame", channel=ROOM)
    for words in ("A card", "Next", "Ask", "Days", "3"):
        assert words in seen.readable
    await ana.clicks("Choose me", channel=ROOM)
    await ana.clicks("Inner", channel=ROOM)
    pressed, inner = (each["actions"][0] for each in app.payloads("interactive"))
    assert (pressed["block_id"], pressed["action_id"]) == ("first", "choose")
    assert inner["block_id"]
    assert await room.violations() == []
