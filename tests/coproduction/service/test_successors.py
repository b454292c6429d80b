"""Whoever leads and has left the workspace is followed by those who lead with them."""

from __future__ import annotations

from dataclasses import replace

from coproduction.people import Actor
from coproduction.service import members, people, planned, sessions, stepping, successors
from coproduction.service.kinds import KINDS
from coproduction.service.stepping import Asked
from coproduction.service.successors import NOBODY_LEADS, Leaderless
from tests.coproduction.service.test_running import FORM, START
from tests.coproduction.town import ADA, ANA, BO, CY, HALL, NOW, Town

HELPED = replace(FORM, helpers=("zoe", "bo"))


def helped(town: Town) -> str:
    """Ana plans a session that Bo helps with, who may lead, and Zoe, who may not."""
    town.do(people.add_facilitator, ADA, BO.id)
    return town.do(planned.plan, NOW, ANA, HALL, HELPED, "form:1", "en").id


def test_what_is_planned_goes_to_who_helps_and_may_lead(any_town: Town) -> None:
    plan = helped(any_town)
    any_town.do(successors.retire, NOW, ["ana"])
    now = any_town.memory.planned.get(plan)
    assert now
    assert (now.planned_by, now.helpers) == ("bo", ("zoe",))
    assert any_town.do(planned.led, BO, plan) == now


def test_a_session_that_runs_is_led_on_and_its_facilitator_is_told_of_the_time(any_town: Town) -> None:
    helped(any_town)
    session = any_town.do(sessions.start, START, ANA, HALL, "")
    any_town.do(successors.retire, START, ["ana"])
    live = any_town.memory.sessions.get(session.id)
    assert live == replace(session, started_by="bo")
    assert people.leading_session(any_town.memory, live) == ["bo"]
    assert any_town.do(stepping.go_on, START, BO, Asked(HALL)).standing.step.kind == "breakout"
    assert any_town.do(sessions.end, START, BO, HALL).id == session.id


def test_who_helps_no_more_is_not_named_and_who_planned_stays(town: Town) -> None:
    plan = helped(town)
    town.do(successors.retire, NOW, ["bo"])
    now = town.memory.planned.get(plan)
    assert now
    assert (now.planned_by, now.helpers) == ("ana", ("zoe",))


def test_without_a_helper_a_facilitator_of_the_channel_follows_and_without_any_nothing_is_lost(
    town: Town,
) -> None:
    alone = town.do(planned.plan, NOW, ANA, HALL, replace(FORM, helpers=()), "form:2", "en")
    town.do(successors.retire, NOW, ["ana"])
    assert town.memory.planned.get(alone.id) == alone
    town.do(people.add_facilitator, ADA, CY.id)
    town.do(sessions.start, NOW, CY, HALL, "Now")
    town.do(sessions.end, NOW, CY, HALL)
    town.do(members.read, HALL, ["cy", "dee"], is_private=False)
    town.do(successors.retire, NOW, ["ana"])
    now = town.memory.planned.get(alone.id)
    assert now
    assert now.planned_by == "cy"
    assert town.do(planned.led, Actor("cy"), alone.id) == now


def told(town: Town) -> list[tuple[str, str, Leaderless | None]]:
    found = [each for each in town.messages() if each.kind == NOBODY_LEADS]
    shows = KINDS[NOBODY_LEADS].content
    return [
        (one.recipient, one.subject, shows(town.memory, one))
        for one in sorted(found, key=lambda one: one.recipient)
    ]


def test_where_nobody_is_left_who_leads_the_admins_are_told_once_and_not_in_vain(any_town: Town) -> None:
    plan = any_town.do(planned.plan, NOW, ANA, HALL, replace(FORM, helpers=()), "form:2", "en")
    any_town.do(successors.retire, NOW, ["ana"])
    assert any_town.do(successors.leading, NOW) == ["ana"]
    for _ in range(2):
        any_town.do(successors.tell, NOW, ["ana"], ["ada", "zoe"])
    alone = Leaderless(HALL, (plan.title,))
    assert told(any_town) == [("ada", HALL, alone), ("zoe", HALL, alone)]
    any_town.do(planned.cancel, NOW, ADA, plan.id, "It was a mistake")
    assert told(any_town) == [("ada", HALL, None), ("zoe", HALL, None)]


def test_where_somebody_leads_on_no_admin_is_told(town: Town) -> None:
    helped(town)
    town.do(successors.retire, NOW, ["ana"])
    assert town.do(successors.leading, NOW) == ["bo"]
    town.do(successors.tell, NOW, ["ana"], ["ada"])
    assert told(town) == []
