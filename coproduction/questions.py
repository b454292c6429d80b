"""What a kind of question is: one declared row for each.

A row says what options such a question has, what a press or a typed answer means, which answers a poll takes,
and what is counted of them. How it is drawn and answered is declared in `handlers/blocks/questions.py`. An
answer is stored as a text; nobody but its row knows what stands in it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coproduction.audited import release, turnout
from coproduction.errors import Refusal
from coproduction.polls import CARDS, CHOICE, MOST, Poll, Tally, options_of

_POSITIONS = {str(position): position for position in range(MOST)}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionKind:
    """One kind of question. Its `name` is stored with each poll; no other kind may have it.

    `options` makes what a facilitator typed into the options of a poll, or raises a Refusal. `read` gives the
    text of the answer that somebody means by what they pressed or typed, or raises one. `check` raises one
    when this poll does not take that answer. `words` says an answer as people read it. `count` gives the
    numbers that are shown, in the order of the drawing, from how many people gave each answer.
    """

    name: str
    options: Callable[[list[str]], tuple[str, ...]]
    read: Callable[[str], str]
    check: Callable[[Poll, str], None]
    words: Callable[[Poll, str], str]
    count: Callable[[Poll, Mapping[str, int]], tuple[int, ...]]


def position_of(answer: str) -> int | None:
    """The position that an answer to a single choice is the text of; None when it is no such text."""
    return _POSITIONS.get(answer)


def _as_pressed(given: str) -> str:
    """Each option's button carries its position."""
    return given


def _check_option(poll: Poll, answer: str) -> None:
    position = position_of(answer)
    if position is None or position >= len(poll.options):
        raise Refusal("This poll has no such option. Please press one of the buttons on its card.")


def _option(poll: Poll, answer: str) -> str:
    return poll.options[int(answer)]


def _of_each_option(poll: Poll, votes: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(votes.get(str(position), 0) for position in range(len(poll.options)))


SINGLE_CHOICE = QuestionKind(
    name=CHOICE,
    options=options_of,
    read=_as_pressed,
    check=_check_option,
    words=_option,
    count=_of_each_option,
)


def _not_on_the_card(_poll: Poll, _answer: str) -> None:
    raise Refusal("Please press “See ten cards” on its card. You answer in the form that opens.")


# Its cards are no options, they are judged in a form (`coproduction.service.tencards`), and its one answer
# only says that somebody has judged any.
TEN_CARDS = QuestionKind(
    name=CARDS,
    options=lambda _: (),
    read=_as_pressed,
    check=_not_on_the_card,
    words=lambda _, answer: answer,
    count=lambda _, __: (),
)

KINDS: dict[str, QuestionKind] = {kind.name: kind for kind in (SINGLE_CHOICE, TEN_CARDS)}


def answer_to(poll: Poll, given: str) -> str:
    """The answer to a poll that somebody means by what they pressed or typed, or a Refusal."""
    if not poll.is_open:
        raise Refusal("This poll has closed, so your answer was not counted.")
    kind = KINDS[poll.kind]
    answer = kind.read(given)
    kind.check(poll, answer)
    return answer


def words_of(poll: Poll, answer: str) -> str:
    """An answer to this poll, as people read it."""
    return KINDS[poll.kind].words(poll, answer)


def tally(poll: Poll, votes: Mapping[str, int]) -> Tally:
    """The tally of a poll from how many people gave each answer; a missing one was given by nobody.

    What nobody may see is not in it. Of an anonymous poll that is closed it computes for up to two seconds
    the first time: not for the event loop.
    """
    counts, answered = KINDS[poll.kind].count(poll, votes), sum(votes.values())
    if poll.is_anonymous:
        released = release(counts) if poll.shows_counts else None
        return Tally(poll, (), turnout(answered), released)
    return Tally(poll, counts if poll.shows_counts else (), answered)
