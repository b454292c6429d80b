"""Block Kit's blocks: what each may contain, and on which surface it may stand."""

from __future__ import annotations

from collections.abc import Iterator

from rehearsal.model import Json
from rehearsal.rules import limits
from rehearsal.rules.check import (
    Fault,
    Faults,
    Rule,
    anything,
    array,
    boolean,
    by_type,
    duplicates,
    fault,
    integer,
    obj,
    one_of,
    string,
    text,
)
from rehearsal.rules.elements import (
    BUTTON,
    CHOICES,
    FILE_INPUT,
    IMAGE,
    MULTI_SELECTS,
    OVERFLOW,
    PICKERS,
    SELECTS,
    SLACK_FILE,
    WRITTEN,
    needs_a_picture,
)
from rehearsal.rules.newer import NEWER, RAW, RICH_TEXT, container, named
from rehearsal.rules.parts import picture_url

_ON_DATES_AND_TIMES = {name: rule for name, rule in PICKERS.items() if name != "datetimepicker"}
_ACCESSORIES = BUTTON | OVERFLOW | SELECTS | MULTI_SELECTS | CHOICES | IMAGE | _ON_DATES_AND_TIMES
_IN_ACTIONS = BUTTON | OVERFLOW | SELECTS | MULTI_SELECTS | CHOICES | PICKERS
_IN_INPUT = SELECTS | MULTI_SELECTS | CHOICES | PICKERS | WRITTEN | FILE_INPUT
_IN_CONTEXT = IMAGE | {"plain_text": text(limits.TEXT), "mrkdwn": text(limits.TEXT)}


def _says_something(block: Json, pointer: str) -> Faults:
    return [] if "text" in block or "fields" in block else fault("missing required field: text", pointer)


def _distinct_actions(block: Json, pointer: str) -> Faults:
    doubled = duplicates(block["elements"], "action_id")
    return fault("`action_id` must be unique within a block", f"{pointer}/elements") if doubled else []


def _columns(table: Json, pointer: str) -> Faults:
    return [
        Fault(f"no more than {limits.TABLE_COLUMNS} items allowed", f"{pointer}/rows/{index}")
        for index, row in enumerate(table["rows"])
        if len(row) > limits.TABLE_COLUMNS
    ]


# Other than in a data table, a cell may be empty.
_EMPTY_TOO = obj({"type": anything, "text": string()}, ("text",))
_CELL = by_type(RAW | {"raw_text": _EMPTY_TOO, "rich_text": RICH_TEXT})
_COLUMN = obj({"align": one_of("left", "center", "right"), "is_wrapped": boolean})

BLOCKS: dict[str, Rule] = {
    "section": obj(
        named(
            "section",
            {
                "text": text(limits.TEXT),
                "fields": array(text(limits.SECTION_FIELD), limits.SECTION_FIELDS),
                "accessory": by_type(_ACCESSORIES),
                "expand": boolean,
            },
        ),
        also=_says_something,
    ),
    "header": obj(
        named("header", {"text": text(limits.HEADER, plain=True), "level": integer(1, 4)}),
        required=("text",),
    ),
    "divider": obj(named("divider", {})),
    "context": obj(
        named("context", {"elements": array(by_type(_IN_CONTEXT), limits.CONTEXT_ELEMENTS)}),
        required=("elements",),
    ),
    "actions": obj(
        named("actions", {"elements": array(by_type(_IN_ACTIONS), limits.ACTIONS_ELEMENTS)}),
        required=("elements",),
        also=_distinct_actions,
    ),
    "image": obj(
        named(
            "image",
            {
                "image_url": picture_url(),
                "slack_file": SLACK_FILE,
                "alt_text": string(limits.ALT_TEXT, 1),
                "title": text(limits.IMAGE_TITLE, plain=True),
            },
        ),
        required=("alt_text",),
        also=needs_a_picture,
    ),
    "input": obj(
        named(
            "input",
            {
                "label": text(limits.INPUT_LABEL, plain=True),
                "element": by_type(_IN_INPUT),
                "hint": text(limits.INPUT_HINT, plain=True),
                "optional": boolean,
                "dispatch_action": boolean,
            },
        ),
        required=("label", "element"),
    ),
    "rich_text": RICH_TEXT,
    "markdown": obj(named("markdown", {"text": string(limits.MARKDOWN, 1)}), required=("text",)),
    "table": obj(
        named(
            "table",
            {
                "rows": array(array(_CELL), limits.TABLE_ROWS),
                "column_settings": array(_COLUMN, limits.TABLE_COLUMNS),
            },
        ),
        required=("rows",),
        also=_columns,
    ),
}
BLOCKS |= NEWER
BLOCKS["container"] = container(BLOCKS)

_EVERYWHERE = {
    *("actions", "card", "context", "divider", "header", "image", "input", "rich_text", "section", "video")
}
_TABLES = {"carousel", "data_table", "table"}
SURFACES: dict[str, set[str]] = {
    "message": _EVERYWHERE
    | _TABLES
    | {"container", "context_actions", "data_visualization", "file", "markdown", "plan", "task_card"},
    "modal": _EVERYWHERE | {"alert"},
    "home": _EVERYWHERE | _TABLES,
}


def blocks_rule(surface: str, most: int, least: int = 0) -> Rule:
    """The rule for a whole list of blocks on one surface."""
    item = by_type({name: BLOCKS[name] for name in SURFACES[surface]})
    listed = array(item, most, least)

    def rule(value: object, pointer: str) -> Faults:
        faults = listed(value, pointer)
        return faults if faults or not isinstance(value, list) else _together(value, pointer)

    return rule


def _together(top: list[Json], pointer: str) -> Faults:
    """What only shows when the blocks stand side by side."""
    faults: Faults = []
    blocks = list(flat(top))
    if duplicates(blocks, "block_id") or sum(block.get("block_id") == "" for block in blocks) > 1:
        faults += fault("Block ID needs to be unique", pointer)
    if sum(block["type"] == "table" for block in blocks) > limits.TABLES_IN_A_MESSAGE:
        faults += fault("only one table is allowed", pointer)
    if sum(block["type"] == "data_visualization" for block in blocks) > limits.MESSAGE_DATA_VISUALIZATIONS:
        faults += fault(f"no more than {limits.MESSAGE_DATA_VISUALIZATIONS} charts are allowed", pointer)
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > limits.MARKDOWN:
        faults += fault(f"markdown must be less than {limits.MARKDOWN + 1} characters together", pointer)
    if sum(bool(element.get("focus_on_load")) for element in elements_of(blocks)) > 1:
        faults += fault("only one element may set `focus_on_load`", pointer)
    return faults


def flat(blocks: list[Json]) -> Iterator[Json]:
    """Every block, and the blocks and cards inside it."""
    for block in blocks:
        yield block
        yield from flat(block.get("child_blocks", []))
        yield from flat(block["elements"] if block["type"] == "carousel" else [])


# Where a block keeps several elements.
_ROWS = {"actions": "elements", "context_actions": "elements", "card": "actions"}


def elements_of(blocks: list[Json]) -> list[Json]:
    """Every element of these blocks that can send or hold something; `flat` finds the blocks inside."""
    found: list[Json] = []
    for block in blocks:
        found += block.get(_ROWS.get(block["type"], ""), [])
        found += [block[place] for place in ("accessory", "element") if place in block]
    return [element for element in found if element["type"] != "image"]
