"""Who leads notes what they hear, lists whom to ask, invites champions, and gets a picture for a poster."""

from __future__ import annotations

import struct
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.manifest import manifest
from coproduction.people import Actor
from coproduction.service import stakeholders as service
from coproduction.service.places import Where
from coproduction.stakeholders import StakeholderForm
from handlers.blocks import posters
from handlers.blocks.text import escape
from handlers.posters import DOTS, MARGIN, as_png, link_to
from handlers.settings import Settings
from tests.handlers.database import tables
from tests.handlers.test_exports import downloaded
from tests.handlers.test_planned import plans, presses
from tests.speaking import SAY
from tests.stage import ROOM, Opened, Stage, on_stage

if TYPE_CHECKING:
    from rehearsal.driver.sights import View

LINK = "https://slack.com/app_redirect?team=T1&channel=C1"
CHANNEL = "C0PARENT0"  # the id of ROOM
ROLE, NEEDS = "Their role", "What do people need?"
WORDS = {
    "How much time does it take?": "Two evenings a month",
    "What do they get?": "People listen, and *soup*",
    "What do you pay?": "Bus fares",
    "Whom can they ask?": "The team",
}


async def chairs(stage: Stage, press: str) -> View:
    """Miriam presses this on the card of chairs, and sees what opens."""
    await stage.miriam.types("/copro chairs", channel=ROOM)
    await stage.miriam.clicks(press, on="Empty chairs", channel=ROOM)
    return await stage.miriam.modal(press)


async def fills(stage: Stage, title: str, **values: object) -> None:
    await stage.miriam.modal(title)
    await stage.miriam.fills(values)
    await stage.miriam.submits()


def begins(form: View, value: str) -> bool:
    """Whether a field of the form begins with this."""
    elements = [block.get("element", {}) for block in form.json["blocks"]]
    return any(value in (each.get("initial_value"), each.get("initial_user")) for each in elements)


async def test_what_looks_like_a_name_is_looked_at_once_more_and_then_kept_if_they_wish(stage: Stage) -> None:
    await stage.session()
    assert "No names" in (await chairs(stage, "Listening notes")).text
    await fills(stage, "Listening notes", **{NEEDS: "Mrs Okafor needs a lift"})
    again = await stage.miriam.modal("Listening notes", text="This looks like somebody's name: “Mrs Okafor”.")
    assert (begins(again, "Mrs Okafor needs a lift"), tables(stage)["listening_note"]) == (True, [])
    await fills(stage, "Listening notes", **{NEEDS: "People need a lift"})
    kept = await stage.miriam.sees("People need a lift", channel=ROOM, private=True)
    assert "Only those who lead this programme can read it." in kept.readable
    await stage.miriam.clicks("Change", on="People need a lift", channel=ROOM)
    assert begins(await stage.miriam.modal("Listening notes"), "People need a lift")


async def test_who_is_asked_reads_what_is_kept_of_them_and_takes_themselves_off(stage: Stage) -> None:
    await stage.session()
    await chairs(stage, "People to ask")
    await presses(stage, "Add a line")
    who = {
        "Where do they belong?": "schools",
        "Who is it, if they are in this Slack?": "Ana Pereira",
        "Who can introduce us, if they are in this Slack?": "Delroy Francis",
    }
    await fills(stage, "Somebody to ask", **{ROLE: "School cook"}, **who)
    await stage.miriam.modal("People to ask", text="1. School cook\nschools: to ask.")
    await presses(stage, "Add a line")
    await fills(stage, "Somebody to ask", **{ROLE: "Vicar", "Where do they belong?": "churches"})
    await stage.miriam.modal("People to ask", text="2. Vicar")
    assert len(tables(stage)["stakeholder"]) == 2
    await stage.rests()
    await presses(stage, "Change")
    await fills(stage, "Somebody to ask", **{"How far is it?": "asked"})
    await stage.miriam.modal("People to ask", text="schools: asked.")
    await stage.rests()

    told = await stage.ana.sees("on a list of people to ask about “Support for new parents”", channel="bot")
    assert "Miriam Adler has you" in told.readable
    for kept in ("Your role: School cook", "schools", "asked", "Delroy Francis", "It is deleted on"):
        assert kept in told.readable
    await stage.ana.clicks("Take me off the list", channel="bot")
    await stage.rests()
    await stage.ana.sees("You are off the list.", channel="bot")
    assert "School cook" not in str(tables(stage)["stakeholder"])

    await stage.miriam.types("/copro champion @Ana Pereira", channel=ROOM)
    await fills(stage, "Invite a champion", **WORDS)
    again = await stage.miriam.modal("Invite a champion", text="taken themselves off the list")
    assert begins(again, WORDS["What do you pay?"])
    assert tables(stage)["champion_invitation"] == []
    await stage.miriam.submits()
    await stage.miriam.sees("I ask Ana Pereira in private", channel=ROOM, private=True)


async def test_a_long_list_is_turned_page_by_page_and_a_line_removed(stage: Stage) -> None:
    await stage.session()
    miriam, now = Actor(stage.miriam.id, is_admin=True), stage.workspace.desk.clock()
    line = StakeholderForm("Head of library", "schools", "to_ask")
    for number in range(16):
        add = partial(service.add, now=now, actor=miriam, channel=CHANNEL, origin=f"{number:02}", form=line)
        await stage.workspace.desk.write(add)
    await chairs(stage, "People to ask")
    await presses(stage, "Next page")
    await stage.miriam.modal("People to ask", text="16. Head of library")
    await presses(stage, "Remove")
    await stage.miriam.modal("People to ask", text="The line is removed.")
    assert [row["id"] for row in tables(stage)["stakeholder"]] == [f"{number:02}" for number in range(15)]


