"""How well themes are found: the same ideas sorted by people, by chance, by k-means and by the bot.

    python -m benchmarks.themes

120 ideas in English and 60 in Spanish (`benchmarks/ideas/`), written and labelled before there was any code
that sorts. Every second of them was seen while it was written (`NEAR` was chosen on those); the others are
held out. What decides the exit code: on the held-out half of each language the adjusted Rand index is above
what is promised, above chance, and above k-means, which is told how many themes there are.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from time import perf_counter

from coproduction.themesorting import Vector, in_themes, vectors

IDEAS = Path(__file__).parent / "ideas"
PROMISED = {"en": 0.48, "es": 0.7}  # adjusted Rand index
SEEDS = 20
_ROUNDS = 30


def ideas_of(language: str, *, held_out: bool) -> tuple[list[str], list[str]]:
    """Themes and texts of every second idea: those that were seen, or those that were held out."""
    lines = (IDEAS / f"{language}.tsv").read_text(encoding="utf-8").splitlines()[held_out::2]
    pairs = [line.split("\t") for line in lines]
    return [theme for theme, _ in pairs], [text for _, text in pairs]


def adjusted_rand(one: Sequence[object], other: Sequence[object]) -> float:
    """How alike two ways of grouping are: 1 the same, 0 as by chance (Hubert and Arabie, 1985)."""

    def pairs(counted: Counter[object]) -> float:
        return sum(n * (n - 1) / 2 for n in counted.values())

    both, all_pairs = pairs(Counter(zip(one, other, strict=True))), len(one) * (len(one) - 1) / 2
    here, there = pairs(Counter(one)), pairs(Counter(other))
    expected = here * there / all_pairs
    return (both - expected) / ((here + there) / 2 - expected)


def labels(groups: Sequence[Sequence[int]]) -> list[int]:
    """For each text the number of its group."""
    found = {place: number for number, group in enumerate(groups) for place in group}
    return [found[place] for place in range(len(found))]


def by_chance(texts: Sequence[str], groups: int, seed: int) -> list[int]:
    """So many groups, thrown."""
    chance = random.Random(seed)  # noqa: S311 (a simulation)
    return [chance.randrange(groups) for _ in texts]


def by_k_means(texts: Sequence[str], groups: int, seed: int) -> list[int]:
    """Spherical k-means over the same vectors, told how many groups there are."""
    found = vectors(texts)
    middles: list[Vector] = random.Random(seed).sample(found, groups)  # noqa: S311
    labelled: list[int] = []
    for _ in range(_ROUNDS):
        nearest = [max(range(groups), key=lambda each: _likeness(v, middles[each])) for v in found]
        if nearest == labelled:
            break
        labelled = nearest
        middles = [_middle(_of_group(found, labelled, group)) for group in range(groups)]
    return labelled


def _of_group(found: Sequence[Vector], labelled: Sequence[int], group: int) -> list[Vector]:
    return [vector for vector, label in zip(found, labelled, strict=True) if label == group]


def _likeness(one: Vector, other: Vector) -> float:
    return sum(weight * other.get(word, 0.0) for word, weight in one.items())


def _middle(found: Sequence[Vector]) -> Vector:
    total: defaultdict[str, float] = defaultdict(float)
    for vector in found:
        for word, weight in vector.items():
            total[word] += weight
    length = sum(weight**2 for weight in total.values()) ** 0.5 or 1.0
    return {word: weight / length for word, weight in total.items()}


def measured(language: str, *, held_out: bool) -> Mapping[str, float]:
    """The adjusted Rand index of each way, on one half of the ideas of a language."""
    themes, texts = ideas_of(language, held_out=held_out)
    groups = len(set(themes))

    def mean(way: Callable[[Sequence[str], int, int], list[int]]) -> float:
        return fmean(adjusted_rand(themes, way(texts, groups, seed)) for seed in range(SEEDS))

    ours = adjusted_rand(themes, labels(in_themes(texts)))
    return {"chance": mean(by_chance), "k-means": mean(by_k_means), "themes": ours}


def main() -> int:
    """Print both halves of both languages, and how long 300 ideas take."""
    kept = True
    for language, promised in PROMISED.items():
        for held_out in (False, True):
            found = measured(language, held_out=held_out)
            figures = ", ".join(f"{way} {figure:.2f}" for way, figure in found.items())
            print(f"{language}, {'held out' if held_out else 'seen'}: {figures}")
            if held_out:
                kept &= found["themes"] > max(promised, found["chance"], found["k-means"])
    halves = [ideas_of(language, held_out=half)[1] for language in PROMISED for half in (False, True)]
    texts = [text for half in halves for text in half]
    began = perf_counter()
    in_themes((texts * 2)[:300])
    print(f"300 ideas take {perf_counter() - began:.2f} s")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
