"""What stands in people's calendars: each change is newer, and only who was invited is told."""

from __future__ import annotations

from dataclasses import replace

from coproduction.service import calendars, planned
from coproduction.service.members import NOT_THERE
from tests.coproduction.service.test_announcing import FORM, LATER, announces, plans, says
from tests.coproduction.town import ANA, BO, CY, HALL, NOW, Town
from tests.speaking import SAY

UNKNOWN = ("I do not know this session any more.", None)


def test_each_change_and_the_cancellation_count_and_what_changes_nothing_does_not(any_town: Town) -> None:
    plan = announces(any_town)
    says(any_town, plan, BO, "yes")
    assert any_town.do(calendars.entry, BO, plan.id).changes == 0
    for form, changes in ((LATER, 1), (LATER, 1), (replace(LATER, title="Families"), 2)):
        before = any_town.do(calendars.entry, BO, plan.id)
        any_town.do(planned.change, NOW, ANA, plan.id, form, before.stamp)
        assert any_town.do(calendars.entry, BO, plan.id).changes == changes
    any_town.do(planned.cancel, NOW, ANA, plan.id, "The hall is closed")
    gone = any_town.do(calendars.entry, BO, plan.id)
    assert (gone.changes, gone.because) == (3, "The hall is closed")


def test_what_was_not_announced_or_what_is_not_there_is_in_nobodys_calendar(town: Town) -> None:
    plan = plans(town)
    assert town.refusal(calendars.entry, BO, plan.id) == UNKNOWN
    assert town.refusal(calendars.entry, BO, "nothing") == UNKNOWN
    town.do(planned.cancel, NOW, ANA, plan.id, "It was a mistake")
    assert town.refusal(calendars.entry, BO, plan.id) == UNKNOWN


def test_who_was_removed_from_its_private_channel_gets_it_no_more_though_they_had_answered(
    town: Town,
) -> None:
    plan = announces(town)
    says(town, plan, BO, "yes")
    assert town.do(calendars.entry, BO, plan.id).title == FORM.title
    town.do(lambda memory: memory.members.read(HALL, [ANA.id], is_private=True))
    assert town.refusal(calendars.entry, BO, plan.id)[0].startswith("You are not in this channel any more")
    assert town.refusal(calendars.entry, CY, plan.id) == (SAY(NOT_THERE), None)
