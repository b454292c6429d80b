"""What would help people to take part: told by who comes, read by who leads, and forgotten after 14 days."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coproduction.planforms import PlanForm
from coproduction.planned import Planned
from coproduction.service import announcing, planned, takingpart
from coproduction.service.members import NOT_THERE
from coproduction.takingpart import FORGOTTEN_AFTER, Needs
from tests.coproduction.town import (
    ANA,
    BO,
    CY,
    DAY,
    HALL,
    HOUR,
    NOW,
    ONLY_FACILITATORS,
    Town,
)
from tests.speaking import SAY

FORM = PlanForm("New parents", "2026-10-29", "18:30", template="first")
SAY_FIRST = "First say on the invitation whether you come. Then tell me what would help you."


@pytest.fixture
def plan(any_town: Town) -> Planned:
    """An announced session to which Bo comes."""
    made = any_town.do(planned.plan, NOW, ANA, HALL, FORM, "form:1", "en")
    any_town.do(announcing.announce, NOW, ANA, made.id, announcing.stamp(made))
    any_town.do(announcing.answer, NOW, BO, made.id, "yes")
    return made


def tells(town: Town, plan: Planned, *helps: str, words: str = "", contact: str = "") -> Needs | None:
    return town.do(takingpart.tell, NOW, BO, plan.id, helps, words, contact).needs


def told(town: Town, plan: Planned) -> list[Needs]:
    return town.do(takingpart.told, ANA, plan.id)[1]


def test_it_is_kept_for_those_who_lead_and_the_newest_counts(any_town: Town, plan: Planned) -> None:
    tells(any_town, plan, "childcare")
    kept = tells(any_town, plan, "captions", "access", words=" Türkçe ", contact="bo@example.org")
    forget_at = datetime(2026, 11, 12, 20, 20, tzinfo=UTC)
    assert kept == Needs(plan.id, "bo", ("access", "captions"), "Türkçe", "bo@example.org", forget_at)
    assert told(any_town, plan) == [kept]
    assert any_town.do(takingpart.asked, NOW, BO, plan.id).needs == kept
    no = (ONLY_FACILITATORS.format("plan a session"), None)
    assert any_town.refusal(takingpart.told, BO, plan.id) == no


def test_an_empty_form_and_not_coming_forget_it_at_once(any_town: Town, plan: Planned) -> None:
    tells(any_town, plan, "captions")
    for had_before in (True, False):  # sent once more, there is nothing left to forget
        emptied = any_town.do(takingpart.tell, NOW, BO, plan.id, (), "", "")
        assert (emptied.planned.id, emptied.needs, emptied.had_before) == (plan.id, None, had_before)
    assert told(any_town, plan) == []
    tells(any_town, plan, "captions")
    assert any_town.do(announcing.answer, NOW, BO, plan.id, "no").has_forgotten
    assert not any_town.do(announcing.answer, NOW, BO, plan.id, "no").has_forgotten
    assert told(any_town, plan) == []
    assert any_town.refusal(takingpart.asked, NOW, BO, plan.id) == (SAY_FIRST, None)
    assert any_town.refusal(takingpart.asked, NOW, CY, plan.id) == (SAY_FIRST, None)


def test_who_was_removed_from_its_private_channel_tells_nothing_more_and_can_empty_what_they_told(
    any_town: Town, plan: Planned
) -> None:
    tells(any_town, plan, "captions")
    any_town.do(lambda memory: memory.members.read(HALL, [ANA.id], is_private=True))
    assert any_town.refusal(takingpart.asked, NOW, BO, plan.id) == (SAY(NOT_THERE), None)
    refused = any_town.refusal(takingpart.tell, NOW, BO, plan.id, ["childcare"], "", "")
    assert refused == (SAY(NOT_THERE), None)
    tells(any_town, plan)
    assert told(any_town, plan) == []


def test_what_is_on_no_list_or_too_long_is_refused(any_town: Town, plan: Planned) -> None:
    unknown = ("Please choose from the list.", "helps")
    assert any_town.refusal(takingpart.tell, NOW, BO, plan.id, ["magic"], "", "") == unknown
    assert any_town.refusal(takingpart.tell, NOW, BO, plan.id, [], "x" * 301, "")[1] == "words"
    assert any_town.refusal(takingpart.tell, NOW, BO, plan.id, [], "", "x" * 101)[1] == "contact"


def test_it_is_forgotten_14_days_after_the_session_also_when_that_was_moved(
    any_town: Town, plan: Planned
) -> None:
    tells(any_town, plan, "captions")
    later = PlanForm("New parents", "2026-10-30", "18:30")
    moved = any_town.do(planned.change, NOW, ANA, plan.id, later, plan.stamp)
    end = moved.ends_at + FORGOTTEN_AFTER
    assert "end of what would help" not in any_town.passes(end - HOUR)
    assert len(told(any_town, plan)) == 1
    assert any_town.passes(end) == ["end of what would help"]
    assert any_town.passes(end + DAY) == []
    assert any_town.memory.taking_part.of(plan.id) == []


def test_it_is_forgotten_when_the_session_is_cancelled(any_town: Town, plan: Planned) -> None:
    tells(any_town, plan, "captions")
    any_town.do(planned.cancel, NOW, ANA, plan.id, "Nobody can come")
    assert any_town.memory.taking_part.of(plan.id) == []
