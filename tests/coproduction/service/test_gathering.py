"""Before the first session there is a plan and no programme, and people are gathered for it all the same."""

from __future__ import annotations

import pytest

from coproduction.chairs import Filled
from coproduction.champions import FIELDS, INVITED, InvitationState
from coproduction.planned import Planned
from coproduction.service import chairs, champions, listeningnotes, planned, posters, stakeholders
from coproduction.service.gathering import Gathered
from coproduction.service.kinds import KINDS
from coproduction.service.places import Where
from coproduction.stakeholders import TOLD, StakeholderForm, State
from tests.coproduction.service.test_planned import FORM
from tests.coproduction.town import ANA, HALL, NOW, PARK, Town

COOK = StakeholderForm("School cook", "schools", "asked", "eve")


@pytest.fixture
def plan(any_town: Town) -> Planned:
    """The first session is planned, and nobody was told."""
    return any_town.do(planned.plan, NOW, ANA, HALL, FORM, "form:1", "en")


def test_all_that_gathers_people_is_there_from_the_first_plan_on(any_town: Town, plan: Planned) -> None:
    any_town.do(listeningnotes.write, ANA, HALL, {"needs": "A lift"}, 0)
    any_town.do(stakeholders.add, NOW, ANA, HALL, "form:2", COOK)
    words = dict.fromkeys(FIELDS, "Soup")
    assert any_town.do(champions.keep, NOW, ANA, HALL, "form:3", words, "dee").title == plan.title
    room = any_town.do(chairs.wish, NOW, ANA, HALL, {"schools": "2"})
    far = Gathered(True, {State.ASKED: 1}, {InvitationState.WAITS: 1})
    assert room.gathered == far
    assert (room.title, room.planned, room.chairs) == (plan.title, plan, (Filled("schools", 2, 0, 0, False),))
    assert any_town.do(posters.joinable, NOW, ANA) == [Where(HALL, plan.title, is_live=False)]
    assert any_town.do(posters.of, ANA, HALL) == Where(HALL, plan.title, is_live=False)
    shown = {each.kind: KINDS[each.kind].content(any_town.memory, each) for each in any_town.messages()}
    assert [shown[kind].title for kind in (TOLD, INVITED)] == [plan.title] * 2


def test_where_a_programme_goes_on_it_is_called_like_its_session(any_town: Town, plan: Planned) -> None:
    any_town.start(title="We meet")
    assert any_town.do(posters.joinable, NOW, ANA) == [Where(HALL, "We meet", is_live=True)]
    assert any_town.do(champions.ready, ANA, HALL).title == "We meet"


def test_where_nothing_is_planned_nothing_is_kept(any_town: Town, plan: Planned) -> None:
    assert any_town.refusal(chairs.wish, NOW, ANA, PARK, {"schools": "2"})[0].startswith("Please open the")
    assert any_town.memory.chairs.of(PARK) == []
    none = ("There is no programme in this channel yet. To plan its first session, type: /copro plan", None)
    assert any_town.refusal(posters.of, ANA, PARK) == none
