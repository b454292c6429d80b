"""Our tables of sizes and surfaces, beside those of a library that somebody else made: slackblocks."""

from __future__ import annotations

import slackblocks._limits as theirs  # the tables have no public name
from slackblocks._surfaces import _BLOCK_TYPES_BY_SURFACE as THEIR_SURFACES

from rehearsal.rules import limits
from rehearsal.rules.blocks import BLOCKS, SURFACES

# Ours, and what they call it. One number of ours may stand for several of theirs.
SAME: dict[str, tuple[str, ...]] = {
    "MESSAGE_BLOCKS": ("MESSAGE_BLOCKS_MAX_ITEMS",),
    "VIEW_BLOCKS": ("VIEW_BLOCKS_MAX_ITEMS",),
    "ATTACHMENTS": ("MESSAGE_ATTACHMENTS_MAX_ITEMS",),
    "ACTIONS_ELEMENTS": ("ACTIONS_ELEMENTS_MAX_ITEMS",),
    "CONTEXT_ELEMENTS": ("CONTEXT_ELEMENTS_MAX_ITEMS",),
    "SECTION_FIELDS": ("SECTION_FIELDS_MAX_ITEMS",),
    "SELECT_OPTIONS": ("SELECT_OPTIONS_MAX_ITEMS", "OPTION_GROUP_OPTIONS_MAX_ITEMS"),
    "OPTION_GROUPS": ("SELECT_OPTION_GROUPS_MAX_ITEMS",),
    "OVERFLOW_OPTIONS": ("OVERFLOW_OPTIONS_MAX_ITEMS",),
    "CHECKBOX_OPTIONS": ("CHECKBOXES_OPTIONS_MAX_ITEMS",),
    "RADIO_OPTIONS": ("RADIO_BUTTONS_OPTIONS_MAX_ITEMS",),
    "TABLE_ROWS": ("TABLE_ROWS_MAX_ITEMS",),
    "TABLE_COLUMNS": ("TABLE_COLUMNS_MAX_ITEMS", "TABLE_COLUMN_SETTINGS_MAX_ITEMS"),
    "ID": (
        "ACTION_ID_MAX_LENGTH",
        "BLOCK_ID_MAX_LENGTH",
        "VIEW_CALLBACK_ID_MAX_LENGTH",
        "VIEW_EXTERNAL_ID_MAX_LENGTH",
    ),
    "TEXT": ("TEXT_MAX_LENGTH", "SECTION_TEXT_MAX_LENGTH"),
    "SECTION_FIELD": ("SECTION_FIELDS_ITEM_MAX_LENGTH",),
    "HEADER": ("HEADER_TEXT_MAX_LENGTH",),
    "MARKDOWN": ("MARKDOWN_TEXT_MAX_LENGTH", "MARKDOWN_TOTAL_TEXT_MAX_LENGTH"),
    "BUTTON_TEXT": ("BUTTON_TEXT_MAX_LENGTH",),
    "BUTTON_VALUE": ("BUTTON_VALUE_MAX_LENGTH",),
    "URL": ("BUTTON_URL_MAX_LENGTH", "OPTION_URL_MAX_LENGTH", "IMAGE_IMAGE_URL_MAX_LENGTH"),
    "ACCESSIBILITY_LABEL": ("BUTTON_ACCESSIBILITY_LABEL_MAX_LENGTH",),
    "OPTION_TEXT": ("OPTION_TEXT_MAX_LENGTH",),
    "OPTION_DESCRIPTION": ("OPTION_DESCRIPTION_MAX_LENGTH",),
    "OPTION_VALUE": ("OPTION_VALUE_MAX_LENGTH",),
    "OPTION_GROUP_LABEL": ("OPTION_GROUP_LABEL_MAX_LENGTH",),
    "PLACEHOLDER": (
        "SELECT_PLACEHOLDER_MAX_LENGTH",
        "PLAIN_TEXT_INPUT_PLACEHOLDER_MAX_LENGTH",
        "NUMBER_INPUT_PLACEHOLDER_MAX_LENGTH",
        "EMAIL_INPUT_PLACEHOLDER_MAX_LENGTH",
        "URL_INPUT_PLACEHOLDER_MAX_LENGTH",
        "DATE_PICKER_PLACEHOLDER_MAX_LENGTH",
        "TIME_PICKER_PLACEHOLDER_MAX_LENGTH",
        "RICH_TEXT_INPUT_PLACEHOLDER_MAX_LENGTH",
    ),
    "CONFIRM_TITLE": ("CONFIRMATION_TITLE_MAX_LENGTH",),
    "CONFIRM_TEXT": ("CONFIRMATION_TEXT_MAX_LENGTH",),
    "CONFIRM_BUTTON": ("CONFIRMATION_CONFIRM_MAX_LENGTH", "CONFIRMATION_DENY_MAX_LENGTH"),
    "ALT_TEXT": ("IMAGE_ALT_TEXT_MAX_LENGTH", "IMAGE_ELEMENT_ALT_TEXT_MAX_LENGTH"),
    "IMAGE_TITLE": ("IMAGE_TITLE_MAX_LENGTH",),
    "INPUT_LABEL": ("INPUT_LABEL_MAX_LENGTH",),
    "INPUT_HINT": ("INPUT_HINT_MAX_LENGTH",),
    "INPUT_LENGTH": ("PLAIN_TEXT_INPUT_MAX_LENGTH_MAX", "PLAIN_TEXT_INPUT_MIN_LENGTH_MAX"),
    "VIEW_TITLE": ("VIEW_TITLE_MAX_LENGTH",),
    "VIEW_BUTTON": ("VIEW_SUBMIT_MAX_LENGTH", "VIEW_CLOSE_MAX_LENGTH"),
    "PRIVATE_METADATA": ("VIEW_PRIVATE_METADATA_MAX_LENGTH",),
}
# What they have no number for: Slack's documentation, or people's measurements, are all there is.
OURS_ALONE = {
    "ACKNOWLEDGE_WITHIN",
    "CHART_PARTS",  # they take twelve of what the documentation takes six of
    "EVENT_RETRIES",
    "HEADER_OVERHEAD",
    "LIST_INDENT",
    "LIST_OFFSET",
    "MODALS_ON_A_SCREEN",
    "POSTED_TEXT",
    "REDIRECTS",
    "RENDERED_BLOCKS",
    "RESPONSE_URL_LIFE",
    "RESPONSE_URL_USES",
    "SCHEDULED_AHEAD",
    "SCHEDULED_IN_A_WINDOW",
    "SCHEDULED_WINDOW",
    "SOCKETS",
    "TABLES_IN_A_MESSAGE",
    "TRIGGER_LIFE",
    "WARNED_AHEAD",
    "UPDATED_TEXT",
    "VALIDATED_TEXT",
    "VIEW_BYTES",
}
# Where we believe somebody else: the documentation has these in messages only, and Slack refused one at home.
DISPUTED = {("home", "container"), ("home", "data_visualization")}


