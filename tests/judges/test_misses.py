"""The corpus before the other judges: what each of them lets through, so that nobody trusts one too much."""

from __future__ import annotations

import pytest

from tests.judges.corpus import RIGHT_ONES, WRONG_ONES
from tests.judges.misses import DISPUTED, UNSEEN_BY_LIBRARY, UNSEEN_BY_TYPES
from tests.judges.opinions import ours, sdk
from tests.judges.payloads import Payload
from tests.rehearsal.corpus import RIGHT, RIGHT_HOMES, RIGHT_VIEWS, WRONG, WRONG_HOMES, WRONG_VIEWS

Said = dict[str, list[str]]


def unseen(said: Said, payloads: dict[str, Payload]) -> set[str]:
    """Those that nothing is said against."""
    return {name for name, payload in payloads.items() if not said[payload.shape]}


def test_the_corpus_is_large_and_every_name_in_it_is_used_once() -> None:
    tables = (RIGHT, RIGHT_VIEWS, RIGHT_HOMES, WRONG, WRONG_VIEWS, WRONG_HOMES)

    assert len(RIGHT_ONES) >= 80
    assert len(WRONG_ONES) >= 80
    assert len(RIGHT_ONES | WRONG_ONES) == sum(len(table) for table in tables)


def test_our_rules_take_all_that_is_right_and_see_all_that_is_wrong() -> None:
    assert {name: ours(each) for name, each in RIGHT_ONES.items() if ours(each)} == {}
    assert {name for name, each in WRONG_ONES.items() if not ours(each)} == set()


def test_the_library_takes_what_is_right_except_what_is_disputed() -> None:
    said = {name: sdk(each) for name, each in RIGHT_ONES.items()}

    assert {name for name, words in said.items() if words} == set(DISPUTED["library"])


def test_the_library_misses_what_it_is_known_to_miss() -> None:
    assert {name for name, each in WRONG_ONES.items() if not sdk(each)} == UNSEEN_BY_LIBRARY


@pytest.mark.timeout(180)
def test_the_types_take_what_is_right_except_what_is_disputed(by_types: Said) -> None:
    assert set(RIGHT_ONES) - unseen(by_types, RIGHT_ONES) == set(DISPUTED["types"])


@pytest.mark.timeout(180)
def test_the_types_miss_what_they_are_known_to_miss(by_types: Said) -> None:
    assert unseen(by_types, WRONG_ONES) == UNSEEN_BY_TYPES
