"""A room looks through all its ideas in private; those who lead sort them and choose some."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from coproduction.board import Backed, Backing
from coproduction.ideas import Idea, IdeaKind
from coproduction.service.conditions import Heard
from coproduction.service.shortlists import Candidate, Choice
from handlers.blocks import conditions, shortlists
from handlers.dispatch import commands
from handlers.edge.listeners import Audience
from tests.speaking import SAY
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


async def _chooses_the_shortlist_and_undoes_it(stage: Stage) -> None:
    """It stands on the card of the board; undone, after a look at it once more."""
    assert "The shortlist" in await _types(stage, stage.miriam, "/copro shortlist", "Shortlist")
    await stage.miriam.fills({"The shortlist": ["4. Cook together on Fridays"]})
    await stage.miriam.submits()
    assert "4. Cook together on Fridays" in (await stage.miriam.modal("Shortlist")).text
    await stage.rests()
    await stage.workspace.cards.rests()
    chosen = "On the shortlist:\n4. Cook together on Fridays (heard)\n"
    assert chosen in (await stage.ana.sees("All our ideas", channel=ROOM)).readable
    assert "The shortlist" in await _presses(stage, stage.miriam, "Change", "Shortlist")
    await stage.miriam.submits()
    undone = await _presses(stage, stage.miriam, "Undo", "Shortlist")
    assert "4. Cook together on Fridays" not in undone


async def _takes_it_all_back(stage: Stage) -> None:
    """Blessing, in the form of the idea."""
    assert "it came twice" not in await _presses(stage, stage.blessing, "Take my words back", "Idea 1")
    assert "Support" in await _presses(stage, stage.blessing, "Take my support back", "Idea 1")


async def test_a_room_looks_through_its_ideas_and_those_who_lead_sort_and_choose(stage: Stage) -> None:
    await stage.session()
    for text in TEXTS:
        await stage.idea(stage.ana, text)
    await stage.ana.types("/copro board", channel=ROOM)
    no = "\nType /copro ideas to see all ideas of this programme."
    assert no in (await stage.ana.sees("Only the people who lead", channel=ROOM, private=True)).readable
    await stage.miriam.types("/copro board", channel=ROOM)
    card = (await stage.blessing.sees("All our ideas", channel=ROOM)).readable.splitlines()
    assert card == [
        "All our ideas",
        "So far: 4 change ideas.",
        "The newest:",
        "4. Cook together on Fridays (heard)",
        "3. Free bus tickets (heard)",
        "2. A later bus home (heard)",
        "See all ideas",
        "Write an idea",
    ]

    await stage.blessing.clicks("See all ideas", on="All our ideas", channel=ROOM)
    await stage.workspace.answering.background.done()
    listed = (await stage.blessing.modal("Ideas")).text
    assert all(f"{text} (heard)" in listed for text in TEXTS)
    assert "0 supporters" not in listed
    one = await _presses(stage, stage.blessing, "Open 1", "Idea 1")
    assert one[:2] == ["A bus to the hall", "Where it stands: heard"]
    assert "Take my support back" in await _presses(stage, stage.blessing, "Support", "Idea 1")
    await _presses(stage, stage.blessing, "It would help if …", "It would help if …")
    await stage.blessing.fills({"It would help if …": "it came twice. My number is 0117 496 0123"})
    await stage.blessing.submits()
    looked = (await stage.blessing.modal("It would help if …", "Please look at this once more:")).text
    assert "This looks like a phone number." in looked
    await stage.blessing.fills({"It would help if …": "it came twice"})
    await stage.blessing.submits()
    assert "it came twice" in (await stage.blessing.modal("Idea 1")).text
    told = await _presses(stage, stage.blessing, "Discuss 1", "Idea 1")
    assert told[0].startswith("I open a thread for idea 1 in")
    await stage.ana.sees("Let us talk about idea 1 here", channel=ROOM)
    await stage.rests()
    await stage.workspace.cards.rests()
    assert "1 says what would help" in (await stage.ana.sees("Ideas 1 to 4", channel=ROOM)).readable
    await _takes_it_all_back(stage)

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
    assert "Getting" not in str(await _presses(stage, stage.miriam, "Undo the last change", "Themes"))
    await stage.miriam.closes()

    await _chooses_the_shortlist_and_undoes_it(stage)


def test_each_verb_that_is_named_to_who_may_not_use_another_is_for_everybody() -> None:
    sisters = {each.name: each.sister for each in commands.VERBS.values() if each.sister}
    assert sisters == {
        "board": "ideas",
        "shortlist": "ideas",
        "themes": "ideas",
        "answer": "ideas",
        "hide": "mine",
        "hands": "hand",
        "polls": "now",
        "nudges": "reminders",
    }
    assert {commands.VERBS[each].audience for each in sisters.values()} == {Audience.EVERYONE}
    assert {commands.VERBS[each].audience for each in sisters} == {Audience.FACILITATORS}


IDEA = Idea("i", ROOM, "s", 4, IdeaKind.CHANGE, "A bus to the hall", "U1", "o")


def test_the_author_reads_how_many_say_what_would_help_and_nothing_of_their_support() -> None:
    told = conditions.note(SAY, Heard(IDEA, ("if it is free",)), {}).text
    assert "1 person says what would help with your idea 4:" in told.splitlines()
    told = conditions.note(SAY, Heard(IDEA, ("if it is free", "if it is late")), {}).text
    assert "2 people say what would help with your idea 4:" in told.splitlines()
    assert "support" not in told


def test_what_is_ticked_for_the_shortlist_comes_back_from_the_list_of_all_ideas() -> None:
    ideas = [replace(IDEA, id=f"i{n}", number=n) for n in range(1, 31)]
    choice = Choice(ROOM, 2, tuple(Candidate(Backed(each, Backing(0))) for each in ideas))
    more = str(shortlists.form(SAY, choice))
    assert "And 10 more ideas" in more
    assert "/copro board" not in more
    carried = shortlists.kept(ROOM, 2, "i3 i29")
    assert shortlists.back(SAY, carried)["value"] == carried
    channel, number, ticked = shortlists.read_kept(carried)
    assert (channel, number) == (ROOM, "2")
    [menu] = [each for each in shortlists.form(SAY, choice, ticked)["blocks"] if each["type"] == "input"]
    assert [each["value"] for each in menu["element"]["initial_options"]] == ["i3", "i29"]


async def test_all_candidates_of_the_shortlist_are_read_without_losing_what_was_ticked(stage: Stage) -> None:
    await stage.session()
    for number in range(1, 23):
        await stage.ana.types(f"/idea Bench number {number} of the park", channel=ROOM)
    await _types(stage, stage.miriam, "/copro shortlist", "Shortlist")
    await stage.miriam.fills({"The shortlist": ["22. Bench number 22 of the park"]})
    page = await _presses(stage, stage.miriam, "And 2 more ideas", "All ideas")
    assert any(re.match("22. Bench number 22", line) for line in page)
    await _presses(stage, stage.miriam, "Earlier page", "All ideas")
    await _presses(stage, stage.miriam, "Back to the shortlist", "Shortlist")
    await stage.miriam.submits()
    assert "22. Bench number 22 of the park" in (await stage.miriam.modal("Shortlist")).text
