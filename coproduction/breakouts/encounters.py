"""Who met whom in breakout groups, as counts: never as a list of who."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from coproduction.people import Person, Perspective

Seated = Sequence[Sequence[str]]  # one round: the people's ids in each of its groups


@dataclass(frozen=True, slots=True)
class Encounters:
    """What breakout rounds brought together.

    `pairs` counts every two people who sat together, `again` those of them who did more than once.
    `lone_voices` counts groups in which one person with lived experience sat among professionals alone.
    """

    rounds: int = 0
    groups: int = 0
    pairs: int = 0
    again: int = 0
    lone_voices: int = 0


def encounters(rounds: Iterable[Seated], people: Mapping[str, Person]) -> Encounters:
    """The encounters of these rounds."""
    held = [[group for group in groups if group] for groups in rounds]
    met = Counter(pair for groups in held for group in groups for pair in combinations(sorted(group), 2))
    return Encounters(
        rounds=len(held),
        groups=sum(map(len, held)),
        pairs=len(met),
        again=sum(times > 1 for times in met.values()),
        lone_voices=sum(is_lone_voice(group, people) for groups in held for group in groups),
    )


def is_lone_voice(group: Iterable[str], people: Mapping[str, Person]) -> bool:
    """Whether exactly one person of the group speaks from lived experience, among professionals."""
    known = Counter(people[id_].perspective for id_ in group if id_ in people)
    professionals = known[Perspective.FRONT_LINE] + known[Perspective.GOVERNING]
    return known[Perspective.LIVED] == 1 and professionals > 0
