"""The same question put to an exact solver, OR-tools' CP-SAT: what is the best possible, given some time?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from benchmarks.breakouts_rooms import Case
from coproduction.grouping import PAIR, Guest, how_many
from coproduction.grouping.crowd import FEW, MANY
from coproduction.people import Perspective

Variables = list[Any]  # the solver's own, which has no types


@dataclass(frozen=True, slots=True)
class Answer:
    """The cost of the best groups the solver found, and its proof that none cost less than `bound`."""

    cost: int
    bound: int


def solve(case: Case, seconds: float, unmixed: int) -> Answer | None:
    """The solver's answer, all rules being kept but for `unmixed` groups of professionals only at the most;
    None when it finds nothing in time."""
    question = _Question(case, unmixed)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    if solver.solve(question.model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    return Answer(round(solver.objective_value), -int(-solver.best_objective_bound // 1))


class _Question:
    """Who sits where: one yes-or-no for each person and group."""

    def __init__(self, case: Case, unmixed: int) -> None:
        self.unmixed = unmixed
        self.case, self.model, self.cost = case, cp_model.CpModel(), list[Any]()
        self.guests, self.constant = case.guests, 0
        number = how_many(len(self.guests), case.wish)
        self.groups = range(number)
        self.sits = [[self.model.new_bool_var("") for _ in self.groups] for _ in self.guests]
        for seats in self.sits:
            self.model.add_exactly_one(seats)
        least, larger = divmod(len(self.guests), number)
        self.sizes = [least + (group < larger) for group in self.groups]
        for group in self.groups:
            self.model.add(self.count(self.guests, group) == self.sizes[group])
        self._rules()
        self._aims()
        self.model.minimize(sum(self.cost) + self.constant)

    def count(self, guests: Iterable[Guest], group: int) -> Any:
        wanted = {guest.id for guest in guests}
        return sum(self.sits[place][group] for place, guest in enumerate(self.guests) if guest.id in wanted)

    def of(self, *views: Perspective) -> list[Guest]:
        return [guest for guest in self.guests if guest.perspective in views]

    def _rules(self) -> None:
        lived, governing = self.of(Perspective.LIVED), self.of(Perspective.GOVERNING)
        professional = self.of(Perspective.FRONT_LINE, Perspective.GOVERNING)
        least, more = divmod(len(governing), len(self.groups))
        unheard = [guest for guest in professional if guest.id not in self.case.wish.heard]
        weights, without = self.case.wish.weights, list[Any]()
        for group in self.groups:
            voices, others = self.count(lived, group), self.count(professional, group)
            none, some, mixed = (self.model.new_bool_var("") for _ in range(3))
            self.model.add(voices == 0).only_enforce_if(none)
            self.model.add(voices >= (2 if self.sizes[group] > PAIR else 1)).only_enforce_if(some)
            self.model.add_bool_or(none, some)
            self.model.add(voices + len(self.guests) * (1 - mixed) >= 1)
            without.append(mixed.negated())
            deaf = self.model.new_int_var(0, len(self.guests), "")
            self.model.add(deaf >= self.count(unheard, group) - len(self.guests) * mixed)
            few = self.model.new_bool_var("")  # two among five or more
            self._unless(few, voices, others)
            self.cost += [weights.unheard * deaf, weights.outnumbered * few]
            share = self.count(governing, group)
            self.model.add(share >= least)
            self.model.add(share <= least + (more > 0))
        self.model.add(sum(without) <= self.unmixed)

    def _unless(self, few: Any, voices: Any, others: Any) -> None:
        """`few` is true wherever voices are outnumbered; it costs, so it is true nowhere else."""
        fewer, two, more = (self.model.new_bool_var("") for _ in range(3))
        self.model.add_exactly_one(fewer, two, more)
        self.model.add(voices < FEW).only_enforce_if(fewer)
        self.model.add(voices == FEW).only_enforce_if(two)
        self.model.add(voices > FEW).only_enforce_if(more)
        self.model.add(others < MANY).only_enforce_if(two, few.negated())

    def _aims(self) -> None:
        weights = self.case.wish.weights
        for pair, times in self.case.wish.met.items():
            self._met([p for p, guest in enumerate(self.guests) if guest.id in pair], times * weights.repeats)
        for sector in sorted({guest.sector for guest in self.guests if guest.sector}):
            self._pairs([guest for guest in self.guests if guest.sector == sector], weights.sectors)
        for view in (Perspective.LIVED, Perspective.FRONT_LINE):
            alike = self.of(view)
            self._pairs(alike, weights.perspectives)
            each, more = divmod(len(alike), len(self.groups))
            even = len(self.groups) * each * (each - 1) // 2 + more * each
            self.constant -= even * weights.perspectives
        self._newcomers(weights.newcomers)

    def _met(self, places: Sequence[int], cost: int) -> None:
        together = self.model.new_bool_var("")
        one, other = places
        for group in self.groups:
            self.model.add(self.sits[one][group] + self.sits[other][group] <= 1 + together)
        self.cost.append(cost * together)

    def _pairs(self, alike: Sequence[Guest], weight: int) -> None:
        """n·(n−1)/2 pairs cost at least k·n − k·(k+1)/2 for every k, and exactly that for k = n."""
        for group in self.groups:
            pairs = self.model.new_int_var(0, len(alike) ** 2, "")
            for k in range(1, self.sizes[group] + 1):
                self.model.add(pairs >= k * self.count(alike, group) - k * (k + 1) // 2)
            self.cost.append(weight * pairs)

    def _newcomers(self, weight: int) -> None:
        returners = [guest for guest in self.guests if not guest.is_newcomer]
        for group in self.groups if returners else ():
            alone = self.model.new_bool_var("")
            self.model.add(self.count(returners, group) + alone >= 1)
            self.cost.append(weight * self.sizes[group] * alone)
