"""Sessions: started and ended by a facilitator, one at a time in a channel."""

from dataclasses import dataclass
from datetime import datetime

from coproduction import breakouts, consents, voices
from coproduction.breakouts import RoundState, round_card
from coproduction.checkins import Arrivals, arrivals
from coproduction.consents import ConsentState
from coproduction.errors import Refusal, Taken
from coproduction.ideas import IdeaCard, IdeaKind
from coproduction.kinds import MessageKind
from coproduction.messages import Card, Message, MessageState, Outcome
from coproduction.people import Actor, language_named
from coproduction.polls import (
    CLOSING_OPTIONS,
    CLOSING_QUESTION,
    POLL_CARD,
    Poll,
    Purpose,
    Tally,
    closed,
)
from coproduction.ports import Memory
from coproduction.questions import tally
from coproduction.service import people
from coproduction.service.breakouts import channels, notes
from coproduction.service.breakouts.history import groups
from coproduction.service.owing import owe, owe_all_privately, owe_privately
from coproduction.service.voices import reseal
from coproduction.sessions import (
    ENDED_BY_ITSELF,
    FORGOTTEN_AFTER,
    INVITE_ME,
    SESSION_CARD,
    SUMMARY,
    Session,
    SessionState,
    channel_of,
    ended,
    title_of,
)
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


def start(
    memory: Memory, now: datetime, actor: Actor, channel: str, title: str, language: Speaks = SILENT
) -> Session:
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
    _close_all(memory, memory.polls.open_in(channel))
    memory.checkins.keep_pepper(session.id, voices.secret())
    owe(memory, now, Card(SESSION_CARD, session.id), channel=channel)
    return session


def end(memory: Memory, now: datetime, actor: Actor, channel: str) -> Session:
    """A facilitator ends the live session: polls close, the secret is destroyed, the closing card is owed."""
    people.require_facilitator(memory, actor, Text("end a session"))
    return _end(memory, now, require_live(memory, channel))


def forgotten(memory: Memory, now: datetime) -> list[str]:
    """The sessions that nobody has ended, so long ago that nobody can still be in them."""
    return [session.id for session in memory.sessions.live_since(now - FORGOTTEN_AFTER)]


def end_forgotten(memory: Memory, now: datetime, session_id: str) -> None:
    """End a session that nobody has ended, and tell those who facilitate it."""
    session = memory.sessions.get(session_id)
    if session is None or not session.is_live or session.started_at > now - FORGOTTEN_AFTER:
        return
    _end(memory, now, session)
    told = [Card(ENDED_BY_ITSELF, session.id, person) for person in _facilitators_of(memory, session)]
    owe_all_privately(memory, now, told)


def _end(memory: Memory, now: datetime, live: Session) -> Session:
    session = ended(live, now)
    _close_all(memory, memory.polls.open_in(session.channel))
    _end_rounds(memory, now, session)
    _close_questions(memory, session)
    memory.sessions.put(session)
    memory.changed(Card(SESSION_CARD, session.id))
    channels.close_all(memory, now, session)
    reseal(memory, memory.checkins, session.id)
    owe(memory, now, Card(SUMMARY, session.id), channel=session.channel)
    _ask_closing_question(memory, now, session)
    return session


def _facilitators_of(memory: Memory, session: Session) -> list[str]:
    """Who started it, and the added facilitators among those who came."""
    came = memory.people.some([session.started_by, *memory.sessions.attendees(session.id)])
    helping = {id_ for id_, person in came.items() if person.is_facilitator}
    return sorted(helping | {session.started_by})


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


def _close_all(memory: Memory, polls: list[Poll]) -> None:
    for poll in polls:
        memory.polls.put(closed(poll))
        memory.changed(Card(POLL_CARD, poll.id))


def _end_rounds(memory: Memory, now: datetime, session: Session) -> None:
    """The breakout round that goes on is over, and its groups are told; planned ones are forgotten."""
    memory.breakouts.lock(session.id)
    for round_ in memory.breakouts.of(session.id):
        if round_.state is RoundState.PLANNED:
            memory.breakouts.drop(round_.id)
        elif round_.state is RoundState.LIVE:
            there = groups(memory, round_)
            memory.breakouts.put(breakouts.ended(round_, now))
            notes.recall(memory, now, round_, session, there)
            memory.changed(round_card(round_.id), *notes.group_cards(round_, there))


def _close_questions(memory: Memory, session: Session) -> None:
    """Whoever has not answered by now has not said yes: nothing of theirs is shown."""
    for waiting in memory.consents.waiting_in(session.channel):
        memory.consents.put(consents.settled(waiting, ConsentState.LAPSED))
        memory.changed(consents.question(waiting))


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
    owe(memory, now, Card(POLL_CARD, poll.id), channel=session.channel, order=1)


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session and how the room arrived."""

    session: Session
    arrivals: Arrivals


@dataclass(frozen=True, slots=True)
class Summary:
    """What a session came to."""

    session: Session
    arrivals: Arrivals
    ideas: tuple[IdeaCard, ...]  # most supported first
    collaborations: int
    polls: tuple[Tally, ...]


def _shown(memory: Memory, message: Message) -> SessionCard | None:
    session = memory.sessions.get(message.subject)
    return SessionCard(session, _arrivals(memory, session)) if session else None


def _summary(memory: Memory, message: Message) -> Summary | None:
    session = memory.sessions.get(message.subject)
    if session is None:
        return None
    support = memory.ideas.support_of(session.channel)
    ideas = [
        IdeaCard(idea, support.get(idea.id, 0))
        for idea in memory.ideas.of(session.channel)
        if idea.session == session.id and not idea.is_withdrawn
    ]
    ideas.sort(key=lambda card: (-card.supporters, card.idea.number))
    polls = [poll for poll in memory.polls.of_session(session.id) if poll.purpose is Purpose.ANY]
    return Summary(
        session,
        _arrivals(memory, session),
        tuple(ideas),
        sum(card.idea.kind is IdeaKind.COLLABORATION for card in ideas),
        tuple(tally(poll, memory.polls.votes(poll.id)) for poll in polls),
    )


def _arrivals(memory: Memory, session: Session) -> Arrivals:
    return arrivals(len(memory.sessions.attendees(session.id)), memory.checkins.of(session.id))


def _ask_for_invitation(memory: Memory, now: datetime, message: Message, outcome: Outcome) -> None:
    """Whoever started the session is asked, and only now: the invitation then looks for what failed."""
    session = memory.sessions.get(message.subject)
    if session and outcome.state is MessageState.FAILED and outcome.is_outside:
        owe_privately(memory, now, Card(INVITE_ME, session.id, session.started_by))


def _session(memory: Memory, message: Message) -> Session | None:
    return memory.sessions.get(message.subject)


KINDS = (
    MessageKind(name=SESSION_CARD, content=_shown, keeps_changing=True, ended=_ask_for_invitation),
    MessageKind(name=SUMMARY, content=_summary),
    MessageKind(name=INVITE_ME, content=_session),
    MessageKind(name=ENDED_BY_ITSELF, content=_session),
)
