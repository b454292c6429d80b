"""What a row of a kind of question has to say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coproduction.errors import Refusal
from coproduction.polls import Poll
from coproduction.words import Text, Value

Names = tuple[str | Text, ...]
Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """What the audited rule sees of an anonymous question: two to four things of which each person chose one.

    `names` has a name for each. `counts` makes their counts out of those of the kind, in the same order.
    Where there are none, nothing is counted: people's own words are shown, or held when too few wrote.
    """

    names: Callable[[Poll], Names]
    counts: Callable[[Counts], Counts]


def the_options(poll: Poll) -> Names:
    """The options as they are shown."""
    return poll.offers


def no_number(_options: tuple[str, ...], most: int | None) -> int:
    """For a kind of question that needs no number beside its options."""
    if most is not None:
        raise Refusal(
            "Only “choose several” and dots need a number. Please leave it out, or choose one of those.",
            "most",
        )
    return 1


def unfolded(counts: Counts) -> Counts:
    """For a kind of question whose counts the audited rule takes as they are."""
    return counts


def nothing_counted(_poll: Poll, _votes: Mapping[str, int]) -> Counts:
    """For a kind of question that has no options to count."""
    return ()


def no_names(_poll: Poll) -> Names:
    """The names of what is not counted."""
    return ()


def itself(_poll: Poll, answer: str) -> str:
    """For an answer that is read as it is stored."""
    return answer


def no_words(_poll: Poll, _votes: Mapping[str, int]) -> tuple[str, ...]:
    """For a kind of question in which nobody writes."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionKind:
    """One kind of question. Its `name` is stored with each poll; no other kind may have it.

    `options` makes what a facilitator typed into the options of a poll, or raises a Refusal. `read` gives the
    text of the answer that somebody means by what they pressed or typed, or raises one. `check` raises one
    when this poll does not take that answer. `words` says an answer as people read it. `count` gives the
    numbers that are shown, from how many people gave each answer, and `names` what each of them is of.

    `most` is the number that a poll keeps beside its options, from the options and what a facilitator gave.
    `folded`: how an anonymous poll is released; None where a question of this kind cannot be anonymous.
    `written`: what people wrote, to be shown when the poll has closed. `has_options`: whether a facilitator
    types any. `skip`: the answer of who would rather not say.
    """

    name: str
    options: Callable[[list[str]], tuple[str, ...]]
    read: Callable[[str], str]
    check: Callable[[Poll, str], None]
    words: Callable[[Poll, str], Value]
    count: Callable[[Poll, Mapping[str, int]], Counts]
    names: Callable[[Poll], Names] = the_options
    most: Callable[[tuple[str, ...], int | None], int] = no_number
    folded: Folded | None = None
    written: Callable[[Poll, Mapping[str, int]], tuple[str, ...]] = no_words
    has_options: bool = True
    skip: str | None = None
