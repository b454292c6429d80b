"""Checking in, and who people are to the programme."""

from collections.abc import Sequence
from dataclasses import replace

import structlog

from coproduction.checkins import candour_of, mood_of, word_of
from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import checkins, places, sessioncards, sessions, welcome
from coproduction.service.breakouts import lookingon, presence
from coproduction.service.places import Where
from coproduction.sessions import Session, is_a_channel
from coproduction.words import Text
from handlers import ids, listids
from handlers.blocks import checkins as blocks
from handlers.blocks.kit import Block, actions
from handlers.blocks.longlists import Lines
from handlers.blocks.places import WHERE, asks_where, counts_in, kept
from handlers.blocks.sessions import all_words, check_in_button
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.listeners import Audience, LongList, Noun, OnClick, OnClose, OnSubmit, Verb
from handlers.edge.mistaken import FOR_CHECKINS
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import unquoted
from handlers.edge.unnamedwords import nameless
from handlers.lookedat import noted
from handlers.unposted import unposted
from handlers.whereabouts import target, whereabouts

_OVER = Text("This session is over, or you are not in its channel any more.")
_STAYS = Text("You stay counted as here in “{title}”. I have kept nothing of what stood in the form.")
_STANDS = Text("You stay counted as here in “{title}”. Your answer from before stands.")

log = structlog.get_logger(__name__)


async def type_check_in(desk: Desk, command: Command, rest: str) -> Reply:
    """/checkin, or with the word for how they arrive, which then stands in the form.

    Who begins by asking to leave their name out finds that chosen, also where they gave it before.
    """
    unnamed = nameless(rest)
    word = unquoted(rest) if unnamed is None else unnamed
    return await _open(desk, command, word_of(word) or "", is_nameless=unnamed is not None)


