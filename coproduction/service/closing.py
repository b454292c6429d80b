"""What ends with a session: its polls, its round, its secret; and what is said and asked at its end."""

from dataclasses import replace
from datetime import datetime

from coproduction import consents
from coproduction.consents import Consent, ConsentState
from coproduction.errors import Taken
from coproduction.levels import Level
from coproduction.messages import Card, id_of
from coproduction.pollends import CLOSING_ASKED_FOR, POLL_CARD_DELETED, POLL_REMINDER
from coproduction.polls import (
    CARDS,
    CLOSING_OPTIONS,
    CLOSING_QUESTION,
    POLL_CARD,
    Poll,
    Purpose,
    Tally,
    closed,
)
from coproduction.ports import Memory
from coproduction.questions import answered, split
from coproduction.reopening import ending as ending_of
from coproduction.service import partings, revealing, running, tencards
from coproduction.service.breakouts import ending
from coproduction.sessions import SESSION_CARD, Session, already_ended, ended
from coproduction.templates import AT_THE_END
from coproduction.usage import By, Use


def end(memory: Memory, now: datetime, live: Session, by: By = By.FACILITATOR) -> Session:
    """End a live session with all that goes on in it, and ask the closing question; its summary is owed, and
    what each person gets who was there. What its figures are made of is kept as it is now. For ten minutes
    it can be undone (`service.reopening`).
    """
    running_on = memory.running.get(live.id)
    session = close(memory, now, ended(live, now))
    memory.at_end.keep(session)
    memory.endings.add(ending_of(session.id, running_on.step if running_on else None, now))
    _ask_closing_question(memory, now, session)
    partings.owe_them(memory, now, session, is_unexpected=by is By.TIME)
    memory.happened(
        Use.SESSION_ENDED,
        by,
        people=len(memory.sessions.attendees(session.id)),
        ideas=sum(idea.session == session.id for idea in memory.ideas.of(session.channel)),
        polls=sum(poll.purpose is Purpose.ANY for poll in memory.polls.of_session(session.id)),
    )
    return session


def close(memory: Memory, now: datetime, session: Session) -> Session:
    """Store a session that is over, and bring to an end what goes on in it. It is sealed later
    (`service.sealing`).

    What was asked between sessions goes on: nobody asked this one.
    """
    close_polls(memory, open_in_session(memory, session))
    ending.end_all(memory, now, session)
    revealing.reveal_all(memory, now, session)
    running.stop(memory, session)
    _close_questions(memory, session)
    return revise(memory, session)


def open_in_session(memory: Memory, session: Session) -> list[Poll]:
    """The open polls that were asked in this session. Its closing question is no such: where its end was
    undone, people have answered it already.
    """
    open_ones = memory.polls.open_in(session.channel)
    return [poll for poll in open_ones if poll.session == session.id and poll.purpose is Purpose.ANY]


def asked_between(memory: Memory, channel: str) -> list[Poll]:
    """The open polls that were asked between sessions: no session closes them."""
    return [poll for poll in memory.polls.open_in(channel) if poll.session is None]


def close_left_open(memory: Memory, channel: str) -> None:
    """Close what earlier sessions left open here."""
    close_polls(memory, [poll for poll in memory.polls.open_in(channel) if poll.session])


def revise(memory: Memory, session: Session) -> Session:
    """Store it and redraw its card, unless somebody else has ended it between the look and the row."""
    if not memory.sessions.revise(session):
        raise already_ended(memory.sessions.get(session.id))
    memory.changed(Card(SESSION_CARD, session.id))
    return session


def close_polls(memory: Memory, polls: list[Poll]) -> list[Poll]:
    """Close these for good, which gives those that were open until now; their cards show the result."""
    return [shut for poll in polls if (shut := close_poll(memory, poll))]


def close_poll(memory: Memory, poll: Poll) -> Poll | None:
    """Close one for good: its answers are counted and only the totals stay. None when it was closed already.

    The closing question keeps who answered it: the report counts each person once over all sessions.
    """
    held = memory.polls.hold(poll.id)  # as it is now: people may have added options since it was read
    if held is None or not held.is_open:
        return None
    shut = closed(held)
    memory.polls.revise(shut)
    parts = memory.polls.parts_of(poll.id)
    if shut.purpose is Purpose.ANY:
        for question in (shut, *parts):
            _split(memory, question)
        shut = _settled(memory, shut)
    for part in parts:
        memory.polls.put(closed(part))
        _settled(memory, closed(part))
    memory.happened(Use.POLL_CLOSED, answers=answered(shut, memory.polls.votes(shut.id)))
    _redraw(memory, poll)
    if poll.purpose is Purpose.CLOSING and poll.session:
        partings.redraw(memory, poll.session)
    return shut


