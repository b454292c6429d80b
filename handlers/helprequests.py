"""Asking a facilitator for help with a pledge."""

from functools import partial

from coproduction.people import Actor
from coproduction.service import helprequests
from coproduction.service.stated import why_stuck
from handlers import ids
from handlers.blocks import helprequests as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, answer


async def press(desk: Desk, click: Click) -> Reply:
    """Ask for help, pressed on a nudge that was answered with Stuck, or after asking for help."""
    actor = await desk.directory.participant(click.person, click.channel)
    gone = await _gone(desk, actor, click.value)
    (pledge, asked), why = await desk.read(
        lambda memory: (
            helprequests.before_asking(memory, actor, click.value, gone),
            why_stuck(memory, click.value),
        )
    )
    say = await desk.voice(actor.id)
    names = await desk.directory.names(say, [asked], desk.directory.patience.soon)
    return Reply(view=blocks.form(say, click.value, pledge, names[asked], why))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form: what stands in it is sent."""
    actor, now, words = (
        await desk.directory.participant(form.person, form.channel),
        desk.clock(),
        form.required("words"),
    )
    gone = await _gone(desk, actor, form.subject)
    request = await desk.write(lambda memory: helprequests.ask(memory, now, actor, form.subject, words, gone))
    say = await desk.voice(actor.id)
    names = await desk.directory.names(say, [request.facilitator], desk.directory.patience.soon)
    return answer(say, say("I am sending it to {person}.", person=names[request.facilitator]))


async def _gone(desk: Desk, actor: Actor, follow_up: str) -> frozenset[str]:
    """Those who would be asked and have left the workspace: nothing reaches them."""
    gone: frozenset[str] = frozenset()
    while True:
        look = partial(helprequests.before_asking, actor=actor, follow_up_id=follow_up, gone=gone)
        _, asked = await desk.read(look)
        if not await desk.directory.has_left(asked):
            return gone
        gone |= {asked}


NOUN = Noun(
    clicks=(OnClick(ids.ASK_FOR_HELP, Audience.EVERYONE, press),),
    submissions=(OnSubmit(ids.HELP_FORM, Audience.EVERYONE, submit),),
)
