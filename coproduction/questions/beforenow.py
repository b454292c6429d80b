"""A question that is answered twice at once, from 1 to 5: how it was before today, and how it is now.

Asked afterwards, both numbers are of the same measure: who learns what a thing is about often rates what they
knew before lower than they would have done then.
"""

from collections.abc import Mapping
from typing import Final

from coproduction.errors import Refusal
from coproduction.polls import BEFORE_NOW, Poll
from coproduction.questions.choices import as_given
from coproduction.questions.kind import Counts, Folded, Names, QuestionKind
from coproduction.questions.scales import ends_or_none
from coproduction.words import Text, Value

STEPS: Final = ("1", "2", "3", "4", "5")
MOVES: Final = (Text("Higher now"), Text("The same"), Text("Lower now"))
_BOTH_OR_NEITHER = Text("Please answer both, before today and now. Or leave both out.")


def pair_of(answer: str) -> tuple[int, int]:
    """The number for before and the one for now, or a Refusal that says which is missing."""
    before, _, now = answer.partition(" ")
    for given, field in ((before, "before"), (now, "now")):
        if given not in STEPS:
            raise Refusal("Please choose a number from 1 to 5, for before today and for now.", field)
    return int(before), int(now)


def _check(poll: Poll, answer: str) -> None:
    before, _, now = answer.partition(" ")
    if poll.is_optional and bool(before) != bool(now):
        raise Refusal(_BOTH_OR_NEITHER, "now" if before else "before")
    pair_of(answer)


def _words(_poll: Poll, answer: str) -> Value:
    before, now = pair_of(answer)
    return Text("{before} before, {now} now", before=before, now=now)


def _count(_poll: Poll, votes: Mapping[str, int]) -> Counts:
    """How many gave each number for before, then for now; then how many went up, stayed and went down."""
    befores, nows, moves = [0] * len(STEPS), [0] * len(STEPS), [0, 0, 0]
    for answer, people in votes.items():
        before, now = pair_of(answer)
        befores[before - 1] += people
        nows[now - 1] += people
        moves[0 if now > before else 1 if now == before else 2] += people
    return (*befores, *nows, *moves)


def _names(_poll: Poll) -> Names:
    return (
        *(Text("{number} before today", number=step) for step in STEPS),
        *(Text("{number} now", number=step) for step in STEPS),
        *MOVES,
    )


def _moved(_poll: Poll) -> Names:
    return MOVES


def _moves(counts: Counts) -> Counts:
    return counts[-len(MOVES) :]


BEFORE_AND_NOW = QuestionKind(
    name=BEFORE_NOW,
    options=ends_or_none,
    read=as_given,
    check=_check,
    words=_words,
    count=_count,
    names=_names,
    folded=Folded(_moved, _moves),
)
