"""Fields of the form in which a poll is composed."""

from collections.abc import Sequence

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


def in_turn(name: str, turn: int) -> str:
    """The name of a field in this turn, and what the form carries along of the name of its question."""
    return f"{name}.{turn}" if turn else name


def read_subject(subject: str) -> tuple[str, int]:
    """The question and the turn that a form carries along; turn 0 where none stands."""
    key, _, turn = subject.partition(".")
    return key, int(turn) if turn.isdecimal() else 0


def renamed(blocks: Sequence[Block], turn: int) -> list[Block]:
    """The same with the names that fields have in this turn. What a field holds outlasts a new drawing while
    its name stays, so a drawing whose fields hold something else has a turn of its own.
    """
    return [
        {**each, "block_id": in_turn(each["block_id"], turn)} if each["type"] == "input" else each
        for each in blocks
    ]


def heard(field: Block) -> Block:
    """The same field, which tells us at once when something is chosen in it."""
    return {
        **field,
        "dispatch_action": True,
        "element": {**field["element"], "action_id": ids.at(ids.COMPOSE, field["block_id"])},
    }
