"""A question that people answer in their own words, which all can read when it has closed."""

import hashlib
from collections.abc import Mapping

from coproduction.polls import OPEN_TEXT, Poll
from coproduction.questions.choices import no_options
from coproduction.questions.kind import Folded, QuestionKind, itself, no_names, nothing_counted, unfolded
from coproduction.texts import required
from coproduction.words import Text

TEXT_LENGTH = 300


def _words_of(given: str) -> str:
    empty = Text("Please write your answer first.")
    return required(given, most=TEXT_LENGTH, field="words", empty=empty)


def _any_words(_poll: Poll, _answer: str) -> None:
    """Whatever can be read is an answer."""


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
    words=itself,
    count=nothing_counted,
    names=no_names,
    folded=Folded(no_names, unfolded),
    written=_shuffled,
    has_options=False,
)
