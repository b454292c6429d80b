"""Facilitators hand a programme over, ask who came twice to lead, too, and are missed when they are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.handlers.database import tables
from tests.stage import ROOM

if TYPE_CHECKING:
    from rehearsal.driver.person import Person
    from tests.stage import Stage

YES, NO = "Yes, I lead it", "No, not now"


def mention(person: Person) -> str:
    return f"@{person.name}"


async def holds(stage: Stage, title: str = "New parents") -> None:
    """Miriam holds a session in which Ana checks in."""
    await stage.miriam.types(f'/copro start "{title}"', channel=ROOM)
    await stage.check_in(stage.ana)
    await stage.miriam.types("/copro end", channel=ROOM)
    await stage.miriam.submits()
    await stage.rests()


def leads(stage: Stage, person: Person) -> bool:
    return any(row["id"] == person.id and bool(row["is_facilitator"]) for row in tables(stage)["person"])


async def test_a_programme_is_handed_over_in_private_and_given_back(stage: Stage) -> None:
    await holds(stage)
    await stage.miriam.types(f"/copro handover {mention(stage.ana)}", channel=ROOM)
    await stage.miriam.sees("I have asked Ana Pereira", channel=ROOM, private=True)
    await stage.rests()
    await stage.ana.types("yes", channel="bot")
    await stage.ana.sees("I asked you whether you would lead a programme from now on.", channel="bot")
    await stage.ana.clicks(YES, on="asks you to lead this programme", channel="bot")
    await stage.ana.sees("You lead this programme now.", channel="bot")
    await stage.rests()
    await stage.miriam.sees("Ana Pereira leads this programme", channel="bot")
    assert leads(stage, stage.ana)
    await stage.ana.clicks("Give it back", on="You lead this programme", channel="bot")
    await stage.rests()
    await stage.miriam.sees("This is over. Ana Pereira does not lead", channel="bot")
    assert not leads(stage, stage.ana)


async def test_whoever_is_no_name_or_an_app_or_two_is_not_handed_anything(stage: Stage) -> None:
    await holds(stage)
    ana, tunde, how = (
        mention(stage.ana),
        mention(stage.tunde),
        "To hand a programme over, type /copro handover",
    )
    for words in ("", "Ana", f"{ana} {tunde}", f"{ana} tomorrow"):
        await stage.miriam.types(f"/copro handover {words}".rstrip(), channel=ROOM)
        await stage.miriam.sees(how, channel=ROOM, private=True)
    assert tables(stage)["lead_offer"] == []


async def test_who_came_twice_is_asked_and_let_in(stage: Stage) -> None:
    await holds(stage)
    await stage.miriam.types("/copro colead", channel=ROOM)
    await stage.miriam.sees("There is nobody to ask", channel=ROOM, private=True)
    await holds(stage, "Again")
    await stage.miriam.types("/copro colead", channel=ROOM)
    await stage.miriam.clicks("Ask them to help lead", on="does not lead yet", channel=ROOM)
    await stage.miriam.sees("I ask 1 person in private", channel=ROOM, private=True)
    await stage.rests()
    await stage.ana.types("/copro mine", channel=ROOM)
    await stage.ana.sees("1 more message waits for you.", channel=ROOM, private=True)
    await stage.room.skips_to_next_direct_message(saying="help lead them")
    await stage.rests()
    await stage.ana.clicks("Yes, I would", on="Would you like to help lead them?", channel="bot")
    await stage.rests()
    await stage.miriam.clicks("Let them lead", on="would like to help lead", channel="bot")
    await stage.rests()
    await stage.ana.sees("You can lead this programme now.", channel="bot")
    assert leads(stage, stage.ana)


async def test_the_admins_are_told_when_nobody_is_left_who_leads(stage: Stage) -> None:
    await stage.miriam.types("/copro facilitators add @Tunde Bakare", channel=ROOM)
    await stage.tunde.types('/copro start "New parents"', channel=ROOM)
    await stage.rests()
    async with stage.hears("user_change"):
        await stage.room.change_person(stage.tunde.id, deleted=True)
    await stage.rests()
    told = await stage.miriam.sees("has left this workspace", channel="bot")
    assert "Nobody leads this session now: New parents." in told.text
