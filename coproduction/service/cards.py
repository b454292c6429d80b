"""What each message shows, as things stand when it is drawn: values for somebody else to draw."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from coproduction.checkins import Arrivals, arrivals
from coproduction.followups import FollowUp, FollowUpState, asked_again_at
from coproduction.ideas import Idea, IdeaKind
from coproduction.messages import Kind, Message
from coproduction.pledges import Pledge
from coproduction.polls import Purpose, Tally, tally
from coproduction.ports import Memory
from coproduction.report import Report
from coproduction.service import reports
from coproduction.service.breakouts import cards, rounds
from coproduction.service.breakouts.cards import GroupNote, RoomCard, RoundCard, TimeNote
from coproduction.sessions import Session


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session and how the room arrived."""

    session: Session
    arrivals: Arrivals


@dataclass(frozen=True, slots=True)
class IdeaCard:
    """An idea and how many support it."""

    idea: Idea
    supporters: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a session came to."""

    session: Session
    arrivals: Arrivals
    ideas: tuple[IdeaCard, ...]  # most supported first
    collaborations: int
    polls: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class NudgeNote:
    """A question about a pledge; `again_at` is when it will be asked again after "not now"."""

    follow_up: FollowUp
    pledge: Pledge
    wants_reminders: bool
    again_at: datetime | None = None


Content = (
    SessionCard
    | IdeaCard
    | RoundCard
    | RoomCard
    | GroupNote
    | TimeNote
    | Summary
    | NudgeNote
    | Tally
    | Report
)


def content(memory: Memory, message: Message) -> Content | None:
    """What this message shows now; None when its subject is gone."""
    return _CONTENT[message.kind](memory, message)


def content_and_language(memory: Memory, message: Message) -> tuple[Content | None, str | None]:
    """The same, and the language its reader chose: a person, or the programme in whose channel it stands."""
    shown = content(memory, message)
    if message.recipient:
        reader = memory.people.get(message.recipient)
        return shown, reader.language if reader else None
    channel = message.channel or ""
    if isinstance(shown, RoomCard | TimeNote):  # they may stand in a channel that is the group's own
        channel = rounds.programme_of(memory, shown.round.id)
    return shown, memory.sessions.language_of(channel)


def _session(memory: Memory, message: Message) -> SessionCard | None:
    session = memory.sessions.get(message.subject)
    return SessionCard(session, _arrivals(memory, session)) if session else None


def _idea(memory: Memory, message: Message) -> IdeaCard | None:
    idea = memory.ideas.get(message.subject)
    return IdeaCard(idea, memory.ideas.supporters(idea.id)) if idea else None


def _poll(memory: Memory, message: Message) -> Tally | None:
    poll = memory.polls.get(message.subject)
    return tally(poll, memory.polls.votes(poll.id)) if poll else None


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


def _nudge(memory: Memory, message: Message) -> NudgeNote | None:
    follow_up = memory.follow_ups.get(message.subject)
    pledge = memory.pledges.get(follow_up.pledge) if follow_up else None
    if follow_up is None or pledge is None:
        return None
    person = memory.people.get(follow_up.person)
    put_off = follow_up.state is FollowUpState.PUT_OFF
    again_at = asked_again_at(memory.follow_ups.of_pledge(pledge.id)) if put_off else None
    wants = person is None or person.wants_reminders
    return NudgeNote(follow_up, pledge, wants, again_at)


def _report(memory: Memory, message: Message) -> Report | None:
    return reports.figures(memory, message.subject.partition(":")[0])


def _nothing(_memory: Memory, _message: Message) -> None:
    """What is done instead of said."""


def _arrivals(memory: Memory, session: Session) -> Arrivals:
    return arrivals(len(memory.sessions.attendees(session.id)), memory.checkins.of(session.id))


_CONTENT: dict[Kind, Callable[[Memory, Message], Content | None]] = {
    Kind.SESSION: _session,
    Kind.BREAKOUT: cards.overview,
    Kind.ROOM: cards.room,
    Kind.GROUP: cards.note,
    Kind.MOVED: cards.note,
    Kind.WARNING: cards.time,
    Kind.RECALL: cards.time,
    Kind.CLOSING: _nothing,
    Kind.IDEA: _idea,
    Kind.POLL: _poll,
    Kind.SUMMARY: _summary,
    Kind.NUDGE: _nudge,
    Kind.REPORT: _report,
}
