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
    Level.NAMED: Text("Named: I keep your name with your answer."),
    Level.CONFIDENTIAL: Text(
        "Confidential: I show nobody what you chose. When the poll closes, I keep only the totals."
    ),
    Level.ANONYMOUS: Text(
        "Anonymous: nobody here can see who chose what. Once it closes, nobody can, not even who runs me."
    ),
}


def require_fit(level: Level, options: int, *, is_live: bool) -> None:
    """Raises a Refusal when an anonymous question cannot keep its promise."""
    if level is not Level.ANONYMOUS:
        return
    if is_live:
        raise Refusal(
            "Anonymous answers stay hidden until the poll closes: counts that change show who has just "
            "pressed. Please leave out “live”, or make the poll confidential.",
            "results",
        )
    audited.require_fit(options)
