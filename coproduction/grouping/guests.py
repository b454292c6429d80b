"""Who is in the room, and what is wished of the groups they make."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

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


class Voices(StrEnum):
    """What matters more where there are too few people with lived experience for two in each group."""

    NOBODY_ALONE = "alone"
    EVERY_GROUP = "everywhere"  # no group of professionals only


@dataclass(frozen=True, slots=True)
class Weights:
    """What one unit of each aim costs, in the order of what matters most.

    Another order of importance is another set of weights; only whole numbers keep the arithmetic exact.
    """

    unheard: int = 200  # a professional who has never sat with lived experience, and does not now
    repeats: int = 100  # two people who met before, once for each time they met
    sectors: int = 30  # two people of one sector
    outnumbered: int = 20  # a group of few voices: two among five professionals or more
    perspectives: int = 10  # two people of one perspective, beyond an even share
    newcomers: int = 5  # a newcomer among newcomers only

    def of(self, aim: str) -> int:
        """The weight of the aim of that name."""
        return int(getattr(self, aim.lower()))


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of the groups: either how many, or about how large.

    `met` says how often two people sat together before, in this session and in earlier ones; `heard` are
    those who have sat with somebody who speaks from lived experience.
    """

    groups: int | None = None
    size: int | None = None
    apart: frozenset[Pair] = frozenset()
    together: frozenset[Pair] = frozenset()
    met: Mapping[Pair, int] = field(default_factory=dict)
    seed: int = 0
    weights: Weights = Weights()
    voices: Voices = Voices.NOBODY_ALONE
    heard: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if (self.groups is None) == (self.size is None):
            raise ValueError("Wish for a number of groups or for a size, and for one of them only.")


def how_many(people: int, wish: Wish) -> int:
    """How many groups these people make: nobody sits alone while there is anybody to sit with."""
    if people == 0:
        return 0
    wanted = wish.groups if wish.groups is not None else _nearest(people, max(1, wish.size or 1))
    return max(1, min(wanted, people // 2))


def _nearest(people: int, size: int) -> int:
    """How many groups come nearest to the size, person by person; of two as near, the smaller groups.

    Ten people by four make 4, 3 and 3, where four people have what was asked for, and not 5 and 5.
    """
    fewer = max(1, people // size)
    choices = (fewer + 1, fewer)
    return min(
        choices, key=lambda groups: sum(abs(have - size) * have for have in even_sizes(people, groups))
    )


def even_sizes(people: int, groups: int) -> list[int]:
    """The sizes of groups that differ by at most one, largest first."""
    least, larger = divmod(people, groups) if groups else (0, 0)
    return [least + 1] * larger + [least] * (groups - larger)


def pairs_of(*pairs: Iterable[str]) -> frozenset[Pair]:
    """Pairs of ids, as a wish takes them."""
    return frozenset(frozenset(pair) for pair in pairs)


def each_once(guests: Iterable[Guest]) -> list[Guest]:
    """The guests, of whom each id is one person, as they were named first."""
    found: dict[str, Guest] = {}
    for guest in guests:
        found.setdefault(guest.id, guest)
    return list(found.values())


def seated_once(groups: Iterable[Iterable[str]]) -> list[list[str]]:
    """The groups, in which nobody sits twice: the first seat is theirs."""
    seen: set[str] = set()
    kept: list[list[str]] = []
    for group in groups:
        kept.append([one for one in dict.fromkeys(group) if one not in seen])
        seen.update(kept[-1])
    return kept


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


def listeners(rounds: Iterable[Iterable[Iterable[str]]], voices: Collection[str]) -> frozenset[str]:
    """Who sat in a group with one of these voices in these rounds, as a wish takes it."""
    return frozenset(
        one
        for groups in rounds
        for group in map(set, groups)
        for one in group
        if not group.isdisjoint(voices)
    )
