"""How good a grouping is, and how good it could be at best."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coproduction.grouping.crowd import Crowd
from coproduction.grouping.guests import Groups, Voices


class Must(StrEnum):
    """The rules, most important first: an earlier one is never broken to keep a later one.

    A wish may put `MIXED` before `NO_LONE_VOICE` (see `rules`). Arranging always makes even sizes; they come
    last for groups that are repaired or made by hand.
    """

    COMPANY = "nobody is alone"
    APART = "apart"
    TOGETHER = "together"
    NEEDS = "needs served"
    NO_LONE_VOICE = "no lone voice"
    MIXED = "no professionals only"
    SPREAD = "governing bodies spread"
    SIZES = "sizes"


class Aim(StrEnum):
    """What is aimed at once the rules are kept, most important first."""

    UNHEARD = "unheard"
    REPEATS = "repeats"
    SECTORS = "sectors"
    OUTNUMBERED = "outnumbered"
    PERSPECTIVES = "perspectives"
    NEWCOMERS = "newcomers"


def rules(voices: Voices) -> list[Must]:
    """The rules in the order that is wished for, most important first."""
    if voices is Voices.NOBODY_ALONE:
        return list(Must)
    swapped = {Must.NO_LONE_VOICE: Must.MIXED, Must.MIXED: Must.NO_LONE_VOICE}
    return [swapped.get(rule, rule) for rule in Must]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, how often it is broken, and the fewest times that any grouping breaks it, as far as is proven:
    any that breaks the rules before it no more often than this one.

    `by_numbers` is that least if nobody wished or needed anything: what is broken more often than that would
    not have to be but for wishes or needs. `concerned` are the ids concerned: a pair for apart and together,
    else a group.
    """

    name: Must
    broken: int
    least: int
    by_numbers: int = 0
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
    crowds: tuple[Crowd, ...]  # how many of each kind, group by group
    voices: Voices  # which rule about them was to come first
    fewest_unmixed: int  # groups of professionals only that there are with these sizes in any case
    has_history: bool  # somebody here sat with somebody else here before
    meet_again: int  # pairs
    met_often: int  # how often any two people here met before, at the most
    sectors: int  # how many sectors are in the room
    sectorless: int  # people whose sector is not known
    newcomers: int
    returners: int
    unserved: tuple[str, ...]  # needs that somebody's group does not serve
    unservable: tuple[str, ...]  # those of them that nobody else here could serve in any group
    lacking: Groups  # groups in which a need is not served that somebody of another group could serve
    shared: frozenset[str]  # needs that two people or more have, so that they point to nobody
    is_help_parted: bool  # a wish keeps somebody apart from everybody who could serve their need
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

    @property
    def could_be_better_heard(self) -> bool:
        """Whether there are more lone voices, or groups of professionals only, than the numbers ask for."""
        voices = (self.rule(Must.NO_LONE_VOICE), self.rule(Must.MIXED))
        return any(rule.broken > rule.by_numbers for rule in voices)

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
