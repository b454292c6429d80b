"""Block Kit's elements: what each may contain. One entry per type, as in Slack's reference."""

from __future__ import annotations

from rehearsal.model import Json
from rehearsal.rules import limits
from rehearsal.rules.check import (
    Faults,
    Rule,
    anything,
    array,
    boolean,
    fault,
    integer,
    numeral,
    obj,
    one_of,
    string,
    text,
)
from rehearsal.rules.parts import (
    CONFIRM,
    DATE,
    DISPATCH,
    IDS,
    MANY,
    OPTIONS,
    PLACEHOLDER,
    SELECT_OPTION,
    TIME,
    URL,
    choices,
    kind,
    lengths_agree,
    option,
    options_or_groups,
    picture_url,
    select,
    written,
)

_CONVERSATIONS = {
    "default_to_current_conversation": boolean,
    "filter": obj(
        {
            "include": array(one_of("im", "mpim", "private", "public"), 4),
            "exclude_external_shared_channels": boolean,
            "exclude_bot_users": boolean,
        }
    ),
}
_RESPOND = {"response_url_enabled": boolean}
_INITIAL = {"initial_option": SELECT_OPTION}
_INITIALS = {"initial_options": array(SELECT_OPTION, limits.SELECT_OPTIONS)}

SELECTS: dict[str, Rule] = {
    "static_select": select("static_select", OPTIONS | _INITIAL, also=options_or_groups),
    "external_select": select("external_select", {"min_query_length": integer(0, 3000)} | _INITIAL),
    "users_select": select("users_select", {"initial_user": string()}),
    "conversations_select": select(
        "conversations_select", {"initial_conversation": string()} | _CONVERSATIONS | _RESPOND
    ),
    "channels_select": select("channels_select", {"initial_channel": string()} | _RESPOND),
}
MULTI_SELECTS: dict[str, Rule] = {
    "multi_static_select": select("multi_static_select", OPTIONS | _INITIALS | MANY, also=options_or_groups),
    "multi_external_select": select(
        "multi_external_select", {"min_query_length": integer(0, 3000)} | _INITIALS | MANY
    ),
    "multi_users_select": select("multi_users_select", {"initial_users": IDS} | MANY),
    "multi_conversations_select": select(
        "multi_conversations_select", {"initial_conversations": IDS} | _CONVERSATIONS | MANY
    ),
    "multi_channels_select": select("multi_channels_select", {"initial_channels": IDS} | MANY),
}
PICKERS: dict[str, Rule] = {
    "datepicker": select("datepicker", {"initial_date": DATE}),
    "timepicker": select("timepicker", {"initial_time": TIME, "timezone": string()}),
    "datetimepicker": obj(
        kind("datetimepicker")
        | {"initial_date_time": integer(0, 9_999_999_999), "confirm": CONFIRM, "focus_on_load": boolean}
    ),
}
CHOICES: dict[str, Rule] = {
    "checkboxes": choices("checkboxes", limits.CHECKBOX_OPTIONS),
    "radio_buttons": choices("radio_buttons", limits.RADIO_OPTIONS),
}
BUTTON: dict[str, Rule] = {
    "button": obj(
        kind("button")
        | {
            "text": text(limits.BUTTON_TEXT, plain=True),
            "value": string(limits.BUTTON_VALUE),
            "url": URL,
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(limits.ACCESSIBILITY_LABEL),
        },
        required=("text",),
    )
}
OVERFLOW: dict[str, Rule] = {
    "overflow": obj(
        kind("overflow")
        | {"options": array(option(plain=True, url=True), limits.OVERFLOW_OPTIONS), "confirm": CONFIRM},
        required=("options",),
    )
}
WRITTEN: dict[str, Rule] = {
    "plain_text_input": obj(
        kind("plain_text_input")
        | {
            "placeholder": PLACEHOLDER,
            "initial_value": string(limits.INPUT_LENGTH),
            "multiline": boolean,
            "min_length": integer(0, limits.INPUT_LENGTH),
            "max_length": integer(1, limits.INPUT_LENGTH),
            "dispatch_action_config": DISPATCH,
            "focus_on_load": boolean,
        },
        also=lengths_agree,
    ),
    "email_text_input": written("email_text_input", {"initial_value": string()}),
    "url_text_input": written("url_text_input", {"initial_value": string()}),
    "number_input": obj(
        kind("number_input")
        | {
            "is_decimal_allowed": boolean,
            "initial_value": numeral,
            "min_value": numeral,
            "max_value": numeral,
            "placeholder": PLACEHOLDER,
            "dispatch_action_config": DISPATCH,
            "focus_on_load": boolean,
        },
        required=("is_decimal_allowed",),
    ),
    "rich_text_input": written("rich_text_input", {"initial_value": anything}),
}


_FEEDBACK = obj(
    {
        "text": text(limits.BUTTON_TEXT, plain=True),
        "value": string(limits.BUTTON_VALUE),
        "accessibility_label": string(limits.ACCESSIBILITY_LABEL),
    },
    required=("text", "value"),
)
CONTEXT_ACTIONS: dict[str, Rule] = {
    "feedback_buttons": obj(
        kind("feedback_buttons") | {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
        required=("positive_button", "negative_button"),
    ),
    "icon_button": obj(
        kind("icon_button")
        | {
            "icon": one_of("trash"),
            "text": text(limits.BUTTON_TEXT, plain=True),
            "value": string(limits.BUTTON_VALUE),
            "confirm": CONFIRM,
            "accessibility_label": string(limits.ACCESSIBILITY_LABEL),
            "visible_to_user_ids": array(string(), limits.ICON_BUTTON_VISIBLE_TO_USER_IDS),
        },
        required=("icon", "text"),
    ),
}


def needs_a_picture(value: Json, pointer: str) -> Faults:
    """An image shows a public address or a file of the workspace."""
    has_one = ("image_url" in value) != ("slack_file" in value)
    return [] if has_one else fault("must define exactly one of `image_url` and `slack_file`", pointer)


FILE_INPUT: dict[str, Rule] = {
    "file_input": obj(
        kind("file_input") | {"filetypes": array(string()), "max_files": integer(1, 10)},
    )
}
SLACK_FILE = obj({"id": string(), "url": string(limits.URL)})
IMAGE: dict[str, Rule] = {
    "image": obj(
        {
            "type": one_of("image"),
            "image_url": picture_url(),
            "slack_file": SLACK_FILE,
            "alt_text": string(limits.ALT_TEXT, 1),
        },
        required=("alt_text",),
        also=needs_a_picture,
    )
}
