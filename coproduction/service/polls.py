"""Polls: opened and closed by a facilitator, answered by everybody."""

from dataclasses import dataclass
from datetime import datetime

from coproduction.errors import Refusal, Taken
from coproduction.kinds import MessageKind
from coproduction.messages import Card, Message
from coproduction.people import Actor
from coproduction.polls import (
    POLL_CARD,
    Poll,
    Purpose,
    Tally,
    closed,
    option_at,
    options_of,
    question_of,
    tally,
)
from coproduction.ports import Memory
from coproduction.service import people, sessions
from coproduction.service.owing import owe
from coproduction.words import Text


@dataclass(frozen=True, slots=True)
class Vote:
    """An answer that is stored; `same` are its words when it changed nothing."""

    poll: str
    same: str | None = None


def open_poll(
    memory: Memory, now: datetime, actor: Actor, channel: str, question: str, options: list[str], origin: str
) -> Poll:
    """A facilitator asks the live session a question."""
    people.require_facilitator(memory, actor, Text("open a poll"))
    before = memory.polls.from_origin(origin)
    if before:
        return before
    session = sessions.require_live(memory, channel)
    poll = Poll(
        id=memory.new_id(),
        channel=channel,
        session=session.id,
        question=question_of(question),
        options=options_of(options),
        purpose=Purpose.ANY,
        origin=origin,
    )
    try:
        memory.polls.add(poll)
    except Taken:  # the same command arrived twice at two processes at once
        raise Refusal("This poll has just been opened.") from None
    owe(memory, now, Card(POLL_CARD, poll.id), channel=channel)
    return poll


def vote(memory: Memory, actor: Actor, poll_id: str, option: int) -> Vote:
    """A person answers, or changes their answer while the poll is open."""
    if memory.polls.cast(poll_id, actor.id, option):
        memory.changed(Card(POLL_CARD, poll_id))
        return Vote(poll_id)
    poll = memory.polls.get(poll_id)  # only now, because a storm of votes asks for nothing but their storing
    if poll is None:
        raise Refusal("This poll is gone, so your answer was not counted.")
    return Vote(poll_id, same=option_at(poll, option))


def close(memory: Memory, actor: Actor, channel: str) -> list[Poll]:
    """A facilitator closes every open poll of this channel, but not the closing question of a session."""
    people.require_facilitator(memory, actor, Text("close a poll"))
    open_ones = [poll for poll in memory.polls.open_in(channel) if poll.purpose is Purpose.ANY]
    if not open_ones:
        raise Refusal("No poll is open in this channel.")
    shut = [closed(poll) for poll in open_ones]
    for poll in shut:
        memory.polls.put(poll)
        memory.changed(Card(POLL_CARD, poll.id))
    return shut


def _shown(memory: Memory, message: Message) -> Tally | None:
    poll = memory.polls.get(message.subject)
    return tally(poll, memory.polls.votes(poll.id)) if poll else None


KINDS = (MessageKind(name=POLL_CARD, content=_shown, keeps_changing=True),)
