"""Themes: ideas sorted by the bot, and sorted better by those who lead, in a private panel."""

import asyncio
from collections.abc import Callable

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import themes
from coproduction.service.themes import DOING, ThemeForm
from coproduction.words import Text
from handlers import ideaids, listids
from handlers.blocks import themes as blocks
from handlers.blocks.kit import View
from handlers.blocks.longlists import Lines
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Submission
from handlers.edge.listeners import Audience, LongList, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply
from handlers.themefinding import sorter

_SORTED = Text("I sorted the ideas. Please look at each theme: accept it, or change it.")
_ACCEPTED = Text("This theme is accepted.")
_CHANGED = Text("The themes are changed.")
_UNDONE = Text("The last change is undone.")
_GONE = Text("This theme is gone. Please look at the themes as they are now.")


async def show(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro themes: the panel."""
    actor = await desk.directory.actor(command.person, command.channel)
    here = command.channel or ""
    channel = await desk.read(lambda memory: themes.channel_for(memory, actor, here))
    return Reply(view=await _panel(desk, actor, channel))


async def page(desk: Desk, click: Click) -> Reply:
    """Another page of it."""
    actor = await desk.directory.actor(click.person, click.channel)
    return Reply(view=await _panel(desk, actor, click.value, max(click.position, 0)))


async def sort(desk: Desk, click: Click) -> Reply:
    """Sort the ideas: they are read, sorted beside everything else, and kept."""
    actor = await desk.directory.actor(click.person, click.channel)
    channel = click.value
    try:
        ideas = await desk.read(lambda memory: themes.to_sort(memory, actor, channel))
        groups = await asyncio.to_thread(sorter(), [idea.text for idea in ideas])
        await desk.write(lambda memory: themes.propose(memory, actor, channel, ideas, groups))
    except Refusal as refusal:
        return Reply(view=await _panel(desk, actor, channel, told=refusal.words))
    return Reply(view=await _panel(desk, actor, channel, told=_SORTED))


async def accept(desk: Desk, click: Click) -> Reply:
    """Accept a theme as it is."""
    return await _act(
        desk, click, _ACCEPTED, lambda memory, actor, where: themes.accept(memory, actor, where, click.value)
    )


async def undo(desk: Desk, click: Click) -> Reply:
    """Undo the last change."""
    number = int(click.value) if click.value.isascii() and click.value.isdigit() else 0
    return await _act(
        desk, click, _UNDONE, lambda memory, actor, where: themes.undo(memory, actor, where, number)
    )


async def _act(desk: Desk, click: Click, done: Text, act: Callable[[Memory, Actor, str], None]) -> Reply:
    """Do it, and show the panel as it is then; in a form a refusal stands above it."""
    actor, channel = await desk.directory.actor(click.person, click.channel), click.channel or ""
    try:
        await desk.write(lambda memory: act(memory, actor, channel))
    except Refusal as refusal:
        done = refusal.words
    return Reply(view=await _panel(desk, actor, channel, told=done))


async def press_change(desk: Desk, click: Click) -> Reply:
    """The form that changes a theme, if it is still there."""
    actor, channel = await desk.directory.actor(click.person, click.channel), click.channel or ""
    shown = await desk.read(lambda memory: themes.panel(memory, actor, channel))
    say = await desk.voice(click.person)
    which = next((each for each in shown.themes if each.theme.key == click.value), None)
    return Reply(view=blocks.form(say, shown, which) if which else blocks.panel(say, shown, told=_GONE))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form, and then the panel."""
    actor, channel = await desk.directory.actor(form.person, form.channel), form.channel or ""
    filled = ThemeForm(
        form.required("title"),
        tuple(form.required("ideas").split()),
        form.values.get("where"),
        form.values.get("into"),
    )
    key = form.subject
    await desk.write(lambda memory: themes.change(memory, actor, channel, key, filled))
    return Reply(view=await _panel(desk, actor, channel, told=_CHANGED))


async def _panel(desk: Desk, actor: Actor, channel: str, number: int = 0, told: Text | None = None) -> View:
    shown = await desk.read(lambda memory: themes.panel(memory, actor, channel))
    return blocks.panel(await desk.voice(actor.id), shown, number, told)


async def _ideas(desk: Desk, click: Click, subject: str) -> Lines:
    """All ideas of a theme."""
    actor, (channel, _, key) = (
        await desk.directory.actor(click.person, click.channel),
        subject.partition(":"),
    )
    shown = await desk.read(lambda memory: themes.panel(memory, actor, channel))
    return blocks.all_of(await desk.voice(click.person), shown, key)


NOUN = Noun(
    verbs=(
        Verb(
            "themes",
            Audience.FACILITATORS,
            None,
            Text("sort the ideas into themes"),
            show,
            doing=DOING,
            sister="ideas",
        ),
    ),
    clicks=(
        OnClick(ideaids.SEE_THEMES, Audience.FACILITATORS, page, doing=DOING),
        OnClick(ideaids.SORT_IDEAS, Audience.FACILITATORS, sort, doing=DOING),
        OnClick(ideaids.ACCEPT_THEME, Audience.FACILITATORS, accept, doing=DOING),
        OnClick(ideaids.CHANGE_THEME, Audience.FACILITATORS, press_change, doing=DOING),
        OnClick(ideaids.UNDO_THEMES, Audience.FACILITATORS, undo, doing=DOING),
    ),
    submissions=(OnSubmit(ideaids.THEME_FORM, Audience.FACILITATORS, submit, doing=DOING),),
    lists=(
        LongList(
            listids.THEME,
            Text("Ideas of a theme"),
            _ideas,
            blocks.back,
            audience=Audience.FACILITATORS,
            doing=DOING,
        ),
    ),
)
