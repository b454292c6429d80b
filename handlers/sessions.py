"""Starting, renaming and cancelling a session."""

from coproduction.errors import Refusal
from coproduction.people import zone_of
from coproduction.planned import Planned
from coproduction.ports import Memory
from coproduction.service import sessions, upcoming
from coproduction.service.people import known
from coproduction.service.sessions import Speaks
from coproduction.sessions import Session, channel_of
from coproduction.titledays import day_to_come
from coproduction.words import Text, language_of
from handlers import ids
from handlers.blocks.kit import Drawing, actions, paragraphs, section
from handlers.blocks.sessions import (
    cancel_form,
    rename_form,
)
from handlers.blocks.starting import start_form, start_now
from handlers.blocks.text import moment
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.mistaken import FOR_STARTS
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import apart, quoted, unquoted
from handlers.starting import told_begun

_NAMED_SO = Text("The session is called “{title}” already, so nothing has changed.")
_NO_ROOM = Text(
    "I cannot be in a group conversation, so I started nothing. Please make a channel (it can be private) "
    "and add these people and me. Then type there: {/start}"
)
_MORE_THAN_A_TITLE = Text(
    "I started nothing. I do not know what the words after the title mean. To plan a session for a later "
    'day, type {/plan}. When people are here, type only the title: {/start} "Title"'
)
_FOR_LATER = Text(
    "I started nothing. You typed a day or a time: “{day}”. To plan the session for then, type: "
    '{/plan} "{title}" {day}\nTo start it now with these words as its title, put all of them in quotes.'
)
_A_TITLE = Text("Title")
_MORE_THAN_A_NEW_TITLE = Text(
    "I changed nothing. I do not know what the words after the title mean. "
    'Please type only the title: {/rename} "Title"'
)

_IS_PLANNED = Text(
    "No session is live here, so I cancelled nothing. One is planned: “{title}”. To cancel it, type {/plan}, "
    "open its plan and press “Cancel the session”."
)
_CANCELLED = Text(
    "The session in {channel} is cancelled. I post no summary, and the next one can start there."
)
_PLANNED_AGAIN = Text(
    "The session in {channel} is cancelled. I post no summary. Its plan is back, for {when}. "
    "To start it, press “Start it now”, or type {/start} alone there."
)
_PLANNED_LATER = Text(
    "The session in {channel} is cancelled. I post no summary. Its plan is back, for {when}. To start it, "
    "press “Start it now”. From an hour before its time, {/start} alone there starts it, too."
)


