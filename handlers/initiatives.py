"""Linked initiatives: named, changed and taken off by those who lead."""

from coproduction.service import initiatives
from coproduction.service.initiatives import NAMING
from coproduction.words import Text
from handlers import ideaids
from handlers.blocks import initiatives as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply


async def listing(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro initiatives"""
    actor, channel = await desk.directory.actor(command.person, command.channel), command.channel or ""
    found = await desk.read(lambda memory: initiatives.listed(memory, actor, channel))
    return Reply(words=blocks.listing(await desk.voice(actor.id), channel, found))


async def press_new(desk: Desk, click: Click) -> Reply:
    """The form."""
    return Reply(view=blocks.form(await desk.voice(click.person), click.value or click.channel or ""))


async def press_change(desk: Desk, click: Click) -> Reply:
    """The same with what is known."""
    actor, (channel, origin) = await desk.directory.actor(click.person, click.channel), _subject(click)
    had = await desk.read(lambda memory: initiatives.get(memory, actor, channel, origin))
    return Reply(view=blocks.form(await desk.voice(actor.id), channel, had))


async def press_drop(desk: Desk, click: Click) -> Reply:
    """One is taken off; the list without it."""
    actor, (channel, origin) = await desk.directory.actor(click.person, click.channel), _subject(click)
    left = await desk.write(lambda memory: initiatives.drop(memory, actor, channel, origin))
    return Reply(words=blocks.listing(await desk.voice(actor.id), channel, left))


async def submit(desk: Desk, form: Submission) -> Reply:
    """An initiative, new or changed; the list with it."""
    actor, channel = await desk.directory.actor(form.person, form.channel), form.channel or ""
    words, origin = [form.required(field) for field in ("name", "does", "asks")], form.subject or form.origin
    await desk.write(lambda memory: initiatives.name(memory, actor, channel, origin, *words))
    found = await desk.read(lambda memory: initiatives.listed(memory, actor, channel))
    return Reply(words=blocks.listing(await desk.voice(actor.id), channel, found))


def _subject(click: Click) -> tuple[str, str]:
    """The programme that the button was drawn for, wherever it was pressed, and the initiative."""
    channel, _, origin = click.value.rpartition("|")
    return channel or click.channel or "", origin


_LEAD = Audience.FACILITATORS

NOUN = Noun(
    verbs=(
        Verb(
            "initiatives",
            _LEAD,
            None,
            Text("name linked initiatives that your ideas could join"),
            listing,
            doing=NAMING,
            of_programme=True,
        ),
    ),
    clicks=(
        OnClick(ideaids.NEW_INITIATIVE, _LEAD, press_new, doing=NAMING),
        OnClick(ideaids.CHANGE_INITIATIVE, _LEAD, press_change, doing=NAMING),
        OnClick(ideaids.DROP_INITIATIVE, _LEAD, press_drop, doing=NAMING),
    ),
    submissions=(OnSubmit(ideaids.INITIATIVE_FORM, _LEAD, submit, doing=NAMING),),
)
