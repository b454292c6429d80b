"""The end of a session in words: one card for all, and one message for each person who was there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from coproduction.hours import awake_time
from coproduction.ideas import IdeaCard
from coproduction.kinds import Cause, MessageKind, Rank
from coproduction.messages import Card, Message, Outcome, unwanted
from coproduction.people import Person, zone_of
from coproduction.planned import Planned
from coproduction.polls import Purpose, Tally
from coproduction.ports import Memory
from coproduction.questions import words_of
from coproduction.service import tencards, upcoming
from coproduction.service.owing import owe, owe_all_privately
from coproduction.sessions import SUMMARY, Session
from coproduction.stuck import KEPT
from coproduction.words import Value

PARTING: Final = "parting"  # to each person who was there
WINDOW = timedelta(days=1)  # after that the one card for all says it


@dataclass(frozen=True, slots=True)
class Parting:
    """What one person gets at the end of a session.

    `tally` is its closing question; `ideas` are their own; `next` is the next session, once announced.
    `added` is what those who lead have answered where people said that the summary is wrong.
    `given` is what they answered to the closing question at an end that was undone.
    `wants_reminders`: they have not stopped them.
    `is_on`: the session goes on, because its end was undone. `is_anew`: there is a newer message of the same.
    """

    session: Session
    tally: Tally | None
    ideas: tuple[IdeaCard, ...]
    next: Planned | None
    added: tuple[str, ...] = ()
    given: Value | None = None
    wants_reminders: bool = True
    is_on: bool = False
    is_anew: bool = False


def ends(memory: Memory, session: str) -> int:
    """How often this session has ended: more than once, where an end was undone."""
    return len(memory.messages.about(SUMMARY, session))


def owe_them(memory: Memory, now: datetime, session: Session, *, is_unexpected: bool = False) -> None:
    """Owe the card for all and the message for each, of this end; at night nobody gets one unexpectedly."""
    part = ends(memory, session.id)
    redraw(memory, session.id)
    owe(memory, now, Card(SUMMARY, session.id, part=part), channel=session.channel)
    came = memory.sessions.attendees(session.id)
    for due_at, people in (_by_morning(memory, now, came) if is_unexpected else {now: came}).items():
        owe_all_privately(memory, due_at, [Card(PARTING, session.id, one, part) for one in people])


def _by_morning(memory: Memory, now: datetime, people: Collection[str]) -> Mapping[datetime, Collection[str]]:
    """Who gets it when: now where it is day, else when it is."""
    known, due = memory.people.some(people), dict[datetime, list[str]]()
    for one in people:
        at = awake_time(now, zone_of(known.get(one) or Person(one)))
        due.setdefault(at, []).append(one)
    return due


def redraw(memory: Memory, session: str) -> None:
    """What the card for all shows is different now, and so is each person's message."""
    redraw_summary(memory, session)
    memory.changed(*(message.card for message in memory.messages.about(PARTING, session)))


def redraw_before(memory: Memory, now: datetime, planned: Planned) -> None:
    """What names this as the next session, in its channel and to each person, names it as it is now."""
    if planned.is_announced:
        for session in memory.sessions.of(planned.channel):
            if session.ended_at and session.ended_at > now - KEPT:
                redraw(memory, session.id)


def redraw_summary(memory: Memory, session: str) -> None:
    """What the card for all shows is different now."""
    memory.changed(*(message.card for message in memory.messages.about(SUMMARY, session)))


def redraw_own(memory: Memory, session: str, person: str) -> None:
    """What they have answered is different now; only the message of a later end says it."""
    memory.changed(*(Card(PARTING, session, person, part) for part in range(1, ends(memory, session))))


def of(memory: Memory, session: Session, person: str, part: int = 0) -> Parting:
    """What this person gets; nobody's own ideas where it is for all."""
    asked = [poll for poll in memory.polls.of_session(session.id) if poll.purpose is Purpose.CLOSING]
    given = memory.polls.answer_of(asked[0].id, person) if asked and person and part else None
    return Parting(
        session,
        tencards.tallied(memory, asked[0]) if asked else None,
        ideas_of(memory, session, person) if person else (),
        next_in(memory, session),
        tuple(each.answer for each in memory.corrections.of(session.id) if each.answer),
        given=words_of(asked[0], given) if given else None,
        wants_reminders=(memory.people.get(person) or Person(person)).wants_reminders,
        is_on=session.is_live,
        is_anew=part < ends(memory, session.id) - 1,
    )


def ideas_of(memory: Memory, session: Session, author: str | None = None) -> tuple[IdeaCard, ...]:
    """What was thought of in a session and still stands, by anybody or by one author, with who supported it
    at the end of the session; while it goes on, with its supporters.
    """
    ideas = [
        idea
        for idea in memory.ideas.of(session.channel)
        if idea.session == session.id and idea.stands and author in (None, idea.author)
    ]
    if not ideas:
        return ()
    is_on = session.is_live
    support = memory.ideas.support_of(session.channel) if is_on else memory.at_end.support_of(session)
    return tuple(IdeaCard(idea, support.get(idea.id, 0)) for idea in ideas)


def next_in(memory: Memory, session: Session) -> Planned | None:
    """The next session that was announced in the channel of one that is over."""
    planned = upcoming.to_come(memory, session.ended_at or session.started_at)
    there = (each for each in planned if each.channel == session.channel)
    return next((each for each in there if each.is_announced and not each.is_missed), None)


def _content(memory: Memory, message: Message) -> Parting | None:
    session = memory.sessions.get(message.subject)
    return of(memory, session, message.recipient, message.part) if session else None


def goes_on(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    """What speaks against what tells of an end: its end was undone before it could be sent."""
    session = memory.sessions.get(message.subject)
    is_old = session is None or session.is_live or message.part < ends(memory, message.subject) - 1
    return unwanted("the session went on") if is_old else None


def _its_channel(memory: Memory, message: Message) -> str:
    session = memory.sessions.get(message.subject)
    return session.channel if session else ""


KINDS = (
    MessageKind(
        name=PARTING,
        content=_content,
        cause=Cause.SESSION,
        window=WINDOW,
        rank=Rank.GROUP,
        keeps_changing=True,
        redrawn=Rank.LAST,
        guard=goes_on,
        programme=_its_channel,
        for_members=True,
    ),
)
