"""Why an idea is hidden, as it is typed."""

import pytest

from coproduction.hidingreasons import reason_in
from coproduction.ideas import Hiding


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("because it is rude", Hiding.HURTS),
        ("porque es ofensiva", Hiding.HURTS),
        ("It names my manager", Hiding.PERSON),
        ("It has a phone number in it", Hiding.PERSON),
        ("an e-mail address", Hiding.PERSON),
        ("tiene un número de teléfono", Hiding.PERSON),
        ("It is the same as idea 2", Hiding.TWICE),
        ("está fuera de tema", Hiding.OFF_TOPIC),
        ("we talked it over", Hiding.OTHER),
    ],
)
def test_a_typed_reason_is_one_of_those_to_choose_from(typed: str, reason: Hiding) -> None:
    assert reason_in(typed) is reason
