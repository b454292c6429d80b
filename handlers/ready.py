"""Polls that are ready to be asked, as people type them: /poll template power."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coproduction.errors import Refusal
from coproduction.levels import Level
from coproduction.polls import DOTS, RANKING
from coproduction.service.pollforms import PollForm, ready_form
from coproduction.templates import CHOOSING, END, POWER, TEMPLATES, Template
from coproduction.words import LANGUAGES, Text, listed
from handlers.edge.typed import first_word

TEMPLATE = Text("template")  # translators: what people type, in one word, as in: /poll template power
NAMES = {
    POWER: Text("power"),  # translators: what people type, in one word: the power check
    CHOOSING: Text("priorities"),  # translators: what people type, in one word
    END: Text("end"),  # translators: what people type, in one word: the questions at a session's end
}
_WHICH = Text("I have these templates: {names}. For example: {/poll} template power")
_WHOLE = Text("This template has all its words, so I do not know what “{words}” means here. I asked nothing.")
_NOT_NAMED = Text("These questions are not asked with names. Please leave out “named”.")
_TWO_WAYS = Text("What matters most is asked with dots or ranks. Please leave out the other word.")
_LIST = Text(
    "What can people choose from? Please list it, and put each thing in quotes. "
    'For example: {/poll} template priorities "Park" "Hall" "School"'
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What stood beside the name of a template: how it is asked, and words and quotes after it."""

    level: Level | None
    is_live: bool
    kind: str | None
    most: int | None
    rest: str
    pieces: Sequence[str]


def is_template(words: str) -> bool:
    """Whether these words begin with what people type for a template, in any of our languages."""
    return first_word(words)[0] in _said(TEMPLATE)


def is_ours(name: str) -> bool:
    """Whether a template of ours is called so."""
    return any(name.casefold() in _said(text) for text in NAMES.values())


def named(words: str) -> tuple[str, str]:
    """The name of the template that these words call for, and the words after it; or a Refusal."""
    word, rest = first_word(first_word(words)[1])
    name = next((name for name, text in NAMES.items() if word in _said(text)), None)
    if name is None:
        raise Refusal(_WHICH.filled(names=listed(NAMES.values())))
    return name, rest


def asked(name: str, typed: Typed) -> PollForm:
    """The poll of this template, or a Refusal: no word beside it is dropped."""
    template = TEMPLATES[name]
    form = ready_form(template, level=typed.level, is_live=typed.is_live)
    if template.takes_options:
        return _choosing(template, form, typed)
    if typed.rest or typed.pieces or typed.kind:
        raise Refusal(_WHOLE.filled(words=" ".join([typed.rest or typed.kind or "", *typed.pieces]).strip()))
    if typed.level is Level.NAMED:
        raise Refusal(_NOT_NAMED)
    return form


def _choosing(template: Template, form: PollForm, typed: Typed) -> PollForm:
    """With what people choose from, and perhaps another question before it."""
    if typed.rest:
        raise Refusal(_WHOLE.filled(words=typed.rest))
    if typed.kind not in (None, DOTS, RANKING):
        raise Refusal(_TWO_WAYS)
    has_question = bool(typed.pieces) and typed.pieces[0].rstrip().endswith("?")
    options = list(typed.pieces[1:] if has_question else typed.pieces)
    if not options:
        raise Refusal(_LIST)
    question = typed.pieces[0] if has_question else str(template.questions[0].asks)
    return replace(form, question=question, options=options, kind=typed.kind or RANKING, most=typed.most)


def _said(text: Text) -> set[str]:
    """A word that people type, in each of our languages."""
    return {text.one, *(language.pattern(text).casefold() for language in LANGUAGES.values())}
