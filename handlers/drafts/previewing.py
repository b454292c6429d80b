"""Looking at a poll before it is asked: change it, keep it as a template, or ask what was seen."""

from dataclasses import replace

from coproduction.errors import NotNow, Refusal
from coproduction.service import drafts as service
from coproduction.service.drafts import Unseen
from coproduction.words import Text
from handlers import ids
from handlers.blocks.drafts import composer as blocks
from handlers.blocks.drafts import preview as previews
from handlers.blocks.polls import on_its_way
from handlers.desk import Desk
from handlers.drafts.showing import DOING, again, composer, with_note
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, answer
from handlers.unposted import unposted

_SAVED = Text("Saved as a template: “{name}”. You find it when you begin a new poll in this channel.")


async def press_back(desk: Desk, click: Click) -> Reply:
    """Change, pressed in the preview."""
    actor, channel = await desk.directory.actor(click.person, click.channel), click.channel or ""
    found = await desk.read(lambda memory: service.begin(memory, actor, channel))
    return await composer(desk, click, replace(found, kept_since=None))


async def press_previewed(desk: Desk, click: Click) -> Reply:
    """A button of the card that is only shown, in a form or in a private message."""
    if not click.view:
        return answer(await desk.voice(click.person), previews.ONLY_A_PREVIEW)
    return await again(desk, click, previews.ONLY_A_PREVIEW)


async def press_name(desk: Desk, click: Click) -> Reply:
    """Save as a template, pressed in the preview."""
    say, channel = await desk.voice(click.person), click.channel or ""
    return Reply(view=blocks.name_form(say, channel, click.subject))


async def show_preview(desk: Desk, click: Click) -> Reply:
    """Back to the preview."""
    return await again(desk, click)


async def submit_name(desk: Desk, form: Submission) -> Reply:
    """The form with the name of a template."""
    actor, channel = await desk.directory.actor(form.person, form.channel), form.channel or ""
    name = form.required("name")
    saved = await desk.write(lambda memory: service.save_template(memory, actor, channel, name))
    return await again(desk, form, _SAVED.filled(name=saved.name))


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
        return await again(desk, form, unseen.words)
    except Refusal as no:
        return await with_note(desk, form, no.words)
    say = await desk.voice(form.person)
    return Reply(words=on_its_way(say, poll, await unposted(desk, say, poll.channel)))


_ON = (
    (ids.COMPOSE_BACK, press_back),
    (ids.PREVIEWED, press_previewed),
    (ids.NAME_TEMPLATE, press_name),
    (ids.SHOW_PREVIEW, show_preview),
)

NOUN = Noun(
    clicks=tuple(OnClick(id_, Audience.FACILITATORS, run, doing=DOING) for id_, run in _ON),
    submissions=(
        OnSubmit(ids.POLL_PREVIEW_FORM, Audience.FACILITATORS, submit_preview, doing=DOING),
        OnSubmit(ids.TEMPLATE_FORM, Audience.FACILITATORS, submit_name, doing=DOING),
    ),
)
