"""The report of a programme, asked for by a facilitator."""

from datetime import datetime

from coproduction.errors import Refusal
from coproduction.kinds import MessageKind
from coproduction.messages import Card, Message
from coproduction.people import Actor
from coproduction.polls import Purpose
from coproduction.ports import Memory
from coproduction.report import REPORT, Attended, Report, report
from coproduction.service import followups, people
from coproduction.service.breakouts.history import rounds_of
from coproduction.service.owing import owe
from coproduction.sessions import Session
from coproduction.words import Text


def ask(memory: Memory, now: datetime, actor: Actor, channel: str, origin: str) -> None:
    """A facilitator asks for the report of this channel's programme; it is posted there."""
    people.require_facilitator(memory, actor, Text("ask for the report"))
    if not memory.sessions.of(channel):
        raise Refusal("There is nothing to report yet: no session has been held in this channel.")
    owe(memory, now, Card(REPORT, channel, occasion=origin), channel=channel)


def figures(memory: Memory, channel: str) -> Report:
    """The report of the programme in this channel, as things stand."""
    held, asked = memory.sessions.of(channel), memory.follow_ups.of_channel(channel)
    return report(
        [_attended(memory, session) for session in held],
        {person.id: person for person in memory.people.all()},
        memory.ideas.of(channel),
        memory.pledges.of(channel),
        asked,
        followups.nudges_of(memory, asked),
        ([group.members for group in groups] for session in held for groups in rounds_of(memory, session)),
    )


def _attended(memory: Memory, session: Session) -> Attended:
    closing = [poll for poll in memory.polls.of_session(session.id) if poll.purpose is Purpose.CLOSING]
    answers = {person: answer for poll in closing for person, answer in memory.polls.ballots(poll.id).items()}
    return Attended(session, frozenset(memory.sessions.attendees(session.id)), answers)


def _shown(memory: Memory, message: Message) -> Report:
    return figures(memory, message.subject)


KINDS = (MessageKind(name=REPORT, content=_shown),)
