"""Payloads of our own making: right ones, and wrong ones with the place and words of the refusal."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def plain(text: str = "words") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "words") -> Json:
    return {"type": "mrkdwn", "text": text}


def section(**more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(), **more}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain(), "action_id": "press", **more}


def option(n: int = 0, **more: Any) -> Json:
    return {"text": plain(f"option {n}"), "value": f"v{n}", **more}


def options(n: int) -> list[Json]:
    return [option(each) for each in range(n)]


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def select(**more: Any) -> Json:
    return {
        "type": "static_select",
        "action_id": "pick",
        "placeholder": plain(),
        "options": options(3),
        **more,
    }


def asks(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain(), "element": {"action_id": "answer", **element}, **more}


def confirm(**more: Any) -> Json:
    return {"title": plain(), "text": mrkdwn(), "confirm": plain("yes"), "deny": plain("no"), **more}


IMAGE = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a bench"}
TABLE = {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}
RICH = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": list(parts)}


def written(*pieces: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(pieces)}


def without(thing: Json, name: str) -> Json:
    return {field: value for field, value in thing.items() if field != name}


RIGHT: dict[str, list[Json]] = {
    "a section": [section()],
    "a section at its longest": [{"type": "section", "text": mrkdwn("x" * 3000)}],
    "a section of fields only": [{"type": "section", "fields": [mrkdwn("y" * 2000)] * 6}],
    "a section with a button": [section(accessory=button())],
    "a section with an image": [section(accessory=IMAGE)],
    "a section with a menu": [section(accessory=select())],
    "a section with a people menu": [section(accessory={"type": "users_select", "action_id": "who"})],
    "a section with a date": [section(accessory={"type": "datepicker", "initial_date": "2026-12-24"})],
    "a section with a time": [section(accessory={"type": "timepicker", "initial_time": "10:00"})],
    "a section with many people": [section(accessory={"type": "multi_users_select"})],
    "a section that verbatim is text": [{"type": "section", "text": {**mrkdwn(), "verbatim": True}}],
    "a header": [{"type": "header", "text": plain("x" * 150)}],
    "a header of a level": [{"type": "header", "text": plain(), "level": 2}],
    "a divider": [{"type": "divider"}],
    "a context": [{"type": "context", "elements": [mrkdwn(), plain(), IMAGE]}],
    "a full context": [{"type": "context", "elements": [mrkdwn()] * 10}],
    "an image": [{**IMAGE, "title": plain()}],
    "an uploaded image": [{"type": "image", "slack_file": {"id": "F1"}, "alt_text": "a bench"}],
    "a row of buttons": [actions(button(), button(action_id="other", style="primary"))],
    "a full row of buttons": [actions(*(button(action_id=f"b{n}") for n in range(25)))],
    "buttons of the same name in two blocks": [actions(button()), actions(button())],
    "a button with a value": [actions(button(value="x" * 2000))],
    "a link button": [actions(button(url="https://example.org"))],
    "a dangerous button that asks": [actions(button(style="danger", confirm=confirm()))],
    "a button for ears": [actions(button(accessibility_label="Support this idea"))],
    "a menu of a hundred": [actions(select(options=options(100)))],
    "a menu of groups": [
        actions(without(select(), "options") | {"option_groups": [{"label": plain(), "options": options(2)}]})
    ],
    "a menu with a first choice": [actions(select(initial_option=option(1)))],
    "an overflow": [actions({"type": "overflow", "action_id": "more", "options": options(5)})],
    "an overflow with a link": [
        actions({"type": "overflow", "options": [option(url="https://example.org")]})
    ],
    "checkboxes": [actions({"type": "checkboxes", "options": options(10)})],
    "checkboxes with one ticked": [
        actions({"type": "checkboxes", "options": options(2), "initial_options": [option(1)]})
    ],
    "checkboxes in mrkdwn": [actions({"type": "checkboxes", "options": [option() | {"text": mrkdwn()}]})],
    "radio buttons": [actions({"type": "radio_buttons", "options": options(10)})],
    "options explained": [actions({"type": "radio_buttons", "options": [option(description=plain())]})],
    "a moment": [actions({"type": "datetimepicker", "initial_date_time": 1_800_000_000})],
    "a question in a message": [asks({"type": "plain_text_input", "multiline": True})],
    "a number": [asks({"type": "number_input", "is_decimal_allowed": False, "min_value": "1"})],
    "an address": [asks({"type": "email_text_input"}), asks({"type": "url_text_input"})],
    "an optional menu with a hint": [asks(select(), optional=True, hint=plain(), dispatch_action=True)],
    "rich text": [RICH],
    "rich text of many pieces": [
        rich(
            written(
                {"type": "text", "text": "Hello ", "style": {"bold": True}},
                {"type": "user", "user_id": "U0CHAMP01"},
                {"type": "emoji", "name": "wave"},
                {"type": "link", "url": "https://example.org", "text": "here"},
                {"type": "date", "timestamp": 1_800_000_000, "format": "{date}"},
            ),
            {
                "type": "rich_text_list",
                "style": "ordered",
                "indent": 1,
                "elements": [written({"type": "channel", "channel_id": "C1"})],
            },
            {"type": "rich_text_quote", "elements": [{"type": "broadcast", "range": "here"}]},
            {"type": "rich_text_preformatted", "border": 1, "elements": [{"type": "text", "text": "a"}]},
        )
    ],
    "a table of settled columns": [{**TABLE, "column_settings": [{"align": "right", "is_wrapped": True}]}],
    "markdown": [{"type": "markdown", "text": "# Hello"}],
    "a table": [TABLE],
    "fifty blocks": [{"type": "divider"}] * 50,
    "named blocks": [section(block_id="one"), section(block_id="two")],
    "an empty block_id, which Slack fills": [section(block_id="")],
    "a section of text and fields": [section(fields=[plain(), mrkdwn()])],
    "a section that is shown whole": [section(expand=True)],
    "a section with more to choose": [section(accessory={"type": "overflow", "options": options(2)})],
    "a section with checkboxes": [section(accessory={"type": "checkboxes", "options": options(2)})],
    "a section with radio buttons": [section(accessory={"type": "radio_buttons", "options": options(2)})],
    "a section with many to choose": [
        section(accessory={"type": "multi_static_select", "options": options(3)})
    ],
    "a section of words in another script": [section(text=mrkdwn("فكرة جيدة \U0001f468\u200d\U0001f469"))],
    "plain text whose emoji are words": [{"type": "section", "text": {**plain(":bulb:"), "emoji": False}}],
    "plain text whose emoji are drawn": [{"type": "section", "text": {**plain(":bulb:"), "emoji": True}}],
    "a context of one picture": [{"type": "context", "elements": [IMAGE]}],
    "an image of the longest description": [{**IMAGE, "alt_text": "x" * 2000}],
    "an image of the longest title": [{**IMAGE, "title": plain("x" * 2000)}],
    "ids at their longest": [section(block_id="x" * 255), actions(button(action_id="x" * 255))],
    "a button at its longest": [actions(button(text=plain("x" * 75)))],
    "a link at its longest": [actions(button(url="https://example.org/" + "x" * 2980))],
    "a question before a button at its longest": [
        actions(button(confirm=confirm(title=plain("x" * 100), text=plain("x" * 300), deny=plain("x" * 30))))
    ],
    "a question before a dangerous button": [actions(button(confirm=confirm(style="danger")))],
    "an option at its longest": [
        actions(
            select(options=[{"text": plain("x" * 75), "value": "x" * 150, "description": plain("x" * 75)}])
        )
    ],
    "a menu with a placeholder at its longest": [actions(select(placeholder=plain("x" * 150)))],
    "a hundred groups": [
        actions(
            without(select(), "options")
            | {"option_groups": [{"label": plain("x" * 75), "options": options(1)}] * 100}
        )
    ],
    "a menu of people who are chosen already": [
        actions({"type": "users_select", "initial_user": "U0CHAMP01"})
    ],
    "a menu of conversations": [
        actions({"type": "conversations_select", "filter": {"include": ["public", "im"]}})
    ],
    "a menu of channels": [actions({"type": "channels_select", "initial_channel": "C0PARENT0"})],
    "a menu that asks the app": [actions({"type": "external_select", "min_query_length": 3})],
    "a few people at most": [asks({"type": "multi_users_select", "max_selected_items": 3})],
    "the last minute of a day": [actions({"type": "timepicker", "initial_time": "23:59"})],
    "the day that is there every four years": [actions({"type": "datepicker", "initial_date": "2028-02-29"})],
    "a button that is picked at once": [
        actions({"type": "radio_buttons", "options": options(2), "initial_option": option(1)})
    ],
    "an answer of the longest length": [
        asks({"type": "plain_text_input", "min_length": 3000, "max_length": 3000})
    ],
    "an answer that is there already": [asks({"type": "plain_text_input", "initial_value": "x" * 3000})],
    "an answer heard at each letter": [
        asks(
            {
                "type": "plain_text_input",
                "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
            },
            dispatch_action=True,
        )
    ],
    "a question at its longest": [asks(select(), label=plain("x" * 2000), hint=plain("x" * 2000))],
    "a number between two others": [
        asks({"type": "number_input", "is_decimal_allowed": True, "min_value": "0.5", "max_value": "9"})
    ],
    "markdown at its longest": [{"type": "markdown", "text": "x" * 12_000}],
    "a full table": [{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 20] * 100}],
}

# name: (blocks, words of the refusal, where)
WRONG: dict[str, tuple[list[Json], str, str]] = {
    "no type": ([{"text": mrkdwn()}], "missing required field: type", "/blocks/0"),
    "unknown block": ([{"type": "poster"}], "unsupported type: poster", "/blocks/0/type"),
    "a view's block in a message": (
        [{"type": "alert", "text": plain()}],
        "unsupported type: alert",
        "/blocks/0/type",
    ),
    "fifty-one blocks": ([{"type": "divider"}] * 51, "no more than 50 items allowed", "/blocks"),
    "unknown property": ([section(colour="red")], "invalid additional property: colour", "/blocks/0"),
    "section of nothing": ([{"type": "section"}], "missing required field: text", "/blocks/0"),
    "section too long": (
        [{"type": "section", "text": mrkdwn("x" * 3001)}],
        "must be less than 3001 characters",
        "/blocks/0/text/text",
    ),
    "empty section": (
        [{"type": "section", "text": mrkdwn("")}],
        "must be more than 0 characters",
        "/blocks/0/text/text",
    ),
    "section with bare text": (
        [{"type": "section", "text": "hi"}],
        "must provide an object",
        "/blocks/0/text",
    ),
    "html text": (
        [{"type": "section", "text": {"type": "html", "text": "x"}}],
        "must be a valid enum value",
        "/blocks/0/text/type",
    ),
    "emoji flag in mrkdwn": (
        [{"type": "section", "text": {**mrkdwn(), "emoji": True}}],
        "invalid additional property: emoji",
        "/blocks/0/text",
    ),
    "text that is a number": (
        [{"type": "section", "text": {"type": "mrkdwn", "text": 5}}],
        "must provide a string",
        "/blocks/0/text/text",
    ),
    "eleven fields": (
        [{"type": "section", "fields": [plain()] * 11}],
        "no more than 10 items allowed",
        "/blocks/0/fields",
    ),
    "long field": (
        [{"type": "section", "fields": [plain("x" * 2001)]}],
        "must be less than 2001 characters",
        "/blocks/0/fields/0/text",
    ),
    "header in mrkdwn": (
        [{"type": "header", "text": mrkdwn()}],
        "must be a valid enum value",
        "/blocks/0/text/type",
    ),
    "long header": (
        [{"type": "header", "text": plain("x" * 151)}],
        "must be less than 151 characters",
        "/blocks/0/text/text",
    ),
    "header without text": ([{"type": "header"}], "missing required field: text", "/blocks/0"),
    "divider with text": (
        [{"type": "divider", "text": plain()}],
        "invalid additional property: text",
        "/blocks/0",
    ),
    "eleven in a context": (
        [{"type": "context", "elements": [mrkdwn()] * 11}],
        "no more than 10 items allowed",
        "/blocks/0/elements",
    ),
    "button in a context": (
        [{"type": "context", "elements": [button()]}],
        "unsupported type: button",
        "/blocks/0/elements/0/type",
    ),
    "image without words": ([without(IMAGE, "alt_text")], "missing required field: alt_text", "/blocks/0"),
    "image without picture": (
        [without(IMAGE, "image_url")],
        "must define exactly one of `image_url` and `slack_file`",
        "/blocks/0",
    ),
    "accessory image without words": (
        [section(accessory=without(IMAGE, "alt_text"))],
        "missing required field: alt_text",
        "/blocks/0/accessory",
    ),
    "no actions": ([actions()], "no fewer than 1 items allowed", "/blocks/0/elements"),
    "twenty-six actions": (
        [actions(*(button(action_id=f"b{n}") for n in range(26)))],
        "no more than 25 items allowed",
        "/blocks/0/elements",
    ),
    "the same action twice in a block": (
        [actions(button(), button())],
        "`action_id` must be unique within a block",
        "/blocks/0/elements",
    ),
    "the same block_id twice": (
        [section(block_id="x"), section(block_id="x")],
        "Block ID needs to be unique",
        "/blocks",
    ),
    "long block_id": (
        [section(block_id="x" * 256)],
        "must be less than 256 characters",
        "/blocks/0/block_id",
    ),
    "long action_id": (
        [actions(button(action_id="x" * 256))],
        "must be less than 256 characters",
        "/blocks/0/elements/0/action_id",
    ),
    "long button": (
        [actions(button(text=plain("x" * 76)))],
        "must be less than 76 characters",
        "/blocks/0/elements/0/text/text",
    ),
    "button in mrkdwn": (
        [actions(button(text=mrkdwn()))],
        "must be a valid enum value",
        "/blocks/0/elements/0/text/type",
    ),
    "long value": (
        [actions(button(value="x" * 2001))],
        "must be less than 2001 characters",
        "/blocks/0/elements/0/value",
    ),
    "value that is a number": (
        [actions(button(value=5))],
        "must provide a string",
        "/blocks/0/elements/0/value",
    ),
    "style of its own": (
        [actions(button(style="warning"))],
        "must be a valid enum value",
        "/blocks/0/elements/0/style",
    ),
    "disabled button": (
        [actions(button(disabled=True))],
        "invalid additional property: disabled",
        "/blocks/0/elements/0",
    ),
    "confirm without no": (
        [actions(button(confirm=without(confirm(), "deny")))],
        "missing required field: deny",
        "/blocks/0/elements/0/confirm",
    ),
    "menu of 101": (
        [actions(select(options=options(101)))],
        "no more than 100 items allowed",
        "/blocks/0/elements/0/options",
    ),
    "menu of nothing": (
        [actions(without(select(), "options"))],
        "must define exactly one of `options` and `option_groups`",
        "/blocks/0/elements/0",
    ),
    "long option": (
        [actions(select(options=[option() | {"text": plain("x" * 76)}]))],
        "must be less than 76 characters",
        "/blocks/0/elements/0/options/0/text/text",
    ),
    "long option value": (
        [actions(select(options=[option() | {"value": "x" * 151}]))],
        "must be less than 151 characters",
        "/blocks/0/elements/0/options/0/value",
    ),
    "first choice not offered": (
        [actions(select(initial_option=option(9)))],
        "initial option must be one of the options",
        "/blocks/0/elements/0",
    ),
    "eleven checkboxes": (
        [actions({"type": "checkboxes", "options": options(11)})],
        "no more than 10 items allowed",
        "/blocks/0/elements/0/options",
    ),
    "eleven radio buttons": (
        [actions({"type": "radio_buttons", "options": options(11)})],
        "no more than 10 items allowed",
        "/blocks/0/elements/0/options",
    ),
    "six in an overflow": (
        [actions({"type": "overflow", "options": options(6)})],
        "no more than 5 items allowed",
        "/blocks/0/elements/0/options",
    ),
    "no such day": (
        [section(accessory={"type": "datepicker", "initial_date": "2026-02-30"})],
        "must be a date as YYYY-MM-DD",
        "/blocks/0/accessory/initial_date",
    ),
    "no such time": (
        [section(accessory={"type": "timepicker", "initial_time": "25:00"})],
        "must be a time as HH:mm",
        "/blocks/0/accessory/initial_time",
    ),
    "text input among buttons": (
        [actions({"type": "plain_text_input"})],
        "unsupported type: plain_text_input",
        "/blocks/0/elements/0/type",
    ),
    "button as a question": ([asks(button())], "unsupported type: button", "/blocks/0/element/type"),
    "question without label": (
        [without(asks(select()), "label")],
        "missing required field: label",
        "/blocks/0",
    ),
    "number of unclear kind": (
        [asks({"type": "number_input"})],
        "missing required field: is_decimal_allowed",
        "/blocks/0/element",
    ),
    "long answer allowed": (
        [asks({"type": "plain_text_input", "max_length": 3001})],
        "must be between 1 and 3000",
        "/blocks/0/element/max_length",
    ),
    "a least number in words": (
        [asks({"type": "number_input", "is_decimal_allowed": False, "min_value": "one"})],
        "must provide a number in a string",
        "/blocks/0/element/min_value",
    ),
    "a most number without end": (
        [asks({"type": "number_input", "is_decimal_allowed": True, "max_value": "inf"})],
        "must provide a number in a string",
        "/blocks/0/element/max_value",
    ),
    "a piece of rich text with more than there is": (
        [rich(written({"type": "text", "text": "x", "nonsense": 1}))],
        "invalid additional property: nonsense",
        "/blocks/0/elements/0/elements/0",
    ),
    "a list of a style that is none": (
        [rich({"type": "rich_text_list", "style": "spiral", "elements": []})],
        "must be a valid enum value",
        "/blocks/0/elements/0/style",
    ),
    "a link to nowhere": (
        [rich(written({"type": "link", "text": "here"}))],
        "missing required field: url",
        "/blocks/0/elements/0/elements/0",
    ),
    "a part of rich text with no pieces": (
        [rich({"type": "rich_text_section"})],
        "missing required field: elements",
        "/blocks/0/elements/0",
    ),
    "a cell of rich text that is none": (
        [{"type": "table", "rows": [[{"type": "rich_text", "elements": "x"}]]}],
        "must provide an array",
        "/blocks/0/rows/0/0/elements",
    ),
    "a column on the diagonal": (
        [{**TABLE, "column_settings": [{"align": "diagonal"}]}],
        "must be a valid enum value",
        "/blocks/0/column_settings/0/align",
    ),
    "two empty block_ids": (
        [section(block_id=""), section(block_id="")],
        "Block ID needs to be unique",
        "/blocks",
    ),
    "least above most": (
        [asks({"type": "plain_text_input", "min_length": 9, "max_length": 3})],
        "min_length must not be greater than max_length",
        "/blocks/0/element",
    ),
    "two tables": ([TABLE, TABLE], "only one table is allowed", "/blocks"),
    "table of 21 columns": (
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 21]}],
        "no more than 20 items allowed",
        "/blocks/0/rows/0",
    ),
    "too much markdown together": (
        [{"type": "markdown", "text": "x" * 6001}] * 2,
        "markdown must be less than 12001 characters together",
        "/blocks",
    ),
    "no context": (
        [{"type": "context", "elements": []}],
        "no fewer than 1 items allowed",
        "/blocks/0/elements",
    ),
    "section of no fields": (
        [{"type": "section", "fields": []}],
        "no fewer than 1 items allowed",
        "/blocks/0/fields",
    ),
    "context of bare words": (
        [{"type": "context", "elements": ["hello"]}],
        "must provide an object",
        "/blocks/0/elements/0",
    ),
    "type that is a number": ([{"type": 5}], "unsupported type: 5", "/blocks/0/type"),
    "header in bare words": ([{"type": "header", "text": "hi"}], "must provide an object", "/blocks/0/text"),
    "empty header": (
        [{"type": "header", "text": plain("")}],
        "must be more than 0 characters",
        "/blocks/0/text/text",
    ),
    "header of level five": (
        [{"type": "header", "text": plain(), "level": 5}],
        "must be between 1 and 4",
        "/blocks/0/level",
    ),
    "elements that are one": (
        [{"type": "actions", "elements": button()}],
        "must provide an array",
        "/blocks/0/elements",
    ),
    "button without words": (
        [actions(without(button(), "text"))],
        "missing required field: text",
        "/blocks/0/elements/0",
    ),
    "empty button": (
        [actions(button(text=plain("")))],
        "must be more than 0 characters",
        "/blocks/0/elements/0/text/text",
    ),
    "long label for ears": (
        [actions(button(accessibility_label="x" * 76))],
        "must be less than 76 characters",
        "/blocks/0/elements/0/accessibility_label",
    ),
    "long link": (
        [actions(button(url="https://example.org/" + "x" * 2981))],
        "must be less than 3001 characters",
        "/blocks/0/elements/0/url",
    ),
    "confirm with a long title": (
        [actions(button(confirm=confirm(title=plain("x" * 101))))],
        "must be less than 101 characters",
        "/blocks/0/elements/0/confirm/title/text",
    ),
    "confirm with a long yes": (
        [actions(button(confirm=confirm(confirm=plain("x" * 31))))],
        "must be less than 31 characters",
        "/blocks/0/elements/0/confirm/confirm/text",
    ),
    "confirm with a title in mrkdwn": (
        [actions(button(confirm=confirm(title=mrkdwn())))],
        "must be a valid enum value",
        "/blocks/0/elements/0/confirm/title/type",
    ),
    "long placeholder": (
        [actions(select(placeholder=plain("x" * 151)))],
        "must be less than 151 characters",
        "/blocks/0/elements/0/placeholder/text",
    ),
    "option without a value": (
        [actions(select(options=[without(option(), "value")]))],
        "missing required field: value",
        "/blocks/0/elements/0/options/0",
    ),
    "menu in mrkdwn": (
        [actions(select(options=[option() | {"text": mrkdwn()}]))],
        "must be a valid enum value",
        "/blocks/0/elements/0/options/0/text/type",
    ),
    "options and groups": (
        [actions(select(option_groups=[{"label": plain(), "options": options(1)}]))],
        "must define exactly one of `options` and `option_groups`",
        "/blocks/0/elements/0",
    ),
    "group without options": (
        [actions(without(select(), "options") | {"option_groups": [{"label": plain(), "options": []}]})],
        "no fewer than 1 items allowed",
        "/blocks/0/elements/0/option_groups/0/options",
    ),
    "101 groups": (
        [
            actions(
                without(select(), "options")
                | {"option_groups": [{"label": plain(), "options": options(1)}] * 101}
            )
        ],
        "no more than 100 items allowed",
        "/blocks/0/elements/0/option_groups",
    ),
    "moment in words": (
        [actions({"type": "datetimepicker", "initial_date_time": "tomorrow"})],
        "must provide an integer",
        "/blocks/0/elements/0/initial_date_time",
    ),
    "optional in words": ([asks(select(), optional="yes")], "must provide a boolean", "/blocks/0/optional"),
    "long question": (
        [asks(select(), label=plain("x" * 2001))],
        "must be less than 2001 characters",
        "/blocks/0/label/text",
    ),
    "question without an answer": (
        [without(asks(select()), "element")],
        "missing required field: element",
        "/blocks/0",
    ),
    "long description of an image": (
        [{**IMAGE, "alt_text": "x" * 2001}],
        "must be less than 2001 characters",
        "/blocks/0/alt_text",
    ),
    "empty description of an image": (
        [{**IMAGE, "alt_text": ""}],
        "must be more than 0 characters",
        "/blocks/0/alt_text",
    ),
    "image of two pictures": (
        [{**IMAGE, "slack_file": {"id": "F1"}}],
        "must define exactly one of `image_url` and `slack_file`",
        "/blocks/0",
    ),
    "table of 101 rows": (
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]] * 101}],
        "no more than 100 items allowed",
        "/blocks/0/rows",
    ),
    "rich text of anything": (
        [{"type": "rich_text", "elements": [section()]}],
        "unsupported type: section",
        "/blocks/0/elements/0/type",
    ),
    "two places to begin": (
        [asks({"type": "plain_text_input", "focus_on_load": True})] * 2,
        "only one element may set `focus_on_load`",
        "/blocks",
    ),
}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("Title"), "blocks": list(blocks), **more}


QUESTION = asks({"type": "plain_text_input"})
SEND = {"submit": plain("Send")}

RIGHT_VIEWS: dict[str, Json] = {
    "a bare modal": modal(section()),
    "a modal of nothing": modal(),
    "a question": modal(QUESTION, **SEND),
    "all its words": modal(QUESTION, **SEND, close=plain("x" * 24), callback_id="c", external_id="e"),
    "all its flags": modal(section(), clear_on_close=True, notify_on_close=True, private_metadata="x" * 3000),
    "a hundred blocks": modal(*[{"type": "divider"}] * 100),
    "a file": modal(asks({"type": "file_input"}), **SEND),
    "a question that may stay open": modal(asks({"type": "datepicker"}, optional=True), **SEND),
    "a title at its longest": modal(section(), title=plain("x" * 24), submit=plain("x" * 24)),
}
WRONG_VIEWS: dict[str, tuple[Json, str, str]] = {
    "no title": (without(modal(), "title"), "missing required field: title", "/view"),
    "long title": (modal(title=plain("x" * 25)), "must be less than 25 characters", "/view/title/text"),
    "title in mrkdwn": (modal(title=mrkdwn()), "must be a valid enum value", "/view/title/type"),
    "question without a way to send": (
        modal(section(), QUESTION),
        "must define `submit` to use an `input` block in modals",
        "/view/blocks/1/input",
    ),
    "long submit": (modal(submit=plain("x" * 25)), "must be less than 25 characters", "/view/submit/text"),
    "101 blocks": (modal(*[{"type": "divider"}] * 101), "no more than 100 items allowed", "/view/blocks"),
    "long private_metadata": (
        modal(private_metadata="x" * 3001),
        "must be less than 3001 characters",
        "/view/private_metadata",
    ),
    "table in a modal": (modal(TABLE), "unsupported type: table", "/view/blocks/0/type"),
    "markdown in a modal": (
        modal({"type": "markdown", "text": "x"}),
        "unsupported type: markdown",
        "/view/blocks/0/type",
    ),
    "long external_id": (
        modal(external_id="x" * 256),
        "must be less than 256 characters",
        "/view/external_id",
    ),
    "flag in words": (modal(clear_on_close="yes"), "must provide a boolean", "/view/clear_on_close"),
    "blocks that are one": (
        modal() | {"blocks": section()},
        "must provide an array",
        "/view/blocks",
    ),
    "home as a modal": ({"type": "home", "blocks": []}, "missing required field: title", "/view"),
    "property of its own": (modal(width="wide"), "invalid additional property: width", "/view"),
}


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}


RIGHT_HOMES: dict[str, Json] = {
    "an empty home": home(),
    "a home of a hundred blocks": home(*[{"type": "divider"}] * 100),
    "a home with buttons": home(section(), actions(button())),
    "a home that asks": home(QUESTION),
    "a home with a table": home(TABLE),
    "a home that carries something along": home(section(), private_metadata="x" * 3000, callback_id="c"),
}
WRONG_HOMES: dict[str, tuple[Json, str, str]] = {
    "home with a title": (home(title=plain()), "invalid additional property: title", "/view"),
    "home with a way to send": (home(**SEND), "invalid additional property: submit", "/view"),
    "home of 101 blocks": (
        home(*[{"type": "divider"}] * 101),
        "no more than 100 items allowed",
        "/view/blocks",
    ),
    "markdown at home": (
        home({"type": "markdown", "text": "x"}),
        "unsupported type: markdown",
        "/view/blocks/0/type",
    ),
    "modal at home": (modal(section()), "must be a valid enum value", "/view/type"),
}
