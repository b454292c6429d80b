"""Messages as a whole."""

from __future__ import annotations

from rehearsal.model import Json
from rehearsal.refusals import SlackError
from rehearsal.rules import limits
from rehearsal.rules.blocks import blocks_rule
from rehearsal.texts import escape, unescape

BLOCKS = blocks_rule("message", limits.MESSAGE_BLOCKS)


def check_blocks(blocks: object, pointer: str = "/blocks") -> list[Json]:
    """The blocks, if Slack would show them; otherwise Slack's own refusal, which says it twice."""
    if blocks is None:
        return []
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format", pointer=pointer)
    if faults := BLOCKS(blocks, pointer):
        errors = [str(each) for each in faults]
        raise SlackError(
            "invalid_blocks",
            [f"[ERROR] {each}" for each in errors],
            {"errors": errors},
            pointer=faults[0].pointer,
        )
    if rendered_length(blocks) > limits.RENDERED_BLOCKS:
        raise SlackError("msg_blocks_too_long", pointer=pointer)
    return blocks


def rendered_length(thing: object) -> int:
    """What Slack seems to add up: all text, special characters counted as the entities they become."""
    if isinstance(thing, list):
        return sum(map(rendered_length, thing))
    if not isinstance(thing, dict):
        return 0
    extra = limits.HEADER_OVERHEAD if thing.get("type") == "header" else 0
    own = thing.get("text")
    if isinstance(own, str):
        return extra + len(escape(unescape(own)))
    return extra + sum(map(rendered_length, thing.values()))
