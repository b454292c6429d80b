"""How many groups, or how large, as people type it: "5", "6 groups", "in groups of 4", "en 6 grupos"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from coproduction.breakouts import Round
from coproduction.breakouts.forms import SMALLEST, size_of
from coproduction.durations import MINUTES, either
from coproduction.errors import Refusal
from coproduction.grouping import Grouping, Wish, how_many, people_in
from coproduction.grouping.guests import even_sizes
from coproduction.words import Text, several

GROUPS = Text(
    "groups group rooms room tables table teams"
)  # translators: what groups may be called, apart by spaces
PEOPLE = Text(
    "people persons person members"
)  # translators: what people in a group may be called, apart by spaces
OF = Text(
    "of by with"
)  # translators: what may stand before how many people are in each group, apart by spaces
INTO = Text("in into by make")  # translators: what may stand before "6 groups", apart by spaces
EACH = Text(
    "per each every"
)  # translators: what stands before or for the group in "4 per group", apart by spaces
PAIRS = Text("pairs twos")  # translators: words for groups of two, apart by spaces


class Shape(NamedTuple):
    """What somebody wants: a `size`, or a number of `groups`, as they were typed; and the `rest`.

    `each`: how many people they expect in each of so many groups, one number or two ("6 groups of 7 or 8").
    """

    size: str
    groups: str
    each: tuple[str, ...]
    rest: str


def shape_of(text: str) -> Shape:
    """What stands first in this text; its first word is a size where it is nothing else."""
    for pattern in _patterns():
        if found := pattern.match(text):
            said = {name: value or "" for name, value in found.groupdict().items()}
            each = tuple(filter(None, (said.get("least", ""), said.get("most", ""))))
            size = said.get("size", "") or ("" if said.get("groups") else "2")
            return Shape(size, said.get("groups", ""), each, text[found.end() :].strip())
    word, rest = [*text.split(maxsplit=1), "", ""][:2]
    return Shape(word, "", (), rest.strip())


def refuse_other_sizes(people: int, wish: Wish, expected: Sequence[str]) -> None:
    """A Refusal where the groups of so many people are of another size than whoever asked expects."""
    sizes = even_sizes(people, how_many(people, wish))
    if expected and not {size_of(each) for each in expected} & set(sizes):
        raise Refusal(
            "With {people} people here, {groups} would have {sizes} each. Please say how many groups, or how "
            "many people in each, and not both.",
            people=people,
            groups=several(len(sizes), "one group", "{n} groups"),
            sizes=people_in(min(sizes), max(sizes)),
        )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """From what says most to what says least."""
    groups, people, of, into, each, pairs = map(_any, (GROUPS, PEOPLE, OF, INTO, EACH, PAIRS))
    lead, about = rf"(?:{into}\s+)?", rf"(?:\s*{people})?"
    ends = r"(?=\s*(?:$|[\"'“”„‟«‹「『‘’\d]))"  # where a prompt without quotes goes on, it is not torn apart
    in_each = rf"(?:\s+(?:{into}\s+)?{each}(?:\s+{groups}|{ends}))"
    number = rf"\d+(?!\d|\s*{_any(MINUTES)})"
    some = rf"(?P<least>{number})(?:\s*(?:[-–/]|or|to|o|a|u)\s*(?P<most>{number}))?"
    return tuple(
        re.compile(rf"\s*{pattern}(?!\w)[,;:]?", re.IGNORECASE)
        for pattern in (
            rf"{lead}(?P<groups>\d+)\s*{groups}\s+{of}\s+{some}{about}{in_each}?",
            rf"{lead}(?P<groups>\d+)\s*{groups}",
            rf"{lead}{groups}\s+{of}\s+(?P<size>{number}){about}{in_each}?",
            rf"(?:(?:{into}|{of})\s+)?(?P<size>{number}){about}{in_each}",
            rf"(?:(?:{into}|{of})\s+)?(?P<size>{number})\s*{people}{ends}",
            rf"{of}\s+(?P<size>{number})",
            rf"{lead}{pairs}{ends}",
        )
    )


def _any(text: Text) -> str:
    """A pattern for any of these words."""
    return rf"(?:{either(text)})\b"


def sized(round_: Round, grouping: Grouping) -> Round:
    """Where a number of groups was asked for, the size that they came to."""
    largest = max(map(len, grouping.groups), default=0)
    return replace(round_, size=max(SMALLEST, largest)) if round_.groups else round_
