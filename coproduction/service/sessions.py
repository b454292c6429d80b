"""Sessions: started and ended by a facilitator, one at a time in a channel."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from coproduction import breakouts
from coproduction.breakouts import RoundState
from coproduction.errors import Refusal, Taken
from coproduction.messages import Card, Kind
from coproduction.people import Actor, language_named
from coproduction.polls import CLOSING_OPTIONS, CLOSING_QUESTION, Poll, Purpose, closed
from coproduction.ports import Memory
from coproduction.service import people
from coproduction.service.breakouts import channels, notes
from coproduction.service.breakouts.history import groups
from coproduction.service.outbox import owe
from coproduction.sessions import Session, SessionState, channel_of, ended, title_of
from coproduction.words import Text


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act belongs: a programme's channel and, while one is live, its session."""

    channel: str
    session: Session | None


@dataclass(frozen=True, slots=True)
class Turn:
    """A session that started or ended, and the cards of what closed with that."""

    session: Session
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Speaks:
    """The language of a programme: `chosen` by a facilitator, else a `guess` that only a new one takes."""

    chosen: str | None = None
    guess: str | None = None


SILENT = Speaks()


def start(
    memory: Memory, now: datetime, actor: Actor, channel: str, title: str, language: Speaks = SILENT
) -> Turn:
    """A facilitator starts a session here; its card and its secret come with it."""
    people.require_facilitator(memory, actor, Text("start a session"))
    session = Session(memory.new_id(), channel_of(channel), title_of(title), SessionState.LIVE, actor.id, now)
    _refuse_second(memory.sessions.live_in(channel))
    people.meet(memory, actor)
    memory.sessions.open_programme(channel, now, language.guess)
    if chosen := language_named(language.chosen):
        memory.sessions.speak(channel, chosen)
    try:
        memory.sessions.add(session)
    except Taken:  # another process was quicker between the look and the row
        raise Refusal("Somebody has just started a session in this channel, so it is live already.") from None
    polls = _close_all(memory, memory.polls.open_in(channel))
    memory.checkins.keep_pepper(session.id, secrets.token_bytes(32))
    owe(memory, now, Kind.SESSION, session.id, channel=channel)
    return Turn(session, polls)


def end(memory: Memory, now: datetime, actor: Actor, channel: str) -> Turn:
    """A facilitator ends the live session: polls close, the secret is destroyed, the closing card is owed."""
    people.require_facilitator(memory, actor, Text("end a session"))
    session = ended(require_live(memory, channel), now)
    polls = _close_all(memory, memory.polls.open_in(channel))
    rounds = _end_rounds(memory, now, session)
    memory.sessions.put(session)
    channels.close_all(memory, now, session)
    _forget_voices(memory, session)
    owe(memory, now, Kind.SUMMARY, session.id, channel=channel)
    _ask_closing_question(memory, now, session)
    return Turn(session, (*polls, *rounds))


def require_live(memory: Memory, channel: str) -> Session:
    """The live session of this channel, or a Refusal that says how to start one."""
    session = memory.sessions.live_in(channel)
    if session is None:
        raise Refusal(
            'There is no live session in this channel. A facilitator can start one. Type: {/start} "Title"'
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
            "A session is already live in this channel: “{title}”. End it first with {/end}.",
            title=live.title,
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


def _close_all(memory: Memory, polls: list[Poll]) -> tuple[Card, ...]:
    for poll in polls:
        memory.polls.put(closed(poll))
    return tuple(Card(Kind.POLL, poll.id) for poll in polls)


def _end_rounds(memory: Memory, now: datetime, session: Session) -> tuple[Card, ...]:
    """The breakout round that goes on is over, and its groups are told; planned ones are forgotten."""
    cards: list[Card] = []
    memory.breakouts.hold(session.id)
    for round_ in memory.breakouts.of(session.id):
        if round_.state is RoundState.PLANNED:
            memory.breakouts.drop(round_.id)
        elif round_.state is RoundState.LIVE:
            there = groups(memory, round_)
            memory.breakouts.put(breakouts.ended(round_, now))
            notes.recall(memory, now, round_, session, there)
            cards += [notes.overview(round_), *notes.rooms(round_, there)]
    return tuple(cards)


def _ask_closing_question(memory: Memory, now: datetime, session: Session) -> None:
    poll = Poll(
        id=memory.new_id(),
        channel=session.channel,
        session=session.id,
        question=str(CLOSING_QUESTION),
        options=tuple(map(str, CLOSING_OPTIONS)),
        purpose=Purpose.CLOSING,
        origin=f"closing:{session.id}",
    )
    try:
        memory.polls.add(poll)
    except Taken:  # another process ended it between the look and the row
        raise Refusal("This session has already ended.") from None
    owe(memory, now, Kind.POLL, poll.id, channel=session.channel, place=1)
