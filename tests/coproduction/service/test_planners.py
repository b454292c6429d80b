"""Who planned a session leads it, whoever starts it, and whether they are on the list or not."""

from __future__ import annotations

import re
from dataclasses import replace

from coproduction.corrections import CORRECTION
from coproduction.reports.releasing import everything
from coproduction.service import (
    corrections,
    leading,
    listening,
    members,
    now,
    people,
    planned,
    reports,
    sessions,
    successors,
)
from coproduction.service.breakouts import seatless
from coproduction.sessions import Session
from handlers.blocks.planforms import change_form
from handlers.blocks.planned import plan as plan_of
from tests.coproduction.service.test_running import FORM, START
from tests.coproduction.town import ADA, ANA, BO, CY, DEE, HALL, NOW, Town
from tests.speaking import SAY

HELPED = replace(FORM, helpers=("ana",))


def begun_by_the_other(town: Town) -> Session:
    """Ada, an admin who is on no list, has planned it with Ana, who starts it."""
    town.do(planned.plan, NOW, ADA, HALL, HELPED, "form:1", "en")
    return town.do(sessions.start, START, ANA, HALL, "")


def test_an_admin_who_planned_it_leads_it_on_home_too_and_is_named_and_told(any_town: Town) -> None:
    session = begun_by_the_other(any_town)
    assert any_town.do(people.leading_session, session) == ["ada", "ana"]
    assert any_town.do(leading.in_channel, session) == ["ana", "ada"]
    assert [going.session for going in any_town.do(now.theirs, START, ADA)] == [session]
    assert any_town.do(leading.live_of, START, ADA) == [session]
    any_town.arrive(session, ADA, BO)
    assert any_town.do(leading.here, BO, HALL) == ["ana", "ada"]
    any_town.do(sessions.end, START, ANA, HALL)
    assert any_town.do(leading.before, BO) == ["ana", "ada"]
    said = corrections.CorrectionForm("That is not what we said", None, True, "form:2")
    any_town.do(corrections.say, START, BO, session.id, said)
    told = [each.recipient for each in any_town.messages() if each.kind == CORRECTION]
    assert sorted(told) == ["ada", "ana"]


def test_who_planned_it_is_no_champion_and_sits_in_no_group(each_town: Town) -> None:
    session = begun_by_the_other(each_town)
    each_town.arrive(session, ADA, ANA, BO, CY, DEE)
    assert each_town.do(seatless.leading_in, HALL) == ("ada", "ana")
    room = each_town.do(listening.of, session)
    assert room.unheard
    assert room.unheard.here == 3
    counted = [each_town.do(reports.figures, HALL, everything)]
    each_town.do(sessions.end, START, ANA, HALL)
    counted.append(each_town.do(reports.figures, HALL, everything))
    assert [(each.champions, each.sessions[0].attended) for each in counted] == [(3, 3), (3, 3)]
    assert {each.person for each in each_town.memory.at_end.of(session.id) if each.leads} == {"ada", "ana"}


def test_who_planned_it_and_has_left_the_workspace_leads_it_no_more(town: Town) -> None:
    session = begun_by_the_other(town)
    town.do(members.read, HALL, ["ana", "bo"], is_private=False)
    town.do(successors.retire, START, ["ada"])
    assert town.memory.sessions.get(session.id) == session
    assert town.do(people.leading_session, session) == ["ana"]


def named(blocks: object) -> list[str]:
    """Whom a plan or its form names to lead."""
    return re.findall(r"<@(\w+)>", str(blocks)) or re.findall(r"'initial_users': \[(.*?)\]", str(blocks))


def test_each_who_leads_reads_who_leads_with_them_and_others_who_leads(town: Town) -> None:
    plan = town.do(planned.plan, NOW, ADA, HALL, replace(FORM, helpers=("ana", "bo")), "form:1", "en")
    found = town.do(planned.seen, NOW, ANA, plan.id)
    drawn = {reader: str(plan_of(SAY, found, reader=reader)["blocks"]) for reader in ("ada", "ana", "cy")}
    assert "Leading with you: <@ana> and <@bo>." in drawn["ada"]
    assert "Leading with you: <@ada> and <@bo>." in drawn["ana"]
    assert "Leading it: <@ada>, <@ana> and <@bo>." in drawn["cy"]
    fields = {reader: named(change_form(SAY, plan, reader)["blocks"]) for reader in ("ada", "ana")}
    assert fields == {"ada": ["'ana', 'bo'"], "ana": ["'ada', 'bo'"]}


def test_whom_a_helper_leaves_in_the_form_lead_it_with_them_in_their_order(town: Town) -> None:
    plan = town.do(planned.plan, NOW, ADA, HALL, replace(FORM, helpers=("bo", "ana")), "form:1", "en")
    same = town.do(planned.change, NOW, ANA, plan.id, replace(FORM, helpers=("ada", "bo")), plan.stamp)
    assert same == plan
    now = town.do(planned.change, NOW, ANA, plan.id, replace(FORM, helpers=("cy", "ada")), plan.stamp)
    assert (now.planned_by, now.helpers) == ("ada", ("ana", "cy"))
    by_planner = town.do(planned.change, NOW, ADA, plan.id, replace(FORM, helpers=("cy",)), now.stamp)
    assert by_planner.helpers == ("cy",)
