"""Sessions: started and ended by a facilitator, one at a time in a channel."""

from dataclasses import dataclass, replace
from datetime import datetime

from coproduction import voices
from coproduction.breakouts import LAST_NOTES, RoundState
from coproduction.digests import USUAL, DigestDay, When, next_time
from coproduction.errors import Refusal, Taken
from coproduction.messages import Card
from coproduction.people import Actor, hour_of, language_named, zone_of
from coproduction.planned import Planned
from coproduction.polls import CARDS
from coproduction.ports import Memory
from coproduction.retyped import folded, is_again
from coproduction.service import closing, invitedto, members, people, planned, running, sealing, upcoming
from coproduction.service.owing import owe
from coproduction.service.places import NOWHERE
from coproduction.sessions import (
    SESSION_CARD,
    Session,
    SessionState,
    cancelled,
    channel_of,
    going_on,
    latest,
    title_of,
)
from coproduction.usage import By, Use
from coproduction.words import Text


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act belongs: a programme's channel and, while one is live, its session."""

    channel: str
    session: Session | None


@dataclass(frozen=True, slots=True)
class Speaks:
    """The language of a programme: `chosen` by a facilitator, else a `guess` that only a new one takes."""

    chosen: str | None = None
    guess: str | None = None


SILENT = Speaks()
_START_ONE = Text('There is no live session in this channel. To start one, type: {/start} "Title"')
_QUICKER = Text("The session “{title}” has just begun in this channel, so I changed nothing.")
_NOT_STARTED = Text(
    "There is no live session in this channel. Whoever leads can start one. Then you can check in."
)


def start(
    memory: Memory,
    now: datetime,
    actor: Actor,
    channel: str,
    title: str,
    language: Speaks = SILENT,
    plan: Planned | None = None,
) -> Session:
    """A facilitator starts a session here; its card and its secret come with it.

    Without a title, or with its own, what is planned here for about now starts, under its own id; with a
    `plan` that one, whenever it is planned for.
    """
    people.require_facilitator(memory, actor, Text("start a session"), channel)
    live = memory.sessions.live_in(channel_of(channel))
    if live and _has_just_begun(memory, now, actor, live, title):
        return live
    plan = plan or _planned(memory, now, channel, title)
    titled = plan.title if plan else title_of(title)
    session = Session(running.id_for(memory, plan), channel, titled, SessionState.LIVE, actor.id, now)
    _refuse_second(live, now, actor)
    known = replace(language, guess=plan.language) if plan else language
    _open_programme(memory, now, actor, channel, known)
    try:
        memory.sessions.add(session)
    except Taken:  # another process was quicker between the look and the row
        raise Refusal("Somebody has just started a session in this channel, so it is live already.") from None
    _begin(memory, now, session, plan)
    return session


def _begin(memory: Memory, now: datetime, session: Session, plan: Planned | None) -> None:
    """What comes with a session: its secret, its card and, where it was planned, its first step."""
    closing.close_left_open(memory, session.channel)
    memory.checkins.keep_pepper(session.id, voices.secret())
    owe(memory, now, Card(SESSION_CARD, session.id), channel=session.channel)
    if plan:
        running.begin(memory, now, plan, session)
    memory.happened(Use.SESSION_STARTED)


def _open_programme(memory: Memory, now: datetime, actor: Actor, channel: str, language: Speaks) -> None:
    """The programme of this channel, with its language, and its weekly summary for who starts here."""
    person = people.meet(memory, actor)
    memory.sessions.open_programme(channel, now, language.guess)
    when = When(USUAL, zone_of(person), hour_of(person), memory.is_holiday)
    memory.digests.begin(DigestDay(person.id, channel, USUAL, next_time(now, when)))
    if chosen := language_named(language.chosen):
        memory.sessions.speak(channel, chosen)


