"""Texts sorted into themes by the words they share: TF-IDF and average linkage, in standard Python.

The same with scikit-learn, where that is installed, is in `handlers/themefinding.py`; both give the same
groups. Nothing leaves the machine. How good it is, and for how many texts: docs/themes.md.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import log, sqrt

from coproduction.themewords import MATTER, about, matters_of, said, stem, written

FEWEST_TEXTS, MOST_TEXTS = 3, 300
NEAR = 0.3  # how alike, on average, the texts of two groups are that become one; chosen on the seen half
IN_A_NAME = 3  # words

Vector = Mapping[str, float]
Sorter = Callable[[Sequence[str]], list[list[int]]]


def in_themes(texts: Sequence[str]) -> list[list[int]]:
    """The texts by their place, grouped: the largest group first, and in each the first text first."""
    return in_order(_linked(_alike(vectors(texts))))


def in_order(groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """Groups in the order in which they are shown."""
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))


def vectors(texts: Sequence[str]) -> list[Vector]:
    """What each text is about, as weights that are greater for what few texts are about; of length 1, or 0.

    What only one text says makes it like no other, and is left out.
    """
    counted = [Counter(about(text)) for text in texts]
    spread = Counter(word for each in counted for word in each)
    rare = {word: log((1 + len(texts)) / (1 + n)) + 1 for word, n in spread.items() if n > 1}
    return [_unit({word: n * rare[word] for word, n in each.items() if word in rare}) for each in counted]


def name_of(texts: Sequence[str], others: Sequence[str]) -> str:
    """A theme's name: words of the matter that most of its texts are about, and words that they share and
    few others have; "" where there are none."""
    inside, outside = _in_how_many(texts), _in_how_many(others)
    matter = _matter_of(texts)
    told = {each: inside[each] * (2 if matter in matters_of(each) else 1) for each in inside}
    spelled = _spellings(texts)
    telling = [each for each in spelled if told[each] > 1]
    telling.sort(key=lambda each: (-told[each] / sqrt(1 + outside[each]), spelled[each]))
    return ", ".join(spelled[each] for each in telling[:IN_A_NAME])


def named_first(name: str, texts: Sequence[str]) -> list[int]:
    """The texts by their place: those first that have most of the words of this name in them."""
    words = {stem(word) for word in said(name)}
    shared = [len(words & {stem(word) for word in said(text)}) for text in texts]
    return sorted(range(len(texts)), key=lambda place: -shared[place])


def _in_how_many(texts: Sequence[str]) -> Counter[str]:
    """Each stem and in how many of these texts it stands."""
    return Counter(each for text in texts for each in {stem(word) for word in said(text)})


def _matter_of(texts: Sequence[str]) -> str:
    """The matter that at least half of these texts are about, "" where there is none."""
    counted = Counter(matter for text in texts for matter in set(about(text)) if matter.startswith(MATTER))
    matter, n = min(counted.items(), key=lambda each: (-each[1], each[0]), default=("", 0))
    return matter if 2 * n >= len(texts) else ""


def _spellings(texts: Sequence[str]) -> dict[str, str]:
    """Each stem as people spell it most often, with its accents."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word in (word for text in texts for word in written(text)):
        for folded in said(word):
            counted[stem(folded)][word] += 1
    return {each: min(words, key=lambda word: (-words[word], word)) for each, words in counted.items()}


def _unit(vector: Vector) -> Vector:
    length = sqrt(sum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else {}


def _alike(found: Sequence[Vector]) -> list[list[float]]:
    """How alike each two of them are, from 0 to 1: the cosine between them."""
    holding: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    alike = [[0.0] * len(found) for _ in found]
    for place, vector in enumerate(found):
        for word, weight in vector.items():
            for other, theirs in holding[word]:
                alike[place][other] += weight * theirs
                alike[other][place] += weight * theirs
            holding[word].append((place, weight))
    return alike


def _linked(alike: list[list[float]]) -> list[list[int]]:
    """Whatever is most alike becomes one, until no two groups are near enough (average linkage)."""
    groups = {place: [place] for place in range(len(alike))}
    nearest = {place: _nearest(place, alike, groups) for place in groups}
    while len(groups) > 1:
        one = max(groups, key=lambda place: (nearest[place][0], -place))
        likeness, other = nearest[one]
        if likeness < NEAR:
            break
        _join(one, other, alike, groups)
        del nearest[other]
        for place in groups:
            if place == one or nearest[place][1] in (one, other):
                nearest[place] = _nearest(place, alike, groups)
            else:
                nearest[place] = max(nearest[place], (alike[place][one], one))
    return list(groups.values())


def _nearest(place: int, alike: list[list[float]], groups: Mapping[int, list[int]]) -> tuple[float, int]:
    return max(((alike[place][other], other) for other in groups if other != place), default=(-1.0, -1))


def _join(one: int, other: int, alike: list[list[float]], groups: dict[int, list[int]]) -> None:
    """The second becomes a part of the first; how alike it is to each is the average over its texts."""
    here, there = len(groups[one]), len(groups[other])
    for place in groups:
        both = (alike[one][place] * here + alike[other][place] * there) / (here + there)
        alike[one][place] = alike[place][one] = both
    groups[one] += groups.pop(other)
