"""The fewest moves that mend groups: all single moves first, then all pairs of moves, and so on.

Every group that breaks a rule has to be touched by some move, and the order of moves does not matter; so it
is enough to follow moves from or to such groups. Where there are too many ways to follow them all, the most
promising are followed; where there are many people and moves, one troubled group is mended after the other,
because whoever waits for a seat waits for this. Then nothing is claimed to be proven.

What counts, in this order: nobody is alone; wishes and needs; no group is further than one person from the
size in the middle; nobody is a lone voice, and no group loses by a move all the lived experience it had, each
counting as much; governing bodies are spread; sizes differ by one at most. In groups that are made anew the
voices come before all sizes. People who sit already would be sent far for that, and leave two beside five.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from coproduction.grouping.bounds import least_of_voices
from coproduction.grouping.crowd import Crowd, crowd, even_pairs, unserved
from coproduction.grouping.guests import Groups, Guest, Wish, even_sizes
from coproduction.grouping.quality import Must
from coproduction.grouping.room import Room
from coproduction.people import Perspective

STEPS = 6_000  # ways of one level that are followed, times people, times groups
MOST_STEPS = 10_000  # people, times groups, times moves: beyond, only one way is followed

State = tuple[frozenset[int], ...]
Rules = tuple[int, ...]
Key = tuple[Rules, int]


class Mending:
    """Weighs groups of any size; nobody's place is changed for nothing."""

    def __init__(self, guests: Sequence[Guest], wish: Wish, groups: int) -> None:
        self.room = Room(guests, wish, max(1, groups), is_loose=True)
        self.breadth = max(1, len(guests) * groups)
        self.width = max(4, STEPS // self.breadth)
        self.is_proven = False
        self._costs: dict[frozenset[int], int] = {}
        self._least: dict[tuple[int, ...], tuple[int, int]] = {}
        self._crowds: dict[frozenset[int], Crowd] = {}
        self._unservable = len(unserved(self.room.guests))
        self._voiced: frozenset[int] = frozenset()

    def state(self, groups: Iterable[Iterable[str]]) -> State:
        """The groups as this class has them."""
        return tuple(frozenset(self.room.number[one] for one in group) for group in groups)

    def groups(self, state: State, before: Iterable[Sequence[str]]) -> Groups:
        """The groups as ids: who stays keeps their order, who comes stands last."""
        names = [[self.room.guests[one].id for one in sorted(group)] for group in state]
        return tuple(
            (*(one for one in old if one in new), *(one for one in new if one not in old))
            for old, new in zip(before, names, strict=True)
        )

    def fewest(self, start: State, most: int, *, is_anew: bool = False) -> State:
        """The state that keeps the rules after the fewest moves, or as well as `most` moves can.

        `is_anew`: nobody has sat together yet, so that no group has lived experience to lose.
        """
        voiced = [] if is_anew else [index for index, group in enumerate(start) if self._crowd(group).lived]
        self._voiced = frozenset(voiced)
        if self.breadth * most > MOST_STEPS:
            return self._needed(self._one_by_one(start, most), start)
        best, frontier, is_complete = start, [start], True
        for _ in range(most):
            if self._is_kept(best):
                break
            following = dict.fromkeys(
                after for state in frontier for after in self._moved(state, start, self._troubled(state))
            )
            ranked = sorted(following, key=self.key)
            if ranked and self._rules(ranked[0]) < self._rules(best):
                best = ranked[0]
            is_complete = is_complete and (self._is_kept(best) or len(ranked) <= self.width)
            frontier = ranked[: self.width]
        self.is_proven = is_complete and self._is_kept(best)
        return best if self.is_proven else self._needed(best, start)

    def _needed(self, state: State, start: State) -> State:
        """The same without the moves that make nothing better: nobody is moved who need not be."""
        home = {one: index for index, group in enumerate(start) for one in group}
        rules, is_less = self._rules(state), True
        while is_less:
            is_less = False
            for at, one in [(at, one) for at, group in enumerate(state) for one in group if home[one] != at]:
                back = _after(state, at, home[one], one)
                if self._rules(back) <= rules:
                    state, rules, is_less = back, self._rules(back), True
                    break
        return state

    def _one_by_one(self, start: State, most: int) -> State:
        """Each move mends one troubled group as well as one move can, the smallest group first.

        Nobody is taken from where they are missed while anybody else can mend something.
        """
        state, left = start, most
        while left > 0 and (better := self._step(state, start, left)):
            left -= sum(map(len, map(frozenset.difference, better, state)))
            state = better
        return state

    def _step(self, state: State, start: State, left: int) -> State | None:
        troubled = sorted(self._troubled(state), key=lambda index: len(state[index]))
        for is_gentle in (True, False):
            for group in troubled:
                after = self._best(state, start, group, is_gentle=is_gentle)
                if self._rules(after) < self._rules(state):
                    return after
        small = (group for group in troubled if left > 1 and len(state[group]) < self._least_size(state))
        for group in small:  # where one more would be alone among others, two may not
            after = state
            for _ in range(2):
                after = self._best(after, start, group, is_gentle=True)
            if self._rules(after) < self._rules(state):
                return after
        return None

    def _least_size(self, state: State) -> int:
        """How many people each group has at least where all have as many as they can."""
        groups = sum(map(bool, state))
        return sum(map(len, state)) // groups if groups else 0

    def _is_missed(self, state: State, origin: int, one: int, least: int) -> bool:
        """Whether a group would be too small without somebody, or without anybody with lived experience."""
        is_lived = self.room.guests[one].perspective is Perspective.LIVED
        return len(state[origin]) <= least or (is_lived and self._crowd(state[origin]).lived == 1)

    def _best(self, state: State, start: State, troubled: int, *, is_gentle: bool) -> State:
        """The best of all single moves from or to this group, weighed by the two groups that each changes.

        `is_gentle`: only of people whom their group does not miss.
        """
        least_size = self._least_size(state) if is_gentle else 0
        costs, sizes, silent = list(map(self._cost, state)), list(map(len, state)), self._silenced(state)
        whole, best, least = sum(costs), state, None
        for origin, target, one in self._moves(state, start, {troubled}):
            if is_gentle and self._is_missed(state, origin, one, least_size):
                continue
            left, joined = state[origin] - {one}, state[target] | {one}
            cost = whole - costs[origin] - costs[target] + self._cost(left) + self._cost(joined)
            after = list(sizes)
            after[origin], after[target] = len(left), len(joined)
            silenced = silent - self._is_silenced(origin, state[origin]) + self._is_silenced(origin, left)
            silenced += self._is_silenced(target, joined) - self._is_silenced(target, state[target])
            key = self._key(cost, after, silenced)
            if least is None or key < least:
                best, least = _after(state, origin, target, one), key
        return best

    def key(self, state: State) -> Key:
        """Smaller is better: the rules in the order of a repair, then the aims."""
        return self._key(sum(map(self._cost, state)), list(map(len, state)), self._silenced(state))

    def joined_key(self, state: State) -> Key:
        """The same for who comes and can choose: whom they hear counts before how many sit where."""
        (*before, _far, voices, uneven), aims = self.key(state)
        return (*before, voices, uneven), aims

    def _key(self, costs: int, sizes: Sequence[int], silenced: int) -> Key:
        """The same out of the costs of all groups together and their sizes; an empty group costs nothing."""
        by_size = tuple(sorted((size for size in sizes if size), reverse=True))
        rules, aims = divmod(costs - self._constant(len(by_size)), self.room.price[Must.SPREAD])
        wishes, mixes = divmod(rules, self._rank(Must.NEEDS))
        alone = by_size.count(1) if len(by_size) > 1 else 0
        voices = max(map(self._rank, (Must.NO_LONE_VOICE, Must.MIXED)))
        return (alone, wishes, _far(by_size), mixes + silenced * voices, _uneven(by_size)), aims

    def _rank(self, rule: Must) -> int:
        """What a rule costs beside pairs of governing bodies, the least of the rules that have a price."""
        return self.room.price[rule] // self.room.price[Must.SPREAD]

    def _silenced(self, state: State) -> int:
        """How many groups have lost all lived experience by the moves."""
        return sum(self._is_silenced(index, group) for index, group in enumerate(state))

    def _is_silenced(self, index: int, group: frozenset[int]) -> bool:
        """Whether a group had lived experience when the mending began, and has none now."""
        return index in self._voiced and bool(group) and not self._crowd(group).lived

    def _rules(self, state: State) -> Rules:
        return self.key(state)[0]

    def _is_kept(self, state: State) -> bool:
        lone, unmixed = self._unavoidable(state)
        mixes = self._rank(Must.NO_LONE_VOICE) * lone + self._rank(Must.MIXED) * unmixed
        return self._rules(state) == (0, self._unservable, 0, mixes, 0)

    def _unavoidable(self, state: State) -> tuple[int, int]:
        """Lone voices, and groups of professionals only, that groups of these sizes have in any case."""
        sizes = tuple(sorted(len(group) for group in state if group))
        if sizes not in self._least:
            least = least_of_voices(self.room.crowd, self.room.wish.voices, sizes, {})
            self._least[sizes] = least[Must.NO_LONE_VOICE], least[Must.MIXED]
        return self._least[sizes]

    def _constant(self, groups: int) -> int:
        price, wish = self.room.price, self.room.wish
        governing = even_pairs(self.room.crowd.governing, groups) * price[Must.SPREAD]
        return governing - len(wish.together) * price[Must.TOGETHER]

    def _cost(self, group: frozenset[int]) -> int:
        known = self._costs.get(group)
        if known is None:
            members, room = sorted(group), self.room
            pairs = sum(
                room.pair[one][other] for index, one in enumerate(members) for other in members[:index]
            )
            known = self._costs[group] = pairs + room.beyond(members)
        return known

    def _moved(self, state: State, start: State, troubled: set[int]) -> Iterator[State]:
        """The groups after every such move."""
        for origin, target, one in self._moves(state, start, troubled):
            yield _after(state, origin, target, one)

    def _moves(self, state: State, start: State, troubled: set[int]) -> Iterator[tuple[int, int, int]]:
        """Every move of somebody who has not moved yet, from or to one of these groups: from, to and who."""
        for origin, members in enumerate(state):
            for target, joined in enumerate(state):
                if target == origin or not joined or not (origin in troubled or target in troubled):
                    continue
                for one in members & start[origin]:
                    yield origin, target, one

    def _troubled(self, state: State) -> set[int]:
        """The groups that break a rule, by themselves or by their size or share.

        Groups of professionals only are among them when there are more than there have to be.
        """
        sizes = [len(group) for group in state if group]
        fair_sizes = set(even_sizes(sum(sizes), len(sizes)))
        fair_shares = set(even_sizes(self.room.crowd.governing, len(sizes)))
        unmixed = {index for index, group in enumerate(state) if self._crowd(group).is_unmixed}
        broken = {
            index
            for index, group in enumerate(state)
            if group
            and (
                len(group) not in fair_sizes
                or len(group) == 1
                or self._breaks(group, fair_shares)
                or self._is_silenced(index, group)
            )
        }
        return broken | unmixed if len(unmixed) > self._unavoidable(state)[1] else broken

    def _crowd(self, group: frozenset[int]) -> Crowd:
        known = self._crowds.get(group)
        if known is None:
            known = self._crowds[group] = crowd(self.room.guests[one] for one in group)
        return known

    def _breaks(self, group: frozenset[int], fair_shares: set[int]) -> bool:
        people, wish = self._crowd(group), self.room.wish
        ids = {self.room.guests[one].id for one in group}
        return (
            people.governing not in fair_shares
            or people.is_lone_voice
            or self.room.help.lacked(self.room.help.codes(group)) > 0
            or any(pair <= ids for pair in wish.apart)
            or any(len(pair & ids) == 1 for pair in wish.together)
        )


def _after(state: State, origin: int, target: int, one: int) -> State:
    changed = list(state)
    changed[origin], changed[target] = state[origin] - {one}, state[target] | {one}
    return tuple(changed)


@lru_cache(maxsize=10_000)
def _far(sizes: tuple[int, ...]) -> int:
    """By how many people groups are further than one from the size in the middle."""
    middle = round(sum(sizes) / len(sizes)) if sizes else 0
    return sum(max(0, abs(size - middle) - 1) for size in sizes)


@lru_cache(maxsize=10_000)  # of the same sizes a search asks again and again
def _uneven(sizes: tuple[int, ...]) -> int:
    """People in the wrong group for even sizes; the largest size comes first."""
    wanted = even_sizes(sum(sizes), len(sizes))
    return sum(max(0, have - want) for have, want in zip(sizes, wanted, strict=True))
