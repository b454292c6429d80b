"""Linked initiatives are named by those who lead, once each, and changed or taken off again."""

from __future__ import annotations

import pytest

from coproduction.initiatives import MOST, Initiative
from coproduction.service import initiatives
from tests.coproduction.town import ANA, BO, HALL, ONLY_FACILITATORS, Town

FOOD = ("Food for all", "it cooks for families on Fridays", "we offer our hall")


@pytest.fixture
def hall(town: Town) -> Town:
    """A programme."""
    town.start()
    return town


def named(town: Town) -> list[str]:
    return [each.name for each in town.do(initiatives.listed, ANA, HALL)]


def test_an_initiative_is_named_changed_and_taken_off_and_each_form_counts_once(hall: Town) -> None:
    for _ in range(2):
        hall.do(initiatives.name, ANA, HALL, "form:1", *FOOD)
    hall.do(initiatives.name, ANA, HALL, "form:2", "A choir", "it sings", "we ask for a song")
    assert named(hall) == ["A choir", "Food for all"]
    changed = hall.do(initiatives.name, ANA, HALL, "form:1", "Soup", *FOOD[1:])
    assert changed == Initiative(HALL, "form:1", "Soup", *FOOD[1:])
    assert hall.do(initiatives.get, ANA, HALL, "form:1") == changed
    for _ in range(2):
        hall.do(initiatives.drop, ANA, HALL, "form:1")
    assert named(hall) == ["A choir"]
    assert hall.refusal(initiatives.get, ANA, HALL, "form:1")[0].startswith("This initiative was taken off")


@pytest.mark.parametrize("field", range(3))
@pytest.mark.parametrize("words", ["", " \u200b ", "x" * 10_000])
def test_what_is_empty_or_too_long_is_refused_where_it_was_typed(hall: Town, field: int, words: str) -> None:
    filled = [*FOOD[:field], words, *FOOD[field + 1 :]]
    assert hall.refusal(initiatives.name, ANA, HALL, "form:1", *filled)[1] == ("name", "does", "asks")[field]
    assert named(hall) == []


def test_there_are_ten_and_one_of_them_can_still_be_changed(hall: Town) -> None:
    for number in range(MOST):
        hall.do(initiatives.name, ANA, HALL, f"form:{number}", *FOOD)
    assert hall.refusal(initiatives.name, ANA, HALL, "form:99", *FOOD)[0].startswith(
        "This programme has 10 initiatives."
    )
    hall.do(initiatives.name, ANA, HALL, "form:0", "Soup", *FOOD[1:])
    assert "Soup" in named(hall)


def test_only_who_leads_names_them_and_only_where_there_is_a_programme(hall: Town) -> None:
    only = (ONLY_FACILITATORS.format("name linked initiatives"), None)
    assert hall.refusal(initiatives.name, BO, HALL, "form:1", *FOOD) == only
    assert hall.refusal(initiatives.drop, BO, HALL, "form:1") == only
    assert hall.refusal(initiatives.name, ANA, "C404", "form:1", *FOOD)[0].startswith("There is no programme")
