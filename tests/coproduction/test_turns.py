"""Fair turns: who has spoken least comes first, then whose perspective is unheard, then who waits longest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from coproduction.people import Person, Perspective
from coproduction.turns import Speaker, later, lowered, queue, raised, spoken

AT = datetime(2026, 10, 22, 18, tzinfo=UTC)
PEOPLE = {
    "ana": Person("ana", perspective=Perspective.LIVED),
    "bo": Person("bo", perspective=Perspective.GOVERNING),
    "cy": Person("cy", perspective=Perspective.GOVERNING),
    "dee": Person("dee"),
}


def hand(person: str, minute: int | None, spoken: int = 0) -> Speaker:
    return Speaker("s", person, spoken, None if minute is None else AT + timedelta(minutes=minute))


@pytest.mark.parametrize(
    ("hands", "expected"),
    [
        ([hand("bo", 0), hand("cy", 1), hand("dee", 2)], ["bo", "cy", "dee"]),
        ([hand("bo", 0, 1), hand("cy", 5)], ["cy", "bo"]),
        ([hand("bo", None, 1), hand("cy", 0), hand("ana", 5)], ["ana", "cy"]),
        ([hand("dee", 0), hand("ana", 5)], ["ana", "dee"]),
        ([hand("bo", None), hand("ana", None, 3)], []),
    ],
    ids=["in their order", "least spoken", "unheard perspective", "known before unknown", "nobody"],
)
def test_the_order_of_speaking(hands: list[Speaker], expected: list[str]) -> None:
    assert [each.person for each in queue(hands, PEOPLE)] == expected


def test_a_hand_goes_up_once_and_down_with_the_turn() -> None:
    up = raised(Speaker("s", "bo"), AT)
    assert raised(up, AT + timedelta(hours=1)) == up
    assert spoken(up) == Speaker("s", "bo", 1)
    assert lowered(up) == Speaker("s", "bo")
    assert later(up, AT + timedelta(hours=1)).raised_at == AT + timedelta(hours=1)
