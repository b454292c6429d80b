"""Saying that the summary of a session is wrong, and answering it."""

from coproduction.people import Actor
from coproduction.service import corrections
from coproduction.service.corrections import DOING, CorrectionForm
from handlers import ids
from handlers.blocks import corrections as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply


async def press(desk: Desk, click: Click) -> Reply:
    """That is not what we said: the form, for whoever was there."""
    actor, now = Actor(click.person, here=click.channel), desk.clock()
    session = await desk.read(lambda memory: corrections.before_saying(memory, now, actor, click.value))
    return Reply(view=blocks.form(await desk.voice(click.person), session))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form: what stands in it goes to those who lead."""
    actor, now = Actor(form.person, here=form.channel), desk.clock()
    filled = CorrectionForm(
        form.required("words"),
        form.values.get("part"),
        form.values.get("named") == blocks.NAMED,
        form.origin,
    )
    await desk.write(lambda memory: corrections.say(memory, now, actor, form.subject, filled))
    session = await desk.read(lambda memory: memory.sessions.get(form.subject))
    say = await desk.voice(form.person)
    return Reply(view=blocks.thanks(say, session)) if session else Reply()


async def press_answer(desk: Desk, click: Click) -> Reply:
    """The form of an answer, with the one that stands there."""
    actor = await desk.directory.actor(click.person, click.channel)
    told = await desk.read(lambda memory: corrections.before_answering(memory, actor, click.value))
    return Reply(view=blocks.answer_form(await desk.voice(click.person), told))


async def submit_answer(desk: Desk, form: Submission) -> Reply:
    """The answer, which the summary shows from now on."""
    actor, now = await desk.directory.actor(form.person, form.channel), desk.clock()
    about, _, seen = form.subject.partition(":")
    words = form.required("answer")
    told = await desk.write(lambda memory: corrections.answer(memory, now, actor, about, seen, words))
    return Reply(words=blocks.added(await desk.voice(form.person), told))


NOUN = Noun(
    clicks=(
        OnClick(ids.NOT_WHAT_WE_SAID, Audience.EVERYONE, press),
        OnClick(ids.ANSWER_CORRECTION, Audience.FACILITATORS, press_answer, doing=DOING),
    ),
    submissions=(
        OnSubmit(ids.CORRECTION_FORM, Audience.EVERYONE, submit),
        OnSubmit(ids.CORRECTION_ANSWER_FORM, Audience.FACILITATORS, submit_answer, doing=DOING),
    ),
)
