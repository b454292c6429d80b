"""Which words say that something is done again and again, and what is told to who typed them."""

from datetime import date

import pytest

from coproduction.everywords import says_again_and_again
from coproduction.pledges import Pledge
from handlers.blocks.kit import Drawing
from handlers.blocks.pledges import typed_steps
from tests.coproduction.town import NOW
from tests.speaking import SAY

REPEATED = "I ask about it as about something that you do once."


@pytest.mark.parametrize(
    ("words", "is_repeated"),
    [
        ("Sing with the group every week until 31 January", True),
        ("Call one parent each Monday", True),
        ("Write the WEEKLY letter", True),
        ("Visit every two weeks", True),
        ("Llamar a una familia cada semana", True),
        ("Cantar todos los lunes", True),
        ("Leer todas las noches", True),
        ("Ask every parent by Friday", False),
        ("Open each door", False),
        ("Llamar a cada familia", False),
        ("Call next week", False),
    ],
)
def test_who_types_that_it_comes_back_is_told_that_it_is_asked_once_and_how_it_comes_back(
    words: str, is_repeated: bool
) -> None:
    pledge = Pledge("p", "C-HALL", None, "bo", words, date(2027, 1, 31), None, NOW, "command:1")
    told = Drawing.of(SAY, typed_steps(SAY, pledge)).text
    assert says_again_and_again(words) is is_repeated
    assert (f"{REPEATED} To be asked each time, press “Make it easier to keep”" in told) is is_repeated
