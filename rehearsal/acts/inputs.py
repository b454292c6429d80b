"""Putting values into inputs, with what Slack's own client refuses before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from rehearsal.acts.attaching import attached
from rehearsal.acts.finding import label_of, option_named
from rehearsal.model import Json, Person
from rehearsal.refusals import BadDeed
from rehearsal.rules import limits
from rehearsal.rules.check import Rule
from rehearsal.rules.elements import PICKERS
from rehearsal.rules.newer import RICH_TEXT
from rehearsal.slack import Slack
from rehearsal.world.state import HOLDS

REQUIRED = "Please complete this required field."


def held(slack: Slack, person: Person, element: Json, wanted: object) -> Json:
    """The state of an element after somebody gave it this value; values are what is visible."""
    kind = str(element["type"])
    if kind == "overflow":
        return {"type": kind, "selected_option": _option(element, wanted)}
    field = HOLDS[kind][0]
    if field.endswith("s"):
        several = wanted if isinstance(wanted, list) else [wanted]
        if field == "files":
            return {"type": kind, field: attached(slack, person, element, several)}
        return {"type": kind, field: [_one(slack, element, field, each) for each in several]}
    return {"type": kind, field: _one(slack, element, field, wanted)}


def _one(slack: Slack, element: Json, field: str, wanted: object) -> object:
    readers: dict[str, Callable[[], object]] = {
        "value": lambda: _written(element, wanted),
        "rich_text_value": lambda: _rich_text(wanted),
        "selected_option": lambda: _option(element, wanted),
        "selected_user": lambda: _person(slack, wanted),
        "selected_conversation": lambda: _channel(slack, wanted),
        "selected_channel": lambda: _channel(slack, wanted),
        "selected_date": lambda: _picked(element, "initial_date", wanted),
        "selected_time": lambda: _picked(element, "initial_time", wanted),
        "selected_date_time": lambda: _instant(wanted),
    }
    return None if wanted is None else readers[field.removesuffix("s")]()


def _option(element: Json, wanted: object) -> Json:
    found = option_named(element, str(wanted))
    if found is None:
        options = element.get("options") or [
            option for group in element.get("option_groups", []) for option in group["options"]
        ]
        offered = ", ".join(repr(label_of(option)) for option in options)
        raise BadDeed(f"{label_of(element) or element['type']} does not offer {wanted!r}, only {offered}")
    return found


def _written(element: Json, wanted: object) -> str | None:
    text = str(wanted)
    most = int(element.get("max_length", limits.INPUT_LENGTH))
    if len(text) > most:
        raise BadDeed(f"nobody can type {len(text)} characters where {most} fit")
    return text or None


def _rich_text(wanted: object) -> Json | None:
    """Slack's editor gives a rich_text; words alone become its plainest one."""
    if isinstance(wanted, dict):
        if faults := RICH_TEXT(wanted, ""):
            raise BadDeed(f"not a rich text: {faults[0]}")
        return wanted
    said = {"type": "text", "text": str(wanted)}
    section = {"type": "rich_text_section", "elements": [said]}
    return {"type": "rich_text", "elements": [section]} if wanted else None


def _person(slack: Slack, wanted: object) -> str:
    found = slack.workspace.person(str(wanted))
    if found is None:
        raise BadDeed(f"nobody here is called {wanted!r}")
    return found.id


def _channel(slack: Slack, wanted: object) -> str:
    found = slack.workspace.channel(str(wanted))
    if found is None:
        raise BadDeed(f"there is no channel {wanted!r}")
    return found.id


def _picked(element: Json, field: str, wanted: object) -> str:
    rule: Rule = PICKERS[element["type"]]
    if faults := rule({"type": element["type"], field: wanted}, ""):
        raise BadDeed(f"{wanted!r}: {faults[0].words}")
    return str(wanted)


def _instant(wanted: object) -> int:
    try:
        return int(datetime.fromisoformat(str(wanted)).timestamp())
    except ValueError:
        raise BadDeed(f"{wanted!r} is not a moment such as 2026-11-23T10:00+00:00") from None


def complaint(block: Json, value: Json) -> str | None:
    """What Slack's client writes under an input instead of sending the modal."""
    element: Json = block["element"]
    content = value.get(HOLDS[element["type"]][0])
    if content in (None, "", []):
        return None if block.get("optional") else REQUIRED
    least = element.get("min_length", 0)
    if isinstance(content, str) and len(content) < least:
        return f"Please enter at least {least} characters."
    if element["type"] == "email_text_input" and "@" not in str(content):
        return "Please enter a valid email address."
    return _number_complaint(element, str(content)) if element["type"] == "number_input" else None


def _number_complaint(element: Json, content: str) -> str | None:
    try:
        number = float(content)
    except ValueError:
        return "Please enter a valid number."
    if not element["is_decimal_allowed"] and not number.is_integer():
        return "Please enter a whole number."
    if number < float(element.get("min_value", "-inf")) or number > float(element.get("max_value", "inf")):
        return "Please enter a number in the allowed range."
    return None
