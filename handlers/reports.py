"""The report, and how the nudges are going."""

from coproduction.service import outbox, reports
from coproduction.words import Text
from handlers import ids
from handlers.blocks import nudges as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Command
from handlers.edge.listeners import Audience, OnClick, Verb
from handlers.edge.reply import Reply, answer


async def ask(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro report"""
    actor, now, channel = await desk.directory.actor(command.person), desk.clock(), command.channel or ""
    await desk.write(lambda memory: reports.ask(memory, now, actor, channel, command.origin))
    say = await desk.voice(command.person)
    return answer(say, say("I am posting the report here."), owes=True)


async def nudges(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro nudges"""
    actor = await desk.directory.actor(command.person)
    counts, stuck = await desk.read(lambda memory: outbox.nudges(memory, actor))
    return Reply(words=blocks.overview(await desk.voice(command.person), counts, stuck))


async def send_again(desk: Desk, click: Click) -> Reply:
    """A facilitator decides that an unconfirmed nudge goes out again."""
    actor, now = await desk.directory.actor(click.person), desk.clock()
    await desk.write(lambda memory: outbox.send_again(memory, now, actor, click.value))
    say = await desk.voice(click.person)
    return answer(say, say("I am sending it again."), owes=True)


VERBS = (
    Verb("report", Audience.FACILITATORS, None, Text("post the figures of this programme"), ask),
    Verb("nudges", Audience.FACILITATORS, None, Text("see which reminders went out"), nudges),
)
CLICKS = (OnClick(ids.SEND_AGAIN, Audience.FACILITATORS, send_again),)
