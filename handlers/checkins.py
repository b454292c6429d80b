"""Checking in, and who people are to the programme."""

import structlog

from coproduction.errors import Refusal
from coproduction.messages import Card, Kind
from coproduction.people import Actor
from coproduction.service import checkins, people
from coproduction.service.breakouts import presence
from coproduction.service.breakouts.rounds import Change
from coproduction.sessions import Session
from coproduction.words import Text
from handlers import ids
from handlers.blocks import checkins as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.listeners import Audience, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply, answer

log = structlog.get_logger(__name__)


async def type_check_in(desk: Desk, command: Command, _rest: str) -> Reply:
    """/checkin"""
    return await _open(desk, command)


async def press_check_in(desk: Desk, click: Click) -> Reply:
    """The button on the session's card."""
    return await _open(desk, click)


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form. An anonymous answer is stored apart from the attendance, so that nothing ties them."""
    actor, now = await desk.directory.participant(form.person), desk.clock()
    filled = checkins.Form(
        mood=form.required("mood"),
        word=form.values.get("word"),
        is_named=form.values.get("named") != blocks.ANONYMOUS,
        sector=form.values.get("sector"),
        perspective=form.values.get("perspective"),
    )
    session = await desk.write(lambda memory: checkins.arrive(memory, now, actor, form.subject, filled))
    if not filled.is_named:
        await desk.write(lambda memory: checkins.speak_unnamed(memory, actor, form.subject, filled))
    late = await _join(desk, session, actor)
    say = await desk.voice(form.person)
    words = say("You are checked in to “{title}”. Thank you for being here.", title=session.title)
    if late:
        words += " " + say("The room is in small groups just now: I am sending you yours.")
    cards = (Card(Kind.SESSION, session.id), *(late.cards if late else ()))
    return answer(say, words, refresh=cards, owes=late is not None)


async def profile(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro profile"""
    actor = await desk.directory.participant(command.person)
    person = await desk.read(lambda memory: people.known(memory, actor))
    return Reply(view=blocks.profile_form(await desk.voice(command.person), person))


async def submit_profile(desk: Desk, form: Submission) -> Reply:
    """The form about oneself."""
    actor = await desk.directory.participant(form.person)
    told = people.Introduction(
        *map(form.values.get, ("sector", "perspective", "needs", "offers", "language"))
    )
    await desk.write(lambda memory: people.introduce(memory, actor, told))
    desk.voices.forget(actor.id)
    say = await desk.voice(actor.id)
    return answer(say, say("Thank you. I have saved what you told me about yourself."))


async def _join(desk: Desk, session: Session, actor: Actor) -> Change | None:
    """A group for somebody who comes late. Whatever happens to that, they are checked in."""
    now = desk.clock()
    try:
        return await desk.write(lambda memory: presence.join(memory, now, session, actor.id))
    except Refusal as refusal:
        log.warning("latecomer_not_seated", reason=str(refusal))
        return None


async def _open(desk: Desk, heard: Heard) -> Reply:
    actor = Actor(
        heard.person
    )  # Slack is asked who they are while they fill in the form, not before it opens
    desk.directory.expect(heard.person)
    ready = await desk.read(lambda memory: checkins.prepare(memory, actor, heard.channel or ""))
    say = await desk.voice(heard.person)
    return Reply(view=blocks.form(say, ready.session, asks_profile=ready.asks_profile))


VERBS = (
    Verb("checkin", Audience.EVERYONE, None, Text("say that you are here, and how"), type_check_in, True),
    Verb("profile", Audience.EVERYONE, None, Text("change what you told me about yourself"), profile),
)
CLICKS = (OnClick(ids.CHECK_IN, Audience.EVERYONE, press_check_in),)
SUBMISSIONS = (
    OnSubmit(ids.CHECK_IN_FORM, Audience.EVERYONE, submit),
    OnSubmit(ids.PROFILE_FORM, Audience.EVERYONE, submit_profile),
)
