"""How people are received: with a notice and two questions about them, once, and never again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from story.words import said

NOTICE = (
    "I keep what you say to me here for this programme, and each form tells you who sees it. "
    "Slack stores it for me, and the helpers that Slack has built in may read what stands in channels."
)
SECTOR, PERSPECTIVE = "Who are you here as?", "How do you know the service?"


@dataclass(frozen=True)
class Welcome:
    """What somebody was shown when they checked in: the notice, and the questions about who they are."""

    notice: bool
    asks: bool

    @classmethod
    def of(cls, words: str, labels: Collection[str]) -> Welcome:
        """From what the form says, and what its fields ask."""
        return cls(said(NOTICE) in words, {said(SECTOR), said(PERSPECTIVE)} <= set(labels))


def faults(arriving: Collection[str], shown: Mapping[str, Sequence[Welcome]]) -> list[str]:
    """Who of those that arrive was not welcomed when they came first, or was once more."""
    found = [f"{who} never checked in by themselves" for who in sorted(arriving) if not shown.get(who)]
    for who, (first, *later) in sorted(shown.items()):
        if not first.notice:
            found.append(f"{who} came for the first time and was shown no notice")
        if not first.asks:
            found.append(f"{who} came for the first time and was not asked who they are")
        found += [f"{who} was welcomed a second time" for each in later if each.notice or each.asks]
    return found
