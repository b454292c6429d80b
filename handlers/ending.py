"""Ending a session: asked before, undone for ten minutes, and what each person is asked at its end."""

from coproduction.errors import Refusal
from coproduction.service import reopening, sessions, stuck
from coproduction.service.reopening import Reopened
from coproduction.words import LANGUAGES, Text
from handlers import ids
from handlers.blocks import partings as blocks
from handlers.blocks.kit import Drawing, actions, section
from handlers.desk import Desk
from handlers.dispatch.spellings import by_spelling
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply

DOING = Text("end a session")
_ENDED = Text(
    "The session in {channel} has ended. I sum it up there. I ask each person who came the closing question, "
    "in private."
)
_ENDED_UNSEEN = Text(
    "The session in {channel} has ended. That channel takes no messages now. I keep the summary, and post it "
    "there as soon as I can. I ask each person who came the closing question, in private."
)
_ENDED_ALREADY = Text("There is no live session in this channel. “{title}” ended a moment ago.")
_GOES_ON = Text(
    "The session in {channel} goes on. Its summary says so in a moment. Polls that were closed stay closed, "
    "and no groups are out."
)
_GOES_ON_ALREADY = Text("The session in {channel} goes on already: somebody has undone its end.")
AT_ONCE = Text("now")  # translators: after the verb, it ends the session without asking
UNDOES = Text("end")  # translators: after the verb, what is undone: the end of a session


async def end(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro end: asks first, because it ends for everybody; "now" after it is an answer to that."""
    is_now = is_typed(rest, AT_ONCE)
    if (is_now or not rest) and (told := await _ended_already(desk, command)):
        return told
    if is_now:
        return await _end(desk, command, command.channel or "")
    if rest:
        raise Refusal(
            "I did not end the session. Type {/end} with nothing after it, and I ask you first. "
            "To end it without being asked, type: {/end} now"
        )
    actor, channel = await desk.directory.actor(command.person, command.channel), command.channel or ""
    found = await desk.read(lambda memory: sessions.ending(memory, actor, channel))
    return Reply(view=blocks.end_form(await desk.voice(command.person), found))


async def _ended_already(desk: Desk, command: Command) -> Reply | None:
    """That the session of this channel has just ended, with the way back; None where there is none."""
    actor, now = await desk.directory.actor(command.person, command.channel), desk.clock()
    found = await desk.read(lambda memory: reopening.undoable_of(memory, now, actor))
    just = next((each for each in found if each.channel == command.channel), None)
    if just is None:
        return None
    say = await desk.voice(command.person)
    ended = say(_ENDED_ALREADY, title=just.title)
    return Reply(words=Drawing.of_words(say, ended, actions(blocks.undo(say, just))))


def is_typed(typed: str, word: Text) -> bool:
    """Whether this is the word, in any of our languages."""
    words = {language.pattern(word).casefold() for language in LANGUAGES.values()}
    return typed.strip(" .!").casefold() in words


def undoes(typed: str) -> bool:
    """Whether this is what can be undone: the end, by its noun or by any spelling of the verb that ends."""
    return is_typed(typed, UNDOES) or by_spelling().get(typed.strip(" .!").casefold()) == "end"


async def press_end(desk: Desk, click: Click) -> Reply:
    """End this session, pressed where it is shown: asks first, and says what ends with it."""
    actor = await desk.directory.actor(click.person)
    found = await desk.read(lambda memory: sessions.ending(memory, actor, "", click.value))
    return Reply(view=blocks.end_form(await desk.voice(click.person), found))


async def submit_end(desk: Desk, form: Submission) -> Reply:
    """Yes, end it."""
    return await _end(desk, form, form.channel or "", form.subject)


async def _end(desk: Desk, heard: Heard, channel: str, session: str | None = None) -> Reply:
    actor, now = await desk.directory.actor(heard.person, heard.channel), desk.clock()
    ended = await desk.write(lambda memory: sessions.end(memory, now, actor, channel, session))
    obstacle = await desk.read(lambda memory: stuck.shut(memory, ended.channel))
    say = await desk.voice(heard.person)
    told = say((_ENDED_UNSEEN if obstacle else _ENDED).filled(channel=f"<#{ended.channel}>"))
    return Reply(words=blocks.ended_told(say, ended, told))


async def undo(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro undo: the session that has just ended here goes on."""
    if rest and not undoes(rest):
        raise Refusal("I undid nothing. To let the session here go on, type: {/undo} end")
    actor, now = await desk.directory.actor(command.person, command.channel), desk.clock()
    channel = command.channel or ""
    again = await desk.write(lambda memory: reopening.undo_here(memory, now, actor, channel))
    return await _told(desk, command, again)


async def press_undo(desk: Desk, click: Click) -> Reply:
    """Undo, pressed where somebody was told that it has ended."""
    actor, now = await desk.directory.actor(click.person), desk.clock()
    again = await desk.write(lambda memory: reopening.undo(memory, now, actor, click.value))
    return await _told(desk, click, again)


async def _told(desk: Desk, heard: Heard, again: Reopened) -> Reply:
    words = _GOES_ON if again.is_new else _GOES_ON_ALREADY
    say = await desk.voice(heard.person)
    return Reply(words=Drawing.of(say, [section(say(words, channel=f"<#{again.session.channel}>"))]))


NOUN = Noun(
    verbs=(
        Verb(
            "end",
            Audience.FACILITATORS,
            None,
            Text(
                "end the session, sum up and ask for pledges (I ask you first, but not with “now” after it)"
            ),
            end,
            doing=DOING,
            of_session=True,
            takes_words=True,
            more=Text(
                "I ask you first. To end it without being asked, type: {/end} now. "
                "For ten minutes you can undo it: {/undo} end"
            ),
        ),
        Verb(
            "undo",
            Audience.FACILITATORS,
            Text("end"),
            Text("let a session go on that has just ended"),
            undo,
            doing=reopening.DOING,
            of_session=True,
            has_ended=True,
            takes_words=True,
            more=Text("You can do it for ten minutes. Polls that were closed stay closed."),
        ),
    ),
    clicks=(
        OnClick(ids.END, Audience.FACILITATORS, press_end, doing=DOING),
        OnClick(ids.UNDO_END, Audience.FACILITATORS, press_undo, doing=reopening.DOING),
    ),
    submissions=(OnSubmit(ids.END_FORM, Audience.FACILITATORS, submit_end, doing=DOING),),
)
