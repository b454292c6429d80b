"""What those who lead type about ideas and who is in the room: each verb, and what it opens is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.driver.sights import NotSeen
from tests.stage import ROOM

if TYPE_CHECKING:
    from tests.stage import Stage

TYPED = (
    *(
        "chairs",
        "champion @Tunde Bakare",
        "board",
        "themes",
        "shortlist",
        "answer 1",
        "body",
        "caller",
        "colead",
        "initiatives",
        "hide 1",
    ),
    "handover @Tunde Bakare",
)


async def leads(stage: Stage) -> None:
    """Miriam types each."""
    for typed in TYPED:
        await stage.miriam.types(f"/copro {typed}", channel=ROOM)
        await stage.rests()
        try:
            await stage.miriam.modal(timeout=0)
        except NotSeen:
            continue
        await stage.miriam.closes()
