"""How good a grouping is, and how good it could be at best."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coproduction.grouping.guests import Groups


class Must(StrEnum):
    """The rules, most important first: an earlier one is never broken to keep a later one.

    Arranging always makes even sizes; they come last for groups that are repaired or made by hand.
    """

    COMPANY = "nobody is alone"
    APART = "apart"
    TOGETHER = "together"
    NO_LONE_VOICE = "no lone voice"
    SPREAD = "governing bodies spread"
    SIZES = "sizes"


class Aim(StrEnum):
    """What is aimed at once the rules are kept, most important first."""

    REPEATS = "repeats"
    SECTORS = "sectors"
    PERSPECTIVES = "perspectives"
    NEWCOMERS = "newcomers"
    NEEDS = "needs"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, how often it is broken, and the fewest times that any grouping breaks it, as far as is proven.

    `concerned` are the ids concerned: a pair for apart and together, else a group.
    """

    name: Must
    broken: int
    least: int
    concerned: Groups = ()

    @property
    def is_kept(self) -> bool:
        return self.broken == 0

    @property
    def is_least(self) -> bool:
        """Whether no grouping keeps it better."""
        return self.broken <= self.least


@dataclass(frozen=True, slots=True)
class Term:
    """An aim, how far the groups are from it, and the least that any grouping can be from it."""

    name: Aim
    count: int
    least: int
    weight: int

    @property
    def cost(self) -> int:
        return self.count * self.weight


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be said of the groups beside rules and aims."""

    smallest: int
    largest: int
    groups: int
    lived: tuple[int, ...]  # people with lived experience, group by group
    governing: tuple[int, ...]  # people from governing bodies, group by group
    is_all_professional: tuple[bool, ...]  # group by group: no lived experience, some professionals
    has_history: bool  # somebody here sat with somebody else here before
    meet_again: int  # pairs
    sectors: int  # how many sectors are in the room
    newcomers: int
    returners: int
    unserved: tuple[str, ...]  # needs that somebody's group does not serve
    needs: int  # how often something is needed
    wishes: int  # pairs to sit together or apart
    contradictions: int  # pairs asked to sit both together and apart, directly or through others


@dataclass(frozen=True, slots=True)
class Quality:
    """Rules and aims, each with its proven least; `bound` is proven for all aims at once."""

    rules: tuple[Rule, ...]
    terms: tuple[Term, ...]
    bound: int
    facts: Facts

    @property
    def cost(self) -> int:
        return sum(term.cost for term in self.terms)

    @property
    def broken(self) -> tuple[int, ...]:
        """How often each rule is broken, most important first."""
        return tuple(rule.broken for rule in self.rules)

    @property
    def key(self) -> tuple[tuple[int, ...], int]:
        """Smaller is better: first the rules in their order, then the cost."""
        return self.broken, self.cost

    @property
    def is_optimal(self) -> bool:
        """Whether it is proven that no grouping of these people in groups of even size is better."""
        return all(rule.is_least for rule in self.rules) and self.cost <= self.bound

    def rule(self, name: Must) -> Rule:
        return next(rule for rule in self.rules if rule.name is name)

    def term(self, name: Aim) -> Term:
        return next(term for term in self.terms if term.name is name)


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups of ids, and how good they are."""

    groups: Groups
    quality: Quality


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody changes group; `origin` is None for somebody who just came."""

    guest: str
    origin: int | None
    target: int


@dataclass(frozen=True, slots=True)
class Repaired:
    """Groups after a change: only the people in `moves` notice it. A group's place stays its number;
    a group that was given up is empty. `is_fewest` says that fewer moves provably do not do as well."""

    groups: Groups
    moves: tuple[Move, ...]
    quality: Quality
    is_fewest: bool
