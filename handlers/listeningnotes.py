"""Listening notes: a form for those who lead, and a look at what may tell who somebody is."""

from coproduction.listeningnotes import BOXES, notes_of
from coproduction.service import chairs, listeningnotes
from coproduction.service.listeningnotes import DOING
from handlers import leadids
from handlers.blocks import listeningnotes as blocks
from handlers.blocks.chairs import in_plan
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply
from handlers.lookedat import noted

_LEAD = Audience.FACILITATORS


async def press(desk: Desk, click: Click) -> Reply:
    """Read or change them: the form with what stands there, which leads back to the plan it was opened in."""
    actor = await desk.directory.actor(click.person, click.channel)
    notes = await desk.read(lambda memory: listeningnotes.read(memory, actor, click.value))
    planned = click.subject if click.view else ""
    return Reply(view=blocks.form(await desk.voice(actor.id), notes, planned=planned))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form; what looks like a name is shown once more first, and nothing of it is stored."""
    seen, planned = _seen(form)
    notes = notes_of(form.channel or "", form.values, seen)
    said = await noted(desk, form.channel or "", "\n".join(notes.boxes.values()))
    if said:
        return Reply(view=blocks.form(await desk.voice(form.person), notes, said, planned))
    return await keep(desk, form)


async def keep(desk: Desk, form: Submission) -> Reply:
    """The same after that look: whoever wrote it decides."""
    actor, channel, words = (
        await desk.directory.actor(form.person, form.channel),
        form.channel or "",
        {field: form.values.get(field) for field in BOXES},
    )
    seen, planned = _seen(form)
    notes = await desk.write(lambda memory: listeningnotes.write(memory, actor, channel, words, seen))
    say = await desk.voice(actor.id)
    if not planned:
        return Reply(words=blocks.shown(say, notes))
    now = desk.clock()
    room = await desk.read(lambda memory: chairs.room(memory, now, actor, channel))
    return Reply(view=in_plan(say, room, planned, blocks.told(notes)))


def _seen(form: Submission) -> tuple[int, str]:
    """Which version was on the screen, one nobody can have seen where that is forged; and the plan behind."""
    version, _, planned = form.subject.partition(":")
    return (int(version) if version.isascii() and version.isdigit() else -1), planned


NOUN = Noun(
    clicks=(OnClick(leadids.LISTENING, _LEAD, press, doing=DOING),),
    submissions=(
        OnSubmit(leadids.LISTENING_FORM, _LEAD, submit, doing=DOING),
        OnSubmit(leadids.LISTENING_LOOKED_FORM, _LEAD, keep, doing=DOING),
    ),
)
