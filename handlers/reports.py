"""The report of a programme."""

from coproduction.service import reports
from coproduction.words import Text
from handlers.desk import Desk
from handlers.edge.heard import Command
from handlers.edge.listeners import Audience, Noun, Verb
from handlers.edge.reply import Reply, answer


async def ask(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro report"""
    actor, now, channel = await desk.directory.actor(command.person), desk.clock(), command.channel or ""
    await desk.write(lambda memory: reports.ask(memory, now, actor, channel, command.origin))
    say = await desk.voice(command.person)
    return answer(say, say("I am posting the report here."))


NOUN = Noun(
    verbs=(
        Verb(
            "report",
            Audience.FACILITATORS,
            None,
            Text("post the figures of this programme"),
            ask,
            doing=Text("ask for the report"),
        ),
    ),
)
