"""What the people of the tour say: the story's own words, hostile ones, and the longest that fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from coproduction.breakouts.forms import PROMPT_LENGTH
from coproduction.checkins import WORD_LENGTH
from coproduction.ideas import TEXT_LENGTH
from coproduction.pledges import FIRST_STEP_LENGTH, WHAT_LENGTH
from coproduction.polls import OPTION_LENGTH, QUESTION_LENGTH
from coproduction.sessions import TITLE_LENGTH
from story import script
from tests.lengths import short_or_long

if TYPE_CHECKING:
    from collections.abc import Mapping

HOSTILE = (
    "<!channel> <@U0CHAMP01> <https://evil.example|nhs.uk> &lt;b&gt; & *bold* `code` :bulb: 'x' "
    "\u202e\U0001f468\u200d\U0001f469\u200d\U0001f467"
)

LONGEST = "<&> "


@dataclass(frozen=True)
class Words:
    """One voice."""

    title: str
    prompt: str
    idea: str
    question: str
    options: tuple[str, ...]
    what: str
    first_step: str
    word: str


def of_the_story() -> Words:
    """The first session of the script."""
    whole = script.read()
    first = whole.sessions[0]
    told = next(pledge for pledge in whole.pledges if pledge.first_step)
    return Words(
        first.title,
        first.breakouts[0].prompt,
        first.ideas[0].text,
        first.poll.question,
        first.poll.options,
        told.what,
        str(told.first_step),
        next(check_in.word for check_in in first.check_ins if check_in.word),
    )


def of(piece: str, *, full: bool, filled: str = "") -> Words:
    """The same piece everywhere, once or as often as it fits; after it another one, as often as that fits."""

    def fitting(most: int) -> str:
        return ((piece * most if full else piece) + filled * most)[:most].strip()

    def option(number: int) -> str:
        return f"{number} {fitting(OPTION_LENGTH - 3)}"

    return Words(
        fitting(TITLE_LENGTH),
        fitting(PROMPT_LENGTH),
        fitting(TEXT_LENGTH),
        fitting(QUESTION_LENGTH),
        tuple(option(number) for number in range(1, 11 if full or filled else 3)),
        fitting(WHAT_LENGTH),
        fitting(FIRST_STEP_LENGTH),
        fitting(WORD_LENGTH),
    )


@cache
def voices() -> Mapping[str, Words]:
    """In whose words everything is drawn."""
    return {
        "the story": of_the_story(),
        "hostile": of(HOSTILE, full=False),
        "longest": of(LONGEST, full=True),
    }


@cache
def walkers() -> tuple[Words, ...]:
    """Who walks the tour: somebody hostile who goes on until nothing more fits; and, by hand, the story, too,
    whose words are judged in every check where it is played.

    What has no room for both, a word and every other option, says what grows most when it is escaped.
    """
    longest, both = voices()["longest"], of(HOSTILE, full=False, filled=LONGEST)
    options = (*longest.options[::2], *both.options[1::2])
    loud = replace(both, word=longest.word, options=options)
    return short_or_long((loud,), (of_the_story(), loud))
