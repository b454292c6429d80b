"""A result as Slack's own chart, below the words that say the same: who does not see it misses nothing."""

from collections.abc import Iterable, Iterator
from typing import Final

from coproduction.results import Counted, Unit
from coproduction.words import Text
from handlers.blocks.kit import Block
from handlers.blocks.text import clip
from handlers.voice import Voice

CHART: Final = "data_visualization"
MOST_CHARTS: Final = 2  # that Slack takes in one message
_TITLE, _LABEL = 50, 20  # characters that Slack takes
_UNITS = {Unit.PEOPLE: Text("People"), Unit.DOTS: Text("Dots"), Unit.POINTS: Text("Points")}


def chart(say: Voice, title: str, counted: Counted) -> list[Block]:
    """A bar for each count of a result that everybody may see; nothing where nothing was counted."""
    if not any(counted.counts):
        return []
    labels = list(_apart(say.of(name) for name in counted.names))
    points = [{"label": label, "value": count} for label, count in zip(labels, counted.counts, strict=True)]
    series = {"name": clip(say(_UNITS[counted.unit]), _LABEL), "data": points}
    drawn = {"type": "bar", "series": [series], "axis_config": {"categories": labels}}
    return [{"type": CHART, "title": clip(" ".join(title.split()), _TITLE), "chart": drawn}]


def _apart(names: Iterable[str]) -> Iterator[str]:
    """Each name on one line and short enough, and no two alike: Slack refuses a chart with two."""
    taken: set[str] = set()
    for name in names:
        words, number = " ".join(name.split()), 1
        label = clip(words, _LABEL)
        while label in taken:
            number += 1
            label = f"{clip(words, _LABEL - len(f' ({number})'))} ({number})"
        taken.add(label)
        yield label
