"""Empty chairs: who should be in the room, and who is not."""

from coproduction.service import chairs
from coproduction.service.chairs import DOING
from coproduction.words import Text
from handlers import leadids
from handlers.blocks import chairs as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply

_SAVED = Text("Saved.")
_NOTHING_WISHED = Text("Saved: no chair is wished for. So I show none.")


async def show(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro chairs"""
    actor, now = await desk.directory.actor(command.person, command.channel), desk.clock()
    room = await desk.read(lambda memory: chairs.room(memory, now, actor, command.channel or ""))
    return Reply(words=blocks.shown(await desk.voice(actor.id), room))


async def press_in_plan(desk: Desk, click: Click) -> Reply:
    """Who should be there: the same in the place of the plan."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    room = await desk.read(lambda memory: chairs.room(memory, now, actor, click.value))
    return Reply(view=blocks.in_plan(await desk.voice(actor.id), room, click.subject))


async def press(desk: Desk, click: Click) -> Reply:
    """Choose, or change, the chairs: the form."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    room = await desk.read(lambda memory: chairs.room(memory, now, actor, click.value))
    planned = click.subject if click.view else ""
    return Reply(view=blocks.form(await desk.voice(actor.id), room, planned))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form; one that was opened in a plan leads back to it."""
    actor, now = await desk.directory.actor(form.person, form.channel), desk.clock()
    numbers = dict(form.values)
    channel, _, planned = form.subject.partition(":")
    room = await desk.write(lambda memory: chairs.wish(memory, now, actor, channel, numbers))
    say, told = await desk.voice(actor.id), _SAVED if room.chairs else _NOTHING_WISHED
    if planned:
        return Reply(view=blocks.in_plan(say, room, planned, told))
    return Reply(words=blocks.shown(say, room, told))


NOUN = Noun(
    verbs=(
        Verb(
            "chairs",
            Audience.FACILITATORS,
            None,
            Text("see who is not in the room"),
            show,
            doing=DOING,
            more=Text(
                "You choose how many people of each kind you wish to have. Until then I show nothing of it. "
                "There you also write down what you hear, list whom to ask, and invite champions."
            ),
        ),
    ),
    clicks=(
        OnClick(leadids.CHAIRS, Audience.FACILITATORS, press, doing=DOING),
        OnClick(leadids.WHO_IS_THERE, Audience.FACILITATORS, press_in_plan, doing=DOING),
    ),
    submissions=(OnSubmit(leadids.CHAIRS_FORM, Audience.FACILITATORS, submit, doing=DOING),),
)
