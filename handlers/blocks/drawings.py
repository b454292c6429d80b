"""How each kind of message looks: declared beside its noun's blocks, gathered here."""

from collections.abc import Mapping
from typing import Any

from handlers.blocks import followups, ideas, polls, reports, sessions
from handlers.blocks.breakouts import drawings as breakouts
from handlers.blocks.kit import MessageDrawing

DRAWINGS: Mapping[str, MessageDrawing[Any]] = {
    drawing.kind: drawing
    for drawing in (
        *sessions.DRAWINGS,
        *breakouts.DRAWINGS,
        *ideas.DRAWINGS,
        *polls.DRAWINGS,
        *followups.DRAWINGS,
        *reports.DRAWINGS,
    )
}


def drawing_of(kind: str) -> MessageDrawing[Any]:
    """The drawing of a kind; a test proves that each kind that is posted has one."""
    return DRAWINGS[kind]