async def press_check_in(desk: Desk, click: Click) -> Reply:
    """The button on the session's card; on Home, in a list or in private it says which session it is for."""
    if is_a_channel(click.channel):
        return await _open(desk, click)
    desk.directory.expect(click.person)
    actor = Actor(click.person)
    around = await desk.read(lambda memory: places.live_around(memory, actor))
    meant = [each.where for each in around if each.session == click.value]
    if not meant:
        raise Refusal(_OVER)
    return await _form(desk, click, meant)


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form; words without a name that hold one are shown once more first, and nothing of it is stored."""
    filled = _filled(desk, form)
    if filled.mood and filled.word and not filled.is_named and (shown := await _look(desk, form, filled)):
        return shown
    return await keep(desk, form)


async def keep(desk: Desk, form: Submission) -> Reply:
    """The same after that look: whoever wrote it decides."""
    actor = await desk.directory.participant(form.person, form.channel)
    filled = _filled(desk, form)
    arrived, is_late = await _arrive(desk, actor, await _session_of(desk, form), filled)
    say, channel = await desk.voice(form.person), arrived.session.channel
    thanks = blocks.thanks(say, await desk.voice_of_channel(channel), arrived, is_late=is_late)
    frozen = await unposted(desk, say, channel, kept)
    return answer(say, thanks, *frozen, is_fleeting=not (filled.is_named or filled.is_silent))


def _filled(desk: Desk, form: Submission) -> checkins.CheckInForm:
    return checkins.CheckInForm(
        mood=form.required("mood"),
        word=form.values.get("word"),
        is_named=form.values.get("named") == blocks.NAMED,
        sector=form.values.get("sector"),
        perspective=form.values.get("perspective"),
        needs=form.values.get("needs"),
        candour=form.values.get("candour"),
        noticed_on=desk.clock().date(),
    )


async def _look(desk: Desk, form: Submission, filled: checkins.CheckInForm) -> Reply | None:
    """The form once more, with what may tell who somebody is; None where nothing does."""
    channel = await target(desk, form) if form.values.get(WHERE) else form.channel or ""
    actor = Actor(form.person, here=form.channel)
    said = await noted(desk, channel, filled.word or "")
    if not said:
        return None
    ready, where = await desk.read(
        lambda memory: (checkins.prepare(memory, actor, channel), places.where(memory, channel))
    )
    mood, candour = mood_of(filled.mood), candour_of(filled.candour)
    ready = replace(ready, mood=mood, word=filled.word or "", candour=candour, is_named=False)
    say = await desk.voice(form.person)
    shown = around(desk, [counts_in(say, where)], is_in=not form.values.get(WHERE))
    return Reply(view=blocks.form(say, ready, replace(shown, noted=said)))


async def closed(desk: Desk, form: Submission) -> Reply:
    """Skip: nothing of the form is kept, and who pressed Check in stays counted, which is said. While groups
    are out they get a place in one, as they would for an answer.
    """
    actor = Actor(form.person, here=form.channel)

    def read(memory: Memory) -> tuple[Session | None, bool]:
        session = checkins.counted_in(memory, actor, form.subject)
        before = session and checkins.prepare(memory, actor, session.channel).mood
        return session, before is not None

    session, has_said = await desk.read(read)
    if session is None:
        return Reply()
    is_late, say = await _join(desk, session, actor), await desk.voice(form.person)
    words = [
        say(_STANDS if has_said else _STAYS, title=session.title),
        *([say(blocks.LATE)] if is_late else []),
    ]
    return answer(say, " ".join(words), actions(check_in_button(say, session)))


async def press_mood(desk: Desk, click: Click) -> Reply:
    """A mood, pressed where the form did not open. What is said takes the place of the buttons.

    In their conversation with the bot it would last there, so the buttons stay.
    """
    actor = await desk.directory.participant(click.person, click.channel)
    session, _, word = click.value.partition("|")
    mood = str(ids.last(click.action))
    filled = await desk.read(lambda memory: checkins.pressed(memory, actor, session, mood, word))
    arrived, is_late = await _arrive(desk, actor, session, filled)
    say = await desk.voice(click.person)
    room = await desk.voice_of_channel(arrived.session.channel)
    thanks = blocks.thanks_for_mood(say, room, arrived, int(mood), is_late=is_late)
    is_fleeting, replaces = not filled.is_named, is_a_channel(click.channel)
    return replace(answer(say, thanks, is_fleeting=is_fleeting), replaces=replaces)


async def _arrive(
    desk: Desk, actor: Actor, session: str, filled: checkins.CheckInForm
) -> tuple[checkins.Arrived, bool]:
    """Check somebody in; and whether they came late, and get a group of those that sit already.

    An anonymous answer is stored apart from the attendance, so that nothing ties them.
    """
    spoke = None
    if not (filled.is_named or filled.is_silent):
        spoke = await desk.write(lambda memory: checkins.speak_unnamed(memory, actor, session, filled))
    arrived = await desk.write(lambda memory: checkins.arrive(memory, actor, session, filled, spoke))
    return arrived, await _join(desk, arrived.session, actor)


async def _join(desk: Desk, session: Session, actor: Actor) -> bool:
    """A group for somebody who comes late. Whatever happens to that, they are checked in."""
    now = desk.clock()

    def work(memory: Memory) -> bool:
        lookingon.stand_aside(memory, now, actor.id)
        return presence.join(memory, now, session, actor.id)

    try:
        return await desk.write(work)
    except Refusal as refusal:
        log.warning("latecomer_not_seated", reason=str(refusal))
        return False


async def _open(desk: Desk, heard: Heard, word: str = "", *, is_nameless: bool = False) -> Reply:
    # Slack is asked who they are while they fill in the form, not before it opens
    desk.directory.expect(heard.person)
    found = (await whereabouts(desk, heard)).places
    return await _form(desk, heard, [each for each in found if each.is_live] or found, word, is_nameless)


async def _form(
    desk: Desk, heard: Heard, meant: Sequence[Where], word: str = "", is_nameless: bool = False
) -> Reply:
    actor, channel = Actor(heard.person, here=heard.channel), meant[0].channel
    is_clear = len(meant) == 1
    if is_clear:
        ready = await desk.write(lambda memory: checkins.enter(memory, actor, channel))
    else:
        ready = blank(await desk.read(lambda memory: checkins.prepare(memory, actor, channel)))
    say = await desk.voice(heard.person)
    where = [counts_in(say, meant[0])] if is_clear else asks_where(say, meant)
    theirs = [ready.session] if is_clear else await desk.read(lambda memory: _live(memory, meant))
    instead = blocks.moods(say, theirs, word, is_first=is_clear and ready.mood is None)
    if word and not ready.is_named and await noted(desk, channel, word):
        instead = []  # words that hold a name go nowhere without a look at them, which the form has
    if is_nameless and ready.is_named:  # a mood that is pressed keeps the name that they gave before
        ready, instead = replace(ready, is_named=False), []
    view = blocks.form(say, ready, around(desk, where, word, is_in=is_clear))
    return Reply(view=view, instead=tuple(instead))


def blank(ready: checkins.Arriving) -> checkins.Arriving:
    """The form before somebody has said which session they mean: nothing of any stands in it."""
    return replace(ready, mood=None, word="", candour=None, is_unnamed=False, prompt="")


def around(
    desk: Desk, where: Sequence[Block], word: str = "", *, is_in: bool, is_long: bool = False
) -> blocks.Surroundings:
    """What stands around the questions here."""
    contacts, names = desk.settings.help_contacts, desk.settings.perspectives
    return blocks.Surroundings(where, word, is_in, is_long, contacts, names)


async def press_more(desk: Desk, click: Click) -> Reply:
    """The notice at length, in the same form."""
    return await _again(desk, click, is_long=True)


async def press_language(desk: Desk, click: Click) -> Reply:
    """Another language, in which the same form stands then."""
    actor, language = Actor(click.person), click.choice
    await desk.write(lambda memory: welcome.speak(memory, actor, language))
    desk.voices.forget(click.person)
    return await _again(desk, click, is_long=False)


async def _again(desk: Desk, click: Click, *, is_long: bool) -> Reply:
    """The form as it is, which keeps what was filled in: its fields have the same names."""
    actor = Actor(click.person)
    found = await desk.read(lambda memory: places.live_around(memory, actor))
    meant = next((each.where for each in found if each.session == click.value), None)
    if meant is None:
        raise Refusal(_OVER)
    ready = await desk.read(lambda memory: checkins.prepare(memory, actor, meant.channel))
    say = await desk.voice(click.person)
    shown = around(desk, [counts_in(say, meant)], is_in=True, is_long=is_long)
    return Reply(view=blocks.form(say, ready, shown))


def _live(memory: Memory, meant: Sequence[Where]) -> list[Session]:
    found = [memory.sessions.live_in(each.channel) for each in meant]
    return [session for session in found if session]


async def _session_of(desk: Desk, form: Submission) -> str:
    """The session that the form was for, or the one that was chosen in it."""
    if not form.values.get(WHERE):
        return form.subject
    channel = await target(desk, form)
    return (await desk.read(lambda memory: sessions.require_live(memory, channel, leads=False))).id


async def _words(desk: Desk, click: Click, session: str) -> Lines:
    """All words that the card of a session stands for."""
    actor = Actor(click.person, here=click.channel)
    return all_words(await desk.read(lambda memory: sessioncards.words_of(memory, actor, session)))


NOUN = Noun(
    verbs=(
        Verb(
            "checkin",
            Audience.EVERYONE,
            Text("hopeful"),
            Text("say that you are here, and how"),
            type_check_in,
            True,
            mistaken=FOR_CHECKINS,
        ),
    ),
    clicks=(
        OnClick(ids.CHECK_IN, Audience.EVERYONE, press_check_in),
        OnClick(ids.CHECK_IN_MOOD, Audience.EVERYONE, press_mood),
        OnClick(ids.NOTICE_MORE, Audience.EVERYONE, press_more),
        OnClick(ids.NOTICE_LANGUAGE, Audience.EVERYONE, press_language),
    ),
    submissions=(
        OnSubmit(ids.CHECK_IN_FORM, Audience.EVERYONE, submit),
        OnSubmit(ids.CHECK_IN_LOOKED_FORM, Audience.EVERYONE, keep),
    ),
    closings=(
        OnClose(ids.CHECK_IN_FORM, Audience.EVERYONE, closed),
        OnClose(ids.CHECK_IN_LOOKED_FORM, Audience.EVERYONE, closed),
    ),
    lists=(LongList(listids.WORDS, Text("In a few words"), _words),),
)
