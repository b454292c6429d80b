"""How far people could say what they think: a spread of numbers, never whose they are."""

from collections.abc import Sequence

from coproduction.checkins import STEPS
from coproduction.ownquestions import CANDOUR, NOT_AT_ALL, VERY_MUCH
from handlers.blocks.kit import Block, bar, section
from handlers.voice import Voice

ENDS = {STEPS[0]: NOT_AT_ALL, STEPS[-1]: VERY_MUCH}


def spread(say: Voice, counts: Sequence[int]) -> list[Block]:
    """How many said what, the highest first; nothing, where too few have."""
    if not counts:
        return []
    lines = [_line(say, step, number, sum(counts)) for step, number in zip(STEPS, counts, strict=True)]
    return [section("\n".join([f"{say(CANDOUR)}:", *reversed(lines)]))]


def _line(say: Voice, step: int, number: int, whole: int) -> str:
    if step in ENDS:
        told = say("{number} {mood}: {people}", number=step, mood=ENDS[step], people=number)
    else:
        told = say("{number}: {people}", number=step, people=number)
    return f"{told} {bar(number, whole)}"
