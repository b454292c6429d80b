"""A scale: a number from 1 to 5 or from 0 to 10, with words at both ends, or "rather not say"."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from coproduction.audited import BAND_NAMES, banded
from coproduction.errors import Refusal, Unasked
from coproduction.polloptions import options_of
from coproduction.polls import RATHER_NOT, SCALE, SCALE_TEN, Poll
from coproduction.questions.kind import Counts, Folded, Names, QuestionKind
from coproduction.words import Text, Value

SKIP: Final = "skip"  # the answer of who would rather not say
ENDS = 2
LOWEST, HIGHEST = Text("the lowest"), Text("the highest")


def ends_or_none(typed: list[str]) -> tuple[str, ...]:
    """What the lowest and the highest number mean, or nothing; else a Refusal."""
    if typed and len(typed) != ENDS:
        raise Unasked(
            "A scale has words for its two ends, or none. You gave {given}.",
            "options",
            given=len(typed),
        )
    return options_of(typed) if typed else ()


def ends_of(poll: Poll) -> Names:
    """What the lowest and the highest number mean."""
    return poll.offers or (LOWEST, HIGHEST)


@dataclass(frozen=True, slots=True)
class Scale:
    """What all scales have in common, for those numbers that this one has."""

    steps: tuple[str, ...]

    def row(self, name: str) -> QuestionKind:
        """The kind of question of this name."""
        return QuestionKind(
            name=name,
            options=ends_or_none,
            read=str.strip,
            check=self._check,
            words=self._words,
            count=self._count,
            names=self._names,
            folded=Folded(self._bands, self._banded),
            skip=SKIP,
        )

    def _check(self, _poll: Poll, answer: str) -> None:
        if answer not in (*self.steps, SKIP):
            raise Refusal(
                "Please answer with a number from {least} to {most}.",
                least=int(self.steps[0]),
                most=int(self.steps[-1]),
            )

    def _words(self, _poll: Poll, answer: str) -> Value:
        return RATHER_NOT if answer == SKIP else answer

    def _count(self, _poll: Poll, votes: Mapping[str, int]) -> Counts:
        return tuple(votes.get(each, 0) for each in (*self.steps, SKIP))

    def _names(self, _poll: Poll) -> Names:
        return (*self.steps, RATHER_NOT)

    def _bands(self, _poll: Poll) -> Names:
        return (*BAND_NAMES[len(self.steps)], RATHER_NOT)

    def _banded(self, counts: Counts) -> Counts:
        *steps, skipped = counts
        return (*banded(steps), skipped)


STEPS: Final = {
    SCALE: tuple(str(step) for step in range(1, 6)),
    SCALE_TEN: tuple(str(step) for step in range(11)),
}
ONE_TO_FIVE = Scale(STEPS[SCALE]).row(SCALE)
ZERO_TO_TEN = Scale(STEPS[SCALE_TEN]).row(SCALE_TEN)
