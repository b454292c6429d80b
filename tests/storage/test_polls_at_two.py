"""Polls driven in any order by two processes: each answer counts once, and what is closed stays as it was.

A model of a few lines says what must be stored. Of two acts at the same moment either may come first; what
each was told must agree with what is counted.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, product
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from coproduction.levels import Level
from coproduction.polls import CHOICE, OPEN_TEXT, SCALE, SEVERAL
from storage.engine import open_engines
from tests.lengths import has_long_form, short_or_long
from tests.storage.clerk import Clerk, Done

EXAMPLES = int(os.environ.get("POLL_EXAMPLES", short_or_long("2", "6")))
PEOPLE = ("ana", "ben", "cem", "dee")
KINDS: dict[str, tuple[int | None, list[str], tuple[str, ...]]] = {  # number, options, answers it takes
    CHOICE: (None, ["Tea", "Milk", "Bread"], ("0", "1", "2")),
    SEVERAL: (2, ["Tea", "Milk", "Bread"], ("0", "1", "0 2")),
    SCALE: (None, [], ("1", "3", "5")),
    OPEN_TEXT: (None, [], ("Less talk", "<!channel>")),
}
WRONG = {CHOICE: "3", SEVERAL: "0 1 2", SCALE: "6", OPEN_TEXT: " "}
_numbers = count()


@dataclass
class Asked:
    """A poll as the model knows it: who gave which answer, and whether more can."""

    id: str
    kind: str
    level: Level
    answers: dict[str, str] = field(default_factory=dict)
    is_open: bool = True

    @property
    def counted(self) -> tuple[bool, Counter[str]]:
        """What storage must say of it."""
        return self.is_open, Counter(self.answers.values())

    def after(self, person: str, answer: str | None) -> None:
        """Somebody's answer is this one now, or none."""
        self.answers.pop(person, None)
        if answer is not None:
            self.answers[person] = answer


class Polls(RuleBasedStateMachine):
    """What facilitators and four people may do, at either process."""

    clerks: tuple[Clerk, Clerk]

    def __init__(self) -> None:
        super().__init__()
        self.workspace = f"T{next(_numbers)}"
        self.asked: list[Asked] = []

    def at(self, process: int, act: str, *given: Any, **named: Any) -> Done:
        """One act at one of the processes."""
        return self.clerks[process].does(self.workspace, act, *given, **named)

    def at_once(self, acts: list[tuple[str, tuple[Any, ...], dict[str, Any]]]) -> list[Done]:
        """One act at each process, at the same moment."""
        for clerk, (act, given, named) in zip(self.clerks, acts, strict=True):
            clerk.told(self.workspace, act, *given, **named)
        return [clerk.done() for clerk in self.clerks]

    def one_of_them(self, data: st.DataObject) -> Asked:
        """A poll to act on: an open one rather than a closed one, of which nothing can become."""
        open_ones = [poll for poll in self.asked if poll.is_open]
        return data.draw(st.sampled_from([*open_ones, *open_ones, *self.asked]))

    @initialize(process=st.integers(0, 1))
    def begin(self, process: int) -> None:
        """There is a session."""
        assert self.at(process, "start").refused is None

    @rule(process=st.integers(0, 1), kind=st.sampled_from(list(KINDS)), level=st.sampled_from(list(Level)))
    def ask(self, process: int, kind: str, level: Level) -> None:
        """A facilitator asks; several choices cannot be anonymous."""
        most, options, _ = KINDS[kind]
        asked = self.at(process, "ask", kind, level.value, most, options, f"form:{len(self.asked)}")
        assert (asked.refused is not None) == (kind == SEVERAL and level is Level.ANONYMOUS)
        if asked.refused is None:
            self.asked.append(Asked(asked.value, kind, level))

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), process=st.integers(0, 1), person=st.sampled_from(PEOPLE))
    def vote(self, data: st.DataObject, process: int, person: str) -> None:
        """Somebody answers or changes their answer; what no such poll takes, and what is late, is refused."""
        poll = self.one_of_them(data)
        given = data.draw(st.sampled_from([*KINDS[poll.kind][2], WRONG[poll.kind]]))
        told = self.at(process, "vote", person, poll.id, given, unnamed=poll.level is Level.ANONYMOUS)
        assert (told.refused is None) == (poll.is_open and given != WRONG[poll.kind])
        if told.refused is None:
            poll.after(person, given)

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), people=st.permutations(PEOPLE))
    def vote_at_once(self, data: st.DataObject, people: list[str]) -> None:
        """Two people answer at the same moment."""
        poll = self.one_of_them(data)
        given = [data.draw(st.sampled_from(KINDS[poll.kind][2])) for _ in self.clerks]
        unnamed = {"unnamed": poll.level is Level.ANONYMOUS}
        acts = [("vote", (who, poll.id, each), unnamed) for who, each in zip(people, given, strict=False)]
        told = self.at_once(acts)
        assert [done.refused is None for done in told] == [poll.is_open] * 2
        for who, each in zip(people, given, strict=False):
            if poll.is_open:
                poll.after(who, each)

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), person=st.sampled_from(PEOPLE))
    def vote_twice_at_once(self, data: st.DataObject, person: str) -> None:
        """One person presses two answers at the same moment: one of them counts, and only one."""
        poll = self.one_of_them(data)
        given = [data.draw(st.sampled_from(KINDS[poll.kind][2])) for _ in self.clerks]
        unnamed = {"unnamed": poll.level is Level.ANONYMOUS}
        told = self.at_once([("vote", (person, poll.id, each), unnamed) for each in given])
        assert [done.refused is None for done in told] == [poll.is_open] * 2
        if poll.is_open:
            ((_, votes),) = self.at(0, "tallies", [poll.id]).value
            poll.after(person, given[0])
            if poll.counted[1] != votes:
                poll.after(person, given[1])

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), process=st.integers(0, 1), person=st.sampled_from(PEOPLE))
    def withdraw(self, data: st.DataObject, process: int, person: str) -> None:
        """Somebody takes their answer back, if they have any and the poll is open."""
        poll = self.one_of_them(data)
        told = self.at(process, "withdraw", person, poll.id)
        assert (told.refused is None) == poll.is_open
        if poll.is_open:
            assert told.value == (person in poll.answers)
            poll.after(person, None)

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), person=st.sampled_from(PEOPLE))
    def close_while_somebody_votes(self, data: st.DataObject, person: str) -> None:
        """At the instant of the close an answer is counted or told that it is too late, and never both."""
        poll = self.one_of_them(data)
        given = data.draw(st.sampled_from(KINDS[poll.kind][2]))
        vote = ("vote", (person, poll.id, given), {"unnamed": poll.level is Level.ANONYMOUS})
        shut, told = self.at_once([("close", (poll.id,), {}), vote])
        assert (shut.refused is None) == poll.is_open
        if not poll.is_open:
            assert told.refused is not None
        elif told.refused is None:
            poll.after(person, given)
        poll.is_open = False

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def close_twice_at_once(self, data: st.DataObject) -> None:
        """Two facilitators close it at the same moment: one has done it, and there is one result."""
        poll = self.one_of_them(data)
        told = self.at_once([("close", (poll.id,), {})] * 2)
        assert [done.refused is None for done in told].count(True) == poll.is_open
        poll.is_open = False

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), process=st.integers(0, 1))
    def take_back(self, data: st.DataObject, process: int) -> None:
        """A poll is taken back before anybody has answered, and not after; an anonymous one never is."""
        poll = self.one_of_them(data)
        told = self.at(process, "take back", poll.id)
        can_be = poll.is_open and not poll.answers and poll.level is not Level.ANONYMOUS
        assert (told.refused is None) == can_be
        poll.is_open = poll.is_open and told.refused is not None

    @precondition(lambda self: any(poll.is_open for poll in self.asked))
    @rule(process=st.integers(0, 1))
    def end(self, process: int) -> None:
        """The session ends, and with it all its polls; another begins."""
        assert self.at(process, "end").refused is None
        for poll in self.asked:
            poll.is_open = False
        assert self.at(1 - process, "start").refused is None

    @invariant()
    def each_answer_counts_once(self) -> None:
        """Both processes count what the model counts."""
        for process in (0, 1):
            found = self.at(process, "tallies", [poll.id for poll in self.asked]).value
            assert [(is_open, Counter(votes)) for is_open, votes in found] == [
                poll.counted for poll in self.asked
            ]


