"""Did it work? Said by whom a done idea concerns."""

from coproduction.people import Actor
from coproduction.service import worked
from handlers import ideaids
from handlers.blocks import worked as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, answer


async def press(desk: Desk, click: Click) -> Reply:
    """The form, with what they pressed chosen in it."""
    actor = Actor(click.person, here=click.channel)
    asked = await desk.read(lambda memory: worked.question(memory, actor, click.value))
    say = await desk.voice(click.person)
    return Reply(view=blocks.effect_form(say, asked, click.choice))


async def submit(desk: Desk, form: Submission) -> Reply:
    """Whether it helped; they read when and where the result stands."""
    actor, code, words = Actor(form.person), form.required("effect"), form.values.get("words")
    said = await desk.write(lambda memory: worked.say(memory, actor, form.subject, code, words))
    say = await desk.voice(form.person)
    thanks = say("Thank you. Your answer is kept until it is counted.")
    return answer(say, " ".join([thanks, *blocks.result_from(say, said)]))


NOUN = Noun(
    clicks=(OnClick(ideaids.EFFECT, Audience.EVERYONE, press),),
    submissions=(OnSubmit(ideaids.EFFECT_FORM, Audience.EVERYONE, submit),),
)