async def test_a_champion_is_invited_says_yes_and_names_another(stage: Stage) -> None:
    await plans(stage)
    await presses(stage, "Who should be there")
    await stage.miriam.modal("Who should be there", text="Empty chairs")
    await presses(stage, "Choose the chairs")
    await stage.miriam.modal("Empty chairs")
    await stage.miriam.submits()
    await stage.miriam.modal("Who should be there", text="Saved: no chair is wished for.")
    await presses(stage, "Choose the chairs")
    await fills(stage, "Empty chairs", Churches="2")
    saved = (await stage.miriam.modal("Who should be there", text="Saved.")).text
    assert "2 chairs are empty; I do not know yet who else is in the channel" in saved
    await presses(stage, "Listening notes")
    await fills(stage, "Listening notes", **{NEEDS: "People need a lift"})
    await stage.miriam.modal("Who should be there", text="Only those who lead this programme can read it.")
    await presses(stage, "Back to the plan")
    await stage.miriam.modal("The plan")
    await stage.miriam.closes()
    await stage.miriam.types("/copro champion @Ana Pereira", channel=ROOM)
    await fills(stage, "Invite a champion", **WORDS)
    told = await stage.miriam.sees("I ask Ana Pereira in private", channel=ROOM, private=True)
    assert "What you get: People listen" in told.readable
    await stage.room.skips_to_next_direct_message(saying="become a champion")
    await stage.rests()
    asked = await stage.ana.sees("Miriam Adler asks you", channel="bot")
    for words in WORDS.values():
        assert words in asked.readable
    await stage.ana.clicks("Accept", channel="bot")
    await stage.rests()
    await stage.miriam.sees("Ana Pereira says yes", channel="bot")
    await stage.miriam.types("/copro chairs", channel=ROOM)
    await stage.miriam.sees("Champions you invited: 1 said yes.", channel=ROOM, private=True)
    await stage.ana.clicks("Suggest somebody else", on="You said yes", channel="bot")
    await stage.ana.modal("Suggest somebody else")
    await stage.ana.fills({"Whom do you suggest?": "Delroy Francis"})
    await stage.ana.submits()
    await stage.rests()
    await stage.miriam.clicks("Invite them", on="Ana Pereira says: ask Delroy Francis", channel="bot")
    form = await stage.miriam.modal("Invite a champion")
    assert begins(form, stage.delroy.id)
    assert begins(form, "Bus fares")
    await stage.miriam.submits()
    await stage.miriam.clicks("Take it back", on="I ask Delroy Francis in private", channel="bot")
    await stage.miriam.sees("I ask Delroy Francis no more.", channel="bot", private=True)
    await stage.miriam.clicks("Who is invited", on="I ask Delroy Francis in private", channel="bot")
    listed = await stage.miriam.modal("Who is invited")
    assert [word in listed.text for word in ("taken back", "said yes", "Take it back")] == [True, True, False]


async def test_join_gives_the_link_and_where_files_are_allowed_a_picture_of_it(database: Opened) -> None:
    async with on_stage(database, manifest=manifest(Settings(gives_files=True)), FILES="yes") as stage:
        await stage.miriam.opens_home()
        await stage.miriam.home("Join")
        await stage.miriam.clicks("Join", channel="home")
        await stage.miriam.sees("You have no programme yet.", channel="bot")
        await stage.session()
        link = link_to(stage.workspace.desk.workspace, CHANNEL)
        await stage.miriam.opens_home()
        await stage.miriam.home("Join")
        await stage.miriam.clicks("Join", channel="home")
        assert link in (await stage.miriam.modal("Join")).text
        await stage.miriam.clicks("Picture for a poster (QR code)")
        await stage.miriam.modal("Join", text="The picture is in your conversation with me.")
        assert await downloaded(stage, stage.miriam) == as_png(link)
        assert await stage.room.violations() == []


@pytest.mark.parametrize("has_files", [True, False])
def test_join_promises_a_picture_only_where_there_is_one_and_its_link_can_be_pressed(has_files: bool) -> None:
    aloud = posters.way(SAY, has_files=has_files)["accessibility_label"]
    view = posters.links(SAY, [(Where(CHANNEL, "Parents", is_live=True), LINK)], has_files=has_files)
    assert ("picture" in aloud, "I cannot make a picture" in str(view)) == (has_files, not has_files)
    assert {"type": "mrkdwn", "text": escape(LINK)} in [block.get("text") for block in view["blocks"]]


def test_the_picture_is_sharp_and_has_white_around_it() -> None:
    link = link_to("T0ALONGSIDE", "C0PARENT0")
    picture = as_png(link)
    wide, high = struct.unpack(">II", picture[16:24])
    assert (picture[:8], wide, wide % DOTS) == (b"\x89PNG\r\n\x1a\n", high, 0)
    assert wide // DOTS - 2 * MARGIN in range(21, 60)
    assert link == "https://slack.com/app_redirect?team=T0ALONGSIDE&channel=C0PARENT0"
