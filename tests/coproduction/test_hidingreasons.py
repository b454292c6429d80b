"""Why an idea is hidden, as it is typed."""

import pytest

from coproduction.hidingreasons import closest_of, reason_in
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


def test_of_a_programmes_own_reasons_only_the_one_that_was_typed_is_chosen() -> None:
    own = ("It is not for today", "It hurts")
    assert closest_of(own, "it is NOT for today!") == own[0]
    assert closest_of(own, "rude") == ""
    assert closest_of((), "rude") == "hurts"
