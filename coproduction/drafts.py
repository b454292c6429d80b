"""What a facilitator composes before it is asked, a poll of one or several questions, and templates of it.

Everything stands here as it was typed: nothing is checked before it is looked at as a poll, and nothing that
somebody typed is forgotten because another kind of question does not need it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from coproduction.errors import Refusal
from coproduction.levels import Level
from coproduction.looks import alike
from coproduction.ownquestions import is_headline
from coproduction.pollends import TAKES_OPTIONS
from coproduction.polls import (
    BEFORE_NOW,
    CHOICE,
    DOTS,
    OPEN_TEXT,
    SCALE,
    SCALE_TEN,
    SEVERAL,
    YES_NO,
    Invited,
)
from coproduction.questions import KINDS
from coproduction.templates import is_ours
from coproduction.texts import required
from coproduction.words import Text

VERSION: Final = 1
KEPT_FOR = timedelta(days=30)
MOST_QUESTIONS = 10
MOST_TEMPLATES = 50  # of one programme: a menu of Slack's takes a hundred with ours
NAME_LENGTH = 60
HIDDEN, LIVE = "hidden", "live"  # when everybody sees the totals
WITH_ENDS: Final = frozenset({SCALE, SCALE_TEN, BEFORE_NOW})  # kinds that have words at their two ends
NUMBERS: Final = {SEVERAL: "most", DOTS: "dots"}  # the field with the number that a kind of question takes
USUAL: Final = {"most": "2", "dots": "5"}  # what stands in it at first
TYPED: Final = ("words", "options", "lowest", "highest", *USUAL)  # what somebody types into a question
OF_QUESTION: Final = (*TYPED, "kind", "is_optional")
OF_ALL: Final = ("title", "level", "results", "minutes", "closes_when_all", "invited", "may_add")
_FLAGS: Final = frozenset({"is_optional", "closes_when_all", "may_add"})


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is composed. Its `key` tells it from the others, wherever it moves.

    `options` are lines; `lowest` and `highest` the words at the ends of a scale. `most`, how many one may
    choose, and `dots` are numbers in digits: changing the kind makes none of them the other.
    """

    key: str = "1"
    kind: str = CHOICE
    words: str = ""
    options: str = ""
    lowest: str = ""
    highest: str = ""
    most: str = ""
    is_optional: bool = False
    dots: str = ""

    @property
    def number(self) -> str:
        """The number of its kind, as it was typed; empty where the kind takes none."""
        field = NUMBERS.get(self.kind)
        return getattr(self, field).strip() if field else ""

    @property
    def is_headline(self) -> bool:
        """Whether it is the programme's headline, of which nothing can be changed: figures are compared."""
        return self.kind == YES_NO and is_headline(self.words)

    @property
    def is_blank(self) -> bool:
        """Whether nobody has typed anything into it: a number that stands there at first is nobody's."""
        return not any(getattr(self, name).strip() not in ("", USUAL.get(name, "")) for name in TYPED)


@dataclass(frozen=True, slots=True)
class Composed:
    """All that is composed: the questions in order, and how they are asked together.

    `at` is the key of the question that is worked on; `minutes` after which it closes, empty for never;
    `template`: the own template that it began with.
    """

    questions: tuple[Question, ...] = (Question(),)
    at: str = "1"
    title: str = ""
    level: str = Level.CONFIDENTIAL.value
    results: str = HIDDEN
    minutes: str = ""
    closes_when_all: bool = False
    invited: str = Invited.EVERYBODY.value
    may_add: bool = False
    template: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nobody has typed anything into it."""
        return not self.title.strip() and all(question.is_blank for question in self.questions)

    @property
    def here(self) -> Question:
        """The question that is worked on."""
        return _found(self, self.at) or self.questions[0]

    @property
    def place(self) -> int:
        """Its place, from 0 on."""
        return self.questions.index(self.here)

    @property
    def stamp(self) -> str:
        """What tells this content from any other, whichever question is worked on."""
        return hashlib.sha256(frozen(replace(self, at="")).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Draft:
    """What one person composes for one channel, since they last changed it."""

    person: str
    channel: str
    content: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Template:
    """Questions of a programme's own, to begin with. `made_by` is None when that person is forgotten."""

    id: str
    channel: str
    name: str
    content: str
    made_by: str | None


class Drafts(Protocol):
    """What storage keeps of this noun."""

    def keep(self, draft: Draft) -> None:
        """Store it in the place of any that this person has for this channel."""

    def get(self, person: str, channel: str) -> Draft | None: ...
    def drop(self, draft: Draft) -> bool:
        """Delete it; False when it is gone, or says something else by now."""

    def old(self, before: datetime) -> list[Draft]:
        """Those that nobody has changed since."""

    def save(self, template: Template) -> None:
        """Raises Taken when the channel has one of this name."""

    def template(self, template: str) -> Template | None: ...
    def templates(self, channel: str) -> list[Template]:
        """Those of a channel, by name."""

    def delete(self, template: str) -> bool:
        """Delete a template; False when it is gone."""


def frozen(composed: Composed) -> str:
    """The content as JSON, which begins with its version."""
    return json.dumps({"version": VERSION, **asdict(composed)}, ensure_ascii=False)


