"""What a thermometer is: 1 to 5 with words at both ends (what would be a row of `coproduction/questions`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coproduction.errors import Refusal
from coproduction.polloptions import options_of
from coproduction.polls import Poll
from coproduction.questions import QuestionKind

SCALE: Final = "thermometer"
STEPS = ("1", "2", "3", "4", "5")


def _ends(typed: list[str]) -> tuple[str, ...]:
    if len(typed) != 2:
        raise Refusal("A scale needs two options: what 1 means, and what 5 means.", "options")
    return options_of(typed)


def _step(given: str) -> str:
    if given.strip() not in STEPS:
        raise Refusal("Please answer with a number from 1 to 5.")
    return given.strip()


def _any_step(_poll: Poll, _answer: str) -> None:
    """All scales have the same steps."""


def _itself(_poll: Poll, answer: str) -> str:
    return answer


def _each_step(_poll: Poll, votes: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(votes.get(step, 0) for step in STEPS)


ROW = QuestionKind(name=SCALE, options=_ends, read=_step, check=_any_step, words=_itself, count=_each_step)
