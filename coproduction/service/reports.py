"""The report of a programme, asked for by a facilitator."""

from datetime import datetime

from coproduction.documents import Document
from coproduction.errors import Refusal
from coproduction.kinds import MessageKind
from coproduction.messages import Card, Message
from coproduction.people import Actor
from coproduction.polls import Purpose
from coproduction.ports import Memory
from coproduction.reports import REPORT, Report
from coproduction.reports.document import document
from coproduction.reports.figures import Attended, Figures, counted
from coproduction.reports.freezing import frozen
from coproduction.service import followups, people
from coproduction.service.breakouts.history import rounds_of
from coproduction.service.owing import owe
from coproduction.sessions import Session
from coproduction.words import Text


def ask(memory: Memory, now: datetime, actor: Actor, channel: str, origin: str) -> None:
    """A facilitator asks for the report of this channel's programme; it is posted there.

    Its figures are those of this moment, however late it is posted. The same command twice is one report.
    """
    people.require_facilitator(memory, actor, Text("ask for the report"))
    if not _held(memory, channel):
        raise Refusal("There is nothing to report yet: no session has been held in this channel.")
    report = Report(
        id=memory.new_id(),
        channel=channel,
        made_at=now,
        origin=origin,
        asked_by=actor.id,
        figures=frozen(figures(memory, channel)),
    )
    if memory.reports.add(report):
        owe(memory, now, Card(REPORT, report.id), channel=channel)


def figures(memory: Memory, channel: str) -> Figures:
    """The figures of the programme in this channel, as things stand."""
    held, asked = _held(memory, channel), memory.follow_ups.of_channel(channel)
    return counted(
        [_attended(memory, session) for session in held],
        {person.id: person for person in memory.people.all()},
        memory.ideas.of(channel),
        [pledge for pledge in memory.pledges.of(channel) if not pledge.is_withdrawn],
        asked,
        followups.nudges_of(memory, asked),
        ([group.members for group in groups] for session in held for groups in rounds_of(memory, session)),
    )


def _held(memory: Memory, channel: str) -> list[Session]:
    """The sessions of this programme that took place."""
    return [session for session in memory.sessions.of(channel) if not session.is_cancelled]


def _attended(memory: Memory, session: Session) -> Attended:
    closing = [poll for poll in memory.polls.of_session(session.id) if poll.purpose is Purpose.CLOSING]
    answers = {person: answer for poll in closing for person, answer in memory.polls.ballots(poll.id).items()}
    return Attended(session, frozenset(memory.sessions.attendees(session.id)), answers)


def _shown(memory: Memory, message: Message) -> Document | None:
    report = memory.reports.get(message.subject)
    return document(report) if report else None


KINDS = (MessageKind(name=REPORT, content=_shown),)
