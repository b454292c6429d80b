"""Starting and ending a session."""

from coproduction.service import sessions
from coproduction.sessions import channel_of
from handlers import ids
from handlers.blocks import sessions as blocks
from handlers.desk import Desk
from handlers.edge.heard import Command, Submission
from handlers.edge.listeners import Audience, Noun, OnSubmit, Verb
from handlers.edge.reply import Reply, say
from handlers.edge.typed import unquoted


async def start(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro start "title", or bare for the form."""
    if not rest:
        return Reply(view=blocks.start_form(channel_of(command.channel or "")))
    return await _start(desk, command.person, command.channel, unquoted(rest))


async def submit_start(desk: Desk, form: Submission) -> Reply:
    """The form of a new session."""
    return await _start(desk, form.person, form.channel, form.required("title"))


async def end(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro end: closes what is open, sums up, asks the closing question."""
    actor, now, channel = await desk.directory.actor(command.person), desk.clock(), command.channel or ""
    await desk.write(lambda memory: sessions.end(memory, now, actor, channel))
    return say("The session has ended. I am posting the summary and the closing question.")


async def _start(desk: Desk, person: str, channel: str | None, title: str) -> Reply:
    actor, now, here = await desk.directory.actor(person), desk.clock(), channel or ""
    session = await desk.write(lambda memory: sessions.start(memory, now, actor, here, title))
    return say(
        f"Your session “{session.title}” is live. Its card is on its way to this channel. "
        "If no card appears, invite me to the channel and I will post it."
    )


NOUN = Noun(
    verbs=(
        Verb(
            "start",
            Audience.FACILITATORS,
            'start "Support for new parents"',
            "start a session here",
            start,
            doing="start a session",
        ),
        Verb(
            "end",
            Audience.FACILITATORS,
            "end",
            "end the session, sum up and ask for pledges",
            end,
            doing="end a session",
        ),
    ),
    submissions=(OnSubmit(ids.START_FORM, Audience.FACILITATORS, submit_start, doing="start a session"),),
)
