"""Modals and App Home as a whole."""

from __future__ import annotations

import json

from rehearsal.model import Json
from rehearsal.refusals import SlackError
from rehearsal.rules import limits
from rehearsal.rules.blocks import blocks_rule
from rehearsal.rules.check import Fault, Faults, Rule, boolean, fault, obj, one_of, string, text

_COMMON: dict[str, Rule] = {
    "private_metadata": string(limits.PRIVATE_METADATA),
    "callback_id": string(limits.ID),
    "external_id": string(limits.ID),
}
_BUTTON = text(limits.VIEW_BUTTON, plain=True)


def _needs_submit(view: Json, pointer: str) -> Faults:
    if "submit" in view:
        return []
    words = "must define `submit` to use an `input` block in modals"
    return [
        Fault(words, f"{pointer}/blocks/{index}/input")
        for index, block in enumerate(view["blocks"])
        if block["type"] == "input"
    ]


MODAL = obj(
    {
        "type": one_of("modal"),
        "title": text(limits.VIEW_TITLE, plain=True),
        "submit": _BUTTON,
        "close": _BUTTON,
        "blocks": blocks_rule("modal", limits.VIEW_BLOCKS),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
        **_COMMON,
    },
    required=("type", "title", "blocks"),
    also=_needs_submit,
)
HOME = obj(
    {"type": one_of("home"), "blocks": blocks_rule("home", limits.VIEW_BLOCKS), **_COMMON},
    required=("type", "blocks"),
)


def check_view(view: object, kind: str) -> Json:
    """The view, if Slack would show it; otherwise Slack's own refusal."""
    if len(json.dumps(view, ensure_ascii=False).encode()) > limits.VIEW_BYTES:
        raise SlackError("view_too_large")
    faults = (MODAL if kind == "modal" else HOME)(view, "/view")
    if faults or not isinstance(view, dict):
        raise view_refused(faults)
    return view


def view_refused(faults: Faults) -> SlackError:
    """`views.*` explain a bad view only in the messages."""
    return SlackError("invalid_arguments", [f"[ERROR] {each}" for each in faults], pointer=faults[0].pointer)


def refused(words: str, pointer: str) -> SlackError:
    """The same for a single argument."""
    return view_refused(fault(words, pointer))
