"""blocks.validate: would Slack show this? Asked by anybody, before anything is sent."""

from __future__ import annotations

import json
from collections.abc import Callable

from rehearsal.model import Json
from rehearsal.refusals import SlackError
from rehearsal.rules import limits
from rehearsal.rules.check import Faults, anything, fault
from rehearsal.rules.messages import BLOCKS
from rehearsal.rules.views import HOME, MODAL
from rehearsal.webapi.methods.call import Call, Handler


def validate(call: Call) -> Json:
    """One list of blocks, one view or one message; every fault is told with its place."""
    given = [name for name in _FAULTS if name in call.given]
    if len(given) != 1:
        words = "must provide exactly one of `blocks`, `view`, or `message`"
        raise SlackError("invalid_arguments", [f"[ERROR] {words}"], blame=True)
    name, asked = given[0], call.given[given[0]]
    if len(json.dumps(asked)) > limits.VALIDATED_TEXT:
        words = f"must be less than {limits.VALIDATED_TEXT + 1} characters [json-pointer:/{name}]"
        raise SlackError("invalid_arguments", [f"[ERROR] {words}"], blame=True)
    faults = _FAULTS[name](asked)
    if faults:
        errors = [
            {"code": "failed_constraint", "message": each.words, "pointer": each.pointer} for each in faults
        ]
        raise SlackError(f"invalid_{name}", extra={"errors": errors}, blame=False)  # to ask is no mistake
    return {}


def _view(view: object) -> Faults:
    is_home = isinstance(view, dict) and view.get("type") == "home"
    return (HOME if is_home else MODAL)(view, "")


def _message(message: object) -> Faults:
    if not isinstance(message, dict):
        return fault("must provide an object", "")
    rule = BLOCKS if "blocks" in message else anything
    return rule(message.get("blocks"), "/blocks")


_FAULTS: dict[str, Callable[[object], Faults]] = {
    "blocks": lambda blocks: BLOCKS(blocks, ""),
    "view": _view,
    "message": _message,
}

METHODS: dict[str, Handler] = {"blocks.validate": validate}
