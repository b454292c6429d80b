"""The report of a programme."""

from coproduction.service import reports
from coproduction.words import Text
from handlers import ids
from handlers.blocks import reports as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Command
from handlers.edge.listeners import Audience, Noun, OnClick, Verb
from handlers.edge.reply import Reply, answer


async def ask(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro report: first for who asks, to read; they decide whether the channel gets it."""
    actor, now, channel = (
        await desk.directory.actor(command.person, command.channel),
        desk.clock(),
        command.channel or "",
    )
    report = await desk.write(lambda memory: reports.ask(memory, now, actor, channel, command.origin))
    return Reply(words=blocks.preview(await desk.voice(command.person), report))


async def post(desk: Desk, click: Click) -> Reply:
    """Whoever asked has read it: the channel gets it as it was shown to them."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    is_new = await desk.write(lambda memory: reports.post(memory, now, actor, click.value))
    say = await desk.voice(click.person)
    if not is_new:
        return answer(say, say("This report is in the channel already. For new figures, type: {/report}"))
    return answer(say, say("I am posting the report here."))


NOUN = Noun(
    verbs=(
        Verb(
            "report",
            Audience.FACILITATORS,
            None,
            Text("see the figures of this programme, and post them"),
            ask,
            doing=Text("ask for the report"),
        ),
    ),
    clicks=(OnClick(ids.POST_REPORT, Audience.FACILITATORS, post, doing=Text("post the report")),),
)