@contextmanager
def two_clerks(url: str) -> Iterator[tuple[Clerk, Clerk]]:
    """Two processes on one database."""
    clerks = Clerk(url), Clerk(url)
    try:
        yield clerks
    finally:
        for clerk in clerks:
            clerk.goes()


def left_over(url: str) -> list[str]:
    """The closed polls of which an answer or a secret is still there, though it should be nobody's."""
    there = "EXISTS (SELECT 1 FROM {} x WHERE x.workspace = poll.workspace AND x.poll = poll.id)"
    held = f"level <> 'named' AND {there.format('ballot')}"
    others = [there.format(table) for table in ("unnamed_ballot", "poll_secret")]
    query = f"SELECT id FROM poll WHERE NOT is_open AND purpose = 'any' AND ({' OR '.join([held, *others])})"  # noqa: S608
    engines = open_engines(url)
    with engines.writer.connect() as connection:
        found = list(connection.scalars(sa.text(query)))
    engines.dispose()
    return found


def an_answer_is_changed_and_taken_back_at_the_other(one: Clerk, other: Clerk) -> None:
    """For each kind and level: chance comes to this seldom."""
    place = f"T{next(_numbers)}"
    assert one.does(place, "start").refused is None
    for kind, level in product(KINDS, Level):
        most, options, (first, second, *_) = KINDS[kind]
        asked = one.does(place, "ask", kind, level.value, most, options, f"form:{kind}:{level}")
        if asked.refused is not None:
            continue
        unnamed = {"unnamed": level is Level.ANONYMOUS}
        for clerk, who, given in ((one, "ana", first), (other, "ana", second), (other, "ben", first)):
            assert clerk.does(place, "vote", who, asked.value, given, **unnamed) == Done()
        taken = [clerk.does(place, "withdraw", "ana", asked.value).value for clerk in (one, other)]
        found = [clerk.does(place, "tallies", [asked.value]).value for clerk in (one, other)]
        assert (taken, found) == ([True, False], [[(True, {first: 1})]] * 2)


@has_long_form
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_whatever_two_processes_do_in_whatever_order_each_answer_counts_once(
    request: pytest.FixtureRequest, database: str
) -> None:
    url: str = request.getfixturevalue(f"ready_{database}_url")
    with two_clerks(url) as clerks:
        an_answer_is_changed_and_taken_back_at_the_other(*clerks)
        machine = type("Driven", (Polls,), {"clerks": clerks})
        run_state_machine_as_test(
            machine, settings=settings(max_examples=EXAMPLES, stateful_step_count=40, deadline=None)
        )
    assert left_over(url) == []
