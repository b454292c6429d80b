"""The result of a poll in plain sentences, built from its counts: what most chose, and how close it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from coproduction.audited import Released
from coproduction.outcomes import ALL_BUT_FEW, FEW, FOLLOWS, LEADS, MOST, SOME, UP_TO_FOUR, Rung
from coproduction.words import Text, and_listed

CLOSE, CLEAR = 10, 4  # a lead of a tenth or less is close, one of a quarter or more is clear
ONE_MIND = 2  # the lead that one person takes away who chooses the second instead of the first
_ORDER = {UP_TO_FOUR: 0, FOLLOWS: 0, FEW: 0, SOME: 1, LEADS: 2, MOST: 2, ALL_BUT_FEW: 10**9}

_UNSAID = Text("How close it was stays hidden, so that nobody is given away.")


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
    is_majority = counted.unit is Unit.PEOPLE and 2 * first > counted.whole
    told = Text("Most people chose “{option}”: {first} of {whole}.") if is_majority else _FIRST[counted.unit]
    return told.filled(option=option, first=first, whole=counted.whole)


def _how_close(counted: Counted, first: int) -> Text:
    second = sorted(counted.counts)[-2] if len(counted.counts) > 1 else 0
    if not second:
        return Text("Nothing else was chosen.")
    nexts = [name for name, count in zip(counted.names, counted.counts, strict=True) if count == second]
    lead = first - second
    told = Text("Next: {options}, {behind} behind.")
    if CLOSE * lead <= counted.whole or (counted.unit is Unit.PEOPLE and lead <= ONE_MIND):
        told = Text("It was close. Next: {options}, {behind} behind.")
    elif CLEAR * lead >= counted.whole:
        told = Text("It was clear. Next: {options}, {behind} behind.")
    named = and_listed(Text("“{option}”", option=each) for each in nexts)
    return told.filled(options=named, behind=lead)


def released_sentences(names: Sequence[str | Text], released: Released) -> list[Text]:
    """The same out of what may be shown of an anonymous poll, and nothing else; none when it is held."""
    if released.why:
        return []
    ranks = [_ORDER[cell] if cell in _ORDER else int(cell) for cell in released.cells]
    leading = [name for name, rank in zip(names, ranks, strict=True) if rank == max(ranks)]
    if released.rung is Rung.LEADER:  # whose one line says already who leads
        return [_UNSAID] if len(leading) == 1 else []
    if not max(ranks):
        return [Text("No answer stands out.")]
    named = and_listed(Text("“{option}”", option=each) for each in leading)
    return [Text("Chosen most: {options}.", options=named), _gap(released, sorted(ranks), len(leading))]


def _gap(released: Released, ranks: Sequence[int], leading: int) -> Text:
    """How close it was, no more exactly than it is shown."""
    if leading > 1:
        return Text("They are close together.")
    *_, second, first = ranks
    if not second and released.rung is Rung.COUNTS:
        return Text("No other answer was chosen by more than 4 people.")
    if not second:
        return Text("Few people or nobody chose anything else.")
    if released.rung is Rung.COUNTS:
        return Text("The next is about {behind} behind.", behind=first - second)
    return _UNSAID
