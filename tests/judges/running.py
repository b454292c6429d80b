"""The part of the tour in which a session goes through its agenda, from its start to its end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coproduction import steps
from coproduction.agendas import StepForm, added
from coproduction.people import Actor
from coproduction.planforms import PlanForm
from coproduction.service import planned
from tests.stage import ROOM, Stage

if TYPE_CHECKING:
    from coproduction.agendas import Agenda
    from coproduction.ports import Memory
    from tests.judges.words import Words

PANEL = "This session is live in"


async def runs(stage: Stage, words: Words) -> None:
    """A planned session with groups, ten cards and a poll, which are opened from the panel of their step."""
    miriam = stage.miriam
    await _starts(stage, words)
    await miriam.clicks("For facilitators", on="Step 1 of 4", channel=ROOM)
    await miriam.clicks("Make the groups", on=PANEL, channel=ROOM)
    await miriam.modal("Breakout")
    await miriam.closes()
    await miriam.types("/copro extend", channel=ROOM)
    await stage.check_in(stage.ana, stage.delroy)
    await stage.breakout()
    await miriam.types("/copro next", channel=ROOM)
    await miriam.clicks("Open “Ten cards” now", channel=ROOM)
    await miriam.clicks("Call everyone back", on=PANEL, channel=ROOM)
    await miriam.clicks("Show ten cards to everybody", on=PANEL, channel=ROOM)
    await stage.rests()
    await miriam.clicks("Next: Poll", on=PANEL, channel=ROOM)
    await miriam.clicks("Ask the question", on=PANEL, channel=ROOM)
    await miriam.modal("New poll")
    await miriam.closes()
    await miriam.types("/copro back", channel=ROOM)
    await miriam.types("/copro skip", channel=ROOM)
    await miriam.chooses("Back: Ten cards", on=PANEL, channel=ROOM)
    await _is_told(stage)
    await _ends_twice(stage)


async def _ends_twice(stage: Stage) -> None:
    """The end is undone, and then it is not; the next session is planned."""
    miriam = stage.miriam
    await miriam.types("/copro end now", channel=ROOM)
    await miriam.clicks("Undo: the session goes on", channel=ROOM)
    await miriam.types("/copro undo end", channel=ROOM)
    await miriam.types("/copro end now", channel=ROOM)
    await miriam.clicks("Plan the next session", channel=ROOM)
    await miriam.modal("Plan a session")
    await miriam.closes()
    await stage.rests()


async def _starts(stage: Stage, words: Words) -> None:
    """Begun from a plan for about now."""
    now = stage.workspace.desk.clock()
    at = (now + timedelta(minutes=20)).astimezone(ZoneInfo("Europe/London"))
    [channel] = [each.id for each in stage.team.workspace.channels.values() if each.name == ROOM]
    miriam = Actor(stage.miriam.id, is_admin=True, zone="Europe/London", here=channel)
    form = PlanForm(words.title, at.date().isoformat(), f"{at:%H:%M}")

    def agenda(before: Agenda) -> Agenda:
        for kind in (steps.BREAKOUT, steps.CARDS, steps.POLL, steps.CLOSING):
            before = added(before, kind, StepForm(kind, "5", words.prompt[:300]))
        return before

    def plan(memory: Memory) -> None:
        made = planned.plan(memory, now, miriam, channel, form, "form:tour", "en")
        planned.arrange(memory, now, miriam, made.id, agenda)

    await stage.workspace.desk.write(plan)
    await stage.miriam.types("/copro now", channel=ROOM)
    await stage.miriam.clicks("Start it now", channel=ROOM)
    await stage.rests()


async def _is_told(stage: Stage) -> None:
    """The time of a step is nearly over, and over, and it gets more."""
    now = await stage.room.now()
    for minutes in (3.5, 6):
        await stage.time_is(now + timedelta(minutes=minutes))
    await stage.miriam.clicks("5 more minutes", on="is over", channel="bot")
    await stage.rests()
