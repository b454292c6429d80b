"""What groups agreed on and where they differed: counted by groups, what most of them said first."""

from __future__ import annotations

from coproduction.breakouts import Part, Word
from coproduction.breakouts.sayings import Brought, Saying, Sayings, brought


def word(number: int, group: int, part: Part, text: str, round_: str = "r1") -> Word:
    return Word(f"w{number}", round_, group, number, part, text, f"form:{number}")


def test_groups_that_say_the_same_are_counted_together_and_come_first() -> None:
    said = brought(
        [
            word(1, 1, Part.AGREE, "Mornings are hard"),
            word(2, 2, Part.AGREE, "Time\nmatters"),
            word(3, 3, Part.AGREE, "time  matters!"),
            word(4, 1, Part.AGREE, "Mornings are hard.", "r2"),
            word(5, 1, Part.AGREE, "mornings are hard", "r1"),
            word(6, 4, Part.AGREE, "Buses"),
            word(7, 4, Part.DIFFER, "Who pays"),
            word(8, 4, Part.IDEA, "A free bus"),
        ],
        most=2,
    )
    assert said == Brought(
        Sayings(5, (Saying("Mornings are hard", 2), Saying("Time matters", 2)), more=1),
        Sayings(1, (Saying("Who pays", 1),)),
    )


def test_where_no_group_said_anything_nothing_is_told() -> None:
    assert brought([word(1, 1, Part.IDEA, "A free bus")], most=5).told == ()
