"""A small town to test the method in: its people, its clock, and its memory in a real database."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import pytest

from coproduction.errors import Refusal
from coproduction.grouping import plan
from coproduction.ideas import Idea, IdeaKind
from coproduction.messages import Card, Message, MessageState
from coproduction.people import Actor, Perspective
from coproduction.service import advance, checkins, ideas, people, pledges, sealing, sessions
from coproduction.service.breakouts import proposing, rounds
from coproduction.undoing import WAY_BACK
from storage import SqlMemory
from tests.coproduction.forgetting import must_be_gone, watched
from tests.speaking import SAY
from tests.storage.world import dump

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

    from coproduction.breakouts import Round
    from coproduction.effects import Effects
    from coproduction.grouping import Grouping
    from coproduction.pledges import Pledge
    from coproduction.ports import Memory
    from coproduction.sessions import Session

P = ParamSpec("P")
T = TypeVar("T")
No = tuple[str, str | None]  # the words of a refusal, and the field they are about

NOW = datetime(2026, 10, 22, 17, 30, tzinfo=UTC)  # a Thursday, 18:30 in London; summer time ends on Sunday
MINUTE, HOUR, DAY, WEEK = (timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days", "weeks"))
HALL, PARK = "C-HALL", "C-PARK"  # two channels: two programmes
SHORT = 20_000  # exchanges weighed for its groups: how well they are mixed is tested beside the search

ADA = Actor("ada", is_admin=True)  # an admin of the workspace
ANA = Actor("ana")  # a facilitator, added by Ada
BO, CY, DEE = Actor("bo"), Actor("cy"), Actor("dee")  # champions

ONLY_FACILITATORS = (
    "Only the people who lead can {}. Do you lead, too? Then ask an admin of this workspace. "
    "They can type: /copro facilitators add @you"
)
NO_LIVE_SESSION = 'There is no live session in this channel. To start one, type: /copro start "Title"'
NOT_STARTED = "There is no live session in this channel. Whoever leads can start one. Then you can check in."
NO_ROOM = "A session needs a channel. Please go to the channel of your programme and type it there."
WHICH_PROGRAMME = "Please open the channel of your session and try again there."


def groups_for(ready: proposing.Ready) -> list[Grouping]:
    """Groups for every round, from a short search."""
    return plan(ready.room.guests, ready.room.wish, ready.rounds, budget=SHORT)


def refusal(act: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> No:
    """What a refused act answers."""
    with pytest.raises(Refusal) as refused:
        act(*args, **kwargs)
    return SAY(refused.value.words), refused.value.field


def form(mood: str = "4", word: str | None = None, *, named: bool = True) -> checkins.CheckInForm:
    """A check-in by somebody who tells who they are to the programme."""
    return checkins.CheckInForm(mood, word, named, "parents", Perspective.LIVED)


def again(mood: str = "4", word: str | None = None, *, named: bool = True) -> checkins.CheckInForm:
    """A check-in by somebody who has told that before."""
    return checkins.CheckInForm(mood, word, named)


def wished(
    prompt: str = "What would help?", origin: str = "form:1", size: str = "2", **more: str
) -> proposing.RoundForm:
    """What Ana asks of a breakout round."""
    return proposing.RoundForm(prompts=[prompt], origin=origin, size=size, **more)  # type: ignore[arg-type]


def draft(text: str = "A buddy for every new parent", origin: str = "form:1") -> ideas.IdeaDraft:
    """A change idea with its author's name."""
    return ideas.IdeaDraft(text, IdeaKind.CHANGE, origin)


def promise(by: str | None = None, origin: str = "form:1") -> pledges.PledgeForm:
    """A pledge on its way in."""
    return pledges.PledgeForm("Call the school", by, origin)


