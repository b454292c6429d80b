"""Did it work? Asked once of the people whom a done idea concerns, and counted after four weeks."""

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.errors import Over, Refusal
from coproduction.ideas import Idea
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message, Outcome, unwanted
from coproduction.people import Actor, Perspective
from coproduction.ports import Memory
from coproduction.progress import Move, Progress, Step
from coproduction.service import members, telling
from coproduction.service.ideacards import card_of, channel_of
from coproduction.service.owing import owe_all_privately, want_again
from coproduction.words import Text
from coproduction.worked import (
    DID_IT_WORK,
    OPEN_FOR,
    WORKED_TOLD,
    Said,
    Why,
    Worked,
    counted,
    effect_named,
    sentence_of,
)

_COUNTED = Text("What people said of this idea is counted already, so your answer could not be added.")
_OPEN_AGAIN = Text(
    "This idea was opened again, so your answer could not be added. If it is done later, you can say it then."
)
_NOT_ASKED = Text("I ask the people whom this idea concerns, and nobody else. Nothing was kept.")


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody is asked of an idea that is done (`move`), and why; what they `said` until it is counted,
    and what was counted then. `is_open_again`: the idea is not done any more, so nothing is asked.
    """

    idea: Idea
    said: Said | None = None
    move: Move | None = None
    why: Why = Why.FOLLOWS
    worked: Worked | None = None
    is_open_again: bool = False

    @property
    def is_over(self) -> bool:
        """Whether it is counted."""
        return self.worked is not None


@dataclass(frozen=True, slots=True)
class Result:
    """What people said of an idea that is done, for who leads."""

    idea: Idea
    worked: Worked


def ask(memory: Memory, now: datetime, idea: Idea) -> None:
    """Ask its author, who follows it and who supports it; each once, however often it is called done. Where
    it was opened again before anybody had answered, what was asked then can be answered now.
    """
    people = telling.concerned(memory, idea) | {*memory.news.supporters(idea.id)}
    asked = [Card(DID_IT_WORK, idea.id, person) for person in sorted(people)]
    if memory.worked.of(idea.id):
        return
    before = [*memory.messages.find_all(asked)]
    for card in before:
        want_again(memory, card, now)
    memory.changed(*before)
    owe_all_privately(memory, now, asked, order=2)  # news of what became of it go first


def question(memory: Memory, actor: Actor, idea_id: str) -> Question:
    """What this person is asked, or a Refusal for who is not, or where it is too late."""
    idea = memory.ideas.get(idea_id)
    if idea is None or memory.messages.find(Card(DID_IT_WORK, idea_id, actor.id)) is None:
        raise Refusal(_NOT_ASKED)
    members.refuse_shut_out(memory, actor, idea.channel)
    if memory.worked.of(idea_id):
        raise Over(_COUNTED)
    asked = _question(memory, idea, actor.id)
    if asked.is_open_again:
        raise Over(_OPEN_AGAIN)
    return asked


def _question(memory: Memory, idea: Idea, person: str) -> Question:
    moves = memory.progress.of(idea.id)
    done = next((move for move in reversed(moves) if move.step is Step.DONE), None)
    said, why = memory.worked.said_by(idea.id, person), _why(memory, idea, Progress(tuple(moves)), person)
    return Question(idea, said, done, why, memory.worked.of(idea.id), done is not None and done != moves[-1])


def _why(memory: Memory, idea: Idea, so_far: Progress, person: str) -> Why:
    reasons = {
        Why.WROTE: person == idea.author,
        Why.HAS: person == so_far.owner,
        Why.HELPS: person in memory.ideas.helpers(idea.id),
        Why.SUPPORTS: person in memory.news.supporters(idea.id),
    }
    return next((why for why, holds in reasons.items() if holds), Why.FOLLOWS)


def say(memory: Memory, actor: Actor, idea_id: str, effect: str, words: str | None = None) -> Question:
    """Somebody says whether it helped; until it is counted they can say something else."""
    asked = question(memory, actor, idea_id)
    said = Said(idea_id, actor.id, effect_named(effect), sentence_of(words))
    memory.worked.say(said)
    memory.changed(Card(DID_IT_WORK, idea_id, actor.id))
    return replace(asked, said=said)


def count(memory: Memory, now: datetime, idea: Idea, leads: Collection[str] = ()) -> Worked:
    """Keep what may be told of what people said, forget who said it, and tell who leads; twice is once."""
    before = memory.worked.of(idea.id)
    if before:
        return before
    said, asked = memory.worked.said(idea.id), memory.messages.about(DID_IT_WORK, idea.id)
    words = [each.words for each in said if each.words]
    random.SystemRandom().shuffle(words)
    found = counted(idea.id, len(asked), said, _perspectives(memory, said), words, now)
    memory.worked.keep(found)
    memory.worked.clear(idea.id)
    memory.forgets()
    memory.changed(card_of(idea), *(message.card for message in asked))
    if found.counts:
        owe_all_privately(memory, now, [Card(WORKED_TOLD, idea.id, one) for one in leads])
    return found


def end(memory: Memory, now: datetime, idea: Idea, leads: Collection[str]) -> Worked | None:
    """A done idea is opened again: what was answered is counted at once, and nothing more is asked. None
    where nobody has answered: then it is asked when the idea is done again.
    """
    memory.changed(*(message.card for message in memory.messages.about(DID_IT_WORK, idea.id)))
    return count(memory, now, idea, leads) if memory.worked.said(idea.id) else None


def _perspectives(memory: Memory, said: list[Said]) -> Mapping[str, Perspective | None]:
    known = memory.people.some([each.person for each in said])
    return {person: each.perspective for person, each in known.items()}


def _shown(memory: Memory, message: Message) -> Question | None:
    idea = memory.ideas.get(message.subject)
    return _question(memory, idea, message.recipient) if idea else None


def _against(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    shown = _shown(memory, message)
    if shown is None or not shown.idea.stands or shown.is_over or shown.is_open_again:
        return unwanted("it is counted, opened again, or taken back")
    return unwanted("they have said it") if shown.said else None


def _result(memory: Memory, message: Message) -> Result | None:
    idea, found = memory.ideas.get(message.subject), memory.worked.of(message.subject)
    return Result(idea, found) if idea and found else None


def _is_gone(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    found = _result(memory, message)
    return None if found and found.idea.stands else unwanted("it was taken back")


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
    MessageKind(
        name=WORKED_TOLD,
        content=_result,
        cause=Cause.ASKED_FOR,
        window=OPEN_FOR,
        keeps_changing=True,
        programme=channel_of,
        for_members=True,
        guard=_is_gone,
    ),
)
