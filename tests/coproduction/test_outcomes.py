"""The table of outcomes, beside a plain one that looks at every outcome of every poll, and proves nothing."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from coproduction.outcomes import Cells, Rung, cells_of, ordered, table
from tests.coproduction.test_audited import knows_a_few, knows_all_votes, outcomes

if TYPE_CHECKING:
    from tests.coproduction.test_audited import Counts

Groups = dict[tuple[Rung, Cells], list["Counts"]]


def plain_table(voters: int, options: int) -> dict[Counts, Rung]:
    """The rule in its own words, step by step: no orbit is spared, no group is left out."""
    rungs = dict.fromkeys(outcomes(voters, options), Rung.COUNTS)
    while True:
        groups: Groups = defaultdict(list)
        orbits: Groups = defaultdict(list)
        for each, rung in rungs.items():
            cells = cells_of(each, rung)
            groups[rung, cells].append(each)
            orbits[rung, tuple(sorted(cells))].append(each)
        held = groups.pop((Rung.HELD, ()), [])
        orbits.pop((Rung.HELD, ()), None)
        unsafe = {(rung, tuple(sorted(cells))) for (rung, cells), group in groups.items() if is_unsafe(group)}
        if unsafe:
            rungs.update({each: Rung(label[0] + 1) for label in unsafe for each in orbits[label]})
        elif held and is_unsafe(held) and orbits:
            rarest = min(orbits, key=lambda label: (len(orbits[label]), label))
            rungs.update(dict.fromkeys(orbits[rarest], Rung.HELD))
        else:
            return rungs


def is_unsafe(group: list[Counts]) -> bool:
    return knows_all_votes(group) or knows_a_few(group)


@pytest.mark.parametrize(
    ("options", "voters"),
    [
        *((2, n) for n in range(5, 61)),
        *((3, n) for n in (*range(5, 31), 33, 45)),
        *((4, n) for n in range(5, 17)),
        (4, 31),
    ],
)
def test_the_quick_table_is_the_plain_one(options: int, voters: int) -> None:
    quick = table(voters, options)
    assert quick is not None
    plain = plain_table(voters, options)
    assert {each: quick.get(ordered(each), Rung.COUNTS) for each in plain} == plain


def test_words_are_for_most_some_and_few() -> None:
    assert cells_of((20, 6, 4), Rung.WORDS) == ("most", "few", "few")
    assert cells_of((19, 8, 3), Rung.WORDS) == ("some", "some", "few")


def test_those_who_lead_are_all_within_one_of_the_first() -> None:
    assert cells_of((8, 7, 6), Rung.LEADER) == ("leads", "leads", "follows")


def test_nothing_is_said_of_what_is_held() -> None:
    assert cells_of((8, 7, 6), Rung.HELD) == ()
