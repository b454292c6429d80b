"""Which words say of a pledge that somebody is stuck, or who shall have it, and which only look so."""

from __future__ import annotations

import pytest

from coproduction.stuckwords import says_stuck, wants_to_pass_on


@pytest.mark.parametrize(
    "text",
    [
        "I could not, I am stuck",
        "Stuck!",
        "I'm still stuck.",
        "No pude, sigo sin avanzar",
        "still stuck, sorry",
        "Sigo sin avanzar, lo siento",
    ],
)
def test_who_says_that_they_are_stuck_is_asked_whether_they_are(text: str) -> None:
    assert says_stuck(text)


@pytest.mark.parametrize(
    "text",
    ["", "I was stuck, but now it works", "I could not have done it without her", "stuck?", "She was out"],
)
def test_in_doubt_nobody_is_taken_to_be_stuck(text: str) -> None:
    assert not says_stuck(text)


def test_who_names_who_shall_have_it_wants_to_pass_it_on_and_who_tells_a_story_does_not() -> None:
    assert wants_to_pass_on("hand it over to Blessing")
    assert wants_to_pass_on("Pásalo a Blessing Okafor")
    assert not wants_to_pass_on("give it to")
    assert not wants_to_pass_on("give it to her when she comes back from town")
