"""Who should be in the room is chosen by those who lead, and what stays empty is counted and never named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coproduction.chairs import MOST, Filled, wished_in
from coproduction.errors import Refusal
from coproduction.people import Actor, Perspective
from coproduction.planned import Coming
from coproduction.reports.releasing import Gate
from coproduction.service import chairs, members, people, reports, sessions, upcoming
from handlers.blocks.chairs import shown
from tests.coproduction.service.test_announcing import FORM, announces
from tests.coproduction.town import ANA, BO, CY, DEE, HALL, MINUTE, NOW, ONLY_FACILITATORS, Town
from tests.speaking import SAY

if TYPE_CHECKING:
    from coproduction.service.chairs import Room

WISHED = {"schools": "2", "council": "1", "lived": " 3 "}


def knows(town: Town) -> None:
    """Bo is of a school and Cy of the council, both of the front line; Dee is a parent."""
    for who, sector, knowing in (
        (BO, "schools", "front"),
        (CY, "council", "front"),
        (DEE, "parents", "lived"),
    ):
        town.do(people.describe, who, sector, knowing)


def holds(town: Town, *came: Actor) -> None:
    session = town.do(sessions.start, NOW, ANA, HALL, "New parents")
    for each in came:
        town.memory.sessions.attend(session.id, each.id)
    town.do(sessions.end, NOW + MINUTE, ANA, HALL)
    town.do(members.read, HALL, ["ana", "bo", "cy", "dee"], is_private=False)


def wishes(town: Town, **numbers: str) -> Room:
    return town.do(chairs.wish, NOW, ANA, HALL, dict(numbers))


def test_chairs_of_the_last_session_are_filled_by_who_came(any_town: Town) -> None:
    knows(any_town)
    holds(any_town, BO, DEE)
    room = wishes(any_town, **WISHED)
    assert (room.title, room.planned) == ("New parents", None)
    assert list(room.chairs) == [
        Filled("schools", 2, 1, 0),
        Filled("council", 1, 0, 1),
        Filled("lived", 3, 1, 0),
    ]
    assert [each.empty for each in room.chairs] == [1, 1, 2]


def test_while_a_session_is_planned_they_are_filled_by_who_says_yes(any_town: Town) -> None:
    knows(any_town)
    holds(any_town, BO)
    wishes(any_town, **WISHED)
    plan = announces(any_town, FORM)
    for who, says in ((BO, Coming.YES), (DEE, Coming.NO)):
        any_town.memory.planned.answer(plan.id, who.id, says)
    expected = (Filled("schools", 2, 1, 0), Filled("council", 1, 0, 1), Filled("lived", 3, 0, 0))
    assert any_town.do(chairs.room, NOW, ANA, HALL).chairs == expected
    assert any_town.do(upcoming.upcoming, NOW, plan).chairs == expected


def test_before_the_first_session_who_may_come_is_counted_and_who_else_is_there_is_not_known(
    any_town: Town,
) -> None:
    knows(any_town)
    plan = announces(any_town, FORM)
    any_town.memory.planned.answer(plan.id, DEE.id, Coming.MAYBE)
    room = wishes(any_town, schools="2", lived="1")
    assert room.chairs == (Filled("schools", 2, 0, 0, False), Filled("lived", 1, 0, 1, False))
    told = str(shown(SAY, room).blocks)
    assert "0 of 2, 2 chairs are empty; I do not know yet who else is in the channel" in told
    assert "0 of 1, 1 chair is empty; 1 more person is in the channel" in told
    holds(any_town)
    known = any_town.do(chairs.room, NOW, ANA, HALL).chairs
    assert known == (Filled("schools", 2, 0, 1), Filled("lived", 1, 0, 1))


def test_who_only_looks_on_fills_no_chair_and_the_report_says_who_is_missing(town: Town) -> None:
    knows(town)
    holds(town, BO, DEE)
    assert figures(town) == ()
    wishes(town, **WISHED, churches="1")
    assert figures(town) == ("churches", "council")
    dee = town.memory.people.get("dee")
    assert dee
    town.memory.people.put(replace(dee, is_observer=True, perspective=Perspective.LIVED))
    assert figures(town) == ("churches", "council", "lived")
    wishes(town)
    assert (figures(town), town.memory.chairs.of(HALL)) == ((), [])


def figures(town: Town) -> tuple[str, ...]:
    return reports.figures(town.memory, HALL, Gate(HALL, [])).missing


@pytest.mark.parametrize("typed", ["two", "-1", "2.5", "51", "99999999999", "0001999999", "²", "١"])
def test_what_is_no_number_of_chairs_is_refused_where_it_was_typed_and_nothing_is_stored(
    town: Town, typed: str
) -> None:
    holds(town, BO)
    told = (f"Please type a whole number up to {MOST}, or nothing.", "council")
    assert town.refusal(chairs.wish, NOW, ANA, HALL, {"schools": "2", "council": typed}) == told
    assert town.memory.chairs.of(HALL) == []


def test_all_that_is_no_number_of_chairs_is_told_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        wished_in({"schools": "two", "churches": "2", "council": "51"})
    assert set(refused.value.fields) == {"schools", "council"}


def test_only_who_leads_sees_and_chooses_chairs(town: Town) -> None:
    holds(town, BO)
    only = (ONLY_FACILITATORS.format("choose who should be in the room"), None)
    assert town.refusal(chairs.wish, NOW, BO, HALL, {}) == only
    assert town.refusal(chairs.room, NOW, BO, HALL) == only
