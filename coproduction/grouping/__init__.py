"""Small groups that share power: who sits with whom, how good it is, and what to do when people do not come.

    arrange(guests, wish) -> Grouping            groups for one round
    plan(guests, wish, rounds) -> [Grouping]     several rounds together
    assess(guests, wish, groups) -> Quality      groups made by hand
    broken(guests, wish, groups) -> {Must: int}  only how often they break each rule
    repair(guests, wish, groups, absent) -> Repaired
    seat(guests, wish, groups, latecomer) -> Repaired
    place(guests, wish, groups, latecomer) -> Groups, not assessed
    swap(groups, one, other) -> Groups
    roles(guests, groups, history) -> [Duty]     scribe and timekeeper of each group
    is_mendable(guests, wish, groups) -> bool    whether two who change places would be better
    others(guests, wish, quality) -> Others      other numbers of groups that do what these do not
    in_words(quality) -> [str]                   for a facilitator on a phone
    judged(quality) -> [Said]                    the same, and which of it they need first

`guests` are the people present (for `seat`: with the latecomer; for `repair`: with or without the absent).
Everything is a pure function of its arguments, the seed in the wish included.
"""

from coproduction.grouping.arranging import BUDGET, arrange
from coproduction.grouping.crowd import PAIR, PROFESSIONAL
from coproduction.grouping.guests import (
    Groups,
    Guest,
    Pair,
    Voices,
    Weights,
    Wish,
    how_many,
    listeners,
    meetings,
    pairs_of,
)
from coproduction.grouping.measure import assess, broken
from coproduction.grouping.quality import Aim, Facts, Grouping, Move, Must, Quality, Repaired, Rule, Term
from coproduction.grouping.repair import is_mendable, place, repair, seat, swap
from coproduction.grouping.roles import Duty, roles
from coproduction.grouping.rounds import plan
from coproduction.grouping.sizes import NO_OTHERS, Others, others, tried
from coproduction.grouping.words import in_words, judged, people_in

__all__ = [
    "BUDGET",
    "NO_OTHERS",
    "PAIR",
    "PROFESSIONAL",
    "Aim",
    "Duty",
    "Facts",
    "Grouping",
    "Groups",
    "Guest",
    "Move",
    "Must",
    "Others",
    "Pair",
    "Quality",
    "Repaired",
    "Rule",
    "Term",
    "Voices",
    "Weights",
    "Wish",
    "arrange",
    "assess",
    "broken",
    "how_many",
    "in_words",
    "is_mendable",
    "judged",
    "listeners",
    "meetings",
    "others",
    "pairs_of",
    "people_in",
    "place",
    "plan",
    "repair",
    "roles",
    "seat",
    "swap",
    "tried",
]
