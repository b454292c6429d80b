"""What a kind of question is: one declared row for each.

A row says what options such a question has, what a press or a typed answer means, which answers a poll takes,
and what is counted of them (`kind.py`). How it is drawn and answered is declared in
`handlers/blocks/questions`. An answer is stored as a text; nobody but its row knows what stands in it.
"""

from collections.abc import Mapping
from dataclasses import replace

from coproduction.audited import Released, Why, release, turnout
from coproduction.levels import Level
from coproduction.outcomes import FEWEST, Rung
from coproduction.people import Perspective
from coproduction.pollends import no_more
from coproduction.polls import CARDS, Poll, Tally, closed
from coproduction.questions.beforenow import BEFORE_AND_NOW
from coproduction.questions.choices import SEVERAL_CHOICES, SINGLE_CHOICE, YES_NOT_YET_NO, position_of
from coproduction.questions.kind import Counts, Folded, Names, QuestionKind
from coproduction.questions.openwords import OWN_WORDS
from coproduction.questions.points import FIRST_THREE, SHARED_DOTS
from coproduction.questions.scales import ONE_TO_FIVE, ZERO_TO_TEN
from coproduction.questions.tencards import TEN_CARDS
from coproduction.splits import Part, may_be_split
from coproduction.words import Text, Value

__all__ = ["KINDS", "SINGLE_CHOICE", "QuestionKind", "answer_to", "position_of", "tally", "words_of"]

KINDS: dict[str, QuestionKind] = {
    kind.name: kind
    for kind in (
        SINGLE_CHOICE,
        SEVERAL_CHOICES,
        YES_NOT_YET_NO,
        ONE_TO_FIVE,
        ZERO_TO_TEN,
        BEFORE_AND_NOW,
        SHARED_DOTS,
        FIRST_THREE,
        OWN_WORDS,
        TEN_CARDS,
    )
}

_CLOSED = Text(
    "This poll has closed, so this answer was not counted. If you gave one before, it still counts."
)


def answer_to(poll: Poll, given: str) -> str:
    """The answer to a poll that somebody means by what they pressed or typed, or a Refusal."""
    if not poll.is_open:
        raise no_more(poll, _CLOSED)
    kind = KINDS[poll.kind]
    answer = kind.read(given)
    kind.check(poll, answer)
    return answer


def words_of(poll: Poll, answer: str) -> Value:
    """An answer to this poll, as people read it."""
    return KINDS[poll.kind].words(poll, answer)


def names_of(poll: Poll) -> Names:
    """What each number of a tally is of, in the order of its counts or of the cells that are released."""
    kind = KINDS[poll.kind]
    return kind.folded.names(poll) if poll.is_anonymous and kind.folded else kind.names(poll)


def answered(poll: Poll, votes: Mapping[str, int]) -> int:
    """How many people answered, as far as that may be said."""
    everybody = sum(votes.values())
    return turnout(everybody) if poll.is_anonymous else everybody


def tally(poll: Poll, votes: Mapping[str, int]) -> Tally:
    """The tally of a poll from how many people gave each answer; a missing one was given by nobody.

    What nobody may see is not in it. Of an anonymous poll that is closed it computes for up to two seconds
    the first time: not for the event loop.
    """
    kind, known = KINDS[poll.kind], answered(poll, votes)
    counts = kind.count(poll, votes)
    written = () if poll.is_open or poll.is_lost else kind.written(poll, votes)
    if _gives_away(poll, known):
        return Tally(poll, (), known, Released(Rung.HELD, why=Why.TOO_FEW))
    if not poll.is_anonymous:
        return Tally(poll, counts if poll.shows_counts else (), known, written=written)
    if not poll.shows_counts or kind.folded is None:
        return Tally(poll, (), known)
    released = _released(kind.folded, counts, known)
    return Tally(poll, (), known, released, () if released else written)


def together(whole: Tally) -> Tally:
    """A poll with its further questions, as they may be shown beside each other.

    Where few people answered any of them, what nobody answered is held as the rest is: it would tell that all
    these few left it out.
    """
    most = _people_of(whole)
    if not whole.parts or not _gives_away(whole.poll, most):
        return whole
    held = Released(Rung.HELD, why=Why.TOO_FEW)
    parts = [replace(each, counts=(), released=held) for each in whole.parts]
    return replace(whole, counts=(), released=held, parts=tuple(parts))


def would_hide(whole: Tally) -> bool:
    """Whether nothing would be shown of an open poll if it closed now, for good: nobody has answered it, or
    too few. Of an anonymous poll it is not known whether anybody has.
    """
    most = _people_of(whole)
    return not most or _gives_away(closed(whole.poll), most)


def split(poll: Poll, votes: Mapping[Perspective | None, Mapping[str, int]]) -> tuple[Part, ...]:
    """What may be shown of a poll by perspective, from how many people of each gave each answer.

    Who would rather not say is counted in no perspective, and is one of those who could be found: a group
    that gave any answer at all must have five who said something. What everybody has seen grow is not split.
    """
    if poll.level is not Level.CONFIDENTIAL or poll.is_live or poll.kind == CARDS:
        return ()
    kind, parts = KINDS[poll.kind], []
    for whose, given in votes.items():
        said = {answer: people for answer, people in given.items() if answer != kind.skip}
        parts.append(Part(whose, kind.count(poll, said), sum(said.values())))
    may = all(part.counts for part in parts) and may_be_split([part.answered for part in parts])
    return tuple(parts) if may else ()


def _people_of(whole: Tally) -> int:
    """How many people answered any one of its questions, at most."""
    return max(each.answered for each in (whole, *whole.parts))


def _gives_away(poll: Poll, people: int) -> bool:
    """Whether a confidential result would show what few people chose; a live one everybody has seen grow."""
    is_result = poll.level is Level.CONFIDENTIAL and poll.shows_counts and not poll.is_live
    return is_result and poll.kind != CARDS and 0 < people < FEWEST


def _released(folded: Folded, counts: Counts, people: int) -> Released | None:
    """What may be shown of an anonymous poll; None where its words may be, because enough people wrote."""
    cells = folded.counts(counts)
    if cells:
        return release(cells)
    return Released(Rung.HELD, why=Why.TOO_FEW) if people < FEWEST else None
