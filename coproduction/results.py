"""The result of a poll in plain sentences, built from its counts: what most chose, and how close it was.

How many answered is the third sentence (`handlers.blocks.questions.drawing`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from coproduction.audited import Released, Why
from coproduction.outcomes import ALL_BUT_FEW, FEW, FOLLOWS, LEADS, MOST, SOME, UP_TO_FOUR, Rung
from coproduction.words import Text, and_listed, several

CLOSE, CLEAR = 10, 4  # a lead of a tenth or less is close, one of a quarter or more is clear
ONE_MIND = 2  # the lead that one person takes away who chooses the second instead of the first
_ORDER = {UP_TO_FOUR: 0, FOLLOWS: 0, FEW: 0, SOME: 1, LEADS: 2, MOST: 2, ALL_BUT_FEW: 10**9}

_UNSAID = Text("How close it was stays hidden, so that nobody is given away.")
_UNTOLD = Text("Which of them is first stays hidden, so that nobody is given away.")
_CLOSE = Text("They are close together.")
_SEEN_BY_NOBODY = Text("Nobody can see it, not even the person who asked.")
AGAIN = Text("It can be asked again when more people are here.")


class Unit(StrEnum):
    """What is counted: people who chose something, or what they gave to it."""

    PEOPLE = "people"
    DOTS = "dots"
    POINTS = "points"


_FIRST = {
    Unit.PEOPLE: Text("“{option}” was chosen most often: {first} of {whole}."),
    Unit.DOTS: Text("“{option}” got the most dots: {first} of {whole}."),
    Unit.POINTS: Text("“{option}” got the most points: {first} of {whole}."),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A name for each count, and what the counts are a share of."""

    names: Sequence[str | Text]
    counts: Sequence[int]
    whole: int
    unit: Unit = Unit.PEOPLE


def sentences(counted: Counted) -> list[Text]:
    """What most chose, and how close it was; nothing where nothing was chosen."""
    first = max(counted.counts, default=0)
    if not first:
        return []
    leading = [name for name, count in zip(counted.names, counted.counts, strict=True) if count == first]
    if len(leading) > 1:
        return _level(counted, leading, first)
    return [_most(counted, leading[0], first), _how_close(counted, first)]


def _level(counted: Counted, leading: Sequence[str | Text], first: int) -> list[Text]:
    named = and_listed(Text("“{option}”", option=each) for each in leading)
    told = Text("Level at the top: {options}, {first} of {whole} each.")
    return [
        told.filled(options=named, first=first, whole=counted.whole),
        Text("So it could not be closer."),
    ]


def _most(counted: Counted, option: str | Text, first: int) -> Text:
    if counted.unit is Unit.PEOPLE and counted.whole == 1:
        return Text("“{option}” was chosen: {first} of {whole}.", option=option, first=first, whole=1)
    is_majority = counted.unit is Unit.PEOPLE and 2 * first > counted.whole
    told = Text("Most people chose “{option}”: {first} of {whole}.") if is_majority else _FIRST[counted.unit]
    return told.filled(option=option, first=first, whole=counted.whole)


def _how_close(counted: Counted, first: int) -> Text:
    second = sorted(counted.counts)[-2] if len(counted.counts) > 1 else 0
    if not second:
        return Text("Nothing else was chosen.")
    nexts = [name for name, count in zip(counted.names, counted.counts, strict=True) if count == second]
    lead = first - second
    told = Text("{options} came next, {behind} behind.")
    if CLOSE * lead <= counted.whole or (counted.unit is Unit.PEOPLE and lead <= ONE_MIND):
        told = Text("It was close: {options} came next, {behind} behind.")
    elif CLEAR * lead >= counted.whole:
        told = Text("It was clear: {options} came next, {behind} behind.")
    named = and_listed(Text("“{option}”", option=each) for each in nexts)
    return told.filled(options=named, behind=lead)


def released_sentences(names: Sequence[str | Text], released: Released) -> list[Text]:
    """The same out of what may be shown of an anonymous poll, and nothing else; none when it is held."""
    if released.why:
        return []
    ranks = [_ORDER[cell] if cell in _ORDER else int(cell) for cell in released.cells]
    leading = [name for name, rank in zip(names, ranks, strict=True) if rank == max(ranks)]
    if released.rung is Rung.LEADER:  # whose one line says already who leads
        return [_UNSAID if len(leading) == 1 else _UNTOLD]
    if not max(ranks):
        few = Text("No answer was chosen by more than 4 people.")
        return [Text("No answer stands out."), few if released.rung is Rung.COUNTS else _CLOSE]
    named = and_listed(Text("“{option}”", option=each) for each in leading)
    return [Text("Chosen most: {options}.", options=named), _gap(released, sorted(ranks), len(leading))]


def _gap(released: Released, ranks: Sequence[int], leading: int) -> Text:
    """How close it was, no more exactly than it is shown."""
    if leading > 1:
        return _CLOSE
    *_, second, first = ranks
    if not second and released.rung is Rung.COUNTS:
        return Text("No other answer was chosen by more than 4 people.")
    if not second:
        return Text("Few people or nobody chose anything else.")
    if released.rung is Rung.COUNTS:
        return Text("The next is about {behind} behind.", behind=first - second)
    return _UNSAID


def written_sentences(written: Sequence[str], *, is_anonymous: bool) -> list[Text]:
    """What can be said of people's own words: how many differ, and what most wrote, where that is counted."""
    if not written:
        return []
    often = Counter(written)
    different = several(
        len(often), "There is {n} answer to read.", "There are {n} different answers to read."
    )
    if is_anonymous:
        return [different, Text("They stand in no order, and without names.")]
    most = max(often.values())
    if most == 1:
        return [different, Text("No two people wrote the same.")]
    if len(often) == 1:
        return [different, Text("It was written {times} times.", times=most)]
    leading = sum(times == most for times in often.values())
    told = several(
        leading,
        "The most common one was written {times} times.",
        "The {n} most common ones were written {times} times each.",
        times=most,
    )
    return [different, told]


def moved_sentence(same: int, down: int) -> Text:
    """Beside how many chose a higher number for now than for before: how many did not."""
    return Text("{same} chose the same number, {down} a lower one.", same=same, down=down)


def skipped_sentences() -> list[Text]:
    """Where everybody who answered would rather not say."""
    return [Text("Everybody would rather not say."), Text("So no answer stands out.")]


def onward(answered: int, released: Released | None) -> list[Text]:
    """What follows where there is no result to tell: nobody answered, or it is held."""
    if released and released.why:
        return [AGAIN if released.why is Why.TOO_FEW else _SEEN_BY_NOBODY]
    return [] if answered else [Text("So there is no result."), Text("It can be asked again.")]
