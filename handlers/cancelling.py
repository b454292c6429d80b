"""Polls that are cancelled with a reason although people have answered them."""

from coproduction.service import cancelling
from coproduction.service.cancelling import DOING
from coproduction.words import Text
from handlers import ids
from handlers.blocks import pollends as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, answer

_DONE = Text("The poll “{question}” is cancelled, and its answers are deleted. Its card says why.")


async def press_cancel(desk: Desk, click: Click) -> Reply:
    """Cancel the poll, pressed where it can be closed: asks first, and why."""
    actor = await desk.directory.actor(click.person)
    poll = await desk.read(lambda memory: cancelling.open_one(memory, actor, click.value))
    return Reply(view=blocks.cancel_form(await desk.voice(click.person), poll))


async def submit_cancel(desk: Desk, form: Submission) -> Reply:
    """The form with the reason."""
    actor, reason = await desk.directory.actor(form.person), form.required("reason")
    poll = await desk.write(lambda memory: cancelling.cancel(memory, actor, form.subject, reason))
    return answer(await desk.voice(form.person), _DONE.filled(question=poll.heading or poll.asks))


NOUN = Noun(
    clicks=(OnClick(ids.CANCEL_POLL, Audience.FACILITATORS, press_cancel, doing=DOING),),
    submissions=(OnSubmit(ids.CANCEL_POLL_FORM, Audience.FACILITATORS, submit_cancel, doing=DOING),),
)
