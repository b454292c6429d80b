"""Sessions: started and ended by a facilitator, one at a time in a channel."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from coproduction import breakouts
from coproduction.breakouts import RoundState
from coproduction.errors import Refusal, Taken
from coproduction.messages import Card, Kind
from coproduction.people import Actor
from coproduction.polls import CLOSING_OPTIONS, CLOSING_QUESTION, Poll, Purpose, closed
from coproduction.ports import Memory
from coproduction.service import people
from coproduction.service.breakouts import channels, notes
from coproduction.service.breakouts.history import groups
from coproduction.service.outbox import owe
from coproduction.sessions import Session, SessionState, channel_of, ended, title_of


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act belongs: a programme's channel and, while one is live, its session."""

    channel: str
    session: Session | None


def start(memory: Memory, now: datetime, actor: Actor, channel: str, title: str) -> Session:
    """A facilitator starts a session here; its card and its secret come with it."""
    people.require_facilitator(memory, actor, "start a session")
    session = Session(memory.new_id(), channel_of(channel), title_of(title), SessionState.LIVE, actor.id, now)
    _refuse_second(memory.sessions.live_in(channel))
    people.meet(memory, actor)
    memory.sessions.open_programme(channel, now)
    try:
        memory.sessions.add(session)
    except Taken:  # another process was quicker between the look and the row
        raise Refusal("Somebody has just started a session in this channel, so it is live already.") from None
    _close_all(memory, memory.polls.open_in(channel))
    memory.checkins.keep_pepper(session.id, secrets.token_bytes(32))
    owe(memory, now, Kind.SESSION, session.id, channel=channel)
    return session


def end(memory: Memory, now: datetime, actor: Actor, channel: str) -> Session:
    """A facilitator ends the live session: polls close, the secret is destroyed, the closing card is owed."""
    people.require_facilitator(memory, actor, "end a session")
    session = ended(require_live(memory, channel), now)
    _close_all(memory, memory.polls.open_in(channel))
    _end_rounds(memory, now, session)
    memory.sessions.put(session)
    memory.changed(Card(Kind.SESSION, session.id))
    channels.close_all(memory, now, session)
    _forget_voices(memory, session)
    owe(memory, now, Kind.SUMMARY, session.id, channel=channel)
    _ask_closing_question(memory, now, session)
    return session


def require_live(memory: Memory, channel: str) -> Session:
    """The live session of this channel, or a Refusal that says how to start one."""
    session = memory.sessions.live_in(channel)
    if session is None:
        raise Refusal(
            'There is no live session in this channel. A facilitator can start one: /copro start "Title"'
        )
    return session


def place_of(memory: Memory, person: str, channel: str) -> Place:
    """Where a person's act belongs: the session live here, the one they are in, or this programme.

    So a champion may write an idea from their direct conversation with the bot during a session.
    """
    live = memory.sessions.live_in(channel)
    if live is None and not memory.sessions.has_programme(channel):
        attended = memory.sessions.attended_live(person)
        live = attended[0] if len(attended) == 1 else None
        if live is None:
            raise Refusal(
                "I cannot tell which programme this belongs to. Please do it in the channel of your session."
            )
    return Place(live.channel if live else channel, live)


def _refuse_second(live: Session | None) -> None:
    if live:
        raise Refusal(
            f"A session is already live in this channel: “{live.title}”. End it first with /copro end."
        )


def _forget_voices(memory: Memory, session: Session) -> None:
    """Let nobody tell any more who spoke without their name, whatever they read.

    The secret goes. And all check-ins are stored anew in one unit of work, in an order that chance makes and
    unnamed ones under new voices: a database keeps in which transaction a row was written (PostgreSQL's
    xmin), and an unnamed voice was always written just after its person's attendance.
    """
    told = memory.checkins.of(session.id)
    secrets.SystemRandom().shuffle(told)
    memory.checkins.clear(session.id)
    for checkin in told:
        memory.checkins.put(checkin if checkin.is_named else replace(checkin, voice=memory.new_id()))
    memory.checkins.destroy_pepper(session.id)
    memory.forgets()


def _close_all(memory: Memory, polls: list[Poll]) -> None:
    for poll in polls:
        memory.polls.put(closed(poll))
        memory.changed(Card(Kind.POLL, poll.id))


def _end_rounds(memory: Memory, now: datetime, session: Session) -> None:
    """The breakout round that goes on is over, and its groups are told; planned ones are forgotten."""
    memory.breakouts.hold(session.id)
    for round_ in memory.breakouts.of(session.id):
        if round_.state is RoundState.PLANNED:
            memory.breakouts.drop(round_.id)
        elif round_.state is RoundState.LIVE:
            there = groups(memory, round_)
            memory.breakouts.put(breakouts.ended(round_, now))
            notes.recall(memory, now, round_, session, there)
            memory.changed(notes.overview(round_), *notes.rooms(round_, there))


def _ask_closing_question(memory: Memory, now: datetime, session: Session) -> None:
    poll = Poll(
        id=memory.new_id(),
        channel=session.channel,
        session=session.id,
        question=CLOSING_QUESTION,
        options=CLOSING_OPTIONS,
        purpose=Purpose.CLOSING,
        origin=f"closing:{session.id}",
    )
    try:
        memory.polls.add(poll)
    except Taken:  # another process ended it between the look and the row
        raise Refusal("This session has already ended.") from None
    owe(memory, now, Kind.POLL, poll.id, channel=session.channel, place=1)