def starts_a_plan(memory: Memory, now: datetime, actor: Actor, channel: str) -> bool:
    """Whether starting without a title means something here: what is planned for now, or has just begun."""
    live = memory.sessions.live_in(channel)
    if live:
        return _has_just_begun(memory, now, actor, live, "")
    return upcoming.due_in(memory, now, channel) is not None


def start_planned(
    memory: Memory, now: datetime, actor: Actor, planned_id: str, language: Speaks = SILENT, seen: str = ""
) -> Session:
    """A facilitator starts what is planned as it was `seen`, however far ahead. Twice at once is once."""
    memory.planned.hold(planned_id)
    found = memory.planned.get(planned_id)
    live = memory.sessions.live_in(found.channel) if found else None
    if live and found and found.session == live.id and _has_just_begun(memory, now, actor, live, ""):
        return live
    if live and found and found.session == live.id:
        _refuse_second(live, now, actor)
    plan = planned.meant(memory, now, actor, planned_id, seen)
    return start(memory, now, actor, plan.channel, plan.title, language, plan)


def _planned(memory: Memory, now: datetime, channel: str, title: str) -> Planned | None:
    """What is planned for about now, if that is meant: a session of another title is one of its own."""
    due = upcoming.due_in(memory, now, channel)
    return due if due and (not title.strip() or upcoming.is_named(due, title)) else None


def _has_just_begun(memory: Memory, now: datetime, actor: Actor, live: Session, title: str) -> bool:
    """Whether this is the session that the same person has started a moment ago, in the same words."""
    if title:
        is_meant = folded(live.title) == folded(title_of(title))
    else:
        is_meant = memory.planned.of_session(live.id) is not None
    return is_meant and live.started_by == actor.id and is_again(live.started_at, now)


@dataclass(frozen=True, slots=True)
class Ending:
    """What ending a session would bring to an end with it."""

    session: Session
    open_polls: int
    has_round: bool
    open_cards: int = 0  # ten cards over ideas, which nobody calls a poll


def ending(memory: Memory, actor: Actor, channel: str, session_id: str | None = None) -> Ending:
    """What a facilitator should know before they end the live session of this channel.

    `session_id` is the one they were shown, wherever that is, if they were shown any.
    """
    people.require_facilitator(memory, actor, Text("end a session"))
    session = require_live(memory, channel) if session_id is None else still_live(memory, session_id)
    members.require_lead(memory, actor, session)
    rounds = memory.breakouts.of(session.id)
    asked = closing.open_in_session(memory, session)
    cards = sum(poll.kind == CARDS for poll in asked)
    return Ending(
        session,
        open_polls=len(asked) - cards,
        open_cards=cards,
        has_round=any(round_.state is RoundState.LIVE for round_ in rounds),
    )


def end(memory: Memory, now: datetime, actor: Actor, channel: str, session_id: str | None = None) -> Session:
    """A facilitator ends the live session: polls close, its summary is owed. For a while that can be undone.

    `session_id` is the one they were asked about, if they were: none that began meanwhile is ended instead.
    """
    people.require_facilitator(memory, actor, Text("end a session"))
    session = require_live(memory, channel) if session_id is None else still_live(memory, session_id)
    members.require_lead(memory, actor, session)
    return closing.end(memory, now, session)


def may_start(memory: Memory, actor: Actor, channel: str) -> None:
    """Whether they may start a session here; a Refusal says what speaks against it."""
    people.require_facilitator(memory, actor, Text("start a session"), channel)


def require_none(memory: Memory, now: datetime, actor: Actor, channel: str) -> None:
    """Whether no session is live here; a Refusal names the one that is."""
    _refuse_second(memory.sessions.live_in(channel), now, actor)


def led_here(memory: Memory, actor: Actor, channel: str, doing: Text) -> Session:
    """The live session of this channel, for a facilitator who is in it; else a Refusal."""
    people.require_facilitator(memory, actor, doing, channel)
    return require_live(memory, channel)


