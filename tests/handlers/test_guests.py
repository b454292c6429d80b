"""A guest of a connected organisation acts where the app is installed that heard them, never at home.

Home is the other workspace of the same bot here, where they are an admin, under the same id.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest
from slack_bolt.request.internals import extract_team_id

from handlers import ids
from rehearsal.acts import payloads
from rehearsal.driver.room import Person
from rehearsal.model import Channel, Json, Message, View
from rehearsal.model import Person as Member
from rehearsal.slack import Slack
from rehearsal.world.modals import new_view
from tests.handlers.database import Row
from tests.handlers.forging import forged_click, forged_form, text
from tests.handlers.teams import HERE, THERE, Place, on_stages
from tests.stage import ROOM, Opened, profile_of

BENCHES, VANS = "More benches", "Our vans stand still on Sundays"


@dataclass
class Visit:
    """A session in a channel that is shared, and who comes to it from the other workspace."""

    here: Place
    there: Place
    sam: Person  # as those see them whom they visit


@pytest.fixture
async def visit(database: Opened) -> AsyncIterator[Visit]:
    async with on_stages(database) as places:
        here, there = places
        await here.session()
        await here.idea(here.ana, BENCHES)
        sam = await here.room.stranger("Sam Visitor", channel=ROOM, team=THERE)
        at_home = there.team.workspace
        at_home.people[sam.id] = Member(sam.id, "sam.visitor", sam.name, is_admin=True)
        await places.rest()
        before, heard = there.rows(), there.record()
        yield Visit(here, there, sam)
        await places.rest()
        assert there.rows() == before
        assert there.record() == heard
        assert await here.room.violations() == []


def rows(visit: Visit, table: str, person: str = "person") -> list[Row]:
    """What is stored of Sam where they visit."""
    return [row for row in visit.here.rows()[table] if row[person] == visit.sam.id]


async def test_a_press_and_the_form_that_it_opens(visit: Visit) -> None:
    sam = visit.sam
    await sam.clicks("Support", on=BENCHES, channel=ROOM)
    await visit.here.ana.sees("1 supporter", channel=ROOM)
    await sam.clicks("Check in", on="Session:", channel=ROOM)
    await sam.modal("Check in")
    await sam.fills({"How are you today?": "4 – good"} | profile_of(sam))
    await sam.submits()
    await sam.sees("You are checked in", channel=ROOM)

    assert [len(rows(visit, table)) for table in ("support", "attendance")] == [1, 1]
    assert [row["sector"] for row in rows(visit, "person", "id")] == ["charities"]


async def test_what_they_write_and_what_they_put_under_it(visit: Visit) -> None:
    await visit.sam.types(VANS, channel=ROOM)
    await visit.sam.reacts("bulb", on=VANS, channel=ROOM)
    await visit.here.delroy.sees("From", channel=ROOM)
    assert [row["text"] for row in rows(visit, "idea", "author")] == [VANS]


async def test_a_command_and_the_shortcuts_that_slack_would_not_offer_them(visit: Visit) -> None:
    """Forged as if it did: the envelope names the workspace, and the person has another."""
    slack = visit.here.team
    sam, room = slack.workspace.people[visit.sam.id], slack.workspace.channel(ROOM)
    assert room is not None
    await visit.sam.types(VANS, channel=ROOM)
    said = slack.workspace.visible(sam.id, room.id)[-1]

    command = payloads.command(slack, sam, room, "/idea", BENCHES + " still")
    saved = payloads.message_shortcut(slack, sam, said, ids.SAVE_AS_IDEA)
    anywhere = payloads.global_shortcut(slack, sam, ids.NEW_IDEA_SHORTCUT)
    for kind, payload in (("slash_commands", command), ("interactive", saved), ("interactive", anywhere)):
        assert (await slack.delivery.send(kind, payload, answerable=True)).acked

    await visit.here.delroy.sees(BENCHES + " still", channel=ROOM)
    await visit.sam.modal()
    assert {row["text"] for row in visit.here.rows()["idea"]} >= {BENCHES + " still"}


async def test_who_is_an_admin_at_home_leads_nothing_where_they_visit(visit: Visit) -> None:
    errors = await forged_form(visit.here, visit.sam, ids.START_FORM, {"title": text("Mine")})
    await forged_click(visit.here, visit.sam, ids.SEND_AGAIN, "0" * 32)

    assert errors["title"].startswith("Only the people who lead can start a session: Miriam Adler.")
    no = "Only the people who lead can send a reminder again: Miriam Adler."
    await visit.sam.sees(no, channel=ROOM, private=True)


async def test_what_was_said_of_them_at_home_is_not_known_where_they_visit(visit: Visit) -> None:
    await visit.sam.clicks("Check in", on="Session:", channel=ROOM)
    assert "Who are you here as?" in (await visit.sam.modal("Check in")).labels
    await visit.sam.closes()


# What Bolt makes of each kind of payload

Built = Callable[[Slack, Member, Channel, Message, View], Json]
KINDS: dict[str, Built] = {
    "command": lambda slack, who, room, _said, _view: payloads.command(slack, who, room, "/idea", "x"),
    "press in a message": lambda slack, who, _room, said, _view: payloads.actions_in_message(
        slack, who, said, {"type": "button", "action_id": "x"}
    ),
    "press in a form": lambda slack, who, _room, _said, view: payloads.actions_in_view(
        slack, who, view, {"type": "button", "action_id": "x"}
    ),
    "form sent": lambda slack, who, _room, _said, view: payloads.submission(slack, who, view),
    "form closed": lambda slack, who, _room, _said, view: payloads.closed(slack, who, view, cleared=False),
    "message shortcut": lambda slack, who, _room, said, _view: payloads.message_shortcut(
        slack, who, said, "x"
    ),
    "global shortcut": lambda slack, who, _room, _said, _view: payloads.global_shortcut(slack, who, "x"),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_bolt_reads_the_installed_team_from_every_kind_of_payload(visit: Visit, kind: str) -> None:
    slack = visit.here.team
    sam, room = slack.workspace.people[visit.sam.id], slack.workspace.channel(ROOM)
    assert room is not None
    said = slack.workspace.visible(sam.id, room.id)[-1]
    title = {"type": "plain_text", "text": "A form"}
    view = new_view(sam.id, {"type": "modal", "callback_id": "x", "title": title, "blocks": []}, slack.ids)

    payload = KINDS[kind](slack, sam, room, said, view)

    assert extract_team_id(payload) == HERE
    assert THERE in repr(payload) or kind == "command"
