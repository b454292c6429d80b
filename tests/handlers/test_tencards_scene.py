"""A room judges its ideas in ten cards: what people see in the channel and in the form, and who may what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from tests.handlers.database import tables
from tests.handlers.forging import forged_click
from tests.stage import ROOM, Stage

if TYPE_CHECKING:
    from rehearsal.driver.room import Person

LEVEL = "Confidential: I show nobody what you chose."
BELOW = (
    "When the cards close, I keep only the totals. "
    "The result shows then, from 5 answers on. By perspective it shows where each has 5."
)
STOP = "Stop when you like. Your answers are kept, and you can go on later."


async def _read(person: Person) -> list[str]:
    """The lines of the form as they read it."""
    return (await person.modal("Ten cards")).text.splitlines()


async def _begun(stage: Stage, *texts: str) -> None:
    """A session with these ideas, and ten cards over them."""
    await stage.session()
    for text in texts:
        await stage.idea(stage.ana, text)
    await stage.miriam.types("/copro cards", channel=ROOM)
    await stage.miriam.sees("Your cards are on their way.", channel=ROOM, private=True)
    await stage.blessing.sees("What would help most?", channel=ROOM)


async def _presses(stage: Stage, person: Person, label: str) -> list[str]:
    """Press this in the open form; what stands in it then."""
    await person.clicks(label)
    await stage.workspace.answering.background.done()
    return await _read(person)


async def _opens(stage: Stage, person: Person) -> list[str]:
    await person.clicks("See ten cards", on="What would help most?", channel=ROOM)
    await stage.workspace.answering.background.done()
    return await _read(person)


async def test_a_room_judges_its_ideas_one_card_at_a_time_and_reads_what_it_wants(stage: Stage) -> None:
    await _begun(stage, "A new buddy", "A long walk")
    card = (await stage.ana.sees("What would help most?", channel=ROOM)).readable.splitlines()
    assert card == [
        "Ten cards",
        "What would help most?",
        LEVEL,
        "I show you one idea at a time. You say if it helps. Stop when you like.",
        "See ten cards",
        "Nobody has answered yet. You can change your answers until the cards close.",
        BELOW,
    ]
    people = stage.room.people("champion")[2:7]
    for person in people:
        first = await _opens(stage, person)
        assert first[0] == "What would help most?"
        assert first[1] == "1 of 2 · Would this help?"
        assert first[-6:] == [LEVEL, "Helps", "Not sure", "Does not help", STOP, BELOW]
        await _presses(stage, person, "Helps" if "A new buddy" in first else "Does not help")
        second = await _read(person)
        assert (second[1], {first[2], second[2]}) == (
            "2 of 2 · Would this help?",
            {"A new buddy", "A long walk"},
        )
        done = await _presses(stage, person, "Helps" if "A new buddy" in second else "Does not help")
        assert done[1] == "Thank you. You have seen all the cards."
    await stage.rests()
    await stage.workspace.cards.rests()
    assert "5 people have answered." in (await stage.ana.sees("What would", channel=ROOM)).readable

    await stage.miriam.types("/copro close", channel=ROOM)

    closed = (await stage.ana.sees("Ten cards: closed", channel=ROOM)).readable.splitlines()
    assert closed[1:-1] == [
        "What would help most?",
        "5 people answered, and 2 of 2 cards got at least 5 answers.",
        "Most of those who saw it find this helpful: “A new buddy” (5 of 5).",
        "I cannot know what helps from more than one perspective. "
        "For that, one card needs 5 answers from one perspective and 5 from another.",
    ]
    await stage.miriam.types("/copro close", channel=ROOM)
    before = "The cards “What would help most?” are closed already."
    await stage.miriam.sees(before, channel=ROOM, private=True)
    await stage.miriam.types("/copro cards lits", channel=ROOM)
    await stage.miriam.sees("“lits” means here, so I did nothing. Did you mean “", channel=ROOM, private=True)
    assert len(tables(stage)["poll"]) == 1
    await stage.miriam.types("/copro cards list", channel=ROOM)
    listed = (await stage.miriam.sees("All cards", channel=ROOM, private=True)).readable.splitlines()
    assert listed[2:4] == [
        "1. “A new buddy”: helps 5, not sure 0, does not help 0",
        "2. “A long walk”: helps 0, not sure 0, does not help 5",
    ]
    rows = tables(stage)
    assert (rows["card_hand"], rows["ballot"]) == ([], [])
    await stage.miriam.types("/copro cards", channel=ROOM)
    await stage.miriam.types("/copro cards list", channel=ROOM)
    await stage.miriam.sees("These were closed before. Others are open now", channel=ROOM, private=True)


async def test_somebody_stops_goes_on_goes_back_and_deletes_it_all(stage: Stage) -> None:
    await _begun(stage, "A new buddy", "A long walk")
    first = (await _opens(stage, stage.blessing))[2]
    await _presses(stage, stage.blessing, "Helps")
    await stage.blessing.closes()
    again = await _opens(stage, stage.blessing)
    assert (again[1], again[2] != first) == ("2 of 2 · Would this help?", True)

    back = await _presses(stage, stage.blessing, "The card before")
    assert back[2:4] == [first, "You said: Helps. You can change it."]
    await _presses(stage, stage.blessing, "Not sure")
    await _presses(stage, stage.blessing, "Does not help")
    assert sorted(row["verdict"] for row in tables(stage)["card_hand"]) == ["not", "unsure"]

    gone = await _presses(stage, stage.blessing, "Delete my answers")
    assert gone == ["Your answers are deleted. You can begin again until the cards close.", "Go on"]
    assert (tables(stage)["card_hand"], tables(stage)["ballot"]) == ([], [])
    assert (await _presses(stage, stage.blessing, "Go on"))[1] == "1 of 2 · Would this help?"


async def test_a_question_that_nobody_wrote_is_read_in_ones_own_language(stage: Stage) -> None:
    await stage.room.change_person(stage.blessing.name, locale="es-ES")
    await _begun(stage, "A new buddy")
    await stage.blessing.clicks("See ten cards", on="What would help most?", channel=ROOM)
    await stage.workspace.answering.background.done()
    form = (await stage.blessing.modal("Diez tarjetas")).text.splitlines()
    assert form[0] == "¿Qué ayudaría más?"


async def test_who_judges_too_late_reads_why_in_the_form(stage: Stage) -> None:
    await _begun(stage, "A new buddy", "A long walk")
    await _opens(stage, stage.blessing)
    await stage.closes("Close these cards")
    assert await _presses(stage, stage.blessing, "Helps") == [
        "These cards have closed, so nothing more is counted. The result is on their card.",
        "Poll: “What would help most?”",
    ]
    assert tables(stage)["ballot"] == []


async def test_only_facilitators_begin_and_forged_presses_count_nothing(stage: Stage) -> None:
    await stage.session()
    await stage.ana.types("/copro cards", channel=ROOM)
    await stage.ana.sees("Only the people who lead can let people judge ideas", channel=ROOM, private=True)
    await stage.miriam.types("/copro cards What saves time?", channel=ROOM)
    await stage.miriam.sees("There is no idea here that people could judge.", channel=ROOM, private=True)
    await stage.idea(stage.ana, "A buddy for all")
    await stage.miriam.types('/copro cards "What saves time?"', channel=ROOM)
    await stage.blessing.sees("What saves time?", channel=ROOM)
    [poll] = [row["id"] for row in tables(stage)["poll"]]
    for action, value in (
        ("judge/helps", poll),
        (ids.SEE_CARDS, "nonsense"),
        (ids.CARD_BEFORE, ""),
        (ids.MORE_CARDS, ""),
        (ids.DROP_CARDS, ""),
        ("vote/0", poll),
    ):
        assert (await forged_click(stage, stage.blessing, action, value)).acked
    await stage.rests()
    rows = tables(stage)
    assert (rows["card_hand"], rows["ballot"]) == ([], [])


async def test_cards_that_are_open_are_named_before_others_are_begun_beside_them(stage: Stage) -> None:
    await _begun(stage, "A buddy for all")
    await stage.miriam.types("/copro cards What saves time?", channel=ROOM)
    words = "Ten cards are open here already: “What would help most?”."
    await stage.miriam.sees(words, channel=ROOM, private=True)
    assert len(tables(stage)["poll"]) == 1

    await stage.miriam.clicks("Begin new cards, too", on=words, channel=ROOM)
    await stage.blessing.sees("What saves time?", channel=ROOM)
    assert len(tables(stage)["poll"]) == 2


async def test_cards_of_which_nothing_would_be_shown_are_closed_only_by_a_second_press(stage: Stage) -> None:
    await _begun(stage, "A buddy for all")
    await _opens(stage, stage.blessing)
    await _presses(stage, stage.blessing, "Helps")
    await stage.miriam.types("/copro close", channel=ROOM)
    words = "I have not closed these cards: no idea has 5 answers yet"
    told = await stage.miriam.sees(words, channel=ROOM, private=True)
    assert "Cancel the cards" in told.readable.splitlines()
    assert [row["is_open"] for row in tables(stage)["poll"]] == [True]

    await stage.miriam.clicks("Close these cards", on=words, channel=ROOM)
    closed = (await stage.ana.sees("Ten cards: closed", channel=ROOM)).readable
    assert "Fewer than 5 people answered." in closed
