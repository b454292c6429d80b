"""A session that was planned for about now, and begins."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from coproduction.agendas import StepForm, changed
from coproduction.agendatemplates import FIRST
from coproduction.people import Actor
from coproduction.planforms import PlanForm
from coproduction.service import planned
from coproduction.steps import CHECK_IN
from tests.stage import ROOM

if TYPE_CHECKING:
    from coproduction.ports import Memory
    from tests.stage import Stage

START = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
ARRIVING = StepForm(CHECK_IN, "10")


async def begins(stage: Stage, first: StepForm = ARRIVING) -> None:
    """Miriam starts what she planned for about noon: the usual first session, which opens with this step."""
    await stage.time_is(START)
    [channel] = [each.id for each in stage.team.workspace.channels.values() if each.name == ROOM]
    form = PlanForm("New parents", "2027-03-03", "12:10", template=FIRST)
    actor = Actor(stage.miriam.id, is_admin=True, here=channel)

    def plan(memory: Memory) -> None:
        made = planned.plan(memory, START, actor, channel, form, "form:1", "en")
        planned.arrange(memory, START, actor, made.id, lambda agenda: changed(agenda, "1", first))

    await stage.workspace.desk.write(plan)
    await stage.miriam.types("/copro start", channel=ROOM)
    await stage.rests()
