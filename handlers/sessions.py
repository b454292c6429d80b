"""Starting and ending a session."""

from coproduction.errors import Refusal
from coproduction.service import sessions
from coproduction.service.sessions import Speaks
from coproduction.sessions import channel_of
from coproduction.words import Text, language_of
from handlers import ids
from handlers.blocks.sessions import start_form
from handlers.desk import Desk
from handlers.edge.heard import Command, Submission
from handlers.edge.listeners import Audience, Noun, OnSubmit, Verb
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import apart, unquoted

_NO_ROOM = Text(
    "I cannot be in a group conversation, so I started nothing. Please make a channel (it can be private) "
    "and add these people and me. Then type there: {/start}"
)
_AGAIN = Text(
    "You have just started “{title}”, so it is one session, and it is live. "
    "Do you want another one? End this one first: {/end}"
)
_MORE_THAN_A_TITLE = Text(
    "I started nothing. I do not know what the words after the title mean. I cannot plan a session for "
    'a later day. When people are here, type only the title: {/start} "Title"'
)


async def start(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro start "title", or bare for the form."""
    if command.is_in_a_group_conversation:
        raise Refusal(_NO_ROOM)
    if not rest:
        say, channel = await desk.voice(command.person), channel_of(command.channel or "")
        spoken = await desk.read(lambda memory: memory.sessions.language_of(channel))
        return Reply(view=start_form(say, channel, language_of(spoken) if spoken else say.language))
    return await _start(desk, command.person, command.channel, _title(rest))


def _title(typed: str) -> str:
    """The title, which may stand in quotes; then nothing else may follow, because nothing is planned here."""
    before, pieces, others = apart(typed)
    if pieces and not before and (len(pieces) > 1 or others):
        raise Refusal(_MORE_THAN_A_TITLE)
    return unquoted(typed)


async def submit_start(desk: Desk, form: Submission) -> Reply:
    """The form of a new session."""
    chosen = form.values.get("language")
    return await _start(desk, form.person, form.channel, form.required("title"), chosen)


async def end(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro end: closes what is open, sums up, asks the closing question."""
    actor, now, channel = await desk.directory.actor(command.person), desk.clock(), command.channel or ""
    await desk.write(lambda memory: sessions.end(memory, now, actor, channel))
    say = await desk.voice(command.person)
    return answer(say, say("The session has ended. I am posting the summary and the closing question."))


async def _start(
    desk: Desk, person: str, channel: str | None, title: str, language: str | None = None
) -> Reply:
    actor, now, here = await desk.directory.actor(person), desk.clock(), channel or ""
    say = await desk.voice(person)
    speaks = Speaks(language, guess=say.language.code)
    session = await desk.write(lambda memory: sessions.start(memory, now, actor, here, title, speaks))
    desk.voices.forget(here)
    if session.started_at != now:
        return answer(say, _AGAIN.filled(title=session.title))
    return answer(
        say,
        say(
            "Your session “{title}” is live. Its card is on its way to this channel. "
            "If no card appears, invite me to the channel and I will post it.",
            title=session.title,
        ),
    )


NOUN = Noun(
    verbs=(
        Verb(
            "start",
            Audience.FACILITATORS,
            Text('"Support for new parents"'),
            Text("start a session here"),
            start,
            doing=Text("start a session"),
        ),
        Verb(
            "end",
            Audience.FACILITATORS,
            None,
            Text("end the session, sum up and ask for pledges"),
            end,
            doing=Text("end a session"),
        ),
    ),
    submissions=(
        OnSubmit(ids.START_FORM, Audience.FACILITATORS, submit_start, doing=Text("start a session")),
    ),
)
