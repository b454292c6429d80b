"""Buttons for people who hear them: each says enough alone, and no two on a card say the same."""

from __future__ import annotations

from functools import cache

import pytest

from coproduction.board import Backed, Backing
from coproduction.ideas import Idea, IdeaKind
from coproduction.service.board import Looked
from coproduction.service.stakeholders import OnList
from coproduction.service.ties import Together
from coproduction.ties import Tie, TieState
from coproduction.words import LANGUAGES
from handlers.blocks import board, initiatives, stakeholders, ties
from handlers.blocks.kit import Block
from handlers.ids import base
from rehearsal.texts import unescape
from tests.judges.words import voices
from tests.leading import linked_with
from tests.recruiting import lines_to_ask
from tests.speaking import SAY, in_every_language
from tests.words.drawings import Drawn, forms, messages

WORDS = voices()["the story"]
each_language = pytest.mark.parametrize("code", LANGUAGES)
ENOUGH = {  # what each says without the card around it
    "Add another question",
    "Start afresh",
    "Save as a template",
    "Add a step",
    "Name an initiative",
    "Change title, time, rules",
    "Raising hands: on or off",
    "Who should be there",
    "Save the agenda",
    "Cancel the session",
    "Back to the plan",
    "Plan another session",
    "What people need",
    "Put it back",
    "What would help you?",
    "Write an idea",
    "Turn reminders on again",
    "Shuffle again",
    "Swap two people",
    "Back to the groups",
    "Make a pledge",
    "Support idea 1",
    "Support collaboration 1",
    "Take this idea back",
    "And 5 more ideas",
    "And 11 more ideas",
    "And 24 earlier pledges",
    "And 3 more groups",
    "And 3 more sessions are planned",
    "And 4 more sessions are planned",
    "And 35 more answers",
    "And 46 more polls are open",
    "And 5 more reminders",
    "And 613 more changes",
    "Earlier page",
    "Next page",
    "Stop reminders",
}


@cache
def all_drawn(code: str) -> list[Drawn]:
    """All that is said in this language: drawn by the first test that asks, not by all who collect tests."""
    say = in_every_language()[code]
    return [*messages(say, WORDS, "Ana Pereira"), *forms(say, WORDS)]


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


@each_language
def test_no_two_buttons_of_a_card_read_the_same(code: str) -> None:
    heard = [(drawn.name, [aloud(button) for button in buttons(drawn)]) for drawn in all_drawn(code)]
    assert [card for card in heard if len(card[1]) > len(set(card[1]))] == []


def test_a_button_whose_label_is_not_enough_alone_says_more_aloud() -> None:
    shown = [button for drawn in all_drawn("en") for button in buttons(drawn)]
    bare = {unescape(button["text"]["text"]) for button in shown if "accessibility_label" not in button}
    assert bare == ENOUGH


@each_language
def test_what_is_heard_begins_with_what_is_seen_and_fits(code: str) -> None:
    """So that people who speak to their device can say what they see."""
    shown = [button for drawn in all_drawn(code) for button in buttons(drawn)]
    assert [aloud(button) for button in shown if len(aloud(button)) > 75] == []
    labels = [(unescape(button["text"]["text"]), aloud(button)) for button in shown]
    assert [pair for pair in labels if not pair[1].startswith(pair[0])] == []


def test_what_cannot_be_undone_asks_before_it_is_done() -> None:
    idea = Idea("i", "C1", None, 1, IdeaKind.COLLABORATION, "Reading hours", None, "o")
    seen = Looked(Backed(idea, Backing()), False, False, False, "In the evening")
    to_ask, *_ = lines_to_ask("C1", "Cook", "U1")
    drawn = [
        board.looked(SAY, seen, ""),
        {"blocks": ties.asked(SAY, Together(idea, Tie("i", "U1")), {}).blocks},
        {"blocks": ties.alive(SAY, Together(idea, Tie("i", "U1", state=TieState.YES)), {}).blocks},
        {"blocks": initiatives.listing(SAY, linked_with("C1", "Food", "Cooks")[:1]).blocks},
        stakeholders.listing(SAY, "C1", [to_ask]),
        {"blocks": stakeholders.on_list(SAY, OnList(to_ask, "Food"), {"U1": ""}).blocks},
    ]
    ways = [each for view in drawn for block in view["blocks"] for each in block.get("elements", ())]
    assert {base(each["action_id"]) for each in ways if "confirm" in each} == {
        "take_back_words",
        "tie_no",
        "tie_over",
        "drop_initiative",
        "remove_stakeholder",
        "leave_stakeholders",
    }


def test_a_support_button_says_what_is_supported() -> None:
    assert {
        aloud(each) for drawn in all_drawn("en") for each in buttons(drawn) if each["action_id"] == "support"
    } == {
        "Support idea 1",
        "Support collaboration 1",
    }
