"""A small session in which everything happens that people do, and what is kept of it on a calm day."""

from __future__ import annotations

from collections.abc import Mapping

from rehearsal.driver.room import Person
from tests.disturbances.scene import WEDNESDAY
from tests.handlers.database import tables
from tests.stage import ROOM, Stage, profile_of

BUDDY = "A buddy for every new parent"
STAIRS = "Fewer stairs at the clinic"
CUPBOARD = "We could share one cupboard"
PLEDGE = "Read to my neighbour"
KINDS = (
    *("session", "consent", "idea", "poll", "round", "group_card", "seat_note", "recall"),
    *("summary", "parting"),
)

# How many rows each table has when all of it happened once.
KEPT = {
    "session": 1,
    "checkin": 2,  # the unnamed one was never shown, so it goes ten minutes after the end
    "consent": 1,
    "idea": 3,
    "support": 1,
    "poll": 7,  # the one that was asked, and the closing question with its five further ones
    "ballot": 1,  # of the closing question: those of a poll are counted when it closes, and gone
    "pledge": 1,
    "follow_up": 1,
}


async def takes_place(stage: Stage) -> None:
    """From the first card to the pledge."""
    ana, delroy, blessing, miriam = stage.ana, stage.delroy, stage.blessing, stage.miriam
    await stage.time_is(WEDNESDAY)
    await stage.session()
    await stage.check_in(ana)
    await checks_in_unnamed(delroy)
    await stage.idea(ana, BUDDY)
    await writes_idea(delroy, STAIRS)
    await blessing.types(CUPBOARD, channel=ROOM)
    await ana.reacts("bulb", on=CUPBOARD, channel=ROOM)
    await stage.answers(blessing)
    await ana.sees("Idea 3", channel=ROOM)
    await delroy.clicks("Support idea 1", on=BUDDY, channel=ROOM)
    await miriam.types('/poll live "When?" "Morning" "Evening"', channel=ROOM)
    await ana.sees("When?", channel=ROOM)
    for person, answer in ((ana, "Morning"), (delroy, "Evening")):
        await person.clicks(answer, on="When?", channel=ROOM)
    await miriam.types('/copro breakout 2 "What helps?"', channel=ROOM)
    await miriam.modal("Round 1")
    await miriam.submits()
    await ana.sees("Breakout 1", channel=ROOM)
    await stage.rests()  # a session that ends calls nobody back
    await stage.leads("Call everyone back")
    await ana.sees("Please come back to the whole room.", channel=ROOM)
    await miriam.types("/copro end now", channel=ROOM)
    await ana.sees("Before you go", channel=ROOM)
    await ana.clicks("Yes", on="Before you go", channel=ROOM)
    await ana.modal("Your pledge")
    await ana.fills({"What will you do differently?": PLEDGE, "By when?": "2027-03-12"})
    await ana.submits()
    await ana.sees("saved your pledge", channel=ROOM)
    await stage.rests()


async def checks_in_unnamed(person: Person) -> None:
    """By the button, and without a name."""
    await person.clicks("Check in", on="Session:", channel=ROOM)
    await person.modal("Check in")
    unnamed = {"How are you today?": "4 – good", "Your name": "Without my name"}
    await person.fills(unnamed | profile_of(person))
    await person.submits()
    await person.sees("You are checked in", channel=ROOM)


async def writes_idea(person: Person, text: str) -> None:
    """By the form."""
    await person.types("/idea", channel=ROOM)
    await person.modal("New idea")
    await person.fills({"Your idea": text})
    await person.submits()
    await person.sees(text, channel=ROOM)


def kept(stage: Stage) -> Mapping[str, int]:
    """How many rows there are of what people did."""
    rows = tables(stage)
    return {table: len(rows[table]) for table in KEPT}
