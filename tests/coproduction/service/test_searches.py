"""Where people sit is searched outside the unit of work: the writer is one for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coproduction.people import Actor
from coproduction.searches import NotSearched, Searches
from coproduction.service.breakouts import presence, rollcall, rounds
from tests.coproduction.service.test_rollcall import THREE, asked, begun
from tests.coproduction.service.test_rounds import arrive
from tests.coproduction.town import ANA, NOW, Town

if TYPE_CHECKING:
    from collections.abc import Callable

    from coproduction.breakouts import Round
    from coproduction.ports import Memory

    Act = Callable[[Memory], object]


def _searched(searches: Searches, act: Act) -> Act:
    """The act as a desk does it: long searches are done outside."""

    def run(memory: Memory) -> object:
        memory.searches = searches
        return act(memory)

    return run


def _say_missing(town: Town) -> tuple[Round, Act]:
    round_, here, _ = begun(town)
    missing = [one.id for one in here[:2]]
    return round_, lambda memory: presence.remove(memory, NOW, ANA, round_.id, missing)


def _bring_back(town: Town) -> tuple[Round, Act]:
    round_, act = _say_missing(town)
    town.do(act)
    missing = [seat.person for seat in town.memory.breakouts.seats(round_.id) if not seat.is_taken]
    return round_, lambda memory: presence.bring_back(memory, NOW, ANA, round_.id, missing)


def _call_roll(town: Town) -> tuple[Round, Act]:
    round_, *_ = begun(town)
    asked(town, round_)
    return round_, lambda memory: rollcall.call_roll(memory, THREE, round_.id)


def _go(town: Town) -> tuple[Round, Act]:
    session = town.start()
    arrive(town, session, lived=6, working=6)
    round_ = town.proposed(size="4").round
    town.arrive(session, Actor("late"))
    return round_, lambda memory: rounds.go(memory, NOW, ANA, round_.id)


@pytest.mark.parametrize("begin", [_say_missing, _bring_back, _call_roll, _go])
def test_where_people_sit_is_searched_while_nobody_waits_for_the_database(
    each_town: Town, begin: Callable[[Town], tuple[Round, Act]]
) -> None:
    town = each_town
    _, act = begin(town)
    before, searches = town.rows(), Searches(outside=True)
    with pytest.raises(NotSearched) as wanted:
        town.do(_searched(searches, act))
    assert town.rows() == before
    searches.do(wanted.value.search)
    town.do(_searched(searches, act))
    assert town.rows() != before


def test_who_presses_while_the_groups_are_searched_is_not_taken_out_by_the_roll_call(town: Town) -> None:
    round_, act = _call_roll(town)
    searches = Searches(outside=True)
    with pytest.raises(NotSearched) as wanted:
        town.do(_searched(searches, act))
    searches.do(wanted.value.search)
    [silent] = town.do(presence.sitting, ANA, round_.id).silent
    town.do(presence.here, THREE, Actor(silent), round_.id)
    town.do(_searched(searches, act))
    assert all(seat.is_taken for seat in town.memory.breakouts.seats(round_.id))
