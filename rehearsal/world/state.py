"""`state.values`: what the inputs of a view or message hold, with Slack's null shapes for the empty ones."""

from __future__ import annotations

from rehearsal.model import Entries, Json
from rehearsal.rules.blocks import elements_of, flat

# element type -> (where its value stands, what stands there when it is empty, its initial_ field)
HOLDS: dict[str, tuple[str, object, str]] = {
    "plain_text_input": ("value", None, "initial_value"),
    "email_text_input": ("value", None, "initial_value"),
    "url_text_input": ("value", None, "initial_value"),
    "number_input": ("value", None, "initial_value"),
    "rich_text_input": ("rich_text_value", None, "initial_value"),
    "static_select": ("selected_option", None, "initial_option"),
    "external_select": ("selected_option", None, "initial_option"),
    "radio_buttons": ("selected_option", None, "initial_option"),
    "users_select": ("selected_user", None, "initial_user"),
    "conversations_select": ("selected_conversation", None, "initial_conversation"),
    "channels_select": ("selected_channel", None, "initial_channel"),
    "checkboxes": ("selected_options", [], "initial_options"),
    "multi_static_select": ("selected_options", [], "initial_options"),
    "multi_external_select": ("selected_options", [], "initial_options"),
    "multi_users_select": ("selected_users", [], "initial_users"),
    "multi_conversations_select": ("selected_conversations", [], "initial_conversations"),
    "multi_channels_select": ("selected_channels", [], "initial_channels"),
    "datepicker": ("selected_date", None, "initial_date"),
    "timepicker": ("selected_time", None, "initial_time"),
    "datetimepicker": ("selected_date_time", None, "initial_date_time"),
    "file_input": ("files", [], "initial_files"),
}


def state_of(blocks: list[Json], entries: Entries) -> Json:
    """Every input and menu by block_id and action_id, as somebody left it."""
    values: Json = {}
    for block in flat(blocks):
        for element in elements_of([block]):
            if element["type"] in HOLDS:
                held = value_of(block["block_id"], element, entries)
                values.setdefault(block["block_id"], {})[element["action_id"]] = held
    return values


def value_of(block_id: str, element: Json, entries: Entries) -> Json:
    """What one element holds: what was entered, else its initial value, else nothing."""
    entered = entries.get(block_id, {}).get(element["action_id"])
    if entered is not None:
        return entered
    field, empty, initial = HOLDS[element["type"]]
    return {"type": element["type"], field: element.get(initial, empty)}


def still_there(blocks: list[Json], entries: Entries) -> Entries:
    """What survives an update: values whose block_id and action_id are still there."""
    places = {
        (block["block_id"], element["action_id"])
        for block in flat(blocks)
        for element in elements_of([block])
        if element["type"] in HOLDS
    }
    return {
        block_id: kept
        for block_id, actions in entries.items()
        if (kept := {action: value for action, value in actions.items() if (block_id, action) in places})
    }


def of_here(blocks: list[Json], channel: str) -> Entries:
    """What menus of conversations hold at first that are to begin with the one their person came from.

    One that names its `initial_conversation` begins with that.
    """
    entries: Entries = {}
    for block in flat(blocks):
        for element in elements_of([block]):
            field, empty, initial = HOLDS.get(element["type"], ("", None, ""))
            if element.get("default_to_current_conversation") and initial not in element:
                here = {"type": element["type"], field: [channel] if empty == [] else channel}
                entries.setdefault(block["block_id"], {})[element["action_id"]] = here
    return entries
