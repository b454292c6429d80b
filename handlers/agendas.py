"""The steps of a planned session: added, changed, moved and taken out in its plan."""

from collections.abc import Callable, Mapping

from coproduction.agendas import Agenda, StepForm, added, changed, found, kept_aside, moved, put_back, removed
from coproduction.errors import NotNow, Refusal
from coproduction.service import planned as service
from coproduction.service.planned import DOING
from coproduction.words import Text
from handlers import ids
from handlers.blocks import agendas as blocks
from handlers.blocks import planned as plan_blocks
from handlers.blocks.agendas import CHANGE, DOWN, NEW, REMOVE, UP
from handlers.desk import Desk
from handlers.edge.heard import Click, Heard, Submission, opaque
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply
from handlers.planned import led, shown

_KEY_LENGTH = 12  # of what tells a step from others
_ACTS: Mapping[str, Callable[[Agenda, str], Agenda]] = {
    UP: lambda agenda, key: moved(agenda, key, -1),
    DOWN: lambda agenda, key: moved(agenda, key, 1),
}
_REMOVED = Text("The step is out.")
_OLD = Text("Please choose what to do with a step from its menu.")


async def press_add(desk: Desk, click: Click) -> Reply:
    """Add a step."""
    planned, key = await led(desk, click, click.value), opaque(f"step:{click.trigger}")[:_KEY_LENGTH]
    return Reply(view=blocks.new_step_form(await desk.voice(click.person), planned, key))


async def press_step(desk: Desk, click: Click) -> Reply:
    """Change, move or remove one step; where it is gone, the plan as it is now says so."""
    act, _, key = click.value.partition(":")
    if act == CHANGE:
        return await _change(desk, click, key)
    if act == REMOVE:
        return await _remove(desk, click, key)
    if act not in _ACTS:
        raise Refusal(_OLD)
    return await _arrange(desk, click, click.subject, lambda agenda: _ACTS[act](agenda, key))


async def _change(desk: Desk, click: Click, key: str) -> Reply:
    planned = await led(desk, click, click.subject)
    try:
        step = found(planned.agenda, key)
    except Refusal as gone:
        return await shown(desk, click, planned.id, gone.words)
    return Reply(view=blocks.change_step_form(await desk.voice(click.person), planned, step))


async def _remove(desk: Desk, click: Click, key: str) -> Reply:
    """Take it out, with a way back."""
    before = (await led(desk, click, click.subject)).agenda
    after = await _arrange(desk, click, click.subject, lambda agenda: removed(agenda, key))
    if all(step.key != key for step in before):
        return after
    return await shown(desk, click, click.subject, _REMOVED, kept_aside(before, key))


async def press_back(desk: Desk, click: Click) -> Reply:
    """Put a step back that was taken out."""
    return await _arrange(desk, click, click.subject, lambda agenda: put_back(agenda, click.value))


async def submit_step(desk: Desk, form: Submission) -> Reply:
    """The form of a step: a new one, or one that is there."""
    planned_id, _, step = form.subject.partition(":")
    kind, minutes, prompt, second, asks = map(form.required, ("kind", "minutes", "prompt", "second", "asks"))
    hides = form.values.get("hides") == blocks.HIDES
    filled, key = StepForm(kind, minutes, prompt, second, asks, hides), step.removeprefix(NEW)

    def rearrange(agenda: Agenda) -> Agenda:
        return added(agenda, key, filled) if step.startswith(NEW) else changed(agenda, key, filled)

    return await _arrange(desk, form, planned_id, rearrange)


async def _arrange(desk: Desk, heard: Heard, planned_id: str, rearrange: Callable[[Agenda], Agenda]) -> Reply:
    """The plan after the change, or the plan as it is now with why not; words about a field stand there."""
    actor, now = await desk.directory.actor(heard.person, heard.channel), desk.clock()
    try:
        after = await desk.write(lambda memory: service.arrange(memory, now, actor, planned_id, rearrange))
    except NotNow:
        raise
    except Refusal as no:
        if no.field:
            raise
        return await shown(desk, heard, planned_id, no.words)
    return Reply(
        view=plan_blocks.plan(await desk.voice(heard.person), after, zone=actor.zone, reader=actor.id)
    )


NOUN = Noun(
    clicks=(
        OnClick(ids.ADD_STEP, Audience.FACILITATORS, press_add, doing=DOING),
        OnClick(ids.PUT_STEP_BACK, Audience.FACILITATORS, press_back, doing=DOING),
        OnClick(ids.STEP, Audience.FACILITATORS, press_step, doing=DOING),
    ),
    submissions=(OnSubmit(ids.STEP_FORM, Audience.FACILITATORS, submit_step, doing=DOING),),
)