def still_live(memory: Memory, session_id: str) -> Session:
    """This session while it is live, else a Refusal."""
    return going_on(memory.sessions.get(session_id))


def live_of(memory: Memory, now: datetime, person: str) -> list[Session]:
    """The live sessions that this person has started or is in, the oldest first."""
    attended = {session.id for session in memory.sessions.attended_live(person)}
    return [
        session
        for session in memory.sessions.live_since(now)
        if session.started_by == person or session.id in attended
    ]


def left_open(memory: Memory, session: Session, person: str) -> list[Session]:
    """The older sessions of this person that are live in other channels: nobody may have ended them."""
    return [each for each in live_of(memory, session.started_at, person) if each.channel != session.channel]


def rename(memory: Memory, actor: Actor, session_id: str, title: str) -> tuple[Session, bool]:
    """A facilitator gives the live session another title, which its card shows; False where it has that."""
    session = led(memory, actor, session_id, Text("rename a session"))
    named = replace(session, title=title_of(title))
    return (session, False) if named == session else (closing.revise(memory, named), True)


def cancel(memory: Memory, now: datetime, actor: Actor, session_id: str) -> Session:
    """A facilitator cancels a session that began by mistake: it is over without a summary or a question.

    What people wrote in it stays with the programme; the session itself counts nowhere.
    """
    session = cancelled(led(memory, actor, session_id, Text("cancel a session")), now, actor.id)
    planned.not_begun(memory, now, session)
    invitedto.redraw(memory, session.channel)
    memory.happened(Use.SESSION_CANCELLED, By.FACILITATOR)
    closing.close(memory, now, session)
    sealing.close_for_good(memory, now + LAST_NOTES, session)
    return session


def led(memory: Memory, actor: Actor, session_id: str, doing: Text) -> Session:
    """This session while it is live, for a facilitator who is in its channel; else a Refusal."""
    people.require_facilitator(memory, actor, doing)
    session = still_live(memory, session_id)
    members.require_lead(memory, actor, session)
    return session


def require_live(memory: Memory, channel: str, *, leads: bool = True) -> Session:
    """The live session of this channel, or a Refusal that says what to do next.

    `leads`: who asks may start one; nobody can in a conversation with the bot.
    """
    session = memory.sessions.live_in(channel)
    if session is None:
        raise Refusal(_START_ONE) if leads and channel_of(channel) else _nothing_to_join(memory, channel)
    return session


def _nothing_to_join(memory: Memory, channel: str) -> Refusal:
    """Who comes after the end reads that it was the end, not that nobody has begun."""
    over = latest(memory.sessions.of(channel))
    if over is None:
        return Refusal(_NOT_STARTED)
    return Refusal(
        "The session “{title}” has ended, and no other one is live in this channel. "
        "When the next one starts, you can check in.",
        title=over.title,
    )


def place_of(memory: Memory, actor: Actor, channel: str) -> Place:
    """Where a person's act belongs: the session live here, the one they are in, or this programme.

    So a champion may write an idea from their direct conversation with the bot during a session. Of several
    that they are in the newest counts: nobody may have ended the others. What is published asks before.
    """
    live = memory.sessions.live_in(channel)
    if live is None and not memory.sessions.has_programme(channel):
        attended = memory.sessions.attended_live(actor.id)
        there = [each for each in attended if members.may(memory, actor, each.channel)] or attended
        live = there[-1] if there else None
        if live is None:
            raise Refusal(NOWHERE)
    place = Place(live.channel if live else channel, live)
    members.require(memory, actor, place.channel)
    return place


def _refuse_second(live: Session | None, now: datetime, actor: Actor) -> None:
    if live and live.started_by != actor.id and is_again(live.started_at, now):
        raise Refusal(_QUICKER.filled(title=live.title)).begun_by(live.started_by)
    if live:
        raise Refusal(
            "A session is already live in this channel: “{title}”. End it first with {/end}.",
            title=live.title,
        )
