"""What of a request's body Slack reads, and where a token may stand."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from rehearsal.webapi.methods.call import REFERENCE
from rehearsal.webapi.methods.table import METHODS
from tests.judges.calls import methods

ROOM, ANA = "C0PARENT0", "U0CHAMP01"


async def called(slack: Rehearsal, method: str, verb: str = "POST", **request: Any) -> Any:
    token = slack.app_token if method.startswith("apps.") else slack.bot_token
    headers = {"Authorization": f"Bearer {token}", **request.pop("headers", {})}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.request(verb, slack.api_url + method, **request) as response,
    ):
        return await response.json()


async def rules(room: Room) -> list[str]:
    return [violation["rule"] for violation in await room.violations()]


@pytest.mark.parametrize("name", sorted(METHODS))
def test_the_rehearsal_knows_which_methods_take_json(name: str) -> None:
    assert REFERENCE[name]["json"] == methods()[name]["json"]


@pytest.mark.parametrize("method", ["conversations.info", "conversations.members"])
async def test_json_counts_for_nothing_where_a_method_takes_none(
    slack: Rehearsal, room: Room, method: str
) -> None:
    answer = await called(slack, method, json={"channel": ROOM})
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]
    assert await rules(room) == ["json_not_read", "invalid_arguments"]
    assert (await called(slack, method, data={"channel": ROOM}))["ok"]


async def test_a_listing_asked_with_json_is_the_usual_one_and_the_record_says_why(
    slack: Rehearsal, room: Room
) -> None:
    answer = await called(slack, "users.list", json={"limit": 1})
    assert len(answer["members"]) == 51
    violation = (await room.violations())[0]
    assert violation["words"] == "users.list takes no JSON: what was in it counts for nothing"
    assert len((await called(slack, "users.list", params={"limit": 1}))["members"]) == 1
    assert len(await room.violations()) == 1


async def test_an_empty_json_body_breaks_no_rule(slack: Rehearsal, room: Room) -> None:
    headers = {"Content-Type": "application/json"}
    assert (await called(slack, "users.list", data=b"", headers=headers))["ok"]
    assert await rules(room) == []


async def test_json_that_is_broken_is_not_read_either(slack: Rehearsal) -> None:
    headers = {"Content-Type": "application/json"}
    assert (await called(slack, "users.list", data=b"{", headers=headers))["ok"]
    assert (await called(slack, "auth.test", data=b"{", headers=headers))["error"] == "invalid_json"


async def test_a_socket_is_asked_for_with_a_post(slack: Rehearsal, room: Room) -> None:
    assert (await called(slack, "apps.connections.open", "GET"))["error"] == "insecure_request"
    assert await rules(room) == ["insecure_request"]
    assert (await called(slack, "apps.connections.open"))["ok"]
    assert (await called(slack, "auth.test", "GET"))["ok"]


async def test_a_token_beside_the_one_in_the_header_changes_nothing(slack: Rehearsal, room: Room) -> None:
    for form in ("data", "json"):
        whole: dict[str, Any] = {form: {"token": "xoxb-other", "channel": ROOM, "text": form}}
        answer = await called(slack, "chat.postMessage", **whole)
        assert answer["message"]["text"] == form
    assert await rules(room) == []


async def test_a_token_in_the_address_is_refused(slack: Rehearsal, room: Room) -> None:
    answer = await called(slack, "auth.test", params={"token": slack.bot_token})
    assert answer == {"ok": False, "error": "not_authed"}
    assert await rules(room) == ["not_authed"]


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("application/xml", "invalid_post_type"),
        ("text/html", "invalid_post_type"),
        (None, "missing_post_type"),
        ("text/plain", "invalid_arguments"),  # Slack takes it, and reads no argument in it
    ],
)
async def test_a_body_of_another_type_is_refused(slack: Rehearsal, kind: str | None, error: str) -> None:
    named: dict[str, Any] = (
        {"headers": {"Content-Type": kind}} if kind else {"skip_auto_headers": ["Content-Type"]}
    )
    answer = await called(slack, "conversations.info", data=f"channel={ROOM}".encode(), **named)
    assert answer["error"] == error


async def test_without_a_body_its_type_does_not_matter(slack: Rehearsal) -> None:
    headers = {"Content-Type": "application/xml"}
    answer = await called(slack, "conversations.info", params={"channel": ROOM}, headers=headers)
    assert answer["channel"]["id"] == ROOM


async def test_a_token_may_be_a_field_of_a_form_and_nothing_in_json(slack: Rehearsal, room: Room) -> None:
    bare: dict[str, Any] = {"skip_auto_headers": ["Authorization"]}
    whole = {"token": slack.bot_token, "channel": ROOM, "text": "x"}
    async with aiohttp.ClientSession() as session:

        async def answered(**body: Any) -> Any:
            async with session.post(f"{slack.api_url}chat.postMessage", **body) as answer:
                return await answer.json()

        assert (await answered(data=whole, **bare))["ok"]
        assert (await answered(data=whole | {"token": "xoxb-other"}, **bare))["error"] == "invalid_auth"
        assert (await answered(json=whole, **bare))["error"] == "not_authed"
    assert await rules(room) == ["invalid_auth", "not_authed"]
