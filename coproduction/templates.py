"""Polls that are ready to be asked: our own questions, as data. Their words: `coproduction.ownquestions`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from coproduction.levels import Level
from coproduction.looks import alike
from coproduction.ownquestions import (
    A_FEW,
    A_LOT,
    AGENDA,
    ALL_OF_US,
    CANDOUR,
    CANDOUR_PULSE,
    CHANGES,
    END_OF_SESSION,
    HEARD,
    MATTERS_MOST,
    NOT_AT_ALL,
    NOTHING,
    POWER_CHECK,
    PRIORITIES,
    TO_CHANGE,
    UNDERSTAND,
    VERY_MUCH,
    VOICE,
    WAYS,
    WORKED,
)
from coproduction.polls import BEFORE_NOW, CLOSING_QUESTION, OPEN_TEXT, RANKING, SCALE, YES_NO
from coproduction.words import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a template; `options` are the ends of a scale. All but the first may be left out."""

    asks: Text
    kind: str
    options: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """Questions that are asked together: five at most, so that they are answered.

    `takes_options`: whether a facilitator lists what its one question is about.
    """

    title: Text
    questions: tuple[Question, ...]
    level: Level = Level.CONFIDENTIAL
    takes_options: bool = False


_HOW_MUCH = (NOT_AT_ALL, VERY_MUCH)
# Confidential wherever it is asked: what came of it shows from five answers on.
CANDOUR_QUESTION: Final = Question(CANDOUR, SCALE, _HOW_MUCH)
POWER: Final = "power"
CHOOSING: Final = "priorities"
END: Final = "end"
PULSE: Final = "candour"

TEMPLATES: Mapping[str, Template] = {
    POWER: Template(
        POWER_CHECK,
        (
            Question(VOICE, SCALE, _HOW_MUCH),
            Question(WAYS, SCALE, _HOW_MUCH),
            Question(AGENDA, SCALE, (A_FEW, ALL_OF_US)),
            Question(CHANGES, SCALE, (NOTHING, A_LOT)),
        ),
    ),
    CHOOSING: Template(PRIORITIES, (Question(MATTERS_MOST, RANKING),), takes_options=True),
    PULSE: Template(CANDOUR_PULSE, (CANDOUR_QUESTION,)),
    END: Template(
        END_OF_SESSION,
        (
            Question(CLOSING_QUESTION, YES_NO),  # its words never change, so that figures stay comparable
            Question(HEARD, SCALE, _HOW_MUCH),
            Question(UNDERSTAND, BEFORE_NOW, _HOW_MUCH),
            Question(WORKED, OPEN_TEXT),
            Question(TO_CHANGE, OPEN_TEXT),
        ),
    ),
}
# What the closing form of a session asks below the headline: the check-in has asked the last one, too.
AT_THE_END = (*TEMPLATES[END].questions[1:], CANDOUR_QUESTION)

NAMES: Mapping[str, Text] = {
    POWER: Text("power"),  # translators: what people type, in one word: the power check
    CHOOSING: Text("priorities"),  # translators: what people type, in one word
    PULSE: Text("candour"),  # translators: what people type, in one word: whether one can say what one thinks
    END: Text("end"),  # translators: what people type, in one word: the questions at a session's end
}

_NEVER_NAMED = frozenset(
    str(question.asks)
    for name in (POWER, PULSE, END)
    for question in TEMPLATES[name].questions
    if question.asks != CLOSING_QUESTION
)


def is_never_named(question: str) -> bool:
    """Whether these are words of ours, as they are stored, that nobody answers freely with their name."""
    return question in _NEVER_NAMED


def is_ours(name: str) -> bool:
    """Whether a template of ours is called so, in any of our languages: typed in one word, or in the menu."""
    ours = [*NAMES.values(), *(template.title for template in TEMPLATES.values())]
    return any(alike([name, language.pattern(text)]) for text in ours for language in LANGUAGES.values())
