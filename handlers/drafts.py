"""Composing a poll in one form that changes with what is chosen; looking at it; asking what was seen."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from coproduction import drafts
from coproduction.drafts import (
    HIDDEN,
    LIVE,
    OF_ALL,
    OF_QUESTION,
    WITH_ENDS,
    Composed,
    Question,
    began_with,
    filled,
    thawed,
)
from coproduction.errors import NotNow, Refusal
from coproduction.levels import Level
from coproduction.polls import Invited
from coproduction.service import drafts as service
from coproduction.service.asking import PollForm
from coproduction.service.drafts import Composing, Unseen
from coproduction.templates import TEMPLATES, Template
from coproduction.words import Text
from handlers import ids, ready
from handlers.blocks import drafts as blocks
from handlers.blocks import previews
from handlers.blocks.polls import on_its_way
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnClose, OnSubmit
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import first_word, unquoted
from handlers.voice import Voice

DOING = Text("open a poll")
_KEPT = Text("I kept your draft of a poll. To go on with it, type {/poll}.")
_SAVED = Text("Saved as a template: “{name}”. You find it when you begin a new poll.")
_DELETED = Text("The template “{name}” is deleted.")
_IN_QUESTION = Text("Question {number}: {words}")
_ALLOWED = {  # of what is chosen, and not typed; nothing else comes from a form of ours
    "kind": frozenset(blocks.KINDS),
    "level": frozenset(Level),
    "results": frozenset({HIDDEN, LIVE}),
    "invited": frozenset(Invited),
}
_FIELDS = {"question": "words"}  # where a service calls a field otherwise than the form does

Change = Callable[[Composed], Composed]


async def compose(desk: Desk, command: Command) -> Reply:
    """/poll alone: the form, with the draft that is kept."""
    actor, channel = await desk.directory.actor(command.person, command.channel), command.channel or ""
    found = await desk.read(lambda memory: service.begin(memory, actor, channel))
    return await _composer(desk, command, found)


async def template_named(desk: Desk, command: Command, words: str) -> PollForm | None:
    """/poll template "Name", of one of their own; None where it is none."""
    name = unquoted(first_word(words)[1])
    if not ready.is_template(words) or not name or ready.is_ours(name):
        return None
    actor, channel = await desk.directory.actor(command.person, command.channel), command.channel or ""
    return await desk.read(
        lambda memory: service.named_template(memory, actor, channel, name, command.origin)
    )


async def choose(desk: Desk, click: Click) -> Reply:
    """Something was chosen that changes which fields there are."""
    return await _changed(desk, click, lambda composed: composed)


async def add(desk: Desk, click: Click) -> Reply:
    """Another question."""
    return await _changed(desk, click, drafts.added)


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
    return await _changed(desk, click, lambda composed: began_with(composed, content))


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
    return await _composer(desk, click, found)


async def submit(desk: Desk, form: Submission) -> Reply:
    """Preview: what was written is kept first, whatever is wrong with it."""
    composing = await _keep(desk, form, form.subject, form.values)
    try:
        return await _preview(desk, form)
    except NotNow:
        raise
    except Refusal as no:
        return await _not_yet(desk, form, composing, no)


async def closed(desk: Desk, form: Submission) -> Reply:
    """The form was closed: what was written is kept."""
    actor, now, channel = (
        await desk.directory.actor(form.person, form.channel),
        desk.clock(),
        form.channel or "",
    )
    change = _filling(form.subject, form.values)
    is_kept = await desk.write(lambda memory: service.put_away(memory, now, actor, channel, change))
    return answer(await desk.voice(form.person), _KEPT) if is_kept else Reply()


async def press_back(desk: Desk, click: Click) -> Reply:
    """Change, pressed in the preview."""
    actor, channel = await desk.directory.actor(click.person, click.channel), click.channel or ""
    found = await desk.read(lambda memory: service.begin(memory, actor, channel))
    return await _composer(desk, click, replace(found, kept_since=None))


async def press_previewed(desk: Desk, click: Click) -> Reply:
    """A button of the card that is only shown."""
    return await _again(desk, click, previews.ONLY_A_PREVIEW)


async def press_name(desk: Desk, click: Click) -> Reply:
    """Save as a template, pressed in the preview."""
    say, channel = await desk.voice(click.person), click.channel or ""
    return Reply(view=blocks.name_form(say, channel, click.subject))


async def show_preview(desk: Desk, click: Click) -> Reply:
    """Back to the preview."""
    return await _again(desk, click)


async def submit_name(desk: Desk, form: Submission) -> Reply:
    """The form with the name of a template."""
    actor, channel = await desk.directory.actor(form.person, form.channel), form.channel or ""
    name = form.required("name")
    saved = await desk.write(lambda memory: service.save_template(memory, actor, channel, name))
    return await _again(desk, form, _SAVED.filled(name=saved.name))


async def submit_preview(desk: Desk, form: Submission) -> Reply:
    """Ask the room, exactly what was shown."""
    actor, now, channel = (
        await desk.directory.actor(form.person, form.channel),
        desk.clock(),
        form.channel or "",
    )
    seen, origin = form.subject, form.origin
    try:
        poll = await desk.write(lambda memory: service.ask(memory, now, actor, channel, seen, origin))
    except NotNow:
        raise
    except Unseen as unseen:
        return await _again(desk, form, unseen.words)
    except Refusal as no:
        return await _with_note(desk, form, no.words)
    return Reply(words=on_its_way(await desk.voice(form.person), poll))


async def _changed(desk: Desk, click: Click, change: Change, note: Text | None = None) -> Reply:
    """Keep what the form holds, change it, and show the form as it is then; a refusal stands in it."""
    try:
        composing = await _keep(desk, click, click.subject, click.values, change)
    except NotNow:
        raise
    except Refusal as no:
        composing, note = await _keep(desk, click, click.subject, click.values), no.words
    return await _composer(desk, click, composing, note)


async def _keep(
    desk: Desk,
    heard: Heard,
    key: str,
    values: Mapping[str, str | None],
    change: Change = lambda composed: composed,
) -> Composing:
    actor, now, channel = (
        await desk.directory.actor(heard.person, heard.channel),
        desk.clock(),
        heard.channel or "",
    )
    fill = _filling(key, values)
    return await desk.write(
        lambda memory: service.keep(memory, now, actor, channel, lambda composed: change(fill(composed)))
    )


def _filling(key: str, values: Mapping[str, str | None]) -> Change:
    """What puts the values of a form into what is composed."""
    return partial(filled, key=key, values=_read(key, values))


def _read(key: str, values: Mapping[str, str | None]) -> dict[str, str]:
    """The fields of the question `key`, and those of the whole, by their names."""
    found: dict[str, str] = {}
    for block, value in values.items():
        name, _, tail = block.partition(".")
        is_ours = tail == key if name in OF_QUESTION else name in OF_ALL
        if is_ours and (name not in _ALLOWED or value in _ALLOWED[name]):
            found[name] = value or ""
    return found


async def _not_yet(desk: Desk, form: Submission, composing: Composing, no: Refusal) -> Reply:
    """Words at the field that they are about, or above the form of the question that they are about."""
    composed = composing.composed
    name, _, place = (no.field or "").partition("/")
    number = int(place) if place.isdecimal() else 0
    question = composed.questions[min(number, len(composed.questions) - 1)]
    name = _FIELDS.get(name, name)
    if name == "options" and question.kind in WITH_ENDS:
        name = "lowest"
    say = await desk.voice(form.person)
    for field in (f"{name}.{question.key}", name, f"{name}.few"):
        if field in form.values:
            return Reply(errors={field: say(no.words)})
    note = _IN_QUESTION.filled(number=number + 1, words=no.words) if name in OF_QUESTION else no.words
    there = replace(composing, composed=replace(composed, at=question.key))
    return await _composer(desk, form, there, note)


async def _composer(desk: Desk, heard: Heard, composing: Composing, note: Text | None = None) -> Reply:
    say = await desk.voice(heard.person)
    return Reply(view=blocks.composer(say, composing, heard.channel or "", note))


async def _preview(desk: Desk, heard: Heard, note: Text | None = None) -> Reply:
    actor, now, channel = (
        await desk.directory.actor(heard.person, heard.channel),
        desk.clock(),
        heard.channel or "",
    )
    shown = await desk.read(lambda memory: service.preview(memory, now, actor, channel))
    return Reply(view=previews.preview(await desk.voice(heard.person), shown, channel, note))


async def _again(desk: Desk, heard: Heard, note: Text | None = None) -> Reply:
    """The preview as it is now; where there is nothing to preview any more, the form says why."""
    try:
        return await _preview(desk, heard, note)
    except NotNow:
        raise
    except Refusal as no:
        return await _with_note(desk, heard, no.words)


async def _with_note(desk: Desk, heard: Heard, note: Text) -> Reply:
    actor, channel = await desk.directory.actor(heard.person, heard.channel), heard.channel or ""
    found = await desk.read(lambda memory: service.begin(memory, actor, channel))
    return await _composer(desk, heard, replace(found, kept_since=None), note)


_ON = (
    (ids.COMPOSE, choose),
    (ids.COMPOSE_MORE, add),
    (ids.COMPOSE_QUESTION, press_question),
    (ids.COMPOSE_AFRESH, press_afresh),
    (ids.COMPOSE_TEMPLATE, press_template),
    (ids.COMPOSE_BACK, press_back),
    (ids.PREVIEWED, press_previewed),
    (ids.NAME_TEMPLATE, press_name),
    (ids.SHOW_PREVIEW, show_preview),
    (ids.DELETE_TEMPLATE, press_delete),
)

NOUN = Noun(
    clicks=tuple(OnClick(id_, Audience.FACILITATORS, run, doing=DOING) for id_, run in _ON),
    submissions=(
        OnSubmit(ids.POLL_FORM, Audience.FACILITATORS, submit, doing=DOING),
        OnSubmit(ids.POLL_PREVIEW_FORM, Audience.FACILITATORS, submit_preview, doing=DOING),
        OnSubmit(ids.TEMPLATE_FORM, Audience.FACILITATORS, submit_name, doing=DOING),
    ),
    closings=(OnClose(ids.POLL_FORM, Audience.FACILITATORS, closed, doing=DOING),),
)