async def start(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro start "title"; bare for what is planned for about now, else for the form."""
    if command.is_in_a_group_conversation:
        raise Refusal(_NO_ROOM)
    if not rest:
        say, channel = await desk.voice(command.person), channel_of(command.channel or "")
        actor, now = await desk.directory.actor(command.person, command.channel), desk.clock()
        await desk.read(lambda memory: sessions.may_start(memory, actor, channel))
        if await desk.read(lambda memory: sessions.starts_a_plan(memory, now, actor, channel)):
            return await _start(desk, command.person, channel, "")
        await desk.read(lambda memory: sessions.require_none(memory, now, actor, channel))
        ahead = await desk.read(lambda memory: upcoming.ahead_in(memory, now, actor, channel))
        spoken = await desk.read(lambda memory: memory.sessions.language_of(channel))
        return Reply(view=start_form(say, channel, language_of(spoken) if spoken else say.language, ahead))
    await _refuse_a_later_day(desk, command, rest)
    return await _start(desk, command.person, command.channel, _title(rest, _MORE_THAN_A_TITLE))


async def _refuse_a_later_day(desk: Desk, command: Command, typed: str) -> None:
    """Raises a Refusal where a day to come stands in a title without quotes: it may be meant as a plan."""
    if quoted(typed):
        return
    actor, now = await desk.directory.actor(command.person, command.channel), desk.clock()
    person = await desk.read(lambda memory: known(memory, actor))
    if found := day_to_come(typed, now, zone_of(person)):
        raise Refusal(_FOR_LATER.filled(day=found.day, title=found.title or _A_TITLE))


def _title(typed: str, more: Text) -> str:
    """The title, which may stand in quotes; then nothing may follow, which `more` says."""
    before, pieces, others = apart(typed)
    if pieces and not before and (len(pieces) > 1 or others):
        raise Refusal(more)
    return unquoted(typed)


async def submit_start(desk: Desk, form: Submission) -> Reply:
    """The form of a new session."""
    chosen = form.values.get("language")
    return await _start(desk, form.person, form.channel, form.required("title"), chosen)


async def rename(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro rename "title", or bare for the form."""
    live = await _led_here(desk, command, Text("rename a session"))
    if not unquoted(rest).strip():
        return Reply(view=rename_form(await desk.voice(command.person), live))
    return await _rename(desk, command, live.id, _title(rest, _MORE_THAN_A_NEW_TITLE))


async def _led_here(desk: Desk, command: Command, doing: Text) -> Session:
    actor, channel = await desk.directory.actor(command.person, command.channel), command.channel or ""
    return await desk.read(lambda memory: sessions.led_here(memory, actor, channel, doing))


async def press_rename(desk: Desk, click: Click) -> Reply:
    """Change the title, pressed where a start was told."""
    actor = await desk.directory.actor(click.person, click.channel)
    live = await desk.read(lambda memory: sessions.led(memory, actor, click.value, Text("rename a session")))
    return Reply(view=rename_form(await desk.voice(click.person), live))


async def submit_rename(desk: Desk, form: Submission) -> Reply:
    """The form with another title."""
    return await _rename(desk, form, form.subject, form.required("title"))


async def _rename(desk: Desk, heard: Heard, session_id: str, title: str) -> Reply:
    actor = await desk.directory.actor(heard.person, heard.channel)
    session, is_new = await desk.write(lambda memory: sessions.rename(memory, actor, session_id, title))
    say = await desk.voice(heard.person)
    if not is_new:
        return answer(say, say(_NAMED_SO, title=session.title))
    return answer(say, say("The session is called “{title}” now. Its card follows.", title=session.title))


async def cancel(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro cancel: asks first. What is only planned is cancelled in its plan."""
    actor, now = await desk.directory.actor(command.person, command.channel), desk.clock()
    ahead = await desk.read(lambda memory: upcoming.ahead_in(memory, now, actor, command.channel or ""))
    if ahead:
        raise Refusal(_IS_PLANNED.filled(title=ahead.title))
    live = await _led_here(desk, command, Text("cancel a session"))
    return Reply(view=cancel_form(await desk.voice(command.person), live))


async def ask_cancel(desk: Desk, click: Click) -> Reply:
    """Cancel it, chosen where nothing asks before: the form does."""
    actor = await desk.directory.actor(click.person)
    live = await desk.read(lambda memory: sessions.led(memory, actor, click.value, Text("cancel a session")))
    return Reply(view=cancel_form(await desk.voice(click.person), live))


async def press_cancel(desk: Desk, click: Click) -> Reply:
    """Cancel it, pressed and confirmed where a start was told."""
    return await _cancel(desk, click, click.value)


async def submit_cancel(desk: Desk, form: Submission) -> Reply:
    """Yes, cancel it."""
    return await _cancel(desk, form, form.subject)


async def _cancel(desk: Desk, heard: Heard, session_id: str) -> Reply:
    actor, now = await desk.directory.actor(heard.person, heard.channel), desk.clock()

    def cancel(memory: Memory) -> tuple[Session, Planned | None]:
        plan = memory.planned.of_session(session_id)
        gone = sessions.cancel(memory, now, actor, session_id)
        return gone, memory.planned.get(plan.id) if plan else None

    gone, back = await desk.write(cancel)
    say, where = await desk.voice(heard.person), f"<#{gone.channel}>"
    if back:
        words = _PLANNED_AGAIN if back.is_about_now(now) else _PLANNED_LATER
        told = say(words, channel=where, when=moment(say, back.starts_at))
        title = paragraphs(say("“{title}”", title=back.title))
        return Reply(words=Drawing.of(say, [section(told), *title, actions(start_now(say, back))]))
    told = say(_CANCELLED, channel=where)
    return Reply(words=Drawing.of(say, [section(told)]))


async def _start(
    desk: Desk, person: str, channel: str | None, title: str, language: str | None = None
) -> Reply:
    actor, now, here = await desk.directory.actor(person, channel), desk.clock(), channel or ""
    say = await desk.voice(person)
    speaks = Speaks(language, guess=say.language.code)
    session = await desk.write(lambda memory: sessions.start(memory, now, actor, here, title, speaks))
    return await told_begun(desk, person, session, is_new=session.started_at == now)


NOUN = Noun(
    verbs=(
        Verb(
            "start",
            Audience.FACILITATORS,
            Text('"Support for new parents"'),
            Text("start a session here"),
            start,
            doing=Text("start a session"),
            mistaken=FOR_STARTS,
            more=Text("Without a title, what is planned here for about now starts."),
        ),
        Verb(
            "rename",
            Audience.FACILITATORS,
            Text('"Support for families"'),
            Text("change the title of the session"),
            rename,
            doing=Text("rename a session"),
            of_session=True,
            mistaken=FOR_STARTS,
        ),
        Verb(
            "cancel",
            Audience.FACILITATORS,
            None,
            Text("cancel a session that began by mistake"),
            cancel,
            doing=Text("cancel a session"),
            of_session=True,
            more=Text(
                "I ask you first. You can do it in the first ten minutes of a session. "
                "After that, end it: {/end}. What is planned is cancelled in its plan: {/plan}"
            ),
        ),
    ),
    clicks=(
        OnClick(ids.RENAME, Audience.FACILITATORS, press_rename, doing=Text("rename a session")),
        OnClick(ids.CANCEL, Audience.FACILITATORS, press_cancel, doing=Text("cancel a session")),
    ),
    submissions=(
        OnSubmit(ids.START_FORM, Audience.FACILITATORS, submit_start, doing=Text("start a session")),
        OnSubmit(ids.RENAME_FORM, Audience.FACILITATORS, submit_rename, doing=Text("rename a session")),
        OnSubmit(ids.CANCEL_FORM, Audience.FACILITATORS, submit_cancel, doing=Text("cancel a session")),
    ),
)
