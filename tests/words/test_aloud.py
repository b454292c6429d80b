"""Buttons for people who hear them: each says enough alone, and no two on a card say the same."""

from __future__ import annotations

import pytest

from handlers.blocks.kit import Block
from rehearsal.texts import unescape
from tests.judges.words import voices
from tests.speaking import SAY
from tests.words.drawings import Drawn, forms, messages

WORDS = voices()["the story"]
DRAWN = [*messages(SAY, WORDS, "Ana Pereira"), *forms(SAY, WORDS)]
ENOUGH = {  # what each says without the card around it
    "Write an idea",
    "Turn reminders on again",
    "Stop reminders",
    "Not now: in 3 days",
    "Not now: in 1 week",
    "Shuffle again",
    "Swap two people",
    "Back to the groups",
    "Start round 1",
}


def buttons(drawn: Drawn) -> list[Block]:
    return [
        element
        for block in drawn.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button"
    ]


def aloud(button: Block) -> str:
    """What a screen reader says."""
    return str(button.get("accessibility_label") or unescape(button["text"]["text"]))


@pytest.mark.parametrize("drawn", DRAWN, ids=lambda drawn: drawn.name)
def test_no_two_buttons_of_a_card_read_the_same(drawn: Drawn) -> None:
    heard = [aloud(button) for button in buttons(drawn)]
    assert len(heard) == len(set(heard))


def test_a_button_whose_label_is_not_enough_alone_says_more_aloud() -> None:
    shown = [button for drawn in DRAWN for button in buttons(drawn)]
    bare = {unescape(button["text"]["text"]) for button in shown if "accessibility_label" not in button}
    assert bare == ENOUGH


def test_what_is_heard_begins_with_what_is_seen_and_fits() -> None:
    """So that people who speak to their device can say what they see."""
    shown = [button for drawn in DRAWN for button in buttons(drawn)]
    assert [aloud(button) for button in shown if len(aloud(button)) > 75] == []
    labels = [(unescape(button["text"]["text"]), aloud(button)) for button in shown]
    assert [pair for pair in labels if not pair[1].startswith(pair[0])] == []


def test_a_support_button_says_what_is_supported() -> None:
    assert {aloud(each) for drawn in DRAWN for each in buttons(drawn) if each["action_id"] == "support"} == {
        "Support idea 1",
        "Support collaboration 1",
    }
