"""The part of the tour in which a session is planned, announced, answered, moved and cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from rehearsal.texts import unescape
from tests.stage import ROOM, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.judges.words import Words

DAY = "2027-06-10"


async def plans(stage: Stage, words: Words) -> None:
    """A session with an agenda of its own, from its form to its cancellation."""
    miriam = stage.miriam
    told = {
        "What is the session about?": words.title,
        "What will be different because we met?": words.prompt[:250],
        "Day": DAY,
        "Link to the video call": "https://example.org/call?room=1&name=2",
        "Who leads with you?": ["Tunde Bakare"],
    }
    await miriam.types("/copro plan", channel=ROOM)
    await _form(stage, "Plan a session", told)
    await _agenda(stage, words)
    await _tries(stage)
    await _announced(stage, words)
    await miriam.types("/copro plan", channel=ROOM)
    await miriam.clicks("Plan another session", on="Planned sessions", channel=ROOM)
    await _form(stage, "Plan a session", {**told, "Which agenda do you begin with?": words.word[:60]})
    await _press(stage, "The plan", "Save the agenda")
    kept = await miriam.modal("Save the agenda")
    [delete] = [
        unescape(each["text"]["text"])
        for block in kept.json["blocks"]
        for each in block.get("elements", ())
        if each.get("action_id", "").startswith(ids.DELETE_AGENDA)
    ]
    await _press(stage, "Save the agenda", delete)
    await _cancels(stage, words)
    await miriam.types("/copro plan", channel=ROOM)
    await miriam.clicks("Open the plan", on="Planned sessions", channel=ROOM)
    await _cancels(stage, words)


async def _agenda(stage: Stage, words: Words) -> None:
    step = {"What kind of step?": "Break", "What you say": words.prompt[:300], "Minutes": "5"}
    await _press(stage, "The plan", "Add a step")
    await _press(stage, "New step", "Back to the plan")
    await _press(stage, "The plan", "Add a step")
    await _form(stage, "New step", step)
    await stage.miriam.modal("The plan", "8. ")
    await stage.miriam.chooses("Move step 8 up")
    await stage.workspace.answering.background.done()
    await stage.miriam.modal("The plan")
    await stage.miriam.chooses("Remove step 7")
    await stage.workspace.answering.background.done()
    await _press(stage, "The plan", "Put it back")
    await _press(stage, "The plan", "Raising hands: on or off")
    await _press(stage, "The plan", "Save the agenda")
    await _form(stage, "Save the agenda", {"Name of the agenda": words.word[:60]})


async def _tries(stage: Stage) -> None:
    await _press(stage, "The plan", "Try it out")
    for label in (*("Next",) * 8, "Play it again", "Stop"):
        await stage.miriam.clicks(label, on="Try it out:", channel="bot")
        await stage.workspace.answering.background.done()
    await _press(stage, "Try it out", "Back to the plan")
    await stage.miriam.modal("The plan")


async def _announced(stage: Stage, words: Words) -> None:
    await _press(stage, "The plan", "Announce")
    await _form(stage, "Announce it?", {})
    await stage.miriam.modal("The plan")
    await stage.rests()
    await stage.ana.clicks("Coming", on="Invitation:", channel=ROOM)
    await stage.ana.sees("You said “Coming” to:", channel=ROOM, private=True)
    await stage.ana.clicks("Add to my calendar", on="You said “Coming” to:", channel=ROOM)
    await stage.ana.clicks("What would help you?", on="You said “Coming” to:", channel=ROOM)
    await stage.ana.modal("Taking part")
    await stage.ana.fills(
        {"Anything else?": words.prompt[:300], "What would help you take part?": ["Captions"]}
    )
    assert (await stage.ana.submits()).errors == {}
    await stage.ana.clicks("Ground rules", on="Invitation:", channel=ROOM)
    await stage.ana.modal("Ground rules")
    await stage.ana.closes()
    await stage.ana.types("/copro now", channel=ROOM)
    await stage.ana.opens_home()
    await stage.miriam.types("/copro now", channel=ROOM)
    await stage.miriam.clicks("Open the plan", on="Planned:", channel=ROOM)
    await _press(stage, "The plan", "What people need")
    await _press(stage, "What people need", "Back to the plan")
    await _press(stage, "The plan", "Change title, time, rules")
    await _form(stage, "Change the plan", {"Time": "19:15"})
    await stage.miriam.modal("The plan")
    await stage.miriam.closes()
    await stage.rests()


async def _cancels(stage: Stage, words: Words) -> None:
    await _press(stage, "The plan", "Cancel the session")
    await _form(stage, "Cancel the session?", {"Why?": words.prompt[:250]})
    await stage.rests()


async def _form(stage: Stage, title: str, answers: Mapping[str, object]) -> None:
    await stage.miriam.modal(title)
    await stage.miriam.fills(answers)
    errors = (await stage.miriam.submits()).errors
    assert errors == {}, errors


async def _press(stage: Stage, title: str, label: str) -> None:
    await stage.miriam.modal(title)
    await stage.miriam.clicks(label)
    await stage.workspace.answering.background.done()
