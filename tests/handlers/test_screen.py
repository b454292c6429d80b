"""A form that is shown again with words above it."""

from __future__ import annotations

from typing import Any

from handlers.edge.screen import screen_of, with_words


def asked(**initial: object) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "own", **initial}
    return {"type": "input", "block_id": "words", "element": element}


def told(**more: object) -> dict[str, Any]:
    """A form as Slack tells of it."""
    state = {"values": {"words": {"own": {"type": "plain_text_input", "value": "Tea"}}}}
    return {"type": "modal", "callback_id": "form", "id": "V1", "hash": "1", "state": state, **more}


def test_what_was_filled_in_stays_and_what_slack_adds_is_left_out() -> None:
    shown = screen_of(told(blocks=[asked(initial_value="Milk")]))

    assert shown == {"type": "modal", "callback_id": "form", "blocks": [asked(initial_value="Tea")]}


def test_newer_words_take_the_place_of_older_ones() -> None:
    twice = with_words(with_words(screen_of(told(blocks=[asked()])), "Not saved."), "Not saved, again.")

    words = [block["text"]["text"] for block in twice["blocks"] if block["type"] == "section"]
    assert words == ["Not saved, again."]
    assert twice["blocks"][-1] == asked(initial_value="Tea")


def test_home_is_no_form() -> None:
    assert screen_of({"type": "home", "blocks": []}) == {}
