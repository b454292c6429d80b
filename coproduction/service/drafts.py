"""Composing a poll: kept while it is worked on, looked at as people will see it, and asked as it was seen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from coproduction.drafts import (
    KEPT_FOR,
    LIVE,
    NUMBERS,
    WITH_ENDS,
    Composed,
    Draft,
    Question,
    Template,
    as_asked,
    frozen,
    name_of,
    thawed,
)
from coproduction.errors import Refusal, Taken
from coproduction.levels import Level
from coproduction.looks import alike
from coproduction.people import Actor
from coproduction.polls import FEWEST, Invited, Poll
from coproduction.ports import Memory
from coproduction.questions import KINDS as QUESTIONS
from coproduction.service import people, pollforms, polls
from coproduction.service.pollforms import Asked, PollForm
from coproduction.words import Text

MOST_DIGITS = 3
_DOING = Text("open a poll")
_NO_NUMBER = Text("“How many?” takes a number, such as 3. Please write it in digits.")
_GONE = Text(
    "This draft is gone: it was asked or thrown away in another window. Nothing was asked now. "
    "To begin again, type {/poll}."
)
_UNSEEN = Text(
    "Nothing was asked yet. The draft was changed in another window, or a session has started or ended "
    "since. This is how it is now. Please look at it again."
)
_TEMPLATE_GONE = Text("This template is gone. Somebody has deleted it.")


class Unseen(Refusal):
    """What would be asked is not what was shown."""

    def __init__(self) -> None:
        super().__init__(_UNSEEN)


@dataclass(frozen=True, slots=True)
class Composing:
    """What is composed, and what can be begun with. `kept_since`: when a draft was last worked on before.

    `session` is the live session to which it would belong, None between sessions. `is_level_new`: another
    level stood in the form until a template was taken. `before`: what stood there before it was changed.
    """

    composed: Composed
    templates: tuple[Template, ...]
    session: str | None
    kept_since: datetime | None = None
    is_level_new: bool = False
    before: Composed | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """A poll as it would be asked now, its first question before the others; `seen` recognises it.

    `minutes` after which it was chosen to close, None where it was not.
    """

    questions: tuple[Poll, ...]
    minutes: int | None
    seen: str

    @property
    def poll(self) -> Poll:
        """The first question, which has the card."""
        return self.questions[0]


def begin(memory: Memory, actor: Actor, channel: str) -> Composing:
    """A facilitator begins to compose a poll for this channel, or goes on with the draft of it."""
    session = polls.may_open(memory, actor, channel)
    draft = memory.drafts.get(actor.id, channel)
    composed = _content(draft)
    kept = draft.changed_at if draft and not composed.is_blank else None
    return Composing(composed, tuple(memory.drafts.templates(channel)), session, kept)


def keep(
    memory: Memory, now: datetime, actor: Actor, channel: str, change: Callable[[Composed], Composed]
) -> Composing:
    """Change what is composed, and keep it. What nobody has touched is not kept."""
    before = begin(memory, actor, channel)
    composed = change(before.composed)
    draft = memory.drafts.get(actor.id, channel)
    if composed.stamp != Composed().stamp:
        memory.drafts.keep(Draft(actor.id, channel, frozen(composed), now))
    elif draft:
        memory.drafts.drop(draft)
    return Composing(composed, before.templates, before.session, before=before.composed)


def put_away(
    memory: Memory, now: datetime, actor: Actor, channel: str, change: Callable[[Composed], Composed]
) -> bool:
    """The form was closed: keep what it held; False when nobody has typed anything, so nothing is kept."""
    composed = keep(memory, now, actor, channel, change).composed
    draft = memory.drafts.get(actor.id, channel)
    if composed.is_blank and draft:
        memory.drafts.drop(draft)
    return not composed.is_blank


def discard(memory: Memory, actor: Actor, channel: str) -> Composing:
    """Throw the draft away, and begin afresh."""
    polls.may_open(memory, actor, channel)
    draft = memory.drafts.get(actor.id, channel)
    if draft:
        memory.drafts.drop(draft)
    return begin(memory, actor, channel)


def preview(memory: Memory, now: datetime, actor: Actor, channel: str) -> Preview:
    """The draft as the poll that it would be, or a Refusal with the field that it is about."""
    session = polls.may_open(memory, actor, channel)
    composed = _content(memory.drafts.get(actor.id, channel))
    form = form_of(composed, "", is_live=session is not None)
    questions = pollforms.asked_in(channel, session, form, now, memory.new_id)
    return Preview(tuple(questions), form.minutes, _seen(composed, session))


def typed(memory: Memory, now: datetime, actor: Actor, channel: str, form: PollForm) -> Preview:
    """What was typed as the poll that it would be, or a Refusal."""
    session = polls.may_open(memory, actor, channel)
    questions = pollforms.asked_in(channel, session, form, now, memory.new_id)
    return Preview(tuple(questions), form.minutes, f"{form.stamp}:{session or ''}")


def ask_typed(memory: Memory, now: datetime, actor: Actor, channel: str, seen: str, form: PollForm) -> Poll:
    """Ask what was typed and shown, or raise Unseen. Twice is once."""
    before = memory.polls.from_origin(form.origin)
    if before is None and typed(memory, now, actor, channel, form).seen != seen:
        raise Unseen
    return polls.open_poll(memory, now, actor, channel, form)


def ask(memory: Memory, now: datetime, actor: Actor, channel: str, seen: str, origin: str) -> Poll:
    """Ask what was shown, or raise Unseen; the draft is gone then. Twice is once."""
    session = polls.may_open(memory, actor, channel)
    draft = memory.drafts.get(actor.id, channel)
    before = memory.polls.from_origin(origin)
    if before:
        return before
    if draft is None:
        raise Refusal(_GONE)
    composed = _content(draft)
    if _seen(composed, session) != seen:
        raise Unseen
    poll = polls.open_poll(
        memory, now, actor, channel, form_of(composed, origin, is_live=session is not None)
    )
    memory.drafts.drop(draft)
    return poll


def template(memory: Memory, actor: Actor, template_id: str) -> Template:
    """One of the own templates, or a Refusal."""
    found = memory.drafts.template(template_id)
    people.require_facilitator(memory, actor, _DOING, found.channel if found else "")
    if found is None:
        raise Refusal(_TEMPLATE_GONE)
    return found


def named_template(memory: Memory, actor: Actor, channel: str, name: str, origin: str) -> PollForm | None:
    """What the own template of this name asks, None when no template here has it."""
    session = polls.may_open(memory, actor, channel)
    found = next((each for each in memory.drafts.templates(channel) if alike([each.name, name])), None)
    content = thawed(found.content) if found else None
    return form_of(content, origin, is_live=session is not None) if content else None


def save_template(memory: Memory, actor: Actor, channel: str, typed: str) -> Template:
    """Keep what is composed under a name, for all who facilitate here."""
    polls.may_open(memory, actor, channel)
    name = name_of(typed, memory.drafts.templates(channel))
    draft = memory.drafts.get(actor.id, channel)
    if draft is None:
        raise Refusal(_GONE)
    made = Template(memory.new_id(), channel, name, draft.content, actor.id)
    try:
        memory.drafts.save(made)
    except Taken:  # somebody else was quicker between the look and the row
        raise Refusal(
            "There is a template of this name already. Please choose another name.", "name"
        ) from None
    return made


def delete_template(memory: Memory, actor: Actor, template_id: str) -> Template:
    """Delete one of the own templates; polls that were asked with it stay."""
    found = template(memory, actor, template_id)
    memory.drafts.delete(found.id)
    return found


def forgotten(memory: Memory, now: datetime) -> list[str]:
    """Drafts that nobody has worked on for so long that they go."""
    return [f"{each.person}|{each.channel}" for each in memory.drafts.old(now - KEPT_FOR)]


def forget(memory: Memory, now: datetime, subject: str) -> None:
    """Delete such a draft, unless somebody has gone on with it meanwhile."""
    person, _, channel = subject.partition("|")
    draft = memory.drafts.get(person, channel)
    if draft and draft.changed_at <= now - KEPT_FOR:
        memory.drafts.drop(draft)


def form_of(draft: Composed, origin: str, *, is_live: bool) -> PollForm:
    """What is composed as what is asked, or a Refusal where a number is none."""
    composed = as_asked(draft, is_live=is_live)
    first, *more = [_asked(question, place) for place, question in enumerate(composed.questions)]
    return PollForm(
        first.question,
        first.options,
        origin,
        first.kind,
        level=Level(composed.level),
        is_live=composed.results == LIVE,
        most=first.most,
        title=composed.title,
        more=tuple(more),
        minutes=minutes_of(composed),
        closes_when_all=composed.closes_when_all,
        invited=Invited(composed.invited),
        may_add=composed.may_add,
    )


def minutes_of(composed: Composed) -> int | None:
    """After how many minutes it closes by itself, if a time was chosen."""
    return (int(composed.minutes) or None) if composed.minutes.isdecimal() else None


def _asked(question: Question, place: int) -> Asked:
    if question.kind not in QUESTIONS:
        raise Refusal("I do not know this kind of question. Please choose another one.", f"kind/{place}")
    return Asked(
        question.words, options_typed(question), question.kind, _number(question, place), question.is_optional
    )


def options_typed(question: Question) -> list[str]:
    """The options that this kind of question needs, out of all that was typed."""
    if question.kind in WITH_ENDS:
        return [question.lowest, question.highest] if question.lowest or question.highest else []
    if not QUESTIONS[question.kind].has_options:
        return []
    return [line for line in question.options.splitlines() if line.strip()]


def _number(question: Question, place: int) -> int | None:
    typed = question.number
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS):
        raise Refusal(_NO_NUMBER, pollforms.field_of("most", place))
    return int(typed)


def number_amiss(question: Question) -> Text | None:
    """What is wrong with its number, as far as its options are there to compare; it is told as soon as
    another question is worked on."""
    options = options_typed(question) if question.kind in NUMBERS else []
    if not question.number or len(options) < FEWEST:
        return None
    try:
        QUESTIONS[question.kind].most(tuple(options), _number(question, 0))
    except Refusal as no:
        return no.words
    return None


def _content(draft: Draft | None) -> Composed:
    return (thawed(draft.content) if draft else None) or Composed()


def _seen(composed: Composed, session: str | None) -> str:
    return f"{composed.stamp}:{session or ''}"
