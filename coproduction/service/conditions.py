"""Saying what would help: conditional support for an idea, which its author hears."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from coproduction.conditions import CONDITIONS, Condition, words_of
from coproduction.errors import Refusal
from coproduction.ideas import Idea
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message, Outcome, postponed, unwanted
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import members, people, telling
from coproduction.service.ideacards import card_of, channel_of
from coproduction.service.ideawithdrawals import standing
from coproduction.service.owing import owe_privately, want_again
from coproduction.words import Text

TOO_LATE = timedelta(days=30)
_A_WHILE = timedelta(hours=1)
_OWN = Text("This is your own idea. You can change your mind about it by writing a better one.")

_NOT_OWN = Text("Only the person who wrote this idea with their name reads these words.")


@dataclass(frozen=True, slots=True)
class Heard:
    """What the author of an idea hears: the words of all, without their names."""

    idea: Idea
    words: tuple[str, ...]


def before_saying(memory: Memory, actor: Actor, idea_id: str) -> tuple[Idea, str]:
    """The idea of which this person may say what would help, and what they have said; or a Refusal."""
    idea = standing(memory, idea_id)
    members.require(memory, actor, idea.channel)
    if idea.author == actor.id:
        raise Refusal(_OWN)
    said = memory.conditions.get(idea.id, actor.id)
    return idea, said.words if said else ""


def say(memory: Memory, now: datetime, actor: Actor, idea_id: str, text: str) -> Idea:
    """Keep what would help in place of what the person said before, and owe it to the author."""
    words = words_of(text)
    idea, _ = before_saying(memory, actor, idea_id)
    people.meet(memory, actor)
    if memory.conditions.put(Condition(idea.id, actor.id, words)):
        _tell(memory, now, idea)
    return idea


def heard_by(memory: Memory, actor: Actor, idea_id: str) -> tuple[str, ...]:
    """The words of all, without their names, for the author of the idea; a Refusal for everybody else."""
    idea = standing(memory, idea_id)
    members.require(memory, actor, idea.channel)
    if not idea.author or idea.author != actor.id:
        raise Refusal(_NOT_OWN)
    return tuple(memory.conditions.words_of(idea.id))


def take_back(memory: Memory, actor: Actor, idea_id: str) -> tuple[Idea, bool]:
    """Take one's words back; False when there were none."""
    idea = standing(memory, idea_id)
    was_there = memory.conditions.drop(idea.id, actor.id)
    if was_there:
        memory.changed(card_of(idea), *_notes(idea))
    return idea, was_there


def _tell(memory: Memory, now: datetime, idea: Idea) -> None:
    """All that is said of one idea comes to its author in one message, which is renewed."""
    memory.changed(card_of(idea), *_notes(idea))
    for note in _notes(idea):
        if not owe_privately(memory, now, note):
            want_again(memory, note, now)


def _notes(idea: Idea) -> list[Card]:
    return [Card(CONDITIONS, idea.id, idea.author)] if idea.author else []


def _heard(memory: Memory, message: Message) -> Heard | None:
    idea = memory.ideas.get(message.subject)
    return Heard(idea, tuple(memory.conditions.words_of(idea.id))) if idea else None


def _against(memory: Memory, message: Message, now: datetime) -> Outcome | None:
    heard = _heard(memory, message)
    if heard is None or not heard.idea.stands:
        return unwanted("this idea was taken back, or is hidden")
    if not heard.words:
        return unwanted("what was said was taken back")
    is_second = telling.decision_waits(memory, message.recipient)  # one message a week: the answer first
    return postponed(now + _A_WHILE, now) if is_second else None


KINDS = (
    MessageKind(
        name=CONDITIONS,
        content=_heard,
        cause=Cause.UNASKED,
        window=TOO_LATE,
        keeps_changing=True,
        programme=channel_of,
        for_members=True,
        guard=_against,
    ),
)
