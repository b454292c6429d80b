"""Who works on a collaboration together: asked by its author, and answered in private."""

from coproduction.people import Actor
from coproduction.service import ties
from handlers import ideaids
from handlers.blocks import ties as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, answer
from handlers.home import again
from handlers.progress import story_view


async def press(desk: Desk, click: Click) -> Reply:
    """The form in which the author chooses people."""
    actor = Actor(click.person, here=click.channel)
    idea = await desk.read(lambda memory: ties.asking(memory, actor, click.value))
    return Reply(view=blocks.form(await desk.voice(click.person), idea))


async def submit(desk: Desk, form: Submission) -> Reply:
    """They are asked in private."""
    actor, now = Actor(form.person, here=form.channel), desk.clock()
    people = form.required("people").split()
    await desk.write(lambda memory: ties.ask(memory, now, actor, form.subject, people))
    say = await desk.voice(form.person)
    return answer(say, say("I ask them in private. You hear of everybody who says yes."))


async def agree(desk: Desk, click: Click) -> Reply:
    """Yes: the message says so, and the author is told."""
    actor, now = Actor(click.person), desk.clock()
    await desk.write(lambda memory: ties.reply(memory, now, actor, click.value, agrees=True))
    return Reply()


async def decline(desk: Desk, click: Click) -> Reply:
    """No: the message says so, and nobody else is told."""
    actor, now = Actor(click.person), desk.clock()
    await desk.write(lambda memory: ties.reply(memory, now, actor, click.value, agrees=False))
    return Reply()


async def lives(desk: Desk, click: Click) -> Reply:
    """It is alive, or goes on after all: the message shows it."""
    actor = Actor(click.person)
    await desk.write(lambda memory: ties.say_alive(memory, actor, click.value, is_alive=True))
    return Reply()


async def ends(desk: Desk, click: Click) -> Reply:
    """It is over: the message shows it."""
    actor = Actor(click.person)
    await desk.write(lambda memory: ties.say_alive(memory, actor, click.value, is_alive=False))
    return Reply()


async def leave(desk: Desk, click: Click) -> Reply:
    """The same at any time: the message, Home, the list or the view in which it was pressed shows it."""
    actor = Actor(click.person, here=click.channel)
    left = await desk.write(lambda memory: ties.say_alive(memory, actor, click.value, is_alive=False))
    if click.mark:
        return Reply()
    if click.subject == left.idea.id:  # in what became of it
        return Reply(view=await story_view(desk, actor, left.idea.id), in_form=True)
    return await again(desk, click, actor)


NOUN = Noun(
    clicks=(
        OnClick(ideaids.ASK_TIE, Audience.EVERYONE, press),
        OnClick(ideaids.TIE_YES, Audience.EVERYONE, agree),
        OnClick(ideaids.TIE_NO, Audience.EVERYONE, decline),
        OnClick(ideaids.TIE_ALIVE, Audience.EVERYONE, lives),
        OnClick(ideaids.TIE_OVER, Audience.EVERYONE, ends),
        OnClick(ideaids.TIE_LEAVE, Audience.EVERYONE, leave),
    ),
    submissions=(OnSubmit(ideaids.TIE_FORM, Audience.EVERYONE, submit),),
)
