"""Composing a poll in one form that changes with what is chosen."""

from collections.abc import Mapping
from dataclasses import replace

from coproduction import drafts
from coproduction.drafts import (
    NUMBERS,
    OF_QUESTION,
    WITH_ENDS,
    Composed,
    Question,
    began_with,
    thawed,
)
from coproduction.errors import NotNow, Refusal
from coproduction.service import drafts as service
from coproduction.service import templateplaces
from coproduction.service.drafts import Composing
from coproduction.service.pollforms import PollForm
from coproduction.templates import TEMPLATES, Template, is_ours
from coproduction.words import Text
from handlers import ids, ready
from handlers.blocks.drafts.fields import in_turn, is_behind, read_subject, tail_of
from handlers.desk import Desk
from handlers.drafts.showing import DOING, Change, composer, filling, keep, preview
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnClose, OnSubmit
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import first_word, unquoted
from handlers.voice import Voice

_KEPT = Text("I kept your draft of a poll. To go on with it, type {/poll}.")
_KEPT_BEFORE = Text(
    "I kept your draft of a poll as it was when I last saw it. What you typed after that, Slack has not told "
    "me. To go on with it, type {/poll}. To keep what you type, press Preview."
)
_CAUGHT_UP = Text(
    "This form had not caught up yet. Here is what I have now. Please look at it: what you typed since "
    "your last press may be missing."
)
_DELETED = Text("The template “{name}” is deleted.")
_IN_QUESTION = Text("Question {number}: {words}")


async def compose(desk: Desk, command: Command) -> Reply:
    """/poll alone: the form, with the draft that is kept."""
    actor, channel = await desk.directory.actor(command.person, command.channel), command.channel or ""
    found = await desk.read(lambda memory: service.begin(memory, actor, channel))
    return await composer(desk, command, found)


async def template_named(desk: Desk, heard: Heard, words: str, origin: str) -> PollForm | None:
    """/poll template "Name", of one of their own; None where it is none."""
    name = unquoted(first_word(words)[1])
    if not ready.is_template(words) or not name or is_ours(name):
        return None
    actor, channel = await desk.directory.actor(heard.person, heard.channel), heard.channel or ""
    return await desk.read(lambda memory: service.named_template(memory, actor, channel, name, origin))


async def template_elsewhere(desk: Desk, heard: Heard, name: str) -> str | Text:
    """What another channel is called that has a template of this name; empty where there is none that whoever
    looks for it may see."""
    actor, channel = await desk.directory.actor(heard.person, heard.channel), heard.channel or ""
    place = await desk.read(lambda memory: templateplaces.elsewhere(memory, actor, channel, name))
    if place is None:
        return ""
    called = await desk.directory.channels([place], desk.directory.patience.soon)
    return f"#{called[place]}" if place in called else Text("another channel where you are")


async def own_templates(desk: Desk, heard: Heard) -> list[str]:
    """The names of what this programme has of its own."""
    actor, channel = await desk.directory.actor(heard.person, heard.channel), heard.channel or ""
    found = await desk.read(lambda memory: service.begin(memory, actor, channel))
    return [template.name for template in found.templates]


async def choose(desk: Desk, click: Click) -> Reply:
    """Something was chosen that changes which fields there are."""
    return await _changed(desk, click, lambda composed: composed, is_other=False)


async def add(desk: Desk, click: Click) -> Reply:
    """Another question; not one more for each press on a form that does not show the first yet."""

    def change(composed: Composed) -> Composed:
        last = composed.questions[-1]
        is_impatient = last.is_blank and is_behind(click.subject, composed)
        return replace(composed, at=last.key) if is_impatient else drafts.added(composed)

    return await _changed(desk, click, change)


async def press_question(desk: Desk, click: Click) -> Reply:
    """Change, remove or move one of several questions."""
    act, _, key = click.value.partition(":")
    acts: Mapping[str, Change] = {
        "change": lambda composed: replace(composed, at=key),
        "remove": lambda composed: drafts.removed(composed, key),
        "up": lambda composed: drafts.moved_up(composed, key),
    }
    return await _changed(desk, click, acts.get(act, lambda composed: composed))


async def press_template(desk: Desk, click: Click) -> Reply:
    """Begin with a template: one of ours, or one of their own."""
    if click.value in TEMPLATES:
        content = ours(await desk.voice(click.person), TEMPLATES[click.value])
    else:
        actor = await desk.directory.actor(click.person, click.channel)
        found = await desk.read(lambda memory: service.template(memory, actor, click.value))
        content = replace(thawed(found.content) or Composed(), template=found.id)

    def change(composed: Composed) -> Composed:
        is_there = {each.words for each in content.questions} <= {each.words for each in composed.questions}
        if is_there and is_behind(click.subject, composed):
            return composed  # it was chosen before, in the form that does not show it yet
        return began_with(composed, _apart(content, composed))

    return await _changed(desk, click, change)


def _apart(content: Composed, composed: Composed) -> Composed:
    """The same with keys of its own, so that no form that shows other questions writes into these."""
    last = max((int(each.key) for each in composed.questions if each.key.isdecimal()), default=0)
    questions = tuple(replace(each, key=str(last + n)) for n, each in enumerate(content.questions, start=1))
    return replace(content, questions=questions)


def ours(say: Voice, template: Template) -> Composed:
    """What a template of ours asks, in the words of whoever composes."""
    questions = tuple(
        Question(
            str(number),
            each.kind,
            say(each.asks),
            lowest=say(each.options[0]) if each.options else "",
            highest=say(each.options[-1]) if each.options else "",
            is_optional=number > 1,
        )
        for number, each in enumerate(template.questions, start=1)
    )
    return Composed(questions, title=say(template.title), level=template.level.value)


