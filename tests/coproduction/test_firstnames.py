"""First names of people who are there: found where they name somebody, left alone where they are words."""

from __future__ import annotations

import pytest

from coproduction.firstnames import first_name, first_names_in

THERE = (
    *("Ana Pereira", "Dr. José María Ruiz", "blessing.ogunleye", "Will Carter", "Grace O'Neill", "May Chen"),
    *(
        "Paz Serrano",
        "Sol Ibáñez",
        "Mar Vidal",
        "Jo Field",
        "DWAYNE CAMPBELL",
        "Parents Forum",
        "🌻 Rosa",
        "X Æ",
    ),
)
FOUND = {
    "Ana should get a lift": ("Ana",),
    "Somebody could fetch ana's child, and Ana, too": ("Ana",),
    "Ask jose about the minibus": ("jose",),
    "Pregunten a José por el autobús": ("José",),
    "Give dwayne a lift home": ("dwayne",),
    "DWAYNE NEEDS A LIFT": ("DWAYNE",),
    "Please ask Will and Grace": ("Will", "Grace"),
    "Que Rosa y Paz vayan juntas": ("Rosa", "Paz"),
    "A lift for Jo": ("Jo",),
}
ONLY_WORDS = [
    "Anna should get a lift",
    "Banana bread for all",
    "Will you be there? Will they?",
    "It will help. Grace periods for rent",
    "A day in May, or in may",
    "Un rato de paz y sol junto al mar",
    "Paz para las familias. Sol en el patio",
    "• Grace periods\n• Will you?",
    "GRACE PERIODS AND WILL POWER FOR ALL",
    "More parents should lead the parents forum",
    "Parents should lead",
    "We grow a rosa mosqueta",
    "A blessing for everybody",
    "no jo jo jo, we laughed",
    "x marks the place",
    "",
]


@pytest.mark.parametrize(("text", "named"), FOUND.items(), ids=FOUND)
def test_somebody_who_is_there_is_found_by_their_first_name(text: str, named: tuple[str, ...]) -> None:
    assert first_names_in(text, THERE) == named


@pytest.mark.parametrize("text", ONLY_WORDS)
def test_what_is_only_a_word_is_left_alone(text: str) -> None:
    assert first_names_in(text, THERE) == ()


def test_nobody_is_found_where_nobody_is() -> None:
    assert first_names_in("Ana should get a lift", ()) == ()
    assert first_names_in("Ana should get a lift", ("", "🌻", "J.", "Mr.")) == ()
    assert first_name("Sra. Ángela Ruiz") == "angela"
