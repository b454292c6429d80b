"""What a facilitator asks: one question or several together, each checked by its kind."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from coproduction import pollends
from coproduction.errors import Refusal, Unasked
from coproduction.levels import Level, require_fit
from coproduction.ownquestions import QUESTIONS as OURS
from coproduction.ownquestions import as_stored, is_headline
from coproduction.polloptions import question_of
from coproduction.polls import (
    BEFORE_NOW,
    CARDS,
    CHOICE,
    DOTS,
    OPEN_TEXT,
    RANKING,
    SCALE,
    SCALE_TEN,
    SEVERAL,
    YES_NO,
    Invited,
    Poll,
    Purpose,
)
from coproduction.ports import Memory
from coproduction.questions import KINDS as QUESTIONS
from coproduction.questions.kind import no_number
from coproduction.templates import Template, is_never_named
from coproduction.texts import optional
from coproduction.words import Text

TITLE_LENGTH = 100
ON_ONE_SCREEN = 5  # questions; of more, people have to scroll
MOST_QUESTIONS = 10  # of one poll: a form takes no more that somebody would fill in

# How a question is typed that misses something.
_EXAMPLES = {
    CHOICE: Text('{/poll} "When to meet?" "Morning" "Evening"'),
    SEVERAL: Text('{/poll} limit 2 "What first?" "A" "B" "C"'),
    DOTS: Text('{/poll} dots 5 "What matters?" "A" "B" "C"'),
    RANKING: Text('{/poll} rank "What first?" "A" "B" "C"'),
    SCALE: Text('{/poll} scale "How sure are you?" "Not sure" "Very sure"'),
    SCALE_TEN: Text('{/poll} scale 10 "How sure are you?" "Not sure" "Very sure"'),
    BEFORE_NOW: Text('{/poll} beforenow "How sure are you?" "Not sure" "Very sure"'),
    YES_NO: Text('{/poll} yesno "Do you feel heard?"'),
    OPEN_TEXT: Text('{/poll} text "What worked well?"'),
}

# Fields that all questions of a poll have together.
_SHARED = ("level", "results", "minutes", "closes_when_all", "invited", "may_add")


@dataclass(frozen=True, slots=True)
class Asked:
    """A further question of a poll; its level, and who may answer it, are those of the first."""

    question: str
    options: list[str]
    kind: str = CHOICE
    most: int | None = None  # at most how many, or how many dots
    is_optional: bool = False  # whether it may be left out


@dataclass(frozen=True, slots=True)
class PollForm:
    """What a facilitator asks, and what kind of question that is; `more` are further questions in order."""

    question: str
    options: list[str]
    origin: str
    kind: str = CHOICE
    level: Level = Level.CONFIDENTIAL
    is_live: bool = False
    most: int | None = None  # at most how many, or how many dots
    is_typed: bool = False  # by a command, which Slack may call failed although it arrived
    minutes: int | None = None  # after which it closes by itself
    closes_when_all: bool = False
    invited: Invited = Invited.EVERYBODY
    may_add: bool = False
    title: str = ""  # of several questions together
    more: tuple[Asked, ...] = ()

    @property
    def stamp(self) -> str:
        """What tells it from any that asks otherwise, whenever and by whichever command it is asked."""
        return hashlib.sha256(repr(replace(self, origin="")).encode()).hexdigest()[:16]


def ready_form(template: Template, *, level: Level | None = None, is_live: bool = False) -> PollForm:
    """What a template asks, as it is stored; options that it takes are still to be listed."""
    first, *others = template.questions
    return PollForm(
        str(first.asks),
        list(map(str, first.options)),
        "",
        first.kind,
        level or template.level,
        is_live,
        title=str(template.title),
        more=tuple(
            Asked(str(each.asks), list(map(str, each.options)), each.kind, is_optional=True)
            for each in others
        ),
    )


def field_of(name: str, place: int) -> str:
    """What a field is called in the form of several questions: that of the first has its own name."""
    return f"{name}/{place}" if place else name


def asked_in(
    channel: str, session: str | None, form: PollForm, now: datetime, new_id: Callable[[], str]
) -> list[Poll]:
    """The poll that is meant, followed by its further questions; or a Refusal with the field it is about."""
    if len(form.more) >= MOST_QUESTIONS:
        raise Refusal(
            "A poll has {most} questions at most, and these are {n}. Please leave some out.",
            most=MOST_QUESTIONS,
            n=len(form.more) + 1,
        )
    first = pollends.timed(_first_as_typed(channel, session, form, new_id()), now, form.minutes)
    _require_fit(first)
    if form.more and form.may_add:
        raise Refusal(
            "People can add options only to a poll with one question. Please ask it without that.", "may_add"
        )
    return [
        first,
        *(_part_at(first, asked, place, new_id()) for place, asked in enumerate(form.more, start=1)),
    ]


def questions_of(memory: Memory, poll: Poll) -> tuple[Poll, ...]:
    """What is answered in the form of a poll, by place."""
    parts = tuple(memory.polls.parts_of(poll.id))
    return parts if parts and poll.purpose is Purpose.CLOSING else (poll, *parts)


def asked_again(parts: Sequence[Poll]) -> tuple[Asked, ...]:
    """The further questions of a poll, as they could be asked in another one."""
    return tuple(
        Asked(part.question, typed_of(part), part.kind, number_of(part), part.is_optional) for part in parts
    )


def reworded(parts: Sequence[Poll], more: Sequence[Asked]) -> tuple[Asked, ...]:
    """The further questions of a poll with other words, as far as there are any; the rest of each stays."""
    before = asked_again(parts)
    changed = (
        old if is_headline(old.question) else replace(old, question=new.question, options=new.options)
        for old, new in zip(before, more, strict=False)
    )
    return (*changed, *before[len(more) :])


def as_before(form: PollForm, old: Poll, parts: Sequence[Poll]) -> PollForm:
    """Other words for a poll: how it is asked stays, and so does what the form says nothing of."""
    fixed = is_headline(old.question)
    return replace(
        form,
        question=old.question if fixed else form.question,
        options=typed_of(old) if fixed else form.options,
        kind=old.kind,
        level=old.level,
        is_live=old.is_live,
        most=number_of(old),
        closes_when_all=old.closes_when_all,
        invited=old.invited,
        may_add=old.may_add,
        title=form.title or old.title,
        more=reworded(parts, form.more),
    )


def typed_of(poll: Poll) -> list[str]:
    """What a facilitator has typed as options; nothing where the kind of question brings its own."""
    return list(poll.options) if QUESTIONS[poll.kind].has_options else []


def number_of(poll: Poll) -> int | None:
    """The number beside its options; None where its kind of question has none."""
    return None if QUESTIONS[poll.kind].most is no_number else poll.most


def _first_as_typed(channel: str, session: str | None, form: PollForm, id_: str) -> Poll:
    """The first question; who typed it reads an example beside what it misses. A form is no command."""
    try:
        return _first(channel, session, form, id_)
    except Unasked as no:
        example = _EXAMPLES.get(form.kind)
        if not form.is_typed or form.title or example is None:  # a template is typed in a way of its own
            raise
        told = Text("{told} For example: {example}", told=no.words, example=example)
        raise Refusal(told, no.field) from None


def _first(channel: str, session: str | None, form: PollForm, id_: str) -> Poll:
    kind, question = QUESTIONS[form.kind], as_stored(question_of(form.question))
    options = _options(form)
    return Poll(
        id=id_,
        channel=channel,
        session=session,
        question=question,
        options=options,
        purpose=Purpose.ANY,
        origin=form.origin,
        kind=form.kind,
        level=form.level,
        is_live=form.is_live,
        most=kind.most(options, form.most),
        closes_when_all=form.closes_when_all,
        invited=form.invited,
        may_add=form.may_add,
        title=as_stored(optional(form.title, most=TITLE_LENGTH, field="title") or ""),
    )


def _part(first: Poll, asked: Asked, place: int, id_: str) -> Poll:
    if CARDS in (first.kind, asked.kind):
        raise Refusal("Ten cards are asked alone. Please ask the other questions in a poll of their own.")
    kind, question = QUESTIONS[asked.kind], as_stored(question_of(asked.question))
    options = _options(asked)
    part = replace(
        first,
        id=id_,
        question=question,
        options=options,
        origin=f"{first.origin}/{place}",
        kind=asked.kind,
        most=kind.most(options, asked.most),
        title="",
        closes_when_all=False,  # it is the first that ends, with all the others
        remind_at=None,
        part_of=first.id,
        place=place,
        is_optional=asked.is_optional,
    )
    _require_fit(part)
    return part


def _part_at(first: Poll, asked: Asked, place: int, id_: str) -> Poll:
    """A further question; a Refusal names a field of this question, or one that all of them share."""
    try:
        return _part(first, asked, place, id_)
    except Refusal as no:
        field = no.field or "question"
        raise Refusal(no.words, field if field in _SHARED else field_of(field, place)) from None


def _options(asked: Asked | PollForm) -> tuple[str, ...]:
    options = QUESTIONS[asked.kind].options(asked.options)
    return tuple(map(as_stored, options)) if as_stored(asked.question) in OURS else options


def _require_fit(poll: Poll) -> None:
    kind = QUESTIONS[poll.kind]
    require_fit(poll.level, len(kind.folded.names(poll)) if kind.folded else None, is_live=poll.is_live)
    pollends.require_fit(poll)
    if poll.level is Level.NAMED and is_never_named(poll.question):
        raise Refusal(
            "“{question}” is never asked with names: people would not answer it freely. "
            "Please make the poll confidential.",
            "level",
            question=poll.asks,
        )
    if poll.kind == OPEN_TEXT and poll.is_live:
        raise Refusal(
            "What people write is shown when the poll closes, all at once: before, it would show who has "
            "just written. Please leave out “live”, or choose that it shows when the poll closes.",
            "results",
        )
