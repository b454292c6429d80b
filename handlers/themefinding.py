"""Who sorts ideas into themes: scikit-learn where it is installed (the extra "themes"), else we."""

from collections.abc import Sequence
from importlib.util import find_spec

from coproduction.themesorting import NEAR, Sorter, in_order, in_themes
from coproduction.themewords import about


def sorter() -> Sorter:
    """What is at hand; both give the same groups."""
    return by_scikit_learn if find_spec("sklearn") else in_themes


def by_scikit_learn(texts: Sequence[str]) -> list[list[int]]:
    """`coproduction.themesorting.in_themes`, by scikit-learn."""
    from sklearn.cluster import AgglomerativeClustering  # noqa: PLC0415 (it takes a second to load)
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    alone = [[place] for place in range(len(texts))]
    try:
        weights = TfidfVectorizer(analyzer=about, min_df=2).fit_transform(texts)
    except ValueError:  # no two share a word
        return alone
    apart = (1 - (weights @ weights.T).toarray()).clip(min=0)
    linked = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - NEAR
    )
    groups: dict[int, list[int]] = {}
    for place, label in enumerate(linked.fit_predict(apart)):
        groups.setdefault(int(label), []).append(place)
    return in_order(list(groups.values()))
