"""Answers to polls that take more than one press: the form they are given in, and all that people wrote."""

from functools import partial

from coproduction.errors import Refusal
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.pollends import named
from coproduction.polls import POLL_CARD, Poll
from coproduction.service import answers, stuck
from coproduction.service.asking import NoBallot
from coproduction.words import Text
from handlers import ids
from handlers.blocks import pollreceipts, together
from handlers.blocks import polls as blocks
from handlers.blocks.kit import Drawing
from handlers.blocks.questions import form_of
from handlers.blocks.questions.drawing import Values
from handlers.blocks.questions.openwords import page
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Receipt, Reply
from handlers.polls import no_ballot, recorded

_BY_BUTTON = Text("This poll is answered with the button on its card.")


async def press_answer(desk: Desk, click: Click) -> Reply:
    """Answer, pressed on the card of a poll."""
    actor = Actor(click.person, here=click.channel)
    try:
        sheet = await desk.read(lambda memory: answers.answering(memory, actor, click.value))
    except NoBallot as no:
        return await no_ballot(desk, click, no)
    say, poll, private = await desk.voice(click.person), sheet.poll, ids.private(click.channel, click.value)
    if not sheet.is_alone:
        return Reply(view=together.form(say, sheet, private))
    if form_of(poll) is None:
        raise named(Refusal(_BY_BUTTON), poll)
    return Reply(view=blocks.answer_form(say, poll, sheet.before[0], private))


async def submit_answer(desk: Desk, form: Submission) -> Reply:
    """The form with an answer. It closes, and what was stored is told in private."""
    actor, subject = Actor(form.person, here=form.channel), form.subject
    sheet = await desk.read(lambda memory: answers.answering(memory, actor, subject))
    if not sheet.is_alone:
        return await _submit_all(desk, form, sheet)
    given = await desk.write(lambda memory: answers.give(memory, actor, subject, partial(_said, form.values)))
    return Reply(receipt=Receipt(subject, partial(recorded, desk, form.person, subject, given)))


def _said(values: Values, poll: Poll) -> str:
    drawn = form_of(poll)
    if drawn is None:
        raise named(Refusal(_BY_BUTTON), poll)
    return drawn.given(poll, values)


async def _submit_all(desk: Desk, form: Submission, sheet: answers.Sheet) -> Reply:
    """The form with answers to several questions: all of them are stored, or none."""
    actor, subject = Actor(form.person, here=form.channel), form.subject
    given = together.given(sheet, form.values)
    kept = await desk.write(lambda memory: answers.answer_all(memory, actor, subject, given))
    return Reply(receipt=Receipt(subject, partial(_recorded_all, desk, form.person, sheet, kept)))


async def _recorded_all(desk: Desk, person: str, sheet: answers.Sheet, kept: answers.Kept) -> Drawing:
    obstacle = await desk.read(lambda memory: stuck.in_the_way(memory, Card(POLL_CARD, sheet.poll.id)))
    return pollreceipts.recorded_all(await desk.voice(person), sheet, kept, is_frozen=obstacle is not None)


async def press_results(desk: Desk, click: Click) -> Reply:
    """All results, pressed on the card of a poll with several questions, or another page of them."""
    actor = Actor(click.person, here=click.channel)
    tally = await desk.read(lambda memory: answers.results(memory, actor, click.value))
    private = ids.private(click.channel)
    return Reply(view=together.page(await desk.voice(click.person), tally, click.position, private))


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
        OnClick(ids.ALL_RESULTS, Audience.EVERYONE, press_results),
    ),
    submissions=(OnSubmit(ids.ANSWER_FORM, Audience.EVERYONE, submit_answer),),
)
