"""How closely a person is tied to what they answer: shown on every question, and kept to."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Promise:
    """What a level means: in `short` what is read before one answers, and `more` that is true of it."""

    short: Text
    more: Text

    @property
    def whole(self) -> Text:
        """Both, one after the other."""
        return Text("{short} {more}", short=self.short, more=self.more)


_COPY = Text(
    "Once the poll closes, not even who runs me can see whose answer is whose, unless they kept a copy."
)
_COPY_AND_WORDS = Text("{copy} But people may know you by your words.", copy=_COPY)

_CHOSEN: dict[Level, Promise] = {
    Level.NAMED: Promise(
        Text("Named: who leads can read your name and your answer."),
        Text("People here see only totals."),
    ),
    Level.CONFIDENTIAL: Promise(
        Text("Confidential: I show nobody what you chose."),
        Text("When the poll closes, I keep only the totals."),
    ),
    Level.ANONYMOUS: Promise(Text("Anonymous: nobody here can see who chose what."), _COPY),
}

# The same, where people write in their own words.
_WRITTEN: dict[Level, Promise] = {
    Level.NAMED: Promise(
        Text("Named: who leads can read your name and your words."),
        Text("All can read the words, without names."),
    ),
    Level.CONFIDENTIAL: Promise(
        Text("Confidential: I show nobody who wrote what."),
        Text(
            "When the poll closes and 5 or more people wrote, all can read the words, in mixed order and "
            "without names. I then forget who wrote what. People may still know you by your words."
        ),
    ),
    Level.ANONYMOUS: Promise(Text("Anonymous: nobody here can see who wrote what."), _COPY_AND_WORDS),
}

# The same, where people choose in some questions of a poll and write in others.
_BOTH: dict[Level, Promise] = {
    Level.NAMED: Promise(
        Text("Named: who leads can read your name and your answers."),
        Text("All see the totals, and can read the words without names."),
    ),
    Level.CONFIDENTIAL: Promise(
        Text("Confidential: I show nobody who chose or wrote what."),
        Text(
            "When the poll closes, I forget who gave which answer. All then see the totals, and can read the "
            "words in mixed order. People may still know you by your words."
        ),
    ),
    Level.ANONYMOUS: Promise(
        Text("Anonymous: nobody here can see who chose or wrote what."), _COPY_AND_WORDS
    ),
}

# The same of ten cards, which close together, and which people judge one by one.
OF_CARDS = Promise(
    _CHOSEN[Level.CONFIDENTIAL].short,
    Text(
        "When the cards close, I keep only the totals. The result shows then, from 5 answers on. "
        "By perspective it shows where each has 5."
    ),
)


def promise_of(level: Level, *, choose: bool, write: bool) -> Promise:
    """What is true of all questions of a poll: in some people choose, in some they write."""
    if choose and write:
        return _BOTH[level]
    return (_WRITTEN if write else _CHOSEN)[level]


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