def take_away(memory: Memory, gone: Poll) -> bool:
    """Store a poll that counts nowhere, with all its questions: their answers and secrets are deleted.

    False when it had closed.
    """
    if not memory.polls.revise(gone):
        return False
    memory.forgets()
    _empty(memory, gone)
    for part in memory.polls.parts_of(gone.id):
        memory.polls.revise(replace(closed(part), taken_back_by=gone.taken_back_by, because=gone.because))
        _empty(memory, part)
    _redraw(memory, gone)
    memory.happened(Use.POLL_TAKEN_BACK)
    return True


def _redraw(memory: Memory, poll: Poll) -> None:
    """The card of a poll that is over, and what was told of it while it was open: that offers to answer."""
    told = memory.messages.about(POLL_REMINDER, poll.id, POLL_CARD_DELETED)
    memory.misleads(Card(POLL_CARD, poll.id))  # who presses on it now is told that it has closed
    memory.changed(*(message.card for message in told))


def _empty(memory: Memory, poll: Poll) -> None:
    memory.polls.clear(poll.id)
    if poll.is_anonymous:
        memory.unnamed.take_out(poll.id)
    if poll.kind == CARDS:
        tencards.drop(memory, poll)


def _split(memory: Memory, shut: Poll) -> None:
    """Count by perspective what was closed, before it is deleted who answered it."""
    if shut.level is Level.CONFIDENTIAL:
        memory.splits.keep(shut.id, split(shut, memory.splits.votes(shut.id)))


def _settled(memory: Memory, shut: Poll) -> Poll:
    """Count what was closed and delete who answered it, unless that is what it is kept for."""
    if shut.level is Level.NAMED:
        return shut
    memory.forgets()
    if not shut.is_anonymous:
        memory.polls.settle(shut.id)
        if shut.kind == CARDS:
            tencards.count(memory, shut)
        return shut
    votes = memory.unnamed.take_out(shut.id)
    if votes is None:
        shut = replace(shut, is_lost=True)
        memory.polls.put(shut)
    memory.polls.count(shut.id, votes or {})
    return shut


def _close_questions(memory: Memory, session: Session) -> None:
    """Whoever has not answered by now has not said yes: nothing of theirs is shown."""
    for waiting in memory.consents.waiting_in(session.channel):
        close_question(memory, waiting, ConsentState.LAPSED)


def close_question(memory: Memory, waiting: Consent, state: ConsentState) -> None:
    """Nobody waits for a writer's answer any more.

    Where they have said yes without their name, and we were stopped before we could forget it
    (`service.consents.agree_unnamed`), nothing is kept of whom we asked: it would name them.
    """
    if memory.ideas.from_origin(waiting.origin):
        memory.consents.drop(waiting.id)
    else:
        memory.consents.put(consents.settled(waiting, state))
    memory.forgets()
    memory.changed(consents.question(waiting))


def answered_in(memory: Memory, session: Session) -> Tally | None:
    """The closing question of a session with what else was asked there, once it has closed."""
    poll = asked_at_the_end(memory, session)
    return tencards.tallied(memory, poll) if poll and not poll.is_open else None


def _ask_closing_question(memory: Memory, now: datetime, session: Session) -> None:
    """Ask it, unless it was asked at an end that was undone: then it is as it was."""
    if asked_at_the_end(memory, session):
        return
    poll = Poll(
        id=id_of(memory.workspace, Card("closing", session.id)),  # the same, also after a backup was restored
        channel=session.channel,
        session=session.id,
        question=str(CLOSING_QUESTION),
        options=tuple(map(str, CLOSING_OPTIONS)),
        purpose=Purpose.CLOSING,
        origin=f"closing:{session.id}",
        level=Level.NAMED,  # reports count each person once over all sessions, so it is kept who answered
        closes_at=now + CLOSING_ASKED_FOR,  # there may be no next session
    )
    try:
        memory.polls.add(poll)
    except Taken:  # another process ended it between the look and the row
        raise already_ended(session) from None
    for part in _further_questions(memory, poll):
        memory.polls.add(part)
    memory.happened(Use.POLL_OPENED, options=len(poll.options))


def asked_at_the_end(memory: Memory, session: Session) -> Poll | None:
    """The closing question of a session, once it was asked."""
    asked = memory.polls.of_session(session.id)
    return next((poll for poll in asked if poll.purpose is Purpose.CLOSING), None)


def _further_questions(memory: Memory, poll: Poll) -> list[Poll]:
    """The other questions of the closing form; all may be left out. Until it closes they are hidden."""
    return [
        replace(
            poll,
            id=id_of(memory.workspace, Card("closing", poll.session or "", part=place)),
            question=str(asked.asks),
            options=tuple(map(str, asked.options)),
            purpose=Purpose.ANY,
            level=Level.CONFIDENTIAL,  # unlike the headline's: of these only totals are wanted
            origin=f"{poll.origin}/{place}",
            kind=asked.kind,
            part_of=poll.id,
            place=place,
            is_optional=True,
            closes_at=None,  # they close with the first
        )
        for place, asked in enumerate(AT_THE_END, start=1)
    ]
