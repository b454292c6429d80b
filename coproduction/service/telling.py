"""Telling people what became of an idea: its author and who follows it, each of each step once.

What waits to be sent to somebody takes what else happened with it: they get one message, within their budget.
Where a question about a pledge goes out in their week, it goes along with that (`service/along.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from coproduction.ideas import Idea
from coproduction.kinds import Cause, MessageKind
from coproduction.machine import MessageState
from coproduction.messages import Card, Message, Outcome, unwanted
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.progress import Move, NamedMove, Progress, Step
from coproduction.service import members
from coproduction.service.ideacards import named
from coproduction.service.owing import owe_privately
from coproduction.telling import IDEA_NEWS, WINDOW, News

_DECISIONS = (Step.YES, Step.PARTLY, Step.NO)


@dataclass(frozen=True, slots=True)
class Told(NamedMove):
    """A step of an idea, as somebody is told of it."""

    idea: Idea


def concerned(memory: Memory, idea: Idea) -> set[str]:
    """Whom an idea concerns by what they did with their name: who is involved in it, and who follows it."""
    return involved(memory, idea) | {*memory.news.followers(idea.id)}


def involved(memory: Memory, idea: Idea) -> set[str]:
    """Who hears what becomes of an idea without following it: its author, who helps, as who works on it with
    its author does, and who has it in hand.
    """
    owner = Progress(tuple(memory.progress.of(idea.id))).owner
    return {one for one in (*memory.ideas.helpers(idea.id), idea.author, owner) if one}


def tell(memory: Memory, now: datetime, idea: Idea, move: Move) -> None:
    """Owe the news of a step to whom the idea concerns, but for who did it, and who is told by itself that
    they have it in hand now.
    """
    waiting = _waiting(memory)
    for person in sorted(concerned(memory, idea) - {move.by, move.owner}):
        _tell(memory, now, person, move, waiting.get(person, ()))


def _waiting(memory: Memory) -> dict[str, list[Message]]:
    """The news that wait to be sent by themselves, by whom they are for."""
    found: dict[str, list[Message]] = {}
    for message in memory.messages.with_states([MessageState.PENDING], IDEA_NEWS):
        if _is_by_itself(message):
            found.setdefault(message.recipient, []).append(message)
    return found


def _tell(memory: Memory, now: datetime, person: str, move: Move, waiting: Iterable[Message]) -> None:
    """In the message that waits for them, if one does: it is touched, so who claims it meanwhile does not."""
    for waits in waiting:
        if memory.messages.move_on(waits, MessageState.PENDING):
            memory.news.add(News(move.id, person, waits.subject))
            return
    if memory.news.add(News(move.id, person, move.id)):
        owe_privately(memory, now, Card(IDEA_NEWS, move.id, person), order=1)  # a question goes first


def decision_waits(memory: Memory, person: str) -> bool:
    """Whether an answer to an idea that concerns this person is still to be sent to them."""
    waiting = (each for each in memory.messages.waiting_for(person) if _is_by_itself(each))
    return any(told.move.step in _DECISIONS for each in waiting for told in told_in(memory, each) or ())


def _is_by_itself(message: Message) -> bool:
    """Whether it is news that go along with nothing else."""
    return message.kind == IDEA_NEWS and not message.told_in


def follow(memory: Memory, actor: Actor, idea: Idea) -> bool:
    """Somebody wants to hear what becomes of it; False when they do already."""
    members.require(memory, actor, idea.channel)
    return memory.news.follow(idea.id, actor.id)


def unfollow(memory: Memory, actor: Actor, idea: Idea) -> bool:
    """They do not want to any more; False when they did not."""
    return memory.news.unfollow(idea.id, actor.id)


def told(memory: Memory, moves: Iterable[Move]) -> tuple[Told, ...]:
    """These steps with their ideas, in order; not of ideas that were taken back."""
    found = []
    for move in sorted(moves, key=lambda each: (each.at, each.number)):
        idea = memory.ideas.get(move.idea)
        if idea and idea.stands:
            each = named(memory, move)
            found.append(Told(move, each.body, idea, is_gone=each.is_gone))
    return tuple(found)


def told_in(memory: Memory, message: Message) -> tuple[Told, ...] | None:
    """What a message tells its reader of ideas as things stand now; None for nothing."""
    news = memory.news.told_in(message.recipient, message.subject)
    moves = (memory.progress.get(each.move) for each in news)
    found = told(memory, [move for move in moves if move])
    return tuple(each for each in found if not _is_gone(memory, message.recipient, each.idea)) or None


def _is_gone(memory: Memory, person: str, idea: Idea) -> bool:
    """Whether they are not in the private channel of an idea any more."""
    return members.is_shut_out(memory, person, idea.channel)


def _against(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    if told_in(memory, message):
        return None
    return unwanted("another message tells it, or the idea was taken back, or is not theirs to read")


KINDS = (MessageKind(name=IDEA_NEWS, content=told_in, cause=Cause.UNASKED, window=WINDOW, guard=_against),)
