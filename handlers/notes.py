"""What people write about a pledge: what has changed because it is done, and taking back their own words."""

from coproduction.service import notes
from handlers import ids
from handlers.blocks import notes as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, answer


async def press_difference(desk: Desk, click: Click) -> Reply:
    """Say what changed."""
    actor = await desk.directory.participant(click.person, click.channel)
    pledge, before = await desk.read(lambda memory: notes.before_telling(memory, actor, click.value))
    return Reply(view=blocks.difference_form(await desk.voice(actor.id), click.value, pledge, before))


async def submit_difference(desk: Desk, form: Submission) -> Reply:
    """The form with what changed."""
    actor, now = await desk.directory.participant(form.person), desk.clock()
    words, origin, question = form.required("words"), form.origin, form.subject
    await desk.write(lambda memory: notes.tell_difference(memory, now, actor, question, words, origin))
    say = await desk.voice(actor.id)
    return answer(say, say("Thank you. I have kept your words. Only you see them."))


async def forget(desk: Desk, click: Click) -> Reply:
    """Delete my words."""
    actor = await desk.directory.participant(click.person, click.channel)
    await desk.write(lambda memory: notes.forget(memory, actor, click.value))
    return Reply(words=blocks.deleted(await desk.voice(actor.id)), replaces=True)


NOUN = Noun(
    clicks=(
        OnClick(ids.DIFFERENCE, Audience.EVERYONE, press_difference),
        OnClick(ids.DROP_NOTE, Audience.EVERYONE, forget),
    ),
    submissions=(OnSubmit(ids.DIFFERENCE_FORM, Audience.EVERYONE, submit_difference),),
)
