"""The rehearsal's corpus as payloads, and what is planted for the types alone."""

from __future__ import annotations

from tests.judges.payloads import Kind, Payload
from tests.rehearsal.corpus import (
    RIGHT,
    RIGHT_HOMES,
    RIGHT_VIEWS,
    WRONG,
    WRONG_HOMES,
    WRONG_VIEWS,
    Json,
)


def _message(blocks: list[Json]) -> Payload:
    return Payload(Kind.MESSAGE, {"text": "words", "blocks": blocks}, "the corpus")


def _view(kind: Kind, body: Json) -> Payload:
    return Payload(kind, body, "the corpus")


RIGHT_ONES = {
    **{name: _message(blocks) for name, blocks in RIGHT.items()},
    **{name: _view(Kind.MODAL, view) for name, view in RIGHT_VIEWS.items()},
    **{name: _view(Kind.HOME, view) for name, view in RIGHT_HOMES.items()},
}
WRONG_ONES = {
    **{name: _message(blocks) for name, (blocks, _, _) in WRONG.items()},
    **{name: _view(Kind.MODAL, view) for name, (view, _, _) in WRONG_VIEWS.items()},
    **{name: _view(Kind.HOME, view) for name, (view, _, _) in WRONG_HOMES.items()},
}

DIVIDER: Json = {"type": "divider"}
CONFIRM: Json = {
    "title": {"type": "plain_text", "text": "Sure?"},
    "text": {"type": "plain_text", "text": "Really?"},
    "confirm": {"type": "plain_text", "text": "Yes"},
    "deny": {"type": "plain_text", "text": "No"},
}
_BUTTON = {"type": "button", "text": CONFIRM["title"], "confirm": CONFIRM, "visible": True}
ODD_BUTTON = Payload(
    Kind.MESSAGE, {"text": "Hi", "blocks": [{"type": "actions", "elements": [_BUTTON]}]}, "ack"
)
DIVIDED = Payload(Kind.MESSAGE, {"text": "Hi", "blocks": [DIVIDER]}, "ack")
FOR_THE_TYPES = [DIVIDED, ODD_BUTTON]
