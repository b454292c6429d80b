"""How closely a person is tied to what they answer: shown on every question, and kept to."""

from enum import StrEnum

from coproduction import audited
from coproduction.errors import Refusal
from coproduction.words import Text


class Level(StrEnum):
    """Named: who answered what is kept. Confidential: it is held while the question is open, so that it can
    be changed, then counted and deleted. Anonymous: it is held with nobody, and leads back to nobody."""

    NAMED = "named"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


PROMISES: dict[Level, Text] = {
    Level.NAMED: Text(
        "Named: I keep your name with your answer. Who leads can read it. People here see only totals."
    ),
    Level.CONFIDENTIAL: Text(
        "Confidential: I show nobody what you chose. When the poll closes, I keep only the totals."
    ),
    Level.ANONYMOUS: Text(
        "Anonymous: nobody here can see who chose what. Once it closes, not even who runs me can, unless "
        "they kept a copy."
    ),
}


# The same, where people write in their own words.
PROMISES_OF_WORDS: dict[Level, Text] = {
    Level.NAMED: Text(
        "Named: I keep your name with your words. Who leads can read both. "
        "All can read the words, without names."
    ),
    Level.CONFIDENTIAL: Text(
        "Confidential: when the poll closes and 5 or more people wrote, all can read the words, in mixed "
        "order and without names. I then forget who wrote what. People may still know you by your words."
    ),
    Level.ANONYMOUS: Text(
        "Anonymous: nobody here can see who wrote what. Once it closes, not even who runs me can, unless "
        "they kept a copy. But people may know you by your words."
    ),
}

# The same, where people choose in some questions of a poll and write in others.
PROMISES_OF_BOTH: dict[Level, Text] = {
    Level.NAMED: Text(
        "Named: I keep your name with your answers. Who leads can read both. "
        "All see the totals, and can read the words without names."
    ),
    Level.CONFIDENTIAL: Text(
        "Confidential: I show nobody who chose or wrote what, and forget it when the poll closes. All then "
        "see the totals, and can read the words in mixed order. People may still know you by your words."
    ),
    Level.ANONYMOUS: Text(
        "Anonymous: nobody here can see who chose or wrote what. Once it closes, not even who runs me can, "
        "unless they kept a copy. But people may know you by your words."
    ),
}


def promise_of(level: Level, *, choose: bool, write: bool) -> Text:
    """The one line that is true of all questions of a poll: in some people choose, in some they write."""
    if choose and write:
        return PROMISES_OF_BOTH[level]
    return (PROMISES_OF_WORDS if write else PROMISES)[level]


def require_fit(level: Level, options: int | None, *, is_live: bool) -> None:
    """Raises a Refusal when an anonymous question cannot keep its promise.

    `options`: of how many things each person chooses one; none where people write in their own words, and
    None where a question cannot be anonymous at all.
    """
    if level is not Level.ANONYMOUS:
        return
    if options is None:
        raise Refusal(
            "A question of this kind cannot be anonymous: its result could give somebody away. "
            "Please make it confidential.",
            "level",
        )
    if is_live:
        raise Refusal(
            "Anonymous answers stay hidden until the poll closes: counts that change show who has just "
            "pressed. Please keep them hidden, or make the poll confidential.",
            "results",
        )
    if options:
        audited.require_fit(options)
