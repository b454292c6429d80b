"""Raising a hand, looking on, and who was not heard yet, as people press and type it."""

from __future__ import annotations

from tests.handlers.database import tables
from tests.stage import ROOM, Stage


async def test_hands_are_raised_by_press_and_typed_and_given_from_the_panel(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana, stage.delroy, stage.tunde)
    await stage.ana.types("/hand", channel=ROOM)
    await stage.ana.sees("Nobody raises hands with me here.", channel=ROOM, private=True)

    await stage.miriam.types("/copro hands on", channel=ROOM)
    await stage.miriam.sees("People can raise a hand now", channel=ROOM, private=True)
    await stage.ana.sees("Raise a hand", channel=ROOM)
    await stage.ana.clicks("Raise a hand", on="Session: Support for new parents", channel=ROOM)
    await stage.ana.sees("You are number 1.", channel=ROOM, private=True)
    await stage.delroy.types("/hand", channel=ROOM)
    await stage.delroy.sees("You are number 2.", channel=ROOM, private=True)

    await stage.miriam.types("/copro now", channel=ROOM)
    panel = await stage.miriam.sees("2 people would like to speak.", channel=ROOM, private=True)
    assert "Not heard yet: 3 of 3 people." in panel.readable
    assert "Ana" not in panel.readable
    await stage.miriam.clicks("Who is next to speak", on="would like to speak", channel=ROOM)
    await stage.miriam.sees("1. Ana Pereira", channel=ROOM, private=True)
    await stage.miriam.clicks("Spoke", on="1. Ana Pereira", channel=ROOM)
    await stage.miriam.sees("1. Delroy Francis", channel=ROOM, private=True)
    await stage.delroy.types("/hand down", channel=ROOM)
    await stage.delroy.sees("Your hand is down.", channel=ROOM, private=True)

    await stage.miriam.types("/copro unheard", channel=ROOM)
    await stage.miriam.sees("Not heard yet: 2 of 3 people.", channel=ROOM, private=True)
    assert {row["person"]: row["spoken"] for row in tables(stage)["speaker"]} == {
        stage.ana.id: 1,
        stage.delroy.id: 0,
    }


async def test_an_observer_is_marked_by_name_and_has_no_ballot(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana, stage.delroy)
    await stage.miriam.types("/copro observers add @Ana Pereira", channel=ROOM)
    await stage.miriam.sees("Ana Pereira only looks on now", channel=ROOM, private=True)
    await stage.delroy.sees("1 person checked in.", channel=ROOM)
    await stage.miriam.types("/copro observers add @Ana Pereira @Tunde Bakare @Blessing Okafor", channel=ROOM)
    told = "Tunde Bakare, Blessing Okafor only look on now"
    await stage.miriam.sees(told, channel=ROOM, private=True)

    await stage.miriam.types('/poll "When?" "Morning" "Evening"', channel=ROOM)
    await stage.rests()
    await stage.ana.clicks("Morning", on="When?", channel=ROOM)
    await stage.ana.sees("you see the polls and answer none", channel=ROOM, private=True)
    assert tables(stage)["ballot"] == []
