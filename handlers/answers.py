"""Answers to polls that take more than one press: the form they are given in, and all that people wrote."""

from functools import partial

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.polls import Poll
from coproduction.service import answers
from coproduction.words import Text
from handlers import ids
from handlers.blocks import polls as blocks
from handlers.blocks.questions import form_of
from handlers.blocks.questions.drawing import Values
from handlers.blocks.questions.openwords import page
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Receipt, Reply
from handlers.polls import recorded

_BY_BUTTON = Text("This poll is answered with the buttons on its card.")


async def press_answer(desk: Desk, click: Click) -> Reply:
    """Answer, pressed on the card of a poll."""
    actor = Actor(click.person, here=click.channel)
    poll, before = await desk.read(lambda memory: answers.answering(memory, actor, click.value))
    if form_of(poll) is None:
        raise Refusal(_BY_BUTTON)
    private = ids.private(click.channel, poll.id)
    return Reply(view=blocks.answer_form(await desk.voice(click.person), poll, before, private))


async def submit_answer(desk: Desk, form: Submission) -> Reply:
    """The form with an answer. It closes, and what was stored is told in private."""
    actor, subject = Actor(form.person, here=form.channel), form.subject
    given = await desk.write(lambda memory: answers.give(memory, actor, subject, partial(_said, form.values)))
    return Reply(receipt=Receipt(subject, partial(recorded, desk, form.person, subject, given)))


def _said(values: Values, poll: Poll) -> str:
    drawn = form_of(poll)
    if drawn is None:
        raise Refusal(_BY_BUTTON)
    return drawn.given(poll, values)


async def press_all(desk: Desk, click: Click) -> Reply:
    """All answers, pressed on the card of a poll that closed, or another page of them."""
    actor = Actor(click.person, here=click.channel)
    poll, _, number = click.value.partition(":")
    tally = await desk.read(lambda memory: answers.written(memory, actor, poll))
    turned = ids.position(f"/{number}")
    return Reply(view=page(await desk.voice(click.person), tally, turned, ids.private(click.channel)))


NOUN = Noun(
    clicks=(
        OnClick(ids.ANSWER_POLL, Audience.EVERYONE, press_answer),
        OnClick(ids.ALL_ANSWERS, Audience.EVERYONE, press_all),
    ),
    submissions=(OnSubmit(ids.ANSWER_FORM, Audience.EVERYONE, submit_answer),),
)
