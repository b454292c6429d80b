"""Options that a reader cannot tell apart are one option, whatever signs they are made of."""

from __future__ import annotations

import pytest

from coproduction.looks import alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Will", "Wiӏӏ"),
        ("Sit", "Sıt"),
        ("Park", "Pɑrk"),
        ("Bag", "Baɡ"),
        ("Town", "Тоwn"),
        ("Yes", "Yes̶"),
        ("Yes", "Y͟e͟s"),
        ("Yes", "Yes̲"),
        ("Hall 1", "Hall 1̲"),
        ("Café", "Cafe\u0301"),
    ],
)
def test_what_looks_the_same_is_the_same(one: str, other: str) -> None:
    assert alike([one, "something else", other]) == (one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("sí", "si"), ("año", "ano"), ("Él", "El"), ("нет", "нёт"), ("हिंदी", "हदी"), ("שָׁלוֹם", "שלום")],
)
def test_a_mark_that_makes_another_letter_tells_words_apart(one: str, other: str) -> None:
    assert alike([one, other]) is None
