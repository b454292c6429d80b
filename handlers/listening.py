"""Who was not heard yet, for facilitators: typed, or pressed on the panel."""

from coproduction.service import listening
from coproduction.words import Text
from handlers import ids
from handlers.blocks import listening as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Command
from handlers.edge.listeners import Audience, Noun, OnClick, Verb
from handlers.edge.reply import Reply


async def unheard(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro unheard"""
    actor, channel = await desk.directory.actor(command.person, command.channel), command.channel or ""
    room = await desk.read(lambda memory: listening.in_channel(memory, actor, channel))
    return Reply(words=blocks.told(await desk.voice(command.person), room))


async def show_names(desk: Desk, click: Click) -> Reply:
    """Who they are, for who asks; in private, and kept nowhere."""
    actor = await desk.directory.actor(click.person, click.channel)
    quiet = await desk.read(lambda memory: listening.quiet(memory, actor, click.value))
    say = await desk.voice(click.person)
    names = await desk.directory.names(say, quiet)
    return Reply(words=blocks.names(say, sorted(names.values())))


NOUN = Noun(
    verbs=(
        Verb(
            "unheard",
            Audience.FACILITATORS,
            None,
            Text("see how many were not heard yet"),
            unheard,
            of_session=True,
            doing=listening.DOING,
        ),
    ),
    clicks=(OnClick(ids.SHOW_UNHEARD, Audience.FACILITATORS, show_names, doing=listening.DOING),),
)
