"""What an act asks of the database, which has one writer for everybody: it does not grow with the people."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import pytest
from sqlalchemy import event

from coproduction.breakouts import SEAT_NOTE, SILENT, STILL_HERE, Presence, round_card
from coproduction.levels import Level
from coproduction.messages import MessageState
from coproduction.people import Actor
from coproduction.service import belongings, polls, stepping, talk
from coproduction.service.breakouts import cards, presence, proposing, rollcall, rounds
from coproduction.service.polls import PollForm
from tests.coproduction.service.test_running import START, begins, drawn
from tests.coproduction.town import ANA, BO, CY, HALL, HOUR, MINUTE, NOW, Town, groups_for, wished
from tests.lengths import has_long_form, short_or_long

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coproduction.breakouts import Round
    from coproduction.ports import Memory
    from coproduction.service.breakouts.presence import Mended

P = ParamSpec("P")
T = TypeVar("T")

# With the savepoint's own two, and one look at whether who acts is in the channel.
MOST = {
    "make groups": 18,
    "propose": 27,
    "make groups again": 30,
    "go": 50,
    "go as shown": 45,
    "draw the round's card": 8,
    "come late": 43,
    "ask the silent": 14,
    "call the roll": 43,
    "somebody is missing": 46,
    "they are here after all": 47,
    "extend": 15,
    "recall": 22,
}
MOVES_SOMEBODY = (
    300  # in so large a room the roll moves people to other groups, and all of them are told at once
)


class Counted:
    """A town whose acts are counted by what they ask of the database: the most that each has asked."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.most: dict[str, int] = {}
        self._sent = 0

    def count(self, *_of_the_cursor: Any) -> None:
        """SQLAlchemy is about to send a statement, be it for one row or for many."""
        self._sent += 1

    def do(self, name: str, act: Callable[Concatenate[Memory, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One unit of work."""
        self._sent = 0
        done = self.town.do(act, *args, **kwargs)
        self.most[name] = max(self.most.get(name, 0), self._sent)
        return done


@contextmanager
def counted(town: Town) -> Iterator[Counted]:
    """The town, with an ear at its connection."""
    counting = Counted(town)
    event.listen(town.connection, "before_cursor_execute", counting.count)
    yield counting
    event.remove(town.connection, "before_cursor_execute", counting.count)


def people(count: int, name: str) -> list[Actor]:
    return [Actor(f"{name}{number}") for number in range(count)]


def proposed(counting: Counted, origin: str) -> Round:
    """Ana has groups proposed, and made once more."""
    form = wished(origin=origin, size="5", minutes="12")
    ready = counting.do("make groups", proposing.prepare, ANA, HALL, form)
    made = groups_for(ready)
    round_ = counting.do("propose", proposing.propose, NOW, ANA, ready, made).round
    again = counting.town.do(proposing.prepare_again, ANA, round_.id)
    made = groups_for(again)
    return counting.do("make groups again", proposing.reshuffle, NOW, ANA, again, made).round


def _count(mended: Mended, *, leaves: bool) -> int:
    """How many people lost their seat, or got one back."""
    return sum(None is (shift.after if leaves else shift.before) for shift in mended.shifts)


def _arrived(town: Town, kind: str, round_: Round, but: set[str]) -> None:
    """These messages have reached all but these people."""
    for each in town.memory.messages.about(kind, round_.id):
        if each.recipient not in but:
            town.memory.messages.move_on(replace(each, state=MessageState.SENT), each.state)


def goes_on(counting: Counted, round_: Round, there: list[Actor], late: Actor) -> None:
    """The round from Go to the end; of those who are there, a fifth has gone for a while."""
    town = counting.town
    going = counting.do("go", rounds.go, NOW, ANA, round_.id).round
    session = town.memory.sessions.get(round_.session)
    assert session
    town.arrive(session, late)
    counting.do("come late", presence.here, NOW, late, round_.id)
    are_here = {actor.id for actor in there[len(there) // 5 :]}
    seats = [seat for seat in town.memory.breakouts.seats(round_.id) if seat.person in are_here]
    town.memory.breakouts.seat_all([replace(seat, presence=Presence.HERE) for seat in seats])
    _arrived(town, SEAT_NOTE, round_, are_here)
    counting.do("ask the silent", rollcall.ask_silent, NOW + 2 * MINUTE, round_.id)
    for kind in (STILL_HERE, SILENT):
        _arrived(town, kind, round_, set())
    counting.do("call the roll", rollcall.call_roll, NOW + 3 * MINUTE, round_.id)
    missing = [actor.id for actor in there[len(there) // 2 :]]
    out = counting.do("somebody is missing", presence.remove, NOW + 3 * MINUTE, ANA, round_.id, missing)
    back = counting.do(
        "they are here after all", presence.bring_back, NOW + 4 * MINUTE, ANA, round_.id, missing
    )
    assert {len(missing)} == {_count(out, leaves=True), _count(back, leaves=False)}
    counting.do("extend", rounds.extend, NOW + 4 * MINUTE, ANA, round_.id, 5, going.ends_at)
    card = town.memory.messages.find(round_card(round_.id))
    assert card
    counting.do("draw the round's card", cards.overview, card)
    counting.do("recall", rounds.call_back, NOW + HOUR, ANA, round_.id)


@has_long_form
@pytest.mark.parametrize("count", [30, short_or_long(90, 300)])
def test_a_breakout_asks_no_more_of_the_database_for_more_people(town: Town, count: int) -> None:
    session, there = town.start(), people(count, "p")
    town.arrive(session, *there)
    with counted(town) as counting:
        first = proposed(counting, "form:1")
        goes_on(counting, first, there, Actor("late"))
        second = proposed(counting, "form:2")  # with a round before it, and without those who were away
        town.arrive(session, *people(count // 30, "q"))
        goes_on(counting, second, there[count // 5 :], Actor("later"))
        third = proposed(counting, "form:3")
        as_shown = town.do(proposing.draft, ANA, third.id).stamp
        assert counting.do("go as shown", rounds.go, NOW + HOUR, ANA, third.id, as_shown).is_new

    seats = town.memory.breakouts.seats(second.id)
    most = {**MOST, "call the roll": 46} if count >= MOVES_SOMEBODY else MOST
    assert {name: sent for name, sent in counting.most.items() if sent > most[name]} == {}
    assert counting.most.keys() == MOST.keys()
    away = count // 5  # who was missing in the first round keeps a sign that they are away
    assert len(seats) == count + 1 + count // 30 + 1
    silent = (
        len(there[away:]) // 5 + 1 + count // 30
    )  # with who came late to the first, and since the preview
    assert sum(seat.presence is Presence.ABSENT for seat in seats) == away + silent


def test_where_a_session_stands_is_looked_up_once_for_all_that_is_done_with_its_step(town: Town) -> None:
    session = begins(town)
    with counted(town) as counting:
        for name, act in (("next", stepping.go_on), ("extend", partial(stepping.extend, minutes=5))):
            counting.do(name, act, START, ANA, drawn(town, session))
    assert counting.most == {"next": 11, "extend": 8}


def test_what_is_somebodys_own_is_read_in_as_many_looks_however_much_it_is(town: Town) -> None:
    town.start()
    with counted(town) as counting:
        for pledged in (1, 9):
            for number in range(pledged):
                town.pledge(BO, origin=f"form:{pledged}:{number}")
            counting.do(f"belongings of {pledged}", belongings.of, BO)
            counting.do(f"open pledges of {pledged}", talk.open_pledges, BO.id)
    assert counting.most == {
        "belongings of 1": 15,
        "open pledges of 1": 6,
        "belongings of 9": 15,
        "open pledges of 9": 7,  # of several, the numbers that they had in a reminder are looked up
    }


@pytest.mark.parametrize("level", Level)
def test_a_press_on_one_option_is_one_statement_whichever_level_the_poll_has(
    any_town: Town, level: Level
) -> None:
    any_town.start()
    form = PollForm("When?", ["Morning", "Evening"], "form:1", level=level)
    poll = any_town.do(polls.open_poll, NOW, ANA, HALL, form)
    any_town.do(polls.vote, BO, poll.id, "0", unnamed=poll.is_anonymous)  # the first reads the secret
    with counted(any_town) as counting:
        for given in "01":
            counting.do(given, polls.vote, CY, poll.id, given, unnamed=poll.is_anonymous)
    assert counting.most == {"0": 3, "1": 3}
