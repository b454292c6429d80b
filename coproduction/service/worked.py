"""Did it work? Asked once of the people whom a done idea concerns, and counted after four weeks."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from coproduction.errors import Over, Refusal
from coproduction.ideas import Idea
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message, Outcome, unwanted
from coproduction.people import Actor, Perspective
from coproduction.ports import Memory
from coproduction.service import members, telling
from coproduction.service.ideacards import card_of, channel_of
from coproduction.service.owing import owe_all_privately
from coproduction.words import Text
from coproduction.worked import DID_IT_WORK, OPEN_FOR, Said, Worked, counted, effect_named, sentence_of

_COUNTED = Text("What people said of this idea is counted already, so your answer could not be added.")
_NOT_ASKED = Text("I ask the people whom this idea concerns, and nobody else. Nothing was kept.")


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody is asked of an idea; what they `said` until it is counted, and whether it was."""

    idea: Idea
    said: Said | None = None
    is_over: bool = False


def ask(memory: Memory, now: datetime, idea: Idea) -> None:
    """Ask its author, who follows it and who supports it; each once, however often it is called done."""
    people = telling.concerned(memory, idea) | {*memory.news.supporters(idea.id)}
    asked = [Card(DID_IT_WORK, idea.id, person) for person in sorted(people)]
    owe_all_privately(memory, now, asked, order=2)  # news of what became of it go first


def question(memory: Memory, actor: Actor, idea_id: str) -> Question:
    """What this person is asked, or a Refusal for who is not, or where it is too late."""
    idea = memory.ideas.get(idea_id)
    if idea is None or memory.messages.find(Card(DID_IT_WORK, idea_id, actor.id)) is None:
        raise Refusal(_NOT_ASKED)
    members.refuse_shut_out(memory, actor, idea.channel)
    if memory.worked.of(idea_id):
        raise Over(_COUNTED)
    return Question(idea, memory.worked.said_by(idea_id, actor.id))


def say(memory: Memory, actor: Actor, idea_id: str, effect: str, words: str | None = None) -> Question:
    """Somebody says whether it helped; until it is counted they can say something else."""
    asked = question(memory, actor, idea_id)
    said = Said(idea_id, actor.id, effect_named(effect), sentence_of(words))
    memory.worked.say(said)
    memory.changed(Card(DID_IT_WORK, idea_id, actor.id))
    return Question(asked.idea, said)


def count(memory: Memory, idea: Idea) -> Worked:
    """Keep what may be told of what people said, and forget who said it. Twice is once."""
    before = memory.worked.of(idea.id)
    if before:
        return before
    said, asked = memory.worked.said(idea.id), memory.messages.about(DID_IT_WORK, idea.id)
    words = [each.words for each in said if each.words]
    random.SystemRandom().shuffle(words)
    found = counted(idea.id, len(asked), said, _perspectives(memory, said), words)
    memory.worked.keep(found)
    memory.worked.clear(idea.id)
    memory.forgets()
    memory.changed(card_of(idea), *(message.card for message in asked))
    return found


def _perspectives(memory: Memory, said: list[Said]) -> Mapping[str, Perspective | None]:
    known = memory.people.some([each.person for each in said])
    return {person: each.perspective for person, each in known.items()}


def _shown(memory: Memory, message: Message) -> Question | None:
    idea = memory.ideas.get(message.subject)
    if idea is None:
        return None
    is_over = memory.worked.of(idea.id) is not None
    return Question(idea, memory.worked.said_by(idea.id, message.recipient), is_over)


def _against(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    shown = _shown(memory, message)
    if shown is None or not shown.idea.stands or shown.is_over:
        return unwanted("it is counted, or taken back")
    return unwanted("they have said it") if shown.said else None


KINDS = (
    MessageKind(
        name=DID_IT_WORK,
        content=_shown,
        cause=Cause.UNASKED,
        window=OPEN_FOR,
        keeps_changing=True,
        programme=channel_of,
        for_members=True,
        guard=_against,
    ),
)