def opinions(name: str) -> dict[str, object]:
    """Our number, and theirs."""
    there = {f"slackblocks {each}": getattr(theirs, each) for each in SAME.get(name, ())}
    return {"ours": getattr(limits, name), **there}


def named_like(name: str) -> tuple[str, ...]:
    """What they call a limit that our table calls as they do."""
    found = [f"{name}{tail}" for tail in ("", "_MAX_ITEMS", "_MAX_LENGTH", "_MAX")]
    return tuple(each for each in found if hasattr(theirs, each))


def test_every_size_of_ours_is_the_same_as_theirs() -> None:
    ours = [name for name in vars(limits) if name.isupper()]
    compared = {name: opinions(name) for name in ours if name in SAME}
    compared |= {
        name: {"ours": getattr(limits, name), **{each: getattr(theirs, each) for each in named_like(name)}}
        for name in ours
        if name not in SAME
    }

    differing = {name: said for name, said in compared.items() if len(set(map(str, said.values()))) > 1}
    assert differing == {}


def test_every_size_of_ours_was_compared_or_is_known_to_be_ours_alone() -> None:
    ours = {name for name in vars(limits) if name.isupper()}

    assert {name for name in ours - set(SAME) - OURS_ALONE if not named_like(name)} == set()
    assert {*SAME, *OURS_ALONE} - ours == set()


def test_every_block_we_know_stands_where_they_say() -> None:
    for surface, blocks in THEIR_SURFACES.items():
        right = {name for name in blocks & set(BLOCKS) if (surface, name) not in DISPUTED}

        assert {"ours": sorted(SURFACES[surface])} == {"ours": sorted(right)}, f"slackblocks, on {surface}"
