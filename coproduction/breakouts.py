"""Small groups in which everybody can speak: mixed by sector."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from coproduction.errors import Refusal
from coproduction.people import Person
from coproduction.texts import required

SMALLEST, LARGEST = 2, 20
PROMPT_LENGTH = 1_000


@dataclass(frozen=True, slots=True)
class Round:
    """One breakout round: what the groups talk about."""

    id: str
    session: str
    number: int
    prompt: str
    origin: str  # what makes the command or form that asked for it itself and no other


@dataclass(frozen=True, slots=True)
class Group:
    """One small group of a round; `members` are people's ids."""

    round: str
    number: int
    members: tuple[str, ...]


def size_of(text: str) -> int:
    """The wanted group size, or a Refusal."""
    if text not in {str(size) for size in range(SMALLEST, LARGEST + 1)}:
        raise Refusal(
            f"A group can have {SMALLEST} to {LARGEST} people. "
            'For example: /copro breakout 5 "What would help?"',
            "size",
        )
    return int(text)


def prompt_of(text: str) -> str:
    """What the groups talk about, or a Refusal."""
    return required(
        text,
        most=PROMPT_LENGTH,
        field="prompt",
        empty='Groups need something to talk about, for example: /copro breakout 5 "What would help?"',
    )


def mix(people: Sequence[Person], size: int, chance: random.Random) -> list[list[Person]]:
    """Groups of about `size` whose sizes differ by at most one, each sector dealt out evenly.

    Everybody of one sector stands together in a line, sectors in random order, and the line is dealt
    like cards: neighbours of a sector never land in one group while another group has fewer of them.
    """
    if len(people) < SMALLEST:
        raise Refusal("Groups need at least two people who have checked in. Ask everybody to press Check in.")
    line = list(people)
    chance.shuffle(line)
    order = list(dict.fromkeys(person.sector for person in line))
    line.sort(key=lambda person: order.index(person.sector))
    groups = max(1, min(round(len(line) / size), len(line) // SMALLEST))  # nobody sits alone
    return [line[first::groups] for first in range(groups)]
