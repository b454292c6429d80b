"""An act of a workspace of which the bot has no token: it is answered as far as that can be, and not kept."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from handlers import ids
from rehearsal.driver.room import Person
from rehearsal.model import Json
from tests.handlers.database import tables
from tests.handlers.teams import NOWHERE, Place, Places, on_stages
from tests.stage import ROOM, Opened
from tests.wiretap import Wiretap

WORDS = "I am not installed in this workspace any more, so nothing was done."


@pytest.fixture
async def places(database: Opened) -> AsyncIterator[Places]:
    """In the two that are served, nothing happens."""
    async with on_stages(database) as places:
        await places.rest()
        before, heard = tables(places.here), [each.record() for each in places]
        yield places
        await places.rest()
        assert tables(places.here) == before
        assert [each.record() for each in places] == heard


@pytest.fixture
def nowhere(places: Places) -> Place:
    return places.nowhere


def as_before(place: Place) -> AsyncWebClient:
    """The bot as it was when it had a token there."""
    return AsyncWebClient(token=place.team.bot_token, base_url=place.slack.api_url, retry_handlers=[])


async def leaves_a_card(place: Place) -> None:
    """A card of old stands in the channel."""
    button = {"type": "button", "action_id": ids.SUPPORT, "value": "i1"}
    actions = {"type": "actions", "elements": [button | {"text": plain("Support")}]}
    await as_before(place).chat_postMessage(channel="C0PARENT0", text="Benches", blocks=[actions])


async def leaves_a_form(place: Place, person: Person, form: str, *blocks: Json) -> None:
    """A form of old is open on somebody's screen."""
    view = {"type": "modal", "callback_id": form, "title": plain("New idea"), "submit": plain("Send")}
    trigger = place.team.triggers.issue(person.id)
    await as_before(place).views_open(trigger_id=trigger, view=view | {"blocks": list(blocks)})


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


FIELD: Json = {
    "type": "input",
    "block_id": "text",
    "label": plain("Your idea"),
    "element": {"type": "plain_text_input", "action_id": ids.ANSWER},
}
SHOWN: Json = {"type": "section", "text": plain("These are your groups.")}


@pytest.mark.parametrize("typed", ["/copro", "/idea More benches", '/copro start "Mine"', "/checkin"])
async def test_a_command_is_answered(nowhere: Place, typed: str) -> None:
    await nowhere.miriam.types(typed, channel=ROOM)
    await nowhere.miriam.sees(WORDS, channel=ROOM, private=True)


async def test_a_press_is_answered(nowhere: Place) -> None:
    await leaves_a_card(nowhere)
    await nowhere.ana.clicks("Support", on="Support", channel=ROOM)
    await nowhere.ana.sees(WORDS, channel=ROOM, private=True)


async def test_a_form_is_answered_under_its_field_and_keeps_what_was_written(nowhere: Place) -> None:
    await leaves_a_form(nowhere, nowhere.ana, ids.IDEA_FORM, FIELD)
    await nowhere.ana.fills({"Your idea": "More benches"})

    deed = await nowhere.ana.submits()

    assert {label: words.startswith(WORDS) for label, words in deed.errors.items()} == {"Your idea": True}
    assert "New idea" in (await nowhere.ana.modal()).title


async def test_a_form_without_fields_shows_the_answer(nowhere: Place) -> None:
    await leaves_a_form(nowhere, nowhere.ana, ids.PREVIEW_FORM, SHOWN)
    await nowhere.ana.submits()
    assert WORDS in (await nowhere.ana.modal("New idea")).text


async def test_a_form_that_is_closed_asks_for_no_answer(nowhere: Place) -> None:
    await leaves_a_form(nowhere, nowhere.ana, ids.IDEA_FORM, FIELD)
    await nowhere.ana.closes()


async def test_a_shortcut_on_a_message_is_answered(nowhere: Place) -> None:
    await nowhere.ana.types("More benches", channel=ROOM)
    await nowhere.ana.shortcut("Save as idea", on="More benches", channel=ROOM)
    await nowhere.ana.sees(WORDS, channel=ROOM, private=True)


async def test_where_there_is_no_address_to_answer_at_slack_itself_says_that_it_failed(
    nowhere: Place,
) -> None:
    deed = await nowhere.ana.global_shortcut("New idea", allow_silence=True)
    assert (deed.acked, bool(deed.warning)) == (False, True)


async def test_events_are_acknowledged_and_nothing_is_said(nowhere: Place) -> None:
    await nowhere.ana.types("hello", channel=ROOM)
    await nowhere.ana.reacts("bulb", on="hello", channel=ROOM)
    await nowhere.ana.opens_home()
    await nowhere.ana.types("hello @Alongside", channel=ROOM)

    told = nowhere.record("envelope")
    assert [entry["payload"]["event"]["type"] for entry in told] == EVENTS
    assert [entry["payload"]["team_id"] for entry in told] == [NOWHERE] * len(EVENTS)
    assert nowhere.record("call") == []


EVENTS = ["reaction_added", "app_home_opened", "app_mention"]


async def test_a_team_is_logged_once_and_as_no_fault(nowhere: Place, wiretap: Wiretap) -> None:
    for _ in range(3):
        await nowhere.ana.types("/idea More benches", channel=ROOM)
        await nowhere.ana.opens_home()

    said = wiretap.lines.getvalue().splitlines()
    assert [NOWHERE in line for line in said if "team_not_installed" in line] == [True]
    assert [line for line in said if "[error" in line] == []
