"""What stands after the command for a breakout: who sits how, the prompts, how long; else what is missing."""

import re
from typing import NamedTuple

from coproduction.breakouts.shapes import GROUPS, OF, PAIRS, PEOPLE, Shape, shape_of
from coproduction.breakouts.typed import minutes_alone, minutes_first
from coproduction.durations import MINUTES, spellings
from coproduction.errors import Refusal
from coproduction.numbers import in_digits
from coproduction.words import Text
from handlers.edge.nearest import ALIKE, nearest
from handlers.edge.typed import apart

ROUNDS = Text("rounds round")  # translators: what people may type for it, apart by spaces
_CLOSE = 0.85  # where it could be the prompt as well
_SHORTEST = 4  # letters of a word that may be misspelt: shorter ones are like too many others
_UNKNOWN = Text(
    "I made no groups yet. I do not know what “{typed}” means here. Put each question in quotes. "
    'Before or after them you can say how long: {/breakout} 5 "What would help?" 20 minutes'
)
_NEAR = Text("I made no groups yet. I do not know what “{typed}” means here. Did you mean “{meant}”?")
_ROUNDS = Text(
    "I made no groups yet. The form plans several rounds at once. To open it, type nothing more than: "
    "{/breakout}"
)
_NO_NUMBER = Text(
    "I made no groups yet. How many in each group? Type for example: "
    '{/breakout} 5 "What would help?" Or how many groups? {/breakout} 6 groups "What would help?"'
)
_HOW_MANY = Text(
    'I made no groups yet. After “{typed}” I miss a number: {/breakout} 6 groups of 7 "What would help?"'
)


class Wanted(NamedTuple):
    """A round as it was typed."""

    shape: Shape
    prompts: list[str]
    minutes: str


def read(typed: str) -> Wanted:
    """What was typed, or a Refusal that names what is missing, or what nobody can place."""
    shape = shape_of(_in_digits(_shape_first(typed)))
    _require_number(shape)
    before, pieces, others = apart(shape.rest)
    if not pieces:
        if alone := minutes_alone(in_digits(before)):
            return Wanted(shape, [""], alone)
        _require_prompt(before)
        minutes, prompt = minutes_first(before)
        return Wanted(shape, [prompt], minutes)
    said = [each for each in (before, *others) if each]
    times = [minutes for each in said if (minutes := minutes_alone(in_digits(each)))]
    if len(said) > len(times) or len(times) > 1:
        unknown = next((each for each in said if not minutes_alone(in_digits(each))), " ".join(said))
        raise _refused(unknown)
    return Wanted(shape, pieces, "".join(times))


def _shape_first(typed: str) -> str:
    """The same where who sits how stood after the prompts; a bare number there may be minutes and stays."""
    before, _, others = apart(typed)
    if before or not others:
        return typed
    after = in_digits(others[-1].rstrip(". "))
    if minutes_alone(after) or after.isdecimal():
        return typed
    _, shape = minutes_first(after)
    prompts, _, _ = typed.rpartition(others[-1])
    minutes_before, _, minutes_after = after.partition(shape)
    return f"{shape} {prompts}{minutes_before}{minutes_after}"


def _in_digits(words: str) -> str:
    """The same with digits for numbers in words, but not within quotes; without any, all is rather prompt."""
    before, pieces, _ = apart(words)
    return f"{in_digits(before)}{words.strip()[len(before) :]}" if pieces else words


def _require_number(shape: Shape) -> None:
    """A number stands first, or a word that says as much; what is none is told apart from a wrong one."""
    is_number = re.match(r"[-+]?\d", shape.size) and not minutes_alone(shape.size)
    if not shape.groups and not is_number:
        meant = _meant(shape.size)
        raise Refusal(_NEAR.filled(typed=shape.size, meant=meant) if meant else _NO_NUMBER)


def _require_prompt(words: str) -> None:
    """Without quotes all is prompt, but for what can only be meant for us."""
    first, *others = words.split() or [""]
    if first.isdigit() and others and others[0].casefold() in spellings(ROUNDS):
        raise Refusal(_ROUNDS)
    if first.casefold() in spellings(MINUTES):  # and what stood before it was no size of groups
        raise Refusal(_NO_NUMBER)
    if first.islower() and (first in {*spellings(OF), *spellings(ROUNDS)} or _meant(first, least=_CLOSE)):
        raise _refused(first)


def _refused(words: str) -> Refusal:
    """What is said of words outside the quotes that nobody can place."""
    each = words.casefold().split()
    if set(each) & set(spellings(ROUNDS)):
        return Refusal(_ROUNDS)
    if each[-1] in spellings(OF):
        return Refusal(_HOW_MANY.filled(typed=words))
    meant = _meant(words)
    return Refusal(_NEAR.filled(typed=words, meant=meant) if meant else _UNKNOWN.filled(typed=words))


def _meant(words: str, *, least: float = ALIKE) -> str | None:
    """The same words with those that we know in place of those that are like them; None where none is."""
    known = [one for one in spellings(GROUPS, PEOPLE, MINUTES, PAIRS, ROUNDS) if len(one) >= _SHORTEST]
    found = [
        (nearest(word, known, least=least) or word) if len(word) >= _SHORTEST and word not in known else word
        for word in words.casefold().split()
    ]
    meant = " ".join(found)
    return meant if meant != words.casefold() else None
