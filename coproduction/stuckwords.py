"""What people say of a pledge in their own words that is no "done": they are stuck, or want to pass it on.

Only short, clear words count: every part of what is written, between its commas and full stops, says so.
"""

import re

from coproduction.phrases import FILLERS, plainly, words_in
from coproduction.words import Text

STUCK = Text(  # translators: what people write of a pledge that they cannot go on with, apart by semicolons
    "stuck; i am stuck; im stuck; still stuck; i am still stuck; im still stuck; i got stuck; i could not; "
    "i couldnt; i could not do it; i couldnt do it; i cannot go on; i cant go on; i do not know how; "
    "i dont know how; i do not know how to go on; i dont know how to go on; i am blocked; im blocked; "
    "i am not getting anywhere; im not getting anywhere; i made no progress; no progress; "
    "it is not working; its not working"
)
PASS_ON = Text(  # translators: how people begin who want somebody else to have a pledge, apart by semicolons
    "hand it over to; hand this over to; hand over to; pass it to; pass it on to; pass this on to; "
    "pass this to; give it to; give this to"
)
_LONGEST_NAME = 3  # words of whoever is to have it
_BETWEEN = re.compile(r"[.,;:!…\n]+")


def says_stuck(text: str) -> bool:
    """Whether somebody who writes this says that they are stuck, and nothing else."""
    told = [part for part in _parts(text) if not set(part.split()) <= plainly(FILLERS)]
    return "?" not in text and bool(told) and all(part in plainly(STUCK) for part in told)


def says_also_stuck(text: str) -> bool:
    """Whether somebody who writes this says in a part of it that they are stuck."""
    return "?" not in text and any(part in plainly(STUCK) for part in _parts(text))


def _parts(text: str) -> list[str]:
    return [" ".join(words_in(part)) for part in _BETWEEN.split(text) if [*words_in(part)]]


def wants_to_pass_on(text: str) -> bool:
    """Whether somebody who writes this names who is to have their pledge, and says nothing else."""
    said = " ".join(words_in(text))
    named = (said.removeprefix(f"{each} ") for each in plainly(PASS_ON) if said.startswith(f"{each} "))
    return any(len(name.split()) <= _LONGEST_NAME for name in named)
