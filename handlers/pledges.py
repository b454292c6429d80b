"""Pledges and what becomes of them."""

from coproduction.messages import Card, Kind
from coproduction.people import Actor
from coproduction.service import pledges
from coproduction.service.people import known, remind
from coproduction.words import Text
from handlers import ids
from handlers.blocks import pledges as blocks
from handlers.blocks.kit import Drawing
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Submission
from handlers.edge.listeners import Audience, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply, answer

_STOPPED = Text("I will send you no more reminders. You can still see your pledges with {/mine}.")


async def type_pledge(desk: Desk, command: Command, rest: str) -> Reply:
    """/pledge: always the form, because it asks three things. What was typed fills its first field."""
    return Reply(view=blocks.form(await desk.voice(command.person), ids.private(command.channel), rest))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form."""
    actor, now = await desk.directory.participant(form.person), desk.clock()
    filled = pledges.Form(
        form.required("what"), form.values.get("by"), form.values.get("first_step"), form.origin
    )
    made = await desk.write(lambda memory: pledges.make(memory, now, actor, form.channel or "", filled))
    say = await desk.voice(actor.id)
    return answer(say, blocks.made(say, made), *([] if made.wants_reminders else blocks.stopped(say)))


async def reply(desk: Desk, click: Click) -> Reply:
    """Done, Working on it or Stuck, pressed on a nudge."""
    actor = await desk.directory.participant(click.person)
    said = blocks.reply_at(click.position)
    await desk.write(lambda memory: pledges.reply(memory, actor, click.value, said))
    return Reply(refresh=(_nudge(click),))


async def put_off(desk: Desk, click: Click) -> Reply:
    """Not now."""
    actor, now = await desk.directory.participant(click.person), desk.clock()
    await desk.write(lambda memory: pledges.put_off(memory, now, actor, click.value, click.position))
    return Reply(refresh=(_nudge(click),))


async def press_stop(desk: Desk, click: Click) -> Reply:
    """Stop reminders, pressed on a nudge."""
    actor = await desk.directory.participant(click.person)
    await desk.write(lambda memory: remind(memory, actor, wanted=False))
    say = await desk.voice(actor.id)
    return answer(say, _STOPPED, *blocks.stopped(say, click.value), refresh=(_nudge(click),))


async def type_stop(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro stop"""
    actor = await desk.directory.participant(command.person)
    await desk.write(lambda memory: remind(memory, actor, wanted=False))
    say = await desk.voice(actor.id)
    return answer(say, _STOPPED, *blocks.stopped(say))


async def remind_again(desk: Desk, click: Click) -> Reply:
    """The way back after "stop"; the nudge it was pressed on, if any, asks again."""
    actor = await desk.directory.participant(click.person)
    await desk.write(lambda memory: remind(memory, actor, wanted=True))
    say = await desk.voice(actor.id)
    return answer(say, say("Reminders are on again. Thank you."), refresh=(_nudge(click),))


async def mine(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro mine"""
    actor = await desk.directory.participant(command.person)
    return Reply(words=await belongings(desk, actor))


async def belongings(desk: Desk, actor: Actor) -> Drawing:
    """What is this person's own, as things stand now."""
    ideas, promised = await desk.read(lambda memory: pledges.belongings(memory, actor))
    person = await desk.read(lambda memory: known(memory, actor))
    say = await desk.voice(actor.id)
    return blocks.mine(say, ideas, promised, desk.clock(), wants_reminders=person.wants_reminders)


def _nudge(click: Click) -> Card:
    return Card(Kind.NUDGE, click.value, click.person)


VERBS = (
    Verb("pledge", Audience.EVERYONE, None, Text("promise to do one thing differently"), type_pledge, True),
    Verb("mine", Audience.EVERYONE, None, Text("see your ideas and pledges"), mine),
    Verb("stop", Audience.EVERYONE, None, Text("stop reminders about your pledges"), type_stop),
)
CLICKS = (
    OnClick(ids.REPLY, Audience.EVERYONE, reply),
    OnClick(ids.PUT_OFF, Audience.EVERYONE, put_off),
    OnClick(ids.STOP, Audience.EVERYONE, press_stop),
    OnClick(ids.REMIND_AGAIN, Audience.EVERYONE, remind_again),
)
SUBMISSIONS = (OnSubmit(ids.PLEDGE_FORM, Audience.EVERYONE, submit),)
