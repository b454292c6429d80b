"""The form in which a facilitator says who is missing: people find their group among many."""

from __future__ import annotations

import pytest

from coproduction.breakouts import Group, Round, Seat
from coproduction.service.breakouts.presence import Sitting
from handlers.blocks.breakouts import choosing
from tests.speaking import SAY


def labels(sizes: list[int], names: tuple[str, ...] = ()) -> list[str]:
    """What the lists of a round are called in which nobody of these groups has pressed."""
    round_ = Round("r1", "s1", 1, ("What helps?",), "typed", 4, names=names)
    groups = tuple(
        Group(
            number,
            round_.name(number),
            round_.prompt(number),
            tuple(Seat("r1", f"U{number}/{order}", number, order) for order in range(size)),
        )
        for number, size in enumerate(sizes, start=1)
    )
    silent = tuple(member for group in reversed(groups) for member in group.members)
    view = choosing.missing(SAY, Sitting(round_, groups, (), silent), "C1|", {one: one for one in silent})
    return [block["label"]["text"] for block in view["blocks"] if block["type"] == "input"]


@pytest.mark.parametrize(
    ("sizes", "names", "said"),
    [
        ([4, 4], (), ["Have not pressed I'm here"]),
        (
            [5, 5, 5, 5, 4],
            (),
            [
                "Have not pressed I'm here: groups 1 to 2",
                "Have not pressed I'm here: groups 3 to 4",
                "Have not pressed I'm here: Group 5",
            ],
        ),
        (
            [5, 6],
            ("Oak", "Elm"),
            ["Have not pressed I'm here: from Oak to Elm", "Have not pressed I'm here: Elm"],
        ),
    ],
)
def test_each_of_several_lists_says_which_groups_it_holds(
    sizes: list[int], names: tuple[str, ...], said: list[str]
) -> None:
    assert labels(sizes, names) == said
