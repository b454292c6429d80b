"""Who met whom in breakout groups, as counts: never as a list of who."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from coproduction.grouping import PAIR, PROFESSIONAL, listeners
from coproduction.people import Person, Perspective

Seated = Sequence[Sequence[str]]  # one round: the people's ids in each of its groups


@dataclass(frozen=True, slots=True)
class Encounters:
    """What breakout rounds brought together.

    `pairs` counts every two people who sat together, `again` those of them who did more than once.
    `lone_voices` counts groups in which one person with lived experience sat among professionals alone, and
    `unheard` professionals who never sat with lived experience; None in reports older than this count.
    """

    rounds: int = 0
    groups: int = 0
    pairs: int = 0
    again: int = 0
    lone_voices: int = 0
    unheard: int | None = None


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
        unheard=len(_unheard(held, people)) if held else None,
    )


def _unheard(rounds: Sequence[Seated], people: Mapping[str, Person]) -> set[str]:
    """The professionals who sat in some round, and in none with lived experience."""
    sat = {id_ for groups in rounds for group in groups for id_ in group if id_ in people}
    voices = {id_ for id_ in sat if people[id_].perspective is Perspective.LIVED}
    professionals = {id_ for id_ in sat if people[id_].perspective in PROFESSIONAL}
    return professionals - listeners(rounds, voices)


def is_lone_voice(group: Iterable[str], people: Mapping[str, Person]) -> bool:
    """Whether one person of a group of three or more speaks from lived experience, among professionals."""
    seated = Counter(people[id_].perspective if id_ in people else None for id_ in group)
    professionals = sum(seated[perspective] for perspective in PROFESSIONAL)
    return seated[Perspective.LIVED] == 1 and professionals > 0 and seated.total() > PAIR
