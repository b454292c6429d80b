"""The list of people to ask: paged, with a form for each line; and the way off it for whom it is about."""

from coproduction.errors import Refusal
from coproduction.service import stakeholders
from coproduction.service.stakeholders import DOING
from coproduction.stakeholders import StakeholderForm, require_fit
from coproduction.words import Text
from handlers import leadids
from handlers.askings import require_a_person
from handlers.blocks import stakeholders as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Heard, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply
from handlers.lookedat import noted

_LEAD = Audience.FACILITATORS
_REMOVED = Text("The line is removed.")
_GONE = Text("The line was removed already.")


async def press_list(desk: Desk, click: Click) -> Reply:
    """The list, or another page of it; the button says of which programme."""
    return await _list(desk, click, click.value, page=max(click.position, 0))


async def _list(desk: Desk, heard: Heard, channel: str, note: Text | None = None, page: int = 0) -> Reply:
    actor = await desk.directory.actor(heard.person, heard.channel)
    found = await desk.read(lambda memory: stakeholders.listed(memory, actor, channel))
    return Reply(view=blocks.listing(await desk.voice(actor.id), channel, found, page, note))


async def press_new(desk: Desk, click: Click) -> Reply:
    """The form of a new line."""
    actor, channel = await desk.directory.actor(click.person, click.channel), click.value
    await desk.read(lambda memory: stakeholders.listed(memory, actor, channel))
    return Reply(view=blocks.form(await desk.voice(actor.id), channel))


async def press_change(desk: Desk, click: Click) -> Reply:
    """The same with what the line says."""
    actor = await desk.directory.actor(click.person, click.channel)
    had = await desk.read(lambda memory: stakeholders.get(memory, actor, click.value))
    return Reply(view=blocks.form(await desk.voice(actor.id), had.channel, had.id, blocks.as_form(had)))


async def press_remove(desk: Desk, click: Click) -> Reply:
    """A line is removed; the list without it."""
    actor = await desk.directory.actor(click.person, click.channel)
    gone = await desk.write(lambda memory: stakeholders.remove(memory, actor, click.value))
    return await _list(desk, click, click.channel or "", _REMOVED if gone else _GONE)


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form; a role that looks like a name is shown once more first, and nothing of it is stored."""
    filled = require_fit(_filled(form))
    roles = filter(None, (filled.role, filled.introducer_role))
    said = await noted(desk, form.channel or "", "\n".join(roles))
    if said:
        view = blocks.form(await desk.voice(form.person), form.channel or "", form.subject, filled, said)
        return Reply(view=view)
    return await keep(desk, form)


async def keep(desk: Desk, form: Submission) -> Reply:
    """The same after that look; the list with it."""
    actor, now, channel = (
        await desk.directory.actor(form.person, form.channel),
        desk.clock(),
        form.channel or "",
    )
    filled = _filled(form)
    await _require_people(desk, filled)
    if form.subject:
        await desk.write(lambda memory: stakeholders.change(memory, now, actor, form.subject, filled))
    else:
        await desk.write(lambda memory: stakeholders.add(memory, now, actor, channel, form.origin, filled))
    return await _list(desk, form, channel, Text("Saved."))


def _filled(form: Submission) -> StakeholderForm:
    return StakeholderForm(
        *(form.required(name) for name in ("role", "sector", "state")),
        *(form.values.get(name) for name in ("person", "introducer", "introducer_role")),
    )


async def _require_people(desk: Desk, filled: StakeholderForm) -> None:
    """Neither an app nor who has left, at the field where they were chosen."""
    for field, chosen in (("person", filled.person), ("introducer", filled.introducer)):
        try:
            if chosen:
                await require_a_person(desk, chosen)
        except Refusal as no:
            raise Refusal(no.words, field) from None


async def leave(desk: Desk, click: Click) -> Reply:
    """Take me off the list: the message itself shows that it is done."""
    actor = await desk.directory.participant(click.person, click.channel)
    await desk.write(lambda memory: stakeholders.leave(memory, actor, click.value))
    return Reply()


NOUN = Noun(
    clicks=(
        OnClick(leadids.STAKEHOLDERS, _LEAD, press_list, doing=DOING),
        OnClick(leadids.NEW_STAKEHOLDER, _LEAD, press_new, doing=DOING),
        OnClick(leadids.CHANGE_STAKEHOLDER, _LEAD, press_change, doing=DOING),
        OnClick(leadids.REMOVE_STAKEHOLDER, _LEAD, press_remove, doing=DOING),
        OnClick(leadids.LEAVE_STAKEHOLDERS, Audience.EVERYONE, leave),
    ),
    submissions=(
        OnSubmit(leadids.STAKEHOLDER_FORM, _LEAD, submit, doing=DOING),
        OnSubmit(leadids.STAKEHOLDER_LOOKED_FORM, _LEAD, keep, doing=DOING),
    ),
)
