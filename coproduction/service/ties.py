"""Asking people whether they work on a collaboration together, and after 12 weeks whether it is alive."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.errors import Refusal
from coproduction.ideas import Idea, IdeaKind
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message, Outcome, unwanted
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import ideas, members, progress
from coproduction.service.ideacards import channel_of
from coproduction.service.ideas import Captured, IdeaDraft
from coproduction.service.owing import owe_all_privately, owe_privately
from coproduction.ties import (
    ALIVE_AFTER,
    BETWEEN,
    MOST,
    TIE_AGREED,
    TIE_ALIVE,
    TIE_ASKED,
    WINDOW,
    Goes,
    Tie,
    TieState,
)
from coproduction.words import Text

_WITH_WHOM = Text("Please choose with whom you want to work on it.")
_YOURSELF = Text("You cannot ask yourself. Please choose somebody else who works on it with you.")
_NOT_ASKED = Text("Nobody has asked you that, so nothing was changed.")


@dataclass(frozen=True, slots=True)
class Together:
    """A collaboration, and one who was asked to work on it with its author, as one of both reads it."""

    idea: Idea
    tie: Tie
    reader: str = ""

    @property
    def is_authors(self) -> bool:
        """Whether its reader wrote the idea."""
        return self.reader == self.idea.author

    @property
    def partner(self) -> str | None:
        """Who works on it with its reader; None where nobody knows who wrote it any more."""
        return self.tie.person if self.is_authors else self.idea.author

    @property
    def says(self) -> Goes | None:
        """What its reader has said of it since both said yes."""
        return self.tie.author_says if self.is_authors else self.tie.person_says


def write(memory: Memory, now: datetime, actor: Actor, channel: str, draft: IdeaDraft) -> Captured:
    """A person writes an idea with their name; whom they named as partners of a collaboration is asked.

    Nobody is while the idea waits to be revealed: the question would show it.
    """
    captured = ideas.write(memory, now, actor, channel, draft)
    if captured.is_new and asks_now(captured.idea, draft):
        ask(memory, now, actor, captured.idea.id, draft.partners)
    return captured


def asks_now(idea: Idea, draft: IdeaDraft) -> bool:
    """Whether anybody is asked because of what stands in the draft of this idea."""
    is_together = idea.kind is IdeaKind.COLLABORATION and idea.stands
    return is_together and bool(draft.partners)


def asking(memory: Memory, actor: Actor, idea_id: str) -> Idea:
    """A collaboration of this person's, or a Refusal."""
    idea = progress.standing(memory, idea_id)
    if idea.author != actor.id or idea.kind is not IdeaKind.COLLABORATION:
        raise Refusal("Only who wrote this can ask others to work on it.")
    members.require(memory, actor, idea.channel)
    return idea


def ask(memory: Memory, now: datetime, actor: Actor, idea_id: str, people: Collection[str]) -> Idea:
    """Ask these people, each once."""
    idea = asking(memory, actor, idea_id)
    others = [one for one in dict.fromkeys(people) if one != actor.id]
    if not others:
        raise Refusal(_YOURSELF if people else _WITH_WHOM, "people")
    known = {tie.person for tie in memory.ties.of(idea.id)}
    if len(known.union(others)) > MOST:
        raise Refusal("You can ask {most} people about one idea.", "people", most=MOST)
    new = [one for one in others if memory.ties.add(Tie(idea.id, one))]
    owe_all_privately(memory, now, [Card(TIE_ASKED, idea.id, one) for one in new])
    return idea


def reply(memory: Memory, now: datetime, actor: Actor, idea_id: str, *, agrees: bool) -> Together:
    """Who was asked says yes, which its author is told, or no, which nobody is."""
    idea, tie = memory.ideas.get(idea_id), memory.ties.get(idea_id, actor.id)
    if idea is None or tie is None:
        raise Refusal(_NOT_ASKED)
    if agrees:
        members.refuse_shut_out(memory, actor, idea.channel)
    progress.standing(memory, idea_id)
    state = TieState.YES if agrees else TieState.NO
    settled = replace(tie, state=state, next_at=now + ALIVE_AFTER if agrees else None)
    if tie.state is state:
        return Together(idea, tie, actor.id)
    if tie.state is not TieState.ASKED or not memory.ties.move_on(settled, TieState.ASKED):
        raise Refusal("You have answered this before. To change it, please talk to each other.")
    memory.changed(Card(TIE_ASKED, idea.id, actor.id))
    if agrees:
        memory.ideas.help(idea.id, actor.id)  # and so hears what becomes of it
    if agrees and idea.author:
        owe_privately(memory, now, Card(TIE_AGREED, idea.id, idea.author, occasion=actor.id))
    return Together(idea, settled, actor.id)


