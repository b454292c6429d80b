"""Which way of asking finds the five ideas that a room would like best: a shared list, or ten cards each.

    python -m benchmarks.tencards            every setting with 200 rooms: about five minutes
    python -m benchmarks.tencards --short    three settings with 20 rooms, in two seconds

A simulation, the same on every machine: what people like is made up (`room_of`), and how far they read a
list. What decides the exit code: of 45 people and 30 ideas, ten cards find three quarters of the five; and in
every setting, 0.05 more than the list in the order that everybody shares.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from statistics import fmean

from coproduction.dealing import ROUND, Dealt
from coproduction.people import Perspective
from coproduction.releases import FEWEST
from coproduction.tencards import (
    Card,
    Count,
    Hand,
    Judgement,
    Verdict,
    bridge,
    counts_of,
    deal,
    total_of,
)

PEOPLE, IDEAS = (20, 45, 100, 300), (15, 30, 60)
MEASURED = (45, 30)  # the setting of which three quarters are promised
SHORT = ((20, 60), MEASURED, (45, 15))
SEEDS, SHORT_SEEDS = 200, 20
BEST = 5
PROMISED, BETTER = 0.75, 0.05
PERSPECTIVES = (Perspective.LIVED,) * 5 + (Perspective.FRONT_LINE,) * 3 + (Perspective.GOVERNING,) * 2


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """How people differ, in standard deviations of what they make of an idea, and how they read.

    `idea` is what all share, `perspective` what those share who know the service from one side, `person` what
    is somebody's own. From `helps` on they say that it helps, below `rejects` that it does not. After each
    idea of a list they read the next with the chance `reads_on`.
    """

    idea: float = 1.0
    perspective: float = 0.7
    person: float = 1.3
    helps: float = 0.5
    rejects: float = -0.5
    reads_on: float = 0.95


@dataclass(frozen=True, slots=True)
class Room:
    """What each person of a room makes of each idea, and from where each knows the service."""

    likes: Sequence[Sequence[float]]
    perspectives: Sequence[Perspective]
    world: World
    chance: random.Random

    @property
    def ideas(self) -> range:
        """The ideas by number, in the order in which they came."""
        return range(len(self.likes[0]))

    def helps(self, person: int, idea: int) -> bool:
        """Whether this person would say so."""
        return self.likes[person][idea] >= self.world.helps

    def verdict(self, person: int, idea: int) -> Verdict:
        """What this person says of a card."""
        if self.helps(person, idea):
            return Verdict.HELPS
        return Verdict.DOES_NOT_HELP if self.likes[person][idea] < self.world.rejects else Verdict.NOT_SURE

    def best(self) -> set[int]:
        """The five ideas that this room likes best, all taken together."""
        return self.first(lambda idea: sum(likes[idea] for likes in self.likes))

    def first(self, score: Callable[[int], float | tuple[float, float]]) -> set[int]:
        """The five ideas with the highest score; the lot decides between equal ones."""
        return set(
            sorted(self.ideas, key=lambda idea: (score(idea), self.chance.random()), reverse=True)[:BEST]
        )


def room_of(people: int, ideas: int, seed: int, world: World) -> Room:
    """A room in which everything is random."""
    chance = random.Random(seed)  # noqa: S311  # a room that can be made again
    good = [chance.gauss(0, world.idea) for _ in range(ideas)]
    sides = {each: [chance.gauss(0, world.perspective) for _ in range(ideas)] for each in Perspective}
    perspectives = [chance.choice(PERSPECTIVES) for _ in range(people)]
    likes = [
        [good[idea] + sides[side][idea] + chance.gauss(0, world.person) for idea in range(ideas)]
        for side in perspectives
    ]
    return Room(likes, perspectives, world, chance)


@dataclass(frozen=True, slots=True)
class Found:
    """The part of a room's five best ideas that each way of asking finds, and what it took."""

    shared: float
    own: float
    cards: float
    read: float  # ideas that a person reads of a list
    enough: float  # the part of all cards that five people judged

    @property
    def better(self) -> float:
        """How much more ten cards find than the list that everybody shares."""
        return self.cards - self.shared


def found(room: Room) -> Found:
    """What each way of asking finds in this room."""
    best, people, ideas = room.best(), range(len(room.likes)), list(room.ideas)
    reach = [_reach(room) for _ in people]
    lists = [room.chance.sample(ideas, len(ideas)) for _ in people]
    counts = [total_of(by_perspective.values()) for by_perspective in judged(room)]

    def part(those: set[int]) -> float:
        return len(those & best) / BEST

    return Found(
        shared=part(_supported(room, [ideas[:end] for end in reach])),
        own=part(_supported(room, [lists[person][: reach[person]] for person in people])),
        cards=part(room.first(lambda idea: counts[idea].rank)),
        read=fmean(reach),
        enough=fmean(count.answers >= FEWEST for count in counts),
    )


def _reach(room: Room) -> int:
    """How many ideas of a list somebody reads from its top."""
    ideas = len(room.ideas)
    return next((end for end in range(1, ideas) if room.chance.random() >= room.world.reads_on), ideas)


def _supported(room: Room, read: Sequence[Sequence[int]]) -> set[int]:
    """The five ideas with most support, when each person supports what helps of those they read."""
    support = Counter(idea for person, ideas in enumerate(read) for idea in ideas if room.helps(person, idea))
    return room.first(lambda idea: support[idea])


