"""What groups agreed on and where they differed, in their own words and with no group's name beside them."""

from collections.abc import Iterable
from dataclasses import dataclass

from coproduction.breakouts import Part, Word
from coproduction.words import Text, several

MOST = 5  # sayings of one part that a summary shows
MOST_IN_REPORT = 10
_HEADINGS = {
    Part.AGREE: several(1, "In {n} group people agreed:", "In {n} groups people agreed:"),
    Part.DIFFER: several(1, "In {n} group people differed:", "In {n} groups people differed:"),
}


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of a group, and how many groups said the same."""

    text: str
    groups: int = 1

    @property
    def line(self) -> str:
        """The words, with how often they were said where that was more than once."""
        return f"• {self.text}" if self.groups == 1 else f"• {self.groups} × {self.text}"


@dataclass(frozen=True, slots=True)
class Sayings:
    """What groups said of one thing, what most of them said first; `more` were said and are not here."""

    groups: int = 0
    said: tuple[Saying, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Brought:
    """What groups brought back from their rounds. Their ideas are ideas of the session."""

    agreed: Sayings = Sayings()
    differed: Sayings = Sayings()

    @property
    def told(self) -> tuple[tuple[Text, Sayings], ...]:
        """Each with its heading; nothing of what no group said."""
        parts = ((Part.AGREE, self.agreed), (Part.DIFFER, self.differed))
        return tuple((_HEADINGS[part].filled(n=said.groups), said) for part, said in parts if said.groups)


def brought(words: Iterable[Word], most: int) -> Brought:
    """What groups said, at most so much of each part; of what was said equally often the first comes first.

    Which group said what stays on the cards of the rounds: a report is read where nobody knows the groups.
    """
    said = list(words)
    return Brought(_sayings(said, Part.AGREE, most), _sayings(said, Part.DIFFER, most))


def more(number: int) -> Text:
    """That there is more than is shown, and where."""
    return several(
        number, "{n} more is on the cards of the rounds.", "{n} more are on the cards of the rounds."
    )


def folded(text: str) -> str:
    """What makes two sayings the same: not their case, their spaces or how they end."""
    return " ".join(text.casefold().split()).strip(" .!?…")


def _sayings(words: Iterable[Word], part: Part, most: int) -> Sayings:
    groups: dict[str, set[tuple[str, int]]] = {}
    texts: dict[str, str] = {}
    for word in words:
        if word.part is part:
            same = folded(word.text)
            groups.setdefault(same, set()).add((word.round, word.group))
            texts.setdefault(same, " ".join(word.text.split()))
    often = sorted(texts, key=lambda same: -len(groups[same]))  # a stable order
    shown = tuple(Saying(texts[same], len(groups[same])) for same in often[:most])
    everybody = set[tuple[str, int]]().union(*groups.values())
    return Sayings(len(everybody), shown, len(often) - len(shown))
