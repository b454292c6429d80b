"""Polls that are ready to be asked, as people type them: /poll template power."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from coproduction.errors import Refusal
from coproduction.levels import Level
from coproduction.looks import alike
from coproduction.polls import DOTS, FEWEST, RANKING
from coproduction.questions.points import BORDA
from coproduction.service.pollforms import PollForm, ready_form
from coproduction.templates import NAMES, TEMPLATES, Template
from coproduction.words import LANGUAGES, Text, listed
from handlers.edge.nearest import nearest_start
from handlers.edge.typed import first_word

TEMPLATE = Text("template")  # translators: what people type, in one word, as in: /poll template power
_WHICH = Text("I have these templates: {names}. For example: {/poll} template power")
_NO_SUCH = Text("I have no template called “{typed}”, so I asked nothing. These are the templates: {names}.")
_ELSEWHERE = Text(
    "“{typed}” is a template of {channel}, not of this channel, so I asked nothing. "
    "These are the templates here: {names}."
)
_NEARLY = Text(
    "I have no template called “{typed}”, so I asked nothing. Did you mean “{known}”? "
    "These are the templates: {names}."
)
_ALONE = Text(
    "I asked nothing. Your template “{typed}” has all its words. Please leave out the others: "
    '{/poll} template "{typed}"'
)
_WHOLE = Text("This template has all its words, so I do not know what “{words}” means here. I asked nothing.")
_NOT_NAMED = Text("These questions are not asked with names. Please leave out “{word}”.")
_TWO_WAYS = Text("What matters most is asked with dots or ranks. Please leave out “{word}”.")
_LIST = Text(
    "What can people choose from? Please list at least {fewest} things, and put each in quotes. "
    'For example: {/poll} template priorities "Park" "Hall" "School"'
)
_FEWEST = {RANKING: len(BORDA), DOTS: FEWEST}


@dataclass(frozen=True, slots=True)
class Typed:
    """What stood beside the name of a template: how it is asked, and words and quotes after it.

    `level_said`, `kind_said`: with which words.
    """

    level: Level | None
    is_live: bool
    kind: str | None
    most: int | None
    rest: str
    pieces: Sequence[str]
    level_said: str = ""
    kind_said: str = ""


class NoTemplate(Refusal):
    """No template of ours has the name that was typed. `own` are the names of a programme's own templates.

    `place`: what another channel is called that has one of this name.
    """

    def __init__(self, typed: str, own: Iterable[str] = (), place: str | Text = "") -> None:
        self.typed = typed
        called: dict[str, str | Text] = {name: name for name in own}
        names, is_own = listed([*NAMES.values(), *called]), any(alike([typed, name]) for name in called)
        called |= {spelled: name for name in NAMES.values() for spelled in _said(name)}
        near = nearest_start(typed, called)
        words = _NEARLY.filled(known=called[near]) if near else _NO_SUCH if typed else _WHICH
        if place and not is_own:
            words = _ELSEWHERE.filled(channel=place)
        super().__init__((_ALONE if is_own else words).filled(typed=typed, names=names))


def is_template(words: str) -> bool:
    """Whether these words begin with what people type for a template, in any of our languages."""
    return first_word(words)[0] in _said(TEMPLATE)


class Called(NamedTuple):
    """The template that was called for, and the words and quotes after its name."""

    name: str
    rest: str
    pieces: Sequence[str]


def named(words: str, pieces: Sequence[str]) -> Called:
    """The template that these words call for, by its word or its title, in quotes or not; or a Refusal."""
    said, behind = first_word(words)[1], pieces
    if not said and pieces:
        said, behind = pieces[0], pieces[1:]
    for name, spelled in _spellings():
        rest = said[len(spelled) :]
        if said.casefold().startswith(spelled) and not rest[:1].isalnum():
            return Called(name, rest.strip(), behind)
    raise NoTemplate(said)


def _spellings() -> list[tuple[str, str]]:
    """Each template with what people type for it or read in the menu, the longest first."""
    found = [
        (name, language.pattern(text).casefold())
        for name, template in TEMPLATES.items()
        for text in (NAMES[name], template.title)
        for language in LANGUAGES.values()
    ]
    return sorted(found, key=lambda each: len(each[1]), reverse=True)


def asked(name: str, typed: Typed) -> PollForm:
    """The poll of this template, or a Refusal: no word beside it is dropped."""
    template = TEMPLATES[name]
    form = ready_form(template, level=typed.level, is_live=typed.is_live)
    if template.takes_options:
        return _choosing(template, form, typed)
    if typed.rest or typed.pieces or typed.kind:
        raise Refusal(_WHOLE.filled(words=" ".join([typed.rest or typed.kind_said, *typed.pieces]).strip()))
    if typed.level is Level.NAMED:
        raise Refusal(_NOT_NAMED.filled(word=typed.level_said))
    return form


def _choosing(template: Template, form: PollForm, typed: Typed) -> PollForm:
    """With what people choose from, and perhaps another question before it."""
    if typed.rest:
        raise Refusal(_WHOLE.filled(words=typed.rest))
    if typed.kind not in (None, DOTS, RANKING):
        raise Refusal(_TWO_WAYS.filled(word=typed.kind_said))
    has_question = bool(typed.pieces) and typed.pieces[0].rstrip().endswith("?")
    options = list(typed.pieces[1:] if has_question else typed.pieces)
    kind = typed.kind or RANKING
    if len(options) < FEWEST:
        raise Refusal(_LIST.filled(fewest=_FEWEST[kind]))
    question = typed.pieces[0] if has_question else str(template.questions[0].asks)
    return replace(form, question=question, options=options, kind=kind, most=typed.most)


def _said(text: Text) -> set[str]:
    """A word that people type, in each of our languages."""
    return {text.one, *(language.pattern(text).casefold() for language in LANGUAGES.values())}
