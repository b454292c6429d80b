"""Did it work? When an idea is done, whom it concerned are asked once; what they say is confidential."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from coproduction.errors import Refusal
from coproduction.people import Perspective
from coproduction.releases import FEWEST
from coproduction.splits import Part, may_be_split
from coproduction.texts import optional

DID_IT_WORK: Final = "did_it_work"
WORKED_TOLD: Final = "worked_told"  # what was said, to who leads
OPEN_FOR = timedelta(weeks=4)  # then what was said is counted, and who said it forgotten
SENTENCE_LENGTH = 300


class Effect(StrEnum):
    """What an idea did."""

    HELPED = "helped"
    SAME = "same"
    HARM = "harm"


class Why(StrEnum):
    """Why somebody is asked: what they have to do with the idea, the nearest of it."""

    WROTE = "wrote"
    HAS = "has it in hand"
    HELPS = "helps"
    SUPPORTS = "supports"
    FOLLOWS = "follows"


@dataclass(frozen=True, slots=True)
class Said:
    """What one person says of an idea that is done, until it is counted."""

    idea: str
    person: str
    effect: Effect
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """What came of an idea: how many were asked and answered, and of five or more, what they said.

    `counts` is empty where too few answered, `split` where a perspective could be found by it; both are in
    the order of `Effect`. `words` are in no order.
    """

    idea: str
    asked: int
    answered: int
    counts: tuple[int, ...] = ()
    split: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    counted_at: datetime | None = None

    @property
    def harmed(self) -> int:
        """How many say that it did harm, of five or more."""
        return dict(zip(Effect, self.counts, strict=False)).get(Effect.HARM, 0)

    @property
    def parts(self) -> tuple[Part, ...]:
        """How people of each perspective answered, where that may be shown."""
        wide = len(Effect)
        rows = [self.split[at : at + wide] for at in range(0, len(self.split), wide)]
        return tuple(Part(whose, row, sum(row)) for whose, row in zip(_ORDER, rows, strict=False) if sum(row))


_ORDER: tuple[Perspective | None, ...] = (*Perspective, None)


class WorkedStore(Protocol):
    """What storage keeps of this noun."""

    def say(self, said: Said) -> None:
        """In place of what they said before."""

    def said_by(self, idea: str, person: str) -> Said | None: ...
    def said(self, idea: str) -> list[Said]: ...
    def clear(self, idea: str) -> None:
        """Forget who said what."""

    def keep(self, worked: Worked) -> None:
        """Raises Taken when it was counted."""

    def of(self, idea: str) -> Worked | None: ...
    def of_channel(self, channel: str) -> list[Worked]: ...


def effect_named(code: str) -> Effect:
    """The effect of that name, or a Refusal."""
    try:
        return Effect(code)
    except ValueError:
        raise Refusal("Please choose whether it helped.", "effect") from None


def sentence_of(text: str | None) -> str | None:
    """A sentence to it, if there is one."""
    return optional(text, most=SENTENCE_LENGTH, field="words")


def counted(
    idea: str,
    asked: int,
    said: Sequence[Said],
    perspectives: Mapping[str, Perspective | None],
    in_any_order: Iterable[str],
    now: datetime,
) -> Worked:
    """What may be kept of what people said; `in_any_order` are their sentences, shuffled."""
    if len(said) < FEWEST:
        return Worked(idea, asked, len(said), counted_at=now)
    groups = {whose: [each for each in said if perspectives.get(each.person) == whose] for whose in _ORDER}
    sizes = [len(each) for each in groups.values() if each]
    rows = [_count(each) for each in groups.values()] if may_be_split(sizes) else []
    split = tuple(number for row in rows for number in row)
    return Worked(idea, asked, len(said), _count(said), split, tuple(in_any_order), now)


def _count(said: Iterable[Said]) -> tuple[int, ...]:
    found = Counter(each.effect for each in said)
    return tuple(found[effect] for effect in Effect)
