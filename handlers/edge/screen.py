"""A form as somebody has it on their screen, shown again with words above it."""

from collections.abc import Mapping
from typing import Any

from handlers.blocks.kit import Block, View, context, paragraphs, plain
from handlers.voice import Voice

MOST = 100  # blocks of a form
_NOTE = "note"  # the block_id of words that were put above it
_SHOWN = ("type", "callback_id", "title", "submit", "close", "private_metadata", "notify_on_close")
_HELD = ("value", "option", "options", "date", "time", "user", "users")


def screen_of(view: Mapping[str, Any]) -> View:
    """The form that Slack tells of, as it can be shown again: with what was filled in."""
    if view.get("type") != "modal":
        return {}
    held = (view.get("state") or {}).get("values", {})
    blocks = [_filled(block, held.get(block.get("block_id"), {})) for block in view.get("blocks", ())]
    return {**{name: view[name] for name in _SHOWN if view.get(name)}, "blocks": blocks}


def with_words(screen: View, words: str) -> View:
    """The same form with these words above it, in the place of older ones: its buttons try again."""
    note = [{**block, "block_id": f"{_NOTE}/{at}"} for at, block in enumerate(paragraphs(words))]
    rest = [each for each in screen["blocks"] if not str(each.get("block_id")).startswith(f"{_NOTE}/")]
    return {**screen, "blocks": [*note, *rest][:MOST]}


def over(say: Voice, screen: View, words: str) -> View:
    """The same form with these words in the place of its own: there is nothing left to send. What somebody
    has typed into it is given back.
    """
    inputs = (block["element"] for block in screen["blocks"] if block.get("type") == "input")
    typed = [each["initial_value"] for each in inputs if each.get("initial_value")]
    back = [context(say("You typed:")), *(block for each in typed for block in paragraphs(each))]
    return {
        "type": "modal",
        "title": screen["title"],
        "close": plain(say("Close")),
        "private_metadata": screen.get("private_metadata") or "",
        "blocks": [*paragraphs(words), *(back if typed else [])][:MOST],
    }


def _filled(block: Block, held: Mapping[str, Mapping[str, Any]]) -> Block:
    """An input that begins with what was given."""
    given = held.get((block.get("element") or {}).get("action_id", ""))
    if block.get("type") != "input" or not given:
        return block
    element = {name: value for name, value in block["element"].items() if not name.startswith("initial_")}
    for kind in _HELD:
        value = given.get(kind) or given.get(f"selected_{kind}")
        if value:
            element[f"initial_{kind}"] = value
    return {**block, "element": element}
