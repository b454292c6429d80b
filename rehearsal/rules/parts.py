"""The parts that Block Kit's elements are made of: options, menus, confirmations, dates."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from rehearsal.model import Json
from rehearsal.rules import limits
from rehearsal.rules.check import (
    Fault,
    Faults,
    Rule,
    Whole,
    array,
    boolean,
    fault,
    integer,
    matching,
    nothing_more,
    obj,
    one_of,
    string,
    text,
)


def kind(name: str) -> dict[str, Rule]:
    """What every element has."""
    return {"type": one_of(name), "action_id": string(limits.ID, 1)}


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == len("2026-11-23")


DATE = matching("must be a date as YYYY-MM-DD", _is_date)
TIME = matching(
    "must be a time as HH:mm", lambda value: bool(re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value))
)
PLACEHOLDER = text(limits.PLACEHOLDER, plain=True)
URL = string(limits.URL, 1)


def _is_picture_address(value: str) -> bool:
    try:
        address = urlsplit(value)
        return address.scheme == "https" and bool(address.hostname) and not re.search(r"\s", value)
    except ValueError:  # half an IPv6 address, a port that is no number
        return False


def picture_url(most: int = limits.URL) -> Rule:
    """An address from which Slack fetches a picture or a film: a whole one, and only by https."""
    fits = matching("must be a valid https:// URL", _is_picture_address)
    return lambda value, pointer: string(most, 1)(value, pointer) or fits(value, pointer)


IDS = array(string(), least=0)

CONFIRM = obj(
    {
        "title": text(limits.CONFIRM_TITLE, plain=True),
        "text": text(limits.CONFIRM_TEXT),
        "confirm": text(limits.CONFIRM_BUTTON, plain=True),
        "deny": text(limits.CONFIRM_BUTTON, plain=True),
        "style": one_of("primary", "danger"),
    },
    required=("title", "text", "confirm", "deny"),
)


def option(*, plain: bool, url: bool = False) -> Rule:
    """One thing to choose."""
    fields: dict[str, Rule] = {
        "text": text(limits.OPTION_TEXT, plain=plain),
        "value": string(limits.OPTION_VALUE, 1),
        "description": text(limits.OPTION_DESCRIPTION, plain=plain),
    }
    return obj({**fields, "url": URL} if url else fields, required=("text", "value"))


SELECT_OPTION = option(plain=True)
_OPTION_GROUP = obj(
    {
        "label": text(limits.OPTION_GROUP_LABEL, plain=True),
        "options": array(SELECT_OPTION, limits.SELECT_OPTIONS),
    },
    required=("label", "options"),
)
FOCUS = {"placeholder": PLACEHOLDER, "confirm": CONFIRM, "focus_on_load": boolean}
OPTIONS = {
    "options": array(SELECT_OPTION, limits.SELECT_OPTIONS),
    "option_groups": array(_OPTION_GROUP, limits.OPTION_GROUPS),
}
_FOUND = {
    "options": array(SELECT_OPTION, limits.SELECT_OPTIONS, least=0),
    "option_groups": array(_OPTION_GROUP, limits.OPTION_GROUPS, least=0),
}
MANY = {"max_selected_items": integer(1, limits.SELECT_OPTIONS)}
DISPATCH = obj({"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2)})


def options_or_groups(value: Json, pointer: str) -> Faults:
    """A static select has options or groups of them, not both and not neither."""
    if ("options" in value) == ("option_groups" in value):
        return fault("must define exactly one of `options` and `option_groups`", pointer)
    return initial_is_offered(value, pointer)


def _one_list(value: Json, pointer: str) -> Faults:
    both_or_neither = ("options" in value) == ("option_groups" in value)
    words = "must define exactly one of `options` and `option_groups`"
    return fault(words, pointer) if both_or_neither else []


# An app's answer to what somebody typed in a menu; nothing found is an answer too.
suggestions = obj(_FOUND, also=_one_list)


def initial_is_offered(value: Json, pointer: str) -> Faults:
    """What is chosen at first must be among what is offered."""
    groups = value.get("option_groups") or [{"options": value.get("options", [])}]
    offered = {option["value"] for group in groups for option in group["options"]}
    chosen = [value["initial_option"]] if "initial_option" in value else value.get("initial_options", [])
    return [
        Fault("initial option must be one of the options", pointer)
        for option in chosen
        if not isinstance(option, dict) or option.get("value") not in offered
    ]


def choices(name: str, most: int) -> Rule:
    """Checkboxes and radio buttons: their options may be mrkdwn, and none may be there twice."""
    each = option(plain=False)
    initial = {"initial_options": array(each, most)} if name == "checkboxes" else {"initial_option": each}
    fields = kind(name) | {"options": array(each, most), "confirm": CONFIRM, "focus_on_load": boolean}
    return obj(fields | initial, required=("options",), also=initial_is_offered)


def written(name: str, extra: dict[str, Rule]) -> Rule:
    """An input that people write in."""
    fields = {"placeholder": PLACEHOLDER, "focus_on_load": boolean, "dispatch_action_config": DISPATCH}
    return obj(kind(name) | fields | extra)


def lengths_agree(value: Json, pointer: str) -> Faults:
    """The least is not more than the most."""
    wrong = value.get("min_length", 0) > value.get("max_length", limits.INPUT_LENGTH)
    return fault("min_length must not be greater than max_length", pointer) if wrong else []


def select(
    name: str, extra: dict[str, Rule], required: tuple[str, ...] = (), also: Whole = nothing_more
) -> Rule:
    return obj(kind(name) | FOCUS | extra, required=required, also=also)
