"""Options that people add to a poll which they answer."""

from coproduction.people import Actor
from coproduction.service import adding
from coproduction.words import Text
from handlers import ids
from handlers.blocks import pollends as blocks
from handlers.blocks.pollreceipts import which
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, answer

_ADDED = Text("Your option “{option}” comes onto the card in a moment. Then you can choose it there.")


async def press_add(desk: Desk, click: Click) -> Reply:
    """Add an option, pressed on the card of a poll."""
    actor = Actor(click.person, here=click.channel)
    poll = await desk.read(lambda memory: adding.growing(memory, actor, click.value))
    private = ids.private(click.channel, poll.id)
    return Reply(view=blocks.option_form(await desk.voice(click.person), poll, private))


async def submit_option(desk: Desk, form: Submission) -> Reply:
    """The form with one option."""
    actor, words = Actor(form.person, here=form.channel), form.required("option")
    poll = await desk.write(lambda memory: adding.add(memory, actor, form.subject, words))
    say = await desk.voice(form.person)
    return answer(say, _ADDED.filled(option=poll.options[-1]), which(say, poll))


NOUN = Noun(
    clicks=(OnClick(ids.ADD_OPTION, Audience.EVERYONE, press_add),),
    submissions=(OnSubmit(ids.OPTION_FORM, Audience.EVERYONE, submit_option),),
)
