"""Themes are found by the words of ideas: better than by chance and by k-means, whatever people write."""

from __future__ import annotations

import pytest

from benchmarks.themes import PROMISED, ideas_of, measured
from coproduction.themesorting import in_themes, name_of, named_first
from coproduction.themewords import about, stem


@pytest.mark.parametrize("language", PROMISED)
def test_on_ideas_that_were_held_out_themes_are_better_than_chance_and_than_k_means(language: str) -> None:
    found = measured(language, held_out=True)
    assert found["themes"] > max(PROMISED[language], found["k-means"], found["chance"])


def test_there_are_twelve_themes_of_ten_ideas_and_the_halves_share_none() -> None:
    seen, held_out = ideas_of("en", held_out=False), ideas_of("en", held_out=True)
    assert len(set(seen[0])) == len(set(held_out[0])) == 12
    assert len({*seen[1], *held_out[1]}) == 120


@pytest.mark.parametrize(
    ("texts", "groups"),
    [
        ([], []),
        (["alone"], [[0]]),
        (["", "🙂", "\u202e", "<!channel>", "=1+1"], [[0], [1], [2], [3], [4]]),
        (["same words here"] * 4, [[0, 1, 2, 3]]),
        (["The bus is late", "El autobús llega tarde"], [[0, 1]]),
    ],
)
def test_any_words_are_sorted(texts: list[str], groups: list[list[int]]) -> None:
    assert in_themes(texts) == groups


def test_a_theme_is_named_by_its_own_words_as_people_spell_them() -> None:
    assert name_of(["Más autobús", "Autobús gratis"], ["Comida gratis"]) == "autobús"
    assert name_of(["🙂", "1 2 3"], []) == ""
    assert (stem("meetings"), stem("reuniones")) == ("meet", "reunion")
    assert about("the bus") == ["bus", "=travel", "=travel"]


def test_the_ideas_that_a_name_fits_best_stand_first_and_else_they_stay_in_their_order() -> None:
    texts = ["A warm room", "Free buses for all", "The bus is late", "Buses to the hall, and free tickets"]
    assert named_first("bus, free", texts) == [1, 3, 2, 0]
    assert named_first("", texts) == named_first("Getting there", texts) == [0, 1, 2, 3]