@dataclass(frozen=True)
class Town:
    """One workspace over one connection. Each act is a unit of work of its own, as over the bridge."""

    connection: Connection
    workspace: str = "T1"

    @property
    def memory(self) -> SqlMemory:
        """What the workspace remembers, for a look at it."""
        return SqlMemory(self.connection, self.workspace).rehearsed()

    def do(self, act: Callable[Concatenate[Memory, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One unit of work: stored whole, or not at all."""
        memory = self.memory
        with self._work(memory):
            return act(memory, *args, **kwargs)

    def effects(
        self, act: Callable[Concatenate[Memory, P], object], *args: P.args, **kwargs: P.kwargs
    ) -> Effects:
        """What one unit of work lets others hear of."""
        memory = self.memory
        with self._work(memory) as heard:
            act(memory, *args, **kwargs)
        return heard[0]

    @contextmanager
    def _work(self, memory: SqlMemory) -> Iterator[list[Effects]]:
        """A unit of work; when it is done, what others hear of it stands in the list."""
        heard: list[Effects] = []
        with self.connection.begin_nested(), watched(self.connection) as touched:
            yield heard
        heard.append(memory.take_effects())
        if heard[0].forgets:
            must_be_gone(touched)

    def refusal(self, act: Callable[Concatenate[Memory, P], T], *args: P.args, **kwargs: P.kwargs) -> No:
        """What a refused unit of work answers."""
        return refusal(partial(self.do, act), *args, **kwargs)

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table, read without the memory."""
        return dump(self.connection, self.workspace)

    def written(
        self, act: Callable[Concatenate[Memory, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> dict[str, list[str]]:
        """Table to the rows that one unit of work added or changed."""
        before = self.rows()
        self.do(act, *args, **kwargs)
        new = {table: sorted(set(rows) - set(before[table])) for table, rows in self.rows().items()}
        return {table: rows for table, rows in new.items() if rows}

    def messages(self, *states: MessageState) -> list[Message]:
        """The outbox in its order: of these states, or all of it."""
        return self.memory.messages.with_states(states or tuple(MessageState))

    def owed(self) -> list[Card]:
        """What the outbox has yet to send, in order."""
        return [message.card for message in self.messages(MessageState.PENDING)]

    def found(self) -> None:
        """Ada makes Ana a facilitator."""
        self.do(people.add_facilitator, ADA, ANA.id)

    def start(self, now: datetime = NOW, channel: str = HALL, title: str = "New parents") -> Session:
        """Ana starts a session."""
        return self.do(sessions.start, now, ANA, channel, title)

    def end(self, now: datetime = NOW, channel: str = HALL) -> Session:
        """Ana ends it, and does not undo that: it is sealed."""
        ended = self.do(sessions.end, now, ANA, channel)
        self.do(sealing.seal, now + WAY_BACK, ended.id)
        return ended

    def arrive(self, session: Session, *actors: Actor) -> None:
        """These people check in with their names."""
        for actor in actors:
            self.do(checkins.arrive, actor, session.id, form())

    def passes(self, now: datetime) -> list[str]:
        """Time has come to this moment; the names of the steps that were due.

        But for the look at what a weekly summary would tell, which Ana has every Monday.
        """
        due = self.do(advance.due, now)
        for step, subject in due:
            self.do(step.take, now, subject)
        return [step.name for step, _ in due if step.name != "weekly summary"]

    def proposed(self, **fields: str) -> proposing.Proposal:
        """Ana has groups proposed for everybody who is there."""
        ready = self.do(proposing.prepare, ANA, HALL, wished(**fields))
        return self.do(proposing.propose, NOW, ANA, ready, groups_for(ready))

    def going(self, now: datetime = NOW, **fields: str) -> Round:
        """Ana likes the groups, and the round goes on."""
        return self.do(rounds.go, now, ANA, self.proposed(**fields).round.id).round

    def idea(self, text: str = "A buddy for every new parent", origin: str = "form:1") -> Idea:
        """Bo has an idea."""
        return self.do(ideas.write, NOW, BO, HALL, draft(text, origin)).idea

    def pledge(self, actor: Actor = BO, by: str | None = None, origin: str = "form:1") -> Pledge:
        """Somebody promises something."""
        return self.do(pledges.make, NOW, actor, HALL, promise(by, origin)).pledge


@contextmanager
def town_over(writer: Engine) -> Iterator[Town]:
    """A town with its facilitator; nothing of it is left afterwards."""
    with writer.connect() as connection, connection.begin() as everything:
        town = Town(connection)
        town.found()
        yield town
        everything.rollback()