def due(memory: Memory, now: datetime) -> list[str]:
    """The ties of which both are to be asked, as ids."""
    return [tie.id for tie in memory.ties.due(now)]


def ask_alive(memory: Memory, now: datetime, subject: str) -> None:
    """Ask both whether it is alive, once."""
    together = _of(memory, subject)
    if together is None or not (together.tie.next_at and together.tie.next_at <= now):
        return
    if not memory.ties.move_on(replace(together.tie, next_at=None), together.tie.state):
        return
    idea, tie = together.idea, together.tie
    if idea.stands and tie.counts:
        both = [one for one in (idea.author, tie.person) if one]
        owe_all_privately(memory, now, [Card(TIE_ALIVE, subject, one) for one in both])


def say_alive(memory: Memory, actor: Actor, subject: str, *, is_alive: bool) -> Together:
    """Either of both says for themselves whether it is alive, and can say something else later; before both
    are asked, that it is alive is nothing new.
    """
    found = _of(memory, subject, actor.id)
    if found is None or actor.id not in (found.idea.author, found.tie.person):
        raise Refusal(_NOT_ASKED)
    if found.tie.state is not TieState.YES:
        raise Refusal("You two have not both said yes, so nothing was changed.")
    alive = None if found.tie.next_at else Goes.ALIVE
    says = memory.ties.author_says if found.is_authors else memory.ties.person_says
    says(found.tie.idea, found.tie.person, alive if is_alive else Goes.OVER)
    memory.changed(*_shown_to(found))
    return _of(memory, subject, actor.id) or found


def _shown_to(together: Together) -> list[Card]:
    """The messages in which the reader of a tie sees what they have said of it."""
    tie, reader = together.tie, together.reader
    agreed = Card(TIE_AGREED, tie.idea, reader, occasion=tie.person)
    return [
        agreed if together.is_authors else Card(TIE_ASKED, tie.idea, reader),
        Card(TIE_ALIVE, tie.id, reader),
    ]


def of_reader(memory: Memory, idea: Idea, reader: str) -> list[Together]:
    """Each tie of this idea that counts and that this person is one of, as they see it."""
    ties = [tie for tie in memory.ties.of(idea.id) if tie.counts]
    return [Together(idea, tie, reader) for tie in ties if reader in (idea.author, tie.person)]


def by_idea(memory: Memory, reader: str, ideas: Iterable[Idea]) -> dict[str, list[Together]]:
    """The same of collaborations that stand, by the id of the idea; only those that have any."""
    asked = [each for each in ideas if each.kind is IdeaKind.COLLABORATION and each.stands]
    found = {idea.id: of_reader(memory, idea, reader) for idea in asked}
    return {idea: ties for idea, ties in found.items() if ties}


def _of(memory: Memory, subject: str, reader: str = "") -> Together | None:
    idea_id, _, person = subject.partition(BETWEEN)
    idea, tie = memory.ideas.get(idea_id), memory.ties.get(idea_id, person)
    return Together(idea, tie, reader) if idea and tie else None


def _asked(memory: Memory, message: Message) -> Together | None:
    return _of(memory, f"{message.subject}{BETWEEN}{message.recipient}", message.recipient)


def _agreed(memory: Memory, message: Message) -> Together | None:
    return _of(memory, f"{message.subject}{BETWEEN}{message.occasion}", message.recipient)


def _alive(memory: Memory, message: Message) -> Together | None:
    return _of(memory, message.subject, message.recipient)


def _its_channel(memory: Memory, message: Message) -> str:
    found = _alive(memory, message)
    return found.idea.channel if found else ""


def _unanswered(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    found = _asked(memory, message)
    waits = found is not None and found.idea.stands and found.tie.state is TieState.ASKED
    return None if waits else unwanted("it was answered, or taken back")


def _still(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    found = _alive(memory, message)
    waits = found is not None and found.idea.stands and found.tie.counts and found.says is None
    return None if waits else unwanted("they have said it, or it is over")


KINDS = (
    MessageKind(
        name=TIE_ASKED,
        content=_asked,
        cause=Cause.BY_NAME,
        keeps_changing=True,
        programme=channel_of,
        for_members=True,
        guard=_unanswered,
    ),
    MessageKind(
        name=TIE_AGREED,
        content=_agreed,
        cause=Cause.OWN_ACT,
        keeps_changing=True,
        programme=channel_of,
        for_members=True,
    ),
    MessageKind(
        name=TIE_ALIVE,
        content=_alive,
        cause=Cause.UNASKED,
        window=WINDOW,
        keeps_changing=True,
        programme=_its_channel,
        for_members=True,
        guard=_still,
    ),
)
