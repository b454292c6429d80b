"""A question that people answer in their own words, which all can read when it has closed."""

import hashlib
from collections.abc import Mapping

from coproduction.polls import OPEN_TEXT, Poll
from coproduction.questions.choices import no_options
from coproduction.questions.kind import Counts, Folded, Names, QuestionKind
from coproduction.texts import required
from coproduction.words import Text

TEXT_LENGTH = 300


def _words_of(given: str) -> str:
    empty = Text("Please write your answer first.")
    return required(given, most=TEXT_LENGTH, field="words", empty=empty)


def _any_words(_poll: Poll, _answer: str) -> None:
    """Whatever can be read is an answer."""


def _itself(_poll: Poll, answer: str) -> str:
    return answer


def _nothing_to_count(_poll: Poll, _votes: Mapping[str, int]) -> Counts:
    return ()


def _no_names(_poll: Poll) -> Names:
    return ()


def _nothing_folded(counts: Counts) -> Counts:
    return counts


def _shuffled(poll: Poll, votes: Mapping[str, int]) -> tuple[str, ...]:
    """In an order that follows from nothing but the words themselves, and so is the same at each look.

    Of an anonymous poll the same words stand once: nothing of it is counted.
    """

    def place(words: str) -> str:
        return hashlib.sha256(f"{poll.id}:{words}".encode()).hexdigest()

    return tuple(
        words for words in sorted(votes, key=place) for _ in range(1 if poll.is_anonymous else votes[words])
    )


OWN_WORDS = QuestionKind(
    name=OPEN_TEXT,
    options=no_options,
    read=_words_of,
    check=_any_words,
    words=_itself,
    count=_nothing_to_count,
    names=_no_names,
    folded=Folded(_no_names, _nothing_folded),
    written=_shuffled,
    has_options=False,
)
