"""A room looks through all its ideas in private; those who lead sort them and choose some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stage import ROOM, Stage

if TYPE_CHECKING:
    from rehearsal.driver.room import Person

TEXTS = ("A bus to the hall", "A later bus home", "Free bus tickets", "Cook together on Fridays")


async def _presses(stage: Stage, person: Person, label: str, title: str) -> list[str]:
    """Press this in the open form; what stands in it then."""
    await person.clicks(label)
    await stage.workspace.answering.background.done()
    return (await person.modal(title)).text.splitlines()


async def _types(stage: Stage, person: Person, command: str, title: str) -> list[str]:
    await person.types(command, channel=ROOM)
    await stage.workspace.answering.background.done()
    return (await person.modal(title)).text.splitlines()


async def test_a_room_looks_through_its_ideas_and_those_who_lead_sort_and_choose(stage: Stage) -> None:
    await stage.session()
    for text in TEXTS:
        await stage.idea(stage.ana, text)
    await stage.miriam.types("/copro board", channel=ROOM)
    card = (await stage.blessing.sees("All our ideas", channel=ROOM)).readable.splitlines()
    assert card == [
        "All our ideas",
        "So far: 4 change ideas.",
        "The newest:",
        "4. Cook together on Fridays",
        "3. Free bus tickets",
        "2. A later bus home",
        "See all ideas",
        "Write an idea",
    ]

    await stage.blessing.clicks("See all ideas", on="All our ideas", channel=ROOM)
    await stage.workspace.answering.background.done()
    listed = (await stage.blessing.modal("Ideas")).text
    assert all(text in listed for text in TEXTS)
    assert "0 supporters" not in listed
    one = await _presses(stage, stage.blessing, "Open 1", "Idea 1")
    assert one[0] == "A bus to the hall"
    assert "Take my support back" in await _presses(stage, stage.blessing, "Support", "Idea 1")
    await _presses(stage, stage.blessing, "It would help if …", "It would help if …")
    await stage.blessing.fills({"It would help if …": "it came twice"})
    await stage.blessing.submits()
    assert "it came twice" in (await stage.blessing.modal("Idea 1")).text
    told = await _presses(stage, stage.blessing, "Discuss 1", "Idea 1")
    assert told[0].startswith("I open a thread for idea 1 in")
    await stage.ana.sees("Let us talk about idea 1 here", channel=ROOM)
    await stage.rests()
    await stage.workspace.cards.rests()
    assert "1 says what would help" in (await stage.ana.sees("Ideas 1 to 4", channel=ROOM)).readable

    await _types(stage, stage.miriam, "/copro themes", "Themes")
    themes = await _presses(stage, stage.miriam, "Sort the ideas", "Themes")
    assert any(line.startswith("bus, ") and line.endswith("3 ideas · my proposal") for line in themes)
    assert "In no theme: 4" in themes
    await _presses(stage, stage.miriam, "Accept", "Themes")
    await _presses(stage, stage.miriam, "Change", "Change a theme")
    await stage.miriam.fills({"Name": "Getting there"})
    await stage.miriam.submits()
    themes = (await stage.miriam.modal("Themes")).text.splitlines()
    assert "Getting there · 3 ideas · accepted" in themes
    await stage.miriam.closes()

    assert "The shortlist" in await _types(stage, stage.miriam, "/copro shortlist", "Shortlist")
    await stage.miriam.fills({"The shortlist": ["4. Cook together on Fridays"]})
    await stage.miriam.submits()
    assert "4. Cook together on Fridays" in (await stage.miriam.modal("Shortlist")).text
    await stage.rests()
    await stage.workspace.cards.rests()
    shown = (await stage.ana.sees("All our ideas", channel=ROOM)).readable.splitlines()
    assert shown[shown.index("On the shortlist:") + 1] == "4. Cook together on Fridays"
