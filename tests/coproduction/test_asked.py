"""Where do I sit? Which typed words ask it, and which only look so."""

from __future__ import annotations

import pytest

from coproduction.breakouts.asked import asks_where_to_sit


@pytest.mark.parametrize(
    "text",
    [
        "where do I sit?",
        "Where do I sit",
        "Hi! Which group am I in please?",
        "what's my group?",
        "¿Dónde me siento?",
        "hola, ¿en qué grupo estoy?",
        "¿a qué grupo voy ahora?",
        "my group",
    ],
)
def test_who_asks_for_their_group_and_nothing_else_is_understood(text: str) -> None:
    assert asks_where_to_sit(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "where do I sit with my mother on this?",
        "my group was kind",
        "dónde me siento bien",
        "now",
    ],
)
def test_what_says_more_or_less_than_that_is_not(text: str) -> None:
    assert not asks_where_to_sit(text)
