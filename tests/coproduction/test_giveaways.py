"""What a text may tell of somebody: found where it is plain, and not where it only seems so."""

from __future__ import annotations

import pytest

from coproduction.giveaways import Giveaway, hints, is_nhs_number

FOUND = {
    "Ask Mrs Okafor at the centre, she was so kind": Giveaway.NAME,
    "My name is Blessing and I wait since May": Giveaway.NAME,
    "Pregunten a la Sra. Pereira del centro": Giveaway.NAME,
    "Me llamo Ana y espero desde mayo": Giveaway.NAME,
    "My son Delroy waits too long for a place": Giveaway.NAME,
    "Mi hija Lucía espera demasiado": Giveaway.NAME,
    "Ring me on 07700 900123 in the evening": Giveaway.PHONE,
    "Call +44 20 7946 0958, they help": Giveaway.PHONE,
    "Llamad al +34 612 345 678 por la tarde": Giveaway.PHONE,
    "El número es 912-345-678, contestan siempre": Giveaway.PHONE,
    "Write to ana.pereira@example.org about it": Giveaway.MAIL,
    "The family at 12 Rose Hill Road needs help": Giveaway.ADDRESS,
    "We live in flat 14 and nobody comes": Giveaway.ADDRESS,
    "Nobody visits us in SW1A 1AA": Giveaway.ADDRESS,
    "La familia de calle Mayor 12 necesita ayuda": Giveaway.ADDRESS,
    "They lost my file, 943 476 5919, twice": Giveaway.NHS_NUMBER,
    "My daughter has autism and got no place": Giveaway.DIAGNOSIS,
    "I was diagnosed with postnatal depression and was alone": Giveaway.DIAGNOSIS,
    "She is autistic and the waiting room is loud": Giveaway.DIAGNOSIS,
    "My neighbour suffers from dementia": Giveaway.DIAGNOSIS,
    "Mi hijo tiene epilepsia y nadie lo sabe": Giveaway.DIAGNOSIS,
    "Tengo depresión y la espera es larga": Giveaway.DIAGNOSIS,
}
NEAR_MISSES = [
    "A buddy for every new parent",
    "Open the clinic on Saturday, called Family Day",
    "Between 2024-2025 we waited 18 weeks",
    "The meeting on 12/11/2026 was full",
    "It costs £1,250,000.00 a year",
    "9434765918 people cannot be right",
    "Quiet hours help children with autism",
    "A course about depression for midwives",
    "Train all staff in dementia care",
    "The road to the clinic is dark in winter",
    "Put a bench on every street and in every court",
    "Make the way in step free",
    "I am English and speak Spanish",
    "Soy de aquí y espero desde enero",
    "Un curso sobre depresión posparto para matronas",
    "Bancos en la plaza y en el paseo, al menos 20",
    "Una matrona para 12 familias",
    "Ask @everybody in the room first",
    "Call 111 or 999 when it is urgent",
    "Give every family 10 vouchers of 25 pounds",
    "My son needs a place, and so do 300 others",
    "She is happy with the midwife",
]


@pytest.mark.parametrize(("text", "what"), FOUND.items(), ids=FOUND)
def test_it_is_found(text: str, what: Giveaway) -> None:
    assert hints(text) == (what,)


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_only_seems_so_is_left_alone(text: str) -> None:
    assert hints(text) == ()


def test_several_are_told_each_once() -> None:
    assert hints("Mr Field and Mrs Field, field@example.org, 020 7946 0958") == (
        Giveaway.NAME,
        Giveaway.PHONE,
        Giveaway.MAIL,
    )


def test_an_nhs_number_is_told_by_its_check_digit() -> None:
    assert is_nhs_number("943 476 5919")
    assert [digit for digit in "0123456789" if is_nhs_number(f"943476591{digit}")] == ["9"]
    assert not is_nhs_number("0000000000")
    assert not is_nhs_number("943476591")