def judged(room: Room, rounds: int = 1) -> list[dict[Perspective | None, Count]]:
    """What is counted of each idea, when everybody is dealt so many rounds of cards, all at the same time."""
    cards = [Card(str(idea)) for idea in room.ideas]
    hands = [Hand("p", str(person)) for person in range(len(room.likes))]
    shown: Counter[str] = Counter()
    alike: defaultdict[Perspective, Counter[str]] = defaultdict(Counter)
    said = []
    for person in [*range(len(hands))] * ROUND * rounds:
        hand, side = hands[person], room.perspectives[person]
        dealt = Dealt(shown, shown, alike[side], len(hands))
        if (card := deal(cards, hand, dealt, another=True).card) is not None:
            said.append(Judgement(card, side, room.verdict(person, int(card))))
            verdicts = {**hand.verdicts, card: said[-1].verdict}
            hands[person] = replace(hand, shown=(*hand.shown, card), verdicts=verdicts)
            shown[card] += 1
            alike[side][card] += 1
    counts = counts_of(said)
    return [counts.get(card.id, {}) for card in cards]


def measure(people: int, ideas: int, seeds: int, world: World) -> Found:
    """The means over so many rooms."""
    each = [found(room_of(people, ideas, seed, world)) for seed in range(seeds)]
    return Found(*(fmean(getattr(one, name) for one in each) for name in Found.__slots__))


def is_good(setting: tuple[int, int], mean: Found) -> bool:
    """Whether what is promised of this setting holds."""
    return mean.better >= BETTER and (setting != MEASURED or mean.cards >= PROMISED)


def table(settings: Iterable[tuple[int, int]], seeds: int) -> bool:
    """A line for each setting; whether all is as promised."""
    head("people", "ideas", "shared order", "own order", "ten cards", "read of a list", "with 5 answers")
    good = []
    for setting in settings:
        mean = measure(*setting, seeds, World())
        good.append(is_good(setting, mean))
        row(*map(str, setting), *numbers(mean), f"{mean.enough:.0%}", "" if good[-1] else "**missed**")
    return all(good)


@dataclass(frozen=True, slots=True)
class Bridged:
    """The part found of the five ideas that the least pleased perspective likes best."""

    helpful: float  # by what most people find helpful
    bridge: float  # by what bridges; ideas of which that is not known are not found
    known: float  # the part of all ideas of which it is


def bridged(room: Room, rounds: int) -> Bridged:
    """What is found in this room."""
    best, counts = room.first(_least_pleased(room)), judged(room, rounds)
    bridges = [bridge(count) for count in counts]
    helpful = room.first(lambda idea: total_of(counts[idea].values()).rank)
    known = room.first(lambda idea: bridges[idea] or 0.0)
    found_by_bridge = {idea for idea in known if bridges[idea] is not None}
    return Bridged(
        helpful=len(helpful & best) / BEST,
        bridge=len(found_by_bridge & best) / BEST,
        known=fmean(each is not None for each in bridges),
    )


def _least_pleased(room: Room) -> Callable[[int], float]:
    """What the perspective that likes an idea least makes of it."""
    sides: defaultdict[Perspective, list[Sequence[float]]] = defaultdict(list)
    for side, likes in zip(room.perspectives, room.likes, strict=True):
        sides[side].append(likes)
    return lambda idea: min(fmean(likes[idea] for likes in each) for each in sides.values())


def bridges(seeds: int) -> None:
    """How well what bridges is known after one, two and three rounds of ten cards: this promises nothing."""
    head("people", "cards each", "most helpful", "what bridges", "bridges known")
    for people, rounds in product((45, 100, 300), (1, 2, 3)):
        each = [bridged(room_of(people, MEASURED[1], seed, World()), rounds) for seed in range(seeds)]
        helpful, bridge_, known = (fmean(getattr(one, name) for one in each) for name in Bridged.__slots__)
        row(str(people), str(ROUND * rounds), f"{helpful:.2f}", f"**{bridge_:.2f}**", f"{known:.0%}")


WORLDS = {
    "as above": World(),
    "people differ less": World(person=0.9),
    "people differ more": World(person=2.0),
    "perspectives are one": World(perspective=0),
    "perspectives differ more": World(perspective=1.4),
    "people like less": World(helps=1.0, rejects=0),
    "people like more": World(helps=0, rejects=-1.0),
    "people read ten ideas of a list": World(reads_on=0.9),
    "people read all of a list": World(reads_on=1.0),
}


def other_worlds(seeds: int) -> None:
    """The same for 45 people and 30 ideas if people were otherwise: this promises nothing."""
    head("if", "shared order", "own order", "ten cards", "read of a list")
    for name, world in WORLDS.items():
        row(name, *numbers(measure(*MEASURED, seeds, world)))


def numbers(mean: Found) -> tuple[str, ...]:
    return f"{mean.shared:.2f}", f"{mean.own:.2f}", f"**{mean.cards:.2f}**", f"{mean.read:.0f}"


def head(*cells: str) -> None:
    print()
    row(*cells)
    print("|" + "---|" * len(cells), flush=True)


def row(*cells: str) -> None:
    print("| " + " | ".join(cell for cell in cells if cell) + " |", flush=True)


def main() -> int:
    """All tables; 0 when ten cards find what is promised."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tencards", description=__doc__)
    parser.add_argument("--short", action="store_true", help="few rooms, and no other worlds")
    if parser.parse_args().short:
        good = table(SHORT, SHORT_SEEDS)
    else:
        good = table(product(PEOPLE, IDEAS), SEEDS)
        other_worlds(SEEDS)
        bridges(SEEDS // 4)
    print("\nas promised" if good else "\nless than promised")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