async def press_delete(desk: Desk, click: Click) -> Reply:
    """Delete a template, pressed and confirmed; what was begun with it stays."""
    actor = await desk.directory.actor(click.person, click.channel)
    gone = await desk.write(lambda memory: service.delete_template(memory, actor, click.value))
    return await _changed(
        desk, click, lambda composed: replace(composed, template=""), _DELETED.filled(name=gone.name)
    )


async def press_afresh(desk: Desk, click: Click) -> Reply:
    """Throw the draft away, pressed and confirmed."""
    actor, channel = await desk.directory.actor(click.person, click.channel), click.channel or ""
    found = await desk.write(lambda memory: service.discard(memory, actor, channel))
    return await composer(desk, click, found, turn=_next(click.subject))


async def submit(desk: Desk, form: Submission) -> Reply:
    """Preview: what was written is kept first, whatever is wrong with it."""
    composing = await keep(desk, form, form.subject, form.values)
    if _is_late(form, composing):
        return await composer(desk, form, composing, _CAUGHT_UP, turn=_next(form.subject))
    try:
        return await preview(desk, form)
    except NotNow:
        raise
    except Refusal as no:
        return await _not_yet(desk, form, composing, no)


async def closed(desk: Desk, form: Submission) -> Reply:
    """The form was closed: what was written is kept, as far as Slack tells of it. Of fields that nobody has
    sent before it may tell nothing; then what was kept before stays, and that is said.
    """
    actor, now, channel = (
        await desk.directory.actor(form.person, form.channel),
        desk.clock(),
        form.channel or "",
    )
    change = filling(form.subject, form.values)
    is_kept = await desk.write(lambda memory: service.put_away(memory, now, actor, channel, change))
    is_told = f"words.{tail_of(form.subject)}" in form.values
    return answer(await desk.voice(form.person), _KEPT if is_told else _KEPT_BEFORE) if is_kept else Reply()


async def _changed(
    desk: Desk, click: Click, change: Change, note: Text | None = None, *, is_other: bool = True
) -> Reply:
    """Keep what the form holds, change it, and show the form as it is then; a refusal stands in it.

    `is_other`: whether its fields may hold something else then.
    """
    try:
        composing = await keep(desk, click, click.subject, click.values, change)
    except NotNow:
        raise
    except Refusal as no:
        composing, note = await keep(desk, click, click.subject, click.values), no.words
    composing = replace(composing, is_level_new=_is_level_new(click, composing.composed))
    is_late = _is_late(click, composing)
    note = note or (_CAUGHT_UP if is_late else _out_of_sight(composing.composed, click.subject))
    turn = _next(click.subject) if is_other or is_late else read_subject(click.subject)[1]
    return await composer(desk, click, composing, note, turn=turn)


def _is_late(heard: Click | Submission, composing: Composing) -> bool:
    """Whether the form still showed another state than what was kept: Slack may hold drawings back."""
    return composing.before is not None and is_behind(heard.subject, composing.before)


def _is_level_new(click: Click, composed: Composed) -> bool:
    """Whether the form held another level, which a template has changed."""
    return filling(click.subject, click.values)(composed).level != composed.level


def _out_of_sight(composed: Composed, subject: str) -> Text | None:
    """What is wrong with the number of the question that was worked on, where another one is now."""
    key, _ = read_subject(subject)
    for number, each in enumerate(composed.questions, start=1):
        if each.key == key != composed.here.key and (words := service.number_amiss(each)):
            return _IN_QUESTION.filled(number=number, words=words)
    return None


def _next(subject: str) -> int:
    """The turn of a form that follows the one which carries this along."""
    return read_subject(subject)[1] + 1


async def _not_yet(desk: Desk, form: Submission, composing: Composing, no: Refusal) -> Reply:
    """Words at the field that they are about, or above the form of the question that they are about."""
    composed = composing.composed
    name, _, place = (no.field or "").partition("/")
    number = int(place) if place.isdecimal() else 0
    question = composed.questions[min(number, len(composed.questions) - 1)]
    name = _in_form(name, question)
    say = await desk.voice(form.person)
    turn = read_subject(form.subject)[1]
    for field in (f"{name}.{question.key}", name, f"{name}.few"):
        if (drawn := in_turn(field, turn)) in form.values:
            return Reply(errors={drawn: say(no.words)})
    note = _IN_QUESTION.filled(number=number + 1, words=no.words) if name in OF_QUESTION else no.words
    there = replace(composing, composed=replace(composed, at=question.key))
    return await composer(desk, form, there, note, turn=turn + 1)


def _in_form(name: str, question: Question) -> str:
    """What the form calls a field of this question that a service calls so."""
    if name == "options" and question.kind in WITH_ENDS:
        return "lowest"
    return {"question": "words", "most": NUMBERS.get(question.kind, "most")}.get(name, name)


_ON = (
    (ids.COMPOSE, choose),
    (ids.COMPOSE_MORE, add),
    (ids.COMPOSE_QUESTION, press_question),
    (ids.COMPOSE_AFRESH, press_afresh),
    (ids.COMPOSE_TEMPLATE, press_template),
    (ids.DELETE_TEMPLATE, press_delete),
)

NOUN = Noun(
    clicks=tuple(OnClick(id_, Audience.FACILITATORS, run, doing=DOING) for id_, run in _ON),
    submissions=(OnSubmit(ids.POLL_FORM, Audience.FACILITATORS, submit, doing=DOING),),
    closings=(OnClose(ids.POLL_FORM, Audience.FACILITATORS, closed, doing=DOING),),
)
