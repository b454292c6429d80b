"""The blocks that few apps use yet: media, cards, alerts, containers, agents' blocks and data tables."""

from __future__ import annotations

from collections.abc import Mapping

from rehearsal.model import Json
from rehearsal.rules import limits
from rehearsal.rules.charts import CHART
from rehearsal.rules.check import (
    Faults,
    Rule,
    Whole,
    anything,
    array,
    boolean,
    by_type,
    fault,
    integer,
    nothing_more,
    number,
    obj,
    one_of,
    string,
    text,
)
from rehearsal.rules.elements import BUTTON, CONTEXT_ACTIONS, IMAGE
from rehearsal.rules.parts import picture_url
from rehearsal.rules.rich_text import PARTS


def named(name: str, fields: Mapping[str, Rule]) -> dict[str, Rule]:
    """What every block has, and what this one has besides."""
    return {"type": one_of(name), "block_id": string(limits.ID), **fields}


def block(
    name: str, fields: Mapping[str, Rule], required: tuple[str, ...] = (), also: Whole = nothing_more
) -> Rule:
    """The rule for a whole block."""
    return obj(named(name, fields), required, also)


RICH_TEXT = block("rich_text", {"elements": array(by_type(PARTS))}, ("elements",))
_RICH_TEXT = by_type({"rich_text": RICH_TEXT})
RAW = {
    "raw_text": obj({"type": anything, "text": string(least=1)}, ("text",)),
    "raw_number": obj({"type": anything, "value": number, "text": string(least=1)}, ("value", "text")),
}
_IMAGE = by_type(IMAGE)


def _shows_something(card: Json, pointer: str) -> Faults:
    parts = ("hero_image", "title", "actions", "body")
    return [] if any(part in card for part in parts) else fault("missing required field: title", pointer)


def _is_a_table(table: Json, pointer: str) -> Faults:
    rows: list[list[Json]] = table["rows"]
    if len({len(row) for row in rows}) > 1:
        return fault("all rows must have the same number of columns", f"{pointer}/rows")
    if any(cell["type"] == "rich_text" for cell in rows[0]):
        return fault("unsupported type: rich_text", f"{pointer}/rows/0")
    if sum(len(str(cell.get("text", ""))) for row in rows for cell in row) > limits.DATA_TABLE_CONTENT:
        return fault(f"must be less than {limits.DATA_TABLE_CONTENT + 1} characters", f"{pointer}/rows")
    if table.get("row_header_column_index", 0) >= len(rows[0]):
        return fault("must be the index of a column", f"{pointer}/row_header_column_index")
    return []


CARD = block(
    "card",
    {
        "hero_image": _IMAGE,
        "icon": _IMAGE,
        "title": text(limits.CARD_TITLE),
        "subtitle": text(limits.CARD_SUBTITLE),
        "body": text(limits.CARD_BODY),
        "subtext": text(limits.CARD_SUBTEXT),
        "actions": array(by_type(BUTTON), limits.CARD_ACTIONS),
    },
    also=_shows_something,
)
TASK_CARD = block(
    "task_card",
    {
        "task_id": string(least=1),
        "title": string(least=1),
        "details": _RICH_TEXT,
        "output": _RICH_TEXT,
        "sources": array(obj({"type": one_of("url"), "url": string(), "text": string()}, ("url", "text"))),
        "status": one_of("pending", "in_progress", "complete", "error"),
    },
    ("task_id", "title", "status"),
)
NEWER: dict[str, Rule] = {
    "video": block(
        "video",
        {
            "video_url": picture_url(),
            "thumbnail_url": picture_url(),
            "alt_text": string(limits.ALT_TEXT, 1),
            "title": text(limits.VIDEO_TITLE, plain=True),
            "title_url": string(limits.VIDEO_TITLE_URL),
            "description": text(limits.VIDEO_DESCRIPTION, plain=True),
            "author_name": string(limits.VIDEO_AUTHOR_NAME),
            "provider_name": string(limits.VIDEO_PROVIDER_NAME),
            "provider_icon_url": picture_url(limits.VIDEO_PROVIDER_ICON_URL),
        },
        ("video_url", "thumbnail_url", "alt_text", "title"),
    ),
    "alert": block(
        "alert",
        {
            "text": text(limits.ALERT_TEXT),
            "level": one_of("default", "info", "warning", "error", "success"),
        },
        ("text",),
    ),
    "card": CARD,
    "carousel": block(
        "carousel", {"elements": array(by_type({"card": CARD}), limits.CAROUSEL_ELEMENTS)}, ("elements",)
    ),
    "context_actions": block(
        "context_actions",
        {"elements": array(by_type(CONTEXT_ACTIONS), limits.CONTEXT_ACTIONS_ELEMENTS)},
        ("elements",),
    ),
    "data_table": block(
        "data_table",
        {
            "rows": array(
                array(by_type(RAW | {"rich_text": RICH_TEXT}), limits.DATA_TABLE_COLUMNS),
                limits.DATA_TABLE_ROWS,
                limits.DATA_TABLE_ROWS_MIN_ITEMS,
            ),
            "caption": string(least=1),
            "page_size": integer(1, limits.DATA_TABLE_PAGE_SIZE),
            "row_header_column_index": integer(0, limits.DATA_TABLE_COLUMNS - 1),
        },
        ("rows", "caption"),
        _is_a_table,
    ),
    "data_visualization": block(
        "data_visualization",
        {"title": string(limits.DATA_VISUALIZATION_TITLE, 1), "chart": CHART},
        ("title", "chart"),
    ),
    "file": block(
        "file", {"external_id": string(least=1), "source": one_of("remote")}, ("external_id", "source")
    ),
    "task_card": TASK_CARD,
    "plan": block(
        "plan",
        {"title": string(least=1), "tasks": array(by_type({"task_card": TASK_CARD}), limits.PLAN_TASKS)},
        ("title",),
    ),
}

# What may stand in a container; containers do not nest.
CHILDREN = {
    *("actions", "context", "divider", "file", "header", "image", "input", "rich_text", "section"),
    *("table", "video"),
}


def _can_collapse(container: Json, pointer: str) -> Faults:
    if "title" not in container and "rich_text_title" not in container:
        return fault("missing required field: title", pointer)
    if container.get("default_collapsed") and not container.get("is_collapsible"):
        return fault("`default_collapsed` needs `is_collapsible`", pointer)
    return []


def container(blocks: Mapping[str, Rule]) -> Rule:
    """A frame around some of these blocks."""
    children = by_type({name: rule for name, rule in blocks.items() if name in CHILDREN})
    return block(
        "container",
        {
            "title": text(limits.CONTAINER_TITLE, plain=True),
            "rich_text_title": _RICH_TEXT,
            "subtitle": text(limits.CONTAINER_SUBTITLE),
            "child_blocks": array(children, limits.CONTAINER_CHILD_BLOCKS),
            "width": one_of("narrow", "standard", "wide", "full"),
            "icon": _IMAGE,
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        ("child_blocks",),
        _can_collapse,
    )
