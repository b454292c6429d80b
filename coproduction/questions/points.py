"""Questions in which each person gives points to options: dots to share out, or the first three in order."""

from collections.abc import Mapping
from typing import Final

from coproduction.errors import Refusal, Unasked
from coproduction.polloptions import options_of
from coproduction.polls import DOTS, RANKING, Poll
from coproduction.questions.choices import as_given, positions_of
from coproduction.questions.kind import Counts, QuestionKind
from coproduction.words import Text, Value, listed

FEWEST_DOTS, MOST_DOTS = 2, 20
BORDA: Final = (3, 2, 1)  # points for the first, the second and the third
PLACES: Final = (Text("First"), Text("Second"), Text("Third"))
NO_OPTION: Final = "-"  # in a ranking that somebody gives, at a place that was left out before a later one


def dots_of(poll: Poll, answer: str) -> list[int]:
    """How many dots an answer gives to each option of this poll, or a Refusal."""
    given = answer.split()
    numbers = [int(each) for each in given if each.isascii() and each.isdigit() and len(each) <= len("20")]
    if len(given) != len(poll.options) or len(numbers) < len(given):
        raise Refusal("Please give each option a number of dots, or none.")
    return numbers


def dots_left(poll: Poll, answer: str) -> int:
    """How many dots somebody still has who gave this answer; none where the poll shares out no dots."""
    return poll.most - sum(dots_of(poll, answer)) if poll.kind == DOTS else 0


def _check_dots(poll: Poll, answer: str) -> None:
    given = sum(dots_of(poll, answer))
    if not given:
        raise Refusal("Please give at least one dot.")
    if given > poll.most:
        raise Refusal(
            "You have given {given} dots, and you have {most}. Please take some back.",
            given=given,
            most=poll.most,
        )


def _dots_in_words(poll: Poll, answer: str) -> Value:
    told = zip(poll.options, dots_of(poll, answer), strict=True)
    return listed(Text("{option}: {dots}", option=option, dots=dots) for option, dots in told if dots)


def _all_dots(poll: Poll, votes: Mapping[str, int]) -> Counts:
    counts = [0] * len(poll.options)
    for answer, people in votes.items():
        for position, dots in enumerate(dots_of(poll, answer)):
            counts[position] += dots * people
    return tuple(counts)


def _so_many(_options: tuple[str, ...], most: int | None) -> int:
    if most is None or not FEWEST_DOTS <= most <= MOST_DOTS:
        raise Unasked(
            "How many dots has each person? Please say {fewest} to {most}.",
            "most",
            fewest=FEWEST_DOTS,
            most=MOST_DOTS,
        )
    return most


SHARED_DOTS = QuestionKind(
    name=DOTS,
    options=options_of,
    read=as_given,
    check=_check_dots,
    words=_dots_in_words,
    count=_all_dots,
    most=_so_many,
)


def _rankable(typed: list[str]) -> tuple[str, ...]:
    options = options_of(typed)
    if len(options) < len(BORDA):
        raise Unasked("To rank, people need at least three options. For two, ask a choice.", "options")
    return options


def _check_ranking(poll: Poll, answer: str) -> None:
    given = answer.split()
    if not given or given[0] == NO_OPTION:
        raise Refusal("Please choose what comes first.", "place0")
    if NO_OPTION in given:
        raise Refusal(
            "You left this place empty and filled a later one. "
            "Please choose what comes here, or empty the later one.",
            f"place{given.index(NO_OPTION)}",
        )
    ranked = positions_of(poll, answer)
    if len(ranked) > len(BORDA):
        raise Refusal("Please rank three options at most.")
    for place, position in enumerate(ranked):
        if position in ranked[:place]:
            raise Refusal("You have chosen this twice. Please choose another one.", f"place{place}")


def _ranking_in_words(poll: Poll, answer: str) -> Value:
    ranked = enumerate(positions_of(poll, answer), start=1)
    return listed(Text("{place}. {option}", place=place, option=poll.options[at]) for place, at in ranked)


def _borda(poll: Poll, votes: Mapping[str, int]) -> Counts:
    counts = [0] * len(poll.options)
    for answer, people in votes.items():
        for points, position in zip(BORDA, positions_of(poll, answer), strict=False):
            counts[position] += points * people
    return tuple(counts)


FIRST_THREE = QuestionKind(
    name=RANKING,
    options=_rankable,
    read=as_given,
    check=_check_ranking,
    words=_ranking_in_words,
    count=_borda,
)
