"""Who is in the room, and what is wished of the groups they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coproduction.people import Perspective

Pair = frozenset[str]
Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to be placed. What is not known of them stays None and counts for nothing.

    A need ("captions", "Polish") is served by somebody else of the group who offers or speaks it.
    """

    id: str
    sector: str | None = None
    perspective: Perspective | None = None
    is_newcomer: bool = False
    languages: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()

    @property
    def gives(self) -> frozenset[str]:
        """Everything this person can help others with."""
        return self.offers | self.languages


@dataclass(frozen=True, slots=True)
class Weights:
    """What one unit of each aim costs, in the order of what matters most.

    Another order of importance is another set of weights; only whole numbers keep the arithmetic exact.
    """

    repeats: int = 100  # two people who met before, once for each time they met
    sectors: int = 30  # two people of one sector
    perspectives: int = 10  # two people of one perspective, beyond an even share
    newcomers: int = 5  # a newcomer among newcomers only
    needs: int = 3  # a need that nobody of the group serves

    def of(self, aim: str) -> int:
        """The weight of the aim of that name."""
        return int(getattr(self, aim.lower()))


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of the groups: either how many, or about how large.

    `met` says how often two people sat together before, in this session and in earlier ones.
    """

    groups: int | None = None
    size: int | None = None
    apart: frozenset[Pair] = frozenset()
    together: frozenset[Pair] = frozenset()
    met: Mapping[Pair, int] = field(default_factory=dict)
    seed: int = 0
    weights: Weights = Weights()

    def __post_init__(self) -> None:
        if (self.groups is None) == (self.size is None):
            raise ValueError("Wish for a number of groups or for a size, and for one of them only.")


def how_many(people: int, wish: Wish) -> int:
    """How many groups these people make: nobody sits alone while there is anybody to sit with."""
    if people == 0:
        return 0
    wanted = wish.groups if wish.groups is not None else round(people / max(1, wish.size or 1))
    return max(1, min(wanted, people // 2))


def even_sizes(people: int, groups: int) -> list[int]:
    """The sizes of groups that differ by at most one, largest first."""
    least, larger = divmod(people, groups) if groups else (0, 0)
    return [least + 1] * larger + [least] * (groups - larger)


def pairs_of(*pairs: Iterable[str]) -> frozenset[Pair]:
    """Pairs of ids, as a wish takes them."""
    return frozenset(frozenset(pair) for pair in pairs)


def meetings(rounds: Iterable[Iterable[Iterable[str]]]) -> dict[Pair, int]:
    """How often each two people sat together in these rounds, as a wish takes it."""
    met: dict[Pair, int] = {}
    for groups in rounds:
        for group in groups:
            members = list(group)
            for index, one in enumerate(members):
                for other in members[:index]:
                    pair = frozenset((one, other))
                    met[pair] = met.get(pair, 0) + 1
    return met
