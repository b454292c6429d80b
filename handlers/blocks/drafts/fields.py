"""Fields of the form in which a poll is composed."""

from coproduction.drafts import (
    Question,
)
from handlers import ids
from handlers.blocks.fields import ticks
from handlers.blocks.kit import (
    Block,
)

YES = "yes"  # the value of a box that is ticked


def flag(field: str, label: str, words: str, below: str, *, is_on: bool) -> Block:
    """One box to tick."""
    return ticks(field, label, {YES: (words, below)}, {YES} if is_on else set())


def named(field: str, question: Question) -> str:
    """The name of a question's field: Slack keeps what was typed by it, so no two questions share one."""
    return f"{field}.{question.key}"


def heard(field: Block) -> Block:
    """The same field, which tells us at once when something is chosen in it."""
    return {
        **field,
        "dispatch_action": True,
        "element": {**field["element"], "action_id": ids.at(ids.COMPOSE, field["block_id"])},
    }
