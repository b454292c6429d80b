"""Buttons for people who hear them: each says enough alone, and no two on a card say the same."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from coproduction.board import Backed, Backing
from coproduction.ideas import Idea, IdeaKind
from coproduction.service.board import Looked
from coproduction.service.stakeholders import OnList
from coproduction.service.ties import Together
from coproduction.ties import Tie, TieState
from coproduction.words import LANGUAGES, Text
from handlers.blocks import board, initiatives, stakeholders, ties
from handlers.blocks.kit import Block
from handlers.ids import base
from rehearsal.texts import unescape
from tests.judges.words import voices
from tests.leading import linked_with
from tests.recruiting import lines_to_ask
from tests.speaking import SAY, in_every_language
from tests.words.drawings import Drawn, forms, messages

ROOT = Path(__file__).parents[2]
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
    "Back to the form",
    "Back to the groups",
    "Make a pledge",
    "Support idea 1",
    "Support collaboration 1",
    "Take this idea back",
    "And 5 more ideas",
    "And 11 more ideas",
    "And 25 earlier pledges",
    "And 3 more groups",
    "And 3 more sessions are planned",
    "And 4 more sessions are planned",
    "And 35 more answers",
    "And 46 more polls are open",
    "And 5 more reminders",
    "See 15 reminders to look at",
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


def literal(node: ast.expr | None, told: dict[str, str]) -> str | None:
    """The sentence of `say("…")`, or of the name that stands for one in the same function."""
    if isinstance(node, ast.Name):
        return told.get(node.id)
    says = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"
    first = node.args[0] if says and isinstance(node, ast.Call) and node.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def pairs_in(function: ast.AST) -> set[tuple[str, str]]:
    """What is seen on each button and what is heard, where both are written in this function."""
    said = [
        (each.targets[0].id, literal(each.value, {}) or "")
        for each in ast.walk(function)
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name)
    ]
    names = [name for name, _ in said]
    told = {name: words for name, words in said if names.count(name) == 1}
    drawn = [
        each
        for each in ast.walk(function)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "button"
    ]
    found = {
        (literal(each.args[0], told), literal(word.value, told))
        for each in drawn
        for word in each.keywords
        if word.arg == "aloud"
    }
    return {(seen, heard) for seen, heard in found if seen and heard and not heard.startswith("{")}


def test_what_is_heard_begins_with_what_is_seen_of_every_button_in_the_code() -> None:
    trees = [ast.parse(each.read_text()) for each in (ROOT / "handlers").rglob("*.py")]
    functions = [each for tree in trees for each in tree.body if isinstance(each, ast.FunctionDef)]
    pairs = set().union(*map(pairs_in, functions))
    assert ("Show the groups", "Show the groups of round {number}") in pairs
    told = {
        (language.pattern(Text(seen)), language.pattern(Text(heard)))
        for language in LANGUAGES.values()
        for seen, heard in pairs
    }
    assert [pair for pair in told if not pair[1].startswith(pair[0])] == []


def test_what_cannot_be_undone_asks_before_it_is_done() -> None:
    idea = Idea("i", "C1", None, 1, IdeaKind.COLLABORATION, "Reading hours", None, "o")
    seen = Looked(Backed(idea, Backing()), False, False, False, "In the evening")
    to_ask, *_ = lines_to_ask("C1", "Cook", "U1")
    drawn = [
        board.looked(SAY, seen, ""),
        {"blocks": ties.asked(SAY, Together(idea, Tie("i", "U1")), {}).blocks},
        {"blocks": ties.asked(SAY, Together(idea, Tie("i", "U1", state=TieState.YES)), {}).blocks},
        {"blocks": initiatives.listing(SAY, "C1", linked_with("C1", "Food", "Cooks")[:1]).blocks},
        stakeholders.listing(SAY, "C1", [to_ask]),
        {"blocks": stakeholders.on_list(SAY, OnList(to_ask, "Food"), {"U1": ""}).blocks},
    ]
    ways = [each for view in drawn for block in view["blocks"] for each in block.get("elements", ())]
    assert {base(each["action_id"]) for each in ways if "confirm" in each} == {
        "take_back_words",
        "tie_no",
        "tie_leave",
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
