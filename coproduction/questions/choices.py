"""Questions that are answered by choosing: one option, several of them, or yes, not yet or no."""

from collections.abc import Mapping

from coproduction.errors import Refusal, Unasked
from coproduction.polloptions import options_of
from coproduction.polls import CHOICE, FEWEST, MOST, RATHER_NOT, SEVERAL, YES_NO, YES_NO_OPTIONS, Poll
from coproduction.questions.kind import Counts, Folded, QuestionKind, the_options, unfolded
from coproduction.words import Value, listed

_POSITIONS = {str(position): position for position in range(MOST)}


def position_of(answer: str) -> int | None:
    """The position that an answer to a single choice is the text of; None when it is no such text."""
    return _POSITIONS.get(answer)


def positions_of(poll: Poll, answer: str) -> list[int]:
    """The positions of different options of this poll that an answer names, apart by spaces, or a Refusal."""
    found = [position_of(each) for each in answer.split()]
    positions = [each for each in found if each is not None and each < len(poll.options)]
    if len(positions) < len(found):
        raise Refusal("This poll has no such option. Please choose among those of its form.")
    return positions


def no_options(typed: list[str]) -> tuple[str, ...]:
    """For a kind of question that brings its own answers, or has none to choose from."""
    if typed:
        raise Refusal(
            "This kind of question needs no options of yours. Please leave them out, or ask a choice.",
            "options",
        )
    return ()


def as_given(given: str) -> str:
    """A button or a form of ours carries the answer as it is stored."""
    return given


def _check_option(poll: Poll, answer: str) -> None:
    position = position_of(answer)
    if position is None or position >= len(poll.options):
        raise Refusal("This poll has no such option. Please press one of the buttons on its card.")


def _option(poll: Poll, answer: str) -> Value:
    return poll.offers[int(answer)]


def _of_each_option(poll: Poll, votes: Mapping[str, int]) -> Counts:
    return tuple(votes.get(str(position), 0) for position in range(len(poll.options)))


SINGLE_CHOICE = QuestionKind(
    name=CHOICE,
    options=options_of,
    read=as_given,
    check=_check_option,
    words=_option,
    count=_of_each_option,
    folded=Folded(the_options, unfolded),
)


def _ours(typed: list[str]) -> tuple[str, ...]:
    return no_options(typed) or tuple(map(str, YES_NO_OPTIONS))


YES_NOT_YET_NO = QuestionKind(
    name=YES_NO,
    options=_ours,
    read=as_given,
    check=_check_option,
    words=_option,
    count=_of_each_option,
    folded=Folded(the_options, unfolded),
    has_options=False,
    skip=str(YES_NO_OPTIONS.index(RATHER_NOT)),
)


def _in_order(given: str) -> str:
    """Whatever the order in which they were ticked, it is the same answer."""
    return " ".join(sorted(set(given.split())))


def _check_several(poll: Poll, answer: str) -> None:
    chosen = positions_of(poll, answer)
    if not chosen:
        raise Refusal("Please choose at least one.", "options")
    if len(chosen) > poll.most:
        raise Refusal(
            "You have chosen {chosen}, and {most} are allowed. Please leave some out.",
            "options",
            chosen=len(chosen),
            most=poll.most,
        )


def _all_of(poll: Poll, answer: str) -> Value:
    return listed(poll.options[position] for position in positions_of(poll, answer))


def _how_many_chose(poll: Poll, votes: Mapping[str, int]) -> Counts:
    counts = [0] * len(poll.options)
    for answer, people in votes.items():
        for position in positions_of(poll, answer):
            counts[position] += people
    return tuple(counts)


def _at_most(options: tuple[str, ...], most: int | None) -> int:
    if len(options) == FEWEST and most != FEWEST:
        raise Unasked(
            "How many may each person choose? With two options, please say 2. "
            "If each may choose only one, leave out “limit”, or let people choose one option.",
            "most",
        )
    if most is None or not FEWEST <= most <= len(options):
        raise Unasked(
            "How many may each person choose? Of these options: {fewest} to {most}.",
            "most",
            fewest=FEWEST,
            most=len(options),
        )
    return most


SEVERAL_CHOICES = QuestionKind(
    name=SEVERAL,
    options=options_of,
    read=_in_order,
    check=_check_several,
    words=_all_of,
    count=_how_many_chose,
    most=_at_most,
)
