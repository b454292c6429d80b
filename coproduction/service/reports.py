"""The report of a programme, asked for by a facilitator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.atend import Came
from coproduction.chairs import missing
from coproduction.documents import Document
from coproduction.errors import Refusal
from coproduction.kinds import Cause, MessageKind, Rank
from coproduction.messages import Card, Message, MessageState
from coproduction.people import Actor, Person
from coproduction.polls import Purpose
from coproduction.ports import Memory
from coproduction.reports import REPORT, Report
from coproduction.reports.becoming import becoming
from coproduction.reports.document import document
from coproduction.reports.endings import Ending, ending_of
from coproduction.reports.figures import Attended, Figures, counted
from coproduction.reports.freezing import frozen
from coproduction.reports.releasing import Gate, Release
from coproduction.reports.standing import Promises
from coproduction.retyped import is_again
from coproduction.service import atend, followups, members, people, progress
from coproduction.service.breakouts.history import rounds_of
from coproduction.service.closing import answered_in
from coproduction.service.owing import owe
from coproduction.sessions import Session, channel_of
from coproduction.usage import Use
from coproduction.words import Text

_THERE = frozenset(MessageState) - {MessageState.FAILED, MessageState.CANCELLED, MessageState.EXPIRED}


def ask(memory: Memory, now: datetime, actor: Actor, channel: str, origin: str) -> Report:
    """A facilitator asks for the report of this channel's programme, to read before anybody else does.

    Its figures are those of this moment, whenever it is posted.
    """
    people.require_facilitator(memory, actor, Text("ask for the report"), channel)
    if not _held(memory, channel_of(channel)):
        raise Refusal("There is nothing to report yet: no session has been held in this channel.")
    memory.reports.lock(channel)
    if before := memory.reports.from_origin(origin):  # the same command came twice
        return before
    gate = Gate(channel, memory.reports.released(channel))
    report = Report(
        id=memory.new_id(),
        channel=channel,
        made_at=now,
        origin=origin,
        asked_by=actor.id,
        figures=frozen(figures(memory, channel, gate)),
    )
    memory.reports.add(report)
    memory.reports.release(gate.news)
    memory.happened(Use.REPORT_ASKED)
    return report


@dataclass(frozen=True, slots=True)
class Posted:
    """To which channel a report was posted; where nothing was, because its figures stand there already: since
    when, if they came with another report, for who would ask for new figures once more. `by`: who has just
    posted another one, of which whoever asked for this one could not know.
    """

    channel: str
    is_new: bool = True
    since: datetime | None = None
    by: str = ""


def post(memory: Memory, now: datetime, actor: Actor, report_id: str) -> Posted:
    """A facilitator has read a report and posts it, unless it was posted before.

    Two who lead ask each for themselves: what says the same as the newest in the channel is the same report,
    and so is what both post in the same moment, while people write.
    """
    people.require_facilitator(memory, actor, Text("post the report"))
    report = memory.reports.get(report_id)
    if report is None:
        raise Refusal("This report is gone. To get a new one, type: {/report}")
    members.require(memory, actor, report.channel)
    memory.reports.lock(report.channel)
    newest = _newest(memory, report.channel)
    told = memory.reports.get(newest.subject) if newest else None
    if newest and told and told.figures == report.figures:
        return Posted(report.channel, is_new=False, since=None if told.id == report.id else newest.due_at)
    by = told.asked_by if told and told.asked_by != actor.id else None
    if newest and by and report.made_at < newest.due_at and is_again(newest.due_at, now):
        return Posted(report.channel, is_new=False, by=by)
    return Posted(report.channel, owe(memory, now, Card(REPORT, report.id), channel=report.channel))


def _newest(memory: Memory, channel: str) -> Message | None:
    """The newest report in a channel, or on its way there."""
    posted = memory.messages.with_states(_THERE, REPORT)
    here = [message for message in posted if message.channel == channel]
    return max(here, key=lambda message: message.due_at, default=None)


def figures(memory: Memory, channel: str, release: Release) -> Figures:
    """The figures of the programme in this channel, as things stand, of the answers that may be counted."""
    held, asked = _held(memory, channel), memory.follow_ups.of_channel(channel)
    ideas, rooms = memory.ideas.of(channel), [atend.came(memory, session) for session in held]
    then = atend.as_they_came({person.id: person for person in memory.people.all()}, rooms)
    told = counted(
        [_attended(memory, session, room) for session, room in zip(held, rooms, strict=True)],
        then,
        ideas,
        Promises(
            [pledge for pledge in memory.pledges.of(channel) if not pledge.is_withdrawn],
            asked,
            followups.nudges_of(memory, asked),
        ),
        ([group.members for group in groups] for session in held for groups in rounds_of(memory, session)),
        memory.breakouts.words_in([session.id for session in reversed(held)]),  # the newest first
        release=release,
    )
    ties, judged = memory.ties.of_channel(channel), memory.worked.of_channel(channel)
    became = becoming(ideas, progress.of_all(memory, channel), ties, judged)
    return replace(told, missing=_missing(memory, channel, rooms, then), becoming=became)


def _missing(
    memory: Memory, channel: str, rooms: Sequence[Sequence[Came]], people: Mapping[str, Person]
) -> tuple[str, ...]:
    """The kinds of people for whom there is a chair, and of whom nobody was in any session."""
    wished = [each.kind for each in memory.chairs.of(channel)]
    if not wished:
        return ()
    came = {each.person for room in rooms for each in room if not each.is_observer}
    return missing(wished, [people[each] for each in sorted(came)])


def _held(memory: Memory, channel: str) -> list[Session]:
    """The sessions of this programme that took place."""
    return [session for session in memory.sessions.of(channel) if not session.is_cancelled]


def _attended(memory: Memory, session: Session, room: Sequence[Came]) -> Attended:
    closing = [poll for poll in memory.polls.of_session(session.id) if poll.purpose is Purpose.CLOSING]
    answers = {person: answer for poll in closing for person, answer in memory.polls.ballots(poll.id).items()}
    came = frozenset(each.person for each in room if not each.is_observer)
    observers = frozenset(each.person for each in room if each.is_observer)
    kept = memory.at_end.of(session.id)
    of_end = {each.person: each.leads or each.is_observer for each in kept if each.person in came | observers}
    led_by = frozenset(people.in_charge(memory, session))
    return Attended(session, came, answers, _ending(memory, session), observers, of_end, led_by)


def _ending(memory: Memory, session: Session) -> Ending:
    """How a session was for people, as far as that may be told by now."""
    ended, arrived = answered_in(memory, session), memory.checkins.latest(session.id)
    before = arrived.candours if arrived and not session.is_live else ()
    return ending_of(ended.parts if ended else (), before)


def _shown(memory: Memory, message: Message) -> Document | None:
    report = memory.reports.get(message.subject)
    return document(report) if report else None


def _is_newest(memory: Memory, message: Message) -> bool:
    """Whether no newer one was posted in its channel."""
    since = memory.messages.sent_cards([REPORT], message.due_at)
    return not any(each.due_at > message.due_at and each.channel == message.channel for each in since)


def _always(_memory: Memory, _message: Message) -> bool:
    """Its figures do not change: it waits behind all cards that do."""
    return True


KINDS = (
    MessageKind(
        name=REPORT,
        content=_shown,
        cause=Cause.OWN_ACT,
        rank=Rank.FACILITATOR,
        keeps_changing=True,  # only to notice that it was deleted
        redrawn=Rank.LAST,
        is_past=_always,
        lives=_is_newest,
    ),
)
