"""Nearly the same idea is told; what only shares a word or two is not."""

from __future__ import annotations

import pytest

from coproduction.closeness import is_close

SAME = [
    ("Grow the computer bank", "We should grow the computer bank"),
    ("A buddy for every new parent", "every new parent a buddy please"),
    ("Open the clinic on Saturdays", "Open the clinic on Saturday"),
    ("More benches at the bus stop", "Benches at the bus stop!"),
    ("Put a quiet room in the waiting area", "A quiet room in the waiting area"),
    ("Translate all letters into Spanish", "Translate every letter into Spanish"),
    ("Lend laptops to families", "Lend laptpos to families"),
    ("Más bancos en la plaza", "Bancos en la plaza"),
    ("Una sala tranquila para las familias", "Una sala tranquila para familias"),
    ("Abrir el centro los sábados", "Abrir el centro el sabado"),
]
OTHER = [
    ("Grow the computer bank", "Grow the food bank"),
    ("A buddy for every new parent", "A midwife for every new parent"),
    ("Open the clinic on Saturdays", "Open the clinic on Sundays"),
    ("More benches at the bus stop", "More buses at the bus stop"),
    ("Meetings without children", "Meetings with children"),
    ("Answer letters within 5 days", "Answer letters within 10 days"),
    ("A quiet room in the waiting area", "A play room in the waiting area"),
    ("Translate all letters into Spanish", "Translate all letters into Polish"),
    ("Less paper", "More paper"),
    ("Lend laptops to families", "Lend books to families"),
    ("Abrir el centro los sábados", "Cerrar el centro los sábados"),
    ("Una sala tranquila para las familias", "Una sala de juegos para las familias"),
    ("Comidas sin carne en el colegio", "Comidas con carne en el colegio"),
    ("Benches", "Benches"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_nearly_the_same_is_told(one: str, other: str) -> None:
    assert is_close(one, other)
    assert is_close(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_idea_is_another(one: str, other: str) -> None:
    assert not is_close(one, other)
    assert not is_close(other, one)
