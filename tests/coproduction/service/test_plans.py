"""What makes a pledge easier to keep is for its person alone, and may all be left out."""

from __future__ import annotations

from dataclasses import replace

from coproduction.plans import Cue, Hours, Plan
from coproduction.service import belongings, ideas, ideasupport, plans
from coproduction.service.plans import PlanForm
from tests.coproduction.town import BO, CY, HALL, NOW, Town, draft
from tests.speaking import SAY

NOT_YOURS = ("This pledge is somebody else's, so nothing was changed.", None)
GATE = PlanForm("Ask one mother", "place", "Tuesday, at the gate", "4", ["time", "personal"], "up_to_5")
SENTENCE = "Tuesday, at the gate: I will ask one mother."


def said(planned: plans.Planned) -> str | None:
    return SAY(planned.to_confirm) if planned.to_confirm else None


def test_a_plan_is_said_back_once_in_one_sentence_and_kept_as_its_person_says_it(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    planned = town.do(plans.keep, NOW, BO, pledge.id, GATE)
    assert said(planned) == SENTENCE
    town.do(plans.confirm, BO, pledge.id, " At the gate on Tuesday I ask  Maria. ")
    kept = Plan(
        pledge.id,
        "bo",
        Cue.PLACE,
        "Tuesday, at the gate",
        "At the gate on Tuesday I ask Maria.",
        4,
        ("time", "personal"),
        Hours.FIVE,
    )
    assert town.do(belongings.of, BO).plans == {pledge.id: kept}
    assert town.memory.pledges.by("bo") == [replace(pledge, first_step="Ask one mother")]
    assert (
        said(town.do(plans.keep, NOW, BO, pledge.id, replace(GATE, confidence="2"))) is None
    )  # not asked twice
    assert said(town.do(plans.keep, NOW, BO, pledge.id, replace(GATE, when="Friday"))) == SENTENCE.replace(
        "Tuesday, at the gate", "Friday"
    )


def test_a_plan_without_a_first_step_says_the_pledge_itself_and_one_without_a_time_nothing(
    town: Town,
) -> None:
    town.start()
    pledge = town.pledge()
    assert said(town.do(plans.keep, NOW, BO, pledge.id, PlanForm(when="Monday"))) == (
        "Monday: I will call the school."
    )
    assert said(town.do(plans.keep, NOW, BO, pledge.id, PlanForm(cue="hard"))) is None
    town.do(plans.keep, NOW, BO, pledge.id, PlanForm())
    assert town.memory.plans.get(pledge.id) == Plan(pledge.id, "bo")


def test_a_pledge_may_belong_to_an_idea_that_its_person_wrote_or_supports(town: Town) -> None:
    town.start()
    own = town.idea()
    supported = town.do(ideas.write, NOW, CY, HALL, draft("Rooms", "form:2")).idea
    other = town.do(ideas.write, NOW, CY, HALL, draft("Bikes", "form:3")).idea
    town.do(ideasupport.support, BO, supported.id)
    pledge = town.pledge()
    assert list(town.do(plans.known, NOW, BO, pledge.id).ideas) == [own, supported]
    no = ("Please choose an idea from the list.", "idea")
    assert town.refusal(plans.keep, NOW, BO, pledge.id, PlanForm(idea=other.id)) == no
    town.do(plans.keep, NOW, BO, pledge.id, PlanForm(idea=supported.id))
    town.do(ideasupport.take_back, BO, supported.id)
    assert town.do(plans.keep, NOW, BO, pledge.id, PlanForm(idea=supported.id)).pledge.idea == supported.id
    assert town.do(plans.keep, NOW, BO, pledge.id, PlanForm()).pledge.idea is None


def test_nobody_else_sees_or_changes_a_plan(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    assert town.refusal(plans.known, NOW, CY, pledge.id) == NOT_YOURS
    assert town.refusal(plans.keep, NOW, CY, pledge.id, GATE) == NOT_YOURS
    assert town.refusal(plans.confirm, CY, pledge.id, "x") == NOT_YOURS
    assert town.memory.plans.get(pledge.id) is None
