"""Fields of the form in which a poll is composed."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from coproduction.drafts import (
    Composed,
    Question,
    as_asked,
    frozen,
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


_STAMPED = "~"


def carried(composed: Composed, turn: int) -> str:
    """What a form carries along: the name of its question, its turn, and for which state it was drawn."""
    key = composed.here.key
    return f"{in_turn(key, turn)}{_STAMPED}{drawn_for(composed, key)}"


def drawn_for(composed: Composed, key: str) -> str:
    """What tells apart all that a form of this question shows beside the fields in which people type.

    A form that was drawn for another state shows other questions, or fields and promises of another choice.
    """
    untyped = tuple(Question(each.key, each.kind) if each.key == key else each for each in composed.questions)
    level = as_asked(composed, is_live=True).level  # as the form shows it, and sends it back
    chosen = Composed(untyped, level=level, invited=composed.invited, template=composed.template)
    return hashlib.sha256(frozen(replace(chosen, at=key)).encode()).hexdigest()[:12]


def tail_of(subject: str) -> str:
    """How the fields of its question end in the form that carries this along."""
    return subject.partition(_STAMPED)[0]


def read_subject(subject: str) -> tuple[str, int]:
    """The question and the turn that a form carries along; turn 0 where none stands."""
    key, _, turn = tail_of(subject).partition(".")
    return key, int(turn) if turn.isdecimal() else 0


def is_behind(subject: str, composed: Composed) -> bool:
    """Whether the form that carries this along was drawn for another state than this one."""
    stamp = subject.partition(_STAMPED)[2]
    return bool(stamp) and stamp != drawn_for(composed, read_subject(subject)[0])


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