def thawed(content: str) -> Composed | None:
    """The content that was frozen; None when another version of us did that, in another way."""
    read: dict[str, Any] = json.loads(content)
    if read.pop("version", None) != VERSION:
        return None
    questions = tuple(_with_dots(question) for question in read.pop("questions"))
    return Composed(questions, **read)


def _with_dots(question: dict[str, Any]) -> Question:
    """A question as it was frozen; before dots had a field of their own, their number stood in `most`."""
    read = Question(**question)
    return replace(read, dots=read.most, most="") if read.kind == DOTS and "dots" not in question else read


def filled(composed: Composed, key: str, values: Mapping[str, str]) -> Composed:
    """The same with what a form holds by now: the fields of the question `key`, and those of the whole.

    A question that was taken away meanwhile in another window comes back, unless there is nothing in it.
    """
    before = _found(composed, key)
    is_there = before is not None
    here = before if before and before.is_headline else _changed(before or Question(key), values)
    others = tuple(here if each.key == key else each for each in composed.questions)
    if not is_there and not here.is_blank:
        others = tuple(each for each in (*composed.questions, here) if not each.is_blank)
    return replace(composed, questions=others, at=key, **_read(values, OF_ALL))


def _changed(question: Question, values: Mapping[str, str]) -> Question:
    return replace(question, **_read(values, OF_QUESTION))


def _read(values: Mapping[str, str], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: bool(values[name]) if name in _FLAGS else values[name] for name in names if name in values}


def _found(composed: Composed, key: str) -> Question | None:
    return next((each for each in composed.questions if each.key == key), None)


def added(composed: Composed, *more: Question) -> Composed:
    """With further questions behind the others, or one that is blank; the first of them is worked on."""
    if len(composed.questions) + max(len(more), 1) > MOST_QUESTIONS:
        raise Refusal(
            "A poll has {most} questions at most. Take one out to add another.", most=MOST_QUESTIONS
        )
    first = 1 + max((int(each.key) for each in composed.questions if each.key.isdecimal()), default=0)
    new = tuple(replace(each, key=str(first + n)) for n, each in enumerate(more or (Question(),)))
    return replace(composed, questions=(*composed.questions, *new), at=new[0].key)


def removed(composed: Composed, key: str) -> Composed:
    """Without this question; the last one is emptied instead."""
    left = tuple(each for each in composed.questions if each.key != key) or (Question(),)
    at = composed.at if composed.at in {each.key for each in left} else left[0].key
    return replace(composed, questions=left, at=at)


def moved_up(composed: Composed, key: str) -> Composed:
    """With this question before the one that it followed."""
    questions = list(composed.questions)
    place = next((n for n, each in enumerate(questions) if each.key == key), 0)
    if place:
        questions[place - 1 : place + 1] = questions[place], questions[place - 1]
    return replace(composed, questions=tuple(questions))


def began_with(composed: Composed, template: Composed) -> Composed:
    """A template in the place of a blank content, else its questions behind those that are there.

    Anonymous is nobody's level at first: who has chosen it before keeps it, whatever level the template has.
    """
    if composed.is_blank:
        level = composed.level if composed.level == Level.ANONYMOUS else template.level
        return replace(template, at=template.questions[0].key, level=level)
    return replace(added(composed, *template.questions), title=composed.title or template.title)


def as_asked(composed: Composed, *, is_live: bool) -> Composed:
    """What is chosen, as far as it goes together; `is_live`: whether it would belong to a session.

    What does not is not shown in the form, and comes back when it goes together again.
    """
    kinds = [question.kind for question in composed.questions]
    level = composed.level
    if level == Level.ANONYMOUS and not can_be_anonymous(composed):
        level = Level.CONFIDENTIAL.value
    invited = composed.invited if is_live else Invited.EVERYBODY.value
    is_anonymous = level == Level.ANONYMOUS
    return replace(
        composed,
        title=composed.title if len(kinds) > 1 else "",
        level=level,
        results=HIDDEN if is_anonymous or OPEN_TEXT in kinds else composed.results,
        invited=invited,
        closes_when_all=composed.closes_when_all and not is_anonymous and invited != Invited.EVERYBODY,
        may_add=composed.may_add and not is_anonymous and len(kinds) == 1 and kinds[0] in TAKES_OPTIONS,
    )


def can_be_anonymous(composed: Composed) -> bool:
    """Whether each of its kinds of question can be."""
    return all((kind := KINDS.get(question.kind)) and kind.folded for question in composed.questions)


def name_of(typed: str, others: list[Template]) -> str:
    """The name of a new template, or a Refusal."""
    name = required(typed, most=NAME_LENGTH, field="name", empty=Text("Please give the template a name."))
    if len(others) >= MOST_TEMPLATES:
        raise Refusal(
            "There are {most} templates here already. Please delete one first.", "name", most=MOST_TEMPLATES
        )
    if is_ours(name):
        raise Refusal(
            "I have a template of that name myself, and whoever types it gets mine. "
            "Please choose another name.",
            "name",
        )
    if any(alike([name, other.name]) for other in others):
        raise Refusal("There is a template of this name already. Please choose another name.", "name")
    return name
