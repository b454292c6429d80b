"""The part of the tour in which people arrive for the first time, raise hands, and only look on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stage import ROOM

if TYPE_CHECKING:
    from rehearsal.driver.room import Person
    from tests.stage import Stage

PANEL = "This session is live in"


async def reads_the_notice(stage: Stage, person: Person) -> None:
    """Of a form that is open: at length, in another language, and back."""
    await person.modal("Check in")
    for label, title in (
        ("Read more about this", "Check in"),
        ("Español", "Registrar mi llegada"),
        ("English", "Check in"),
    ):
        await person.clicks(label)
        await stage.workspace.answering.background.done()
        await person.modal(title)


async def are_raised(stage: Stage) -> None:
    """Turned on, raised, taken down, and given from the panel; and who was not heard yet."""
    miriam, ana = stage.miriam, stage.ana
    await miriam.types("/copro hands on", channel=ROOM)
    await miriam.types("/copro hands", channel=ROOM)
    await ana.sees("Raise a hand", channel=ROOM)
    await ana.clicks("Raise a hand", on="is live", channel=ROOM)
    await ana.clicks("Take my hand down", on="Your hand is up", channel=ROOM)
    for person in (ana, stage.delroy):
        await person.types("/hand", channel=ROOM)
        await person.sees("Your hand is up", channel=ROOM, private=True)
    await miriam.types("/copro now", channel=ROOM)
    await miriam.clicks("Who is next to speak", on=PANEL, channel=ROOM)
    for label in ("Later", "Spoke", "Show names"):
        await stage.rests()
        await miriam.clicks(label, on=PANEL, channel=ROOM)
    await stage.rests()
    for typed in ("unheard", "observers add @Aisha Rahman", "observers", "observers remove @Aisha Rahman"):
        await miriam.types(f"/copro {typed}", channel=ROOM)
    for change in ("add", "remove"):
        await miriam.types(f"/copro facilitators {change} @Aisha Rahman", channel=ROOM)
    await miriam.types("/copro hands off", channel=ROOM)
    await stage.rests()
