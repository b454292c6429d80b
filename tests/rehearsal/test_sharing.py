"""Files that the app shares: announced, brought, and shared once; seen by those they were shared with."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from rehearsal.server import Rehearsal
from story.setting import StoryRehearsal
from tests.rehearsal.app import SCOPES, manifest
from tests.rehearsal.tab import ANA, BLESSING

SHARED = b"Tea,4\n"


@pytest.fixture
async def slack() -> AsyncIterator[Rehearsal]:
    async with StoryRehearsal(manifest=manifest([*SCOPES, "files:write"])) as server:
        yield server


async def announced(web: AsyncWebClient, content: bytes = SHARED) -> tuple[str, str]:
    """The id of a file to come and its address."""
    answer = await web.files_getUploadURLExternal(filename="tea.csv", length=len(content))
    return str(answer["file_id"]), str(answer["upload_url"])


async def brought(address: str, content: bytes = SHARED) -> int:
    """The status with which the content is taken."""
    async with aiohttp.ClientSession() as session, session.post(address, data=content) as got:
        return got.status


async def error(web: AsyncWebClient, file_id: str, channel: str | None = None) -> str:
    with pytest.raises(SlackApiError) as refusal:
        await web.files_completeUploadExternal(files=[{"id": file_id}], channel_id=channel)
    return str(refusal.value.response["error"])


async def test_the_library_uploads_a_file_that_its_person_can_download_and_nobody_else(
    slack: Rehearsal, web: AsyncWebClient
) -> None:
    conversation = (await web.conversations_open(users=ANA))["channel"]["id"]

    await web.files_upload_v2(content=SHARED, filename="tea.csv", channel=conversation, initial_comment="Tea")

    (message,) = (await web.conversations_history(channel=conversation))["messages"]
    (file,) = message["files"]
    assert (message["subtype"], message["text"], file["name"]) == ("file_share", "Tea", "tea.csv")
    async with aiohttp.ClientSession(slack.url) as session:
        for person, status, body in ((ANA, 200, SHARED), (BLESSING, 404, b"file not found")):
            async with session.get(f"/_files/{slack.slack.team_id}-{file['id']}/{person}") as got:
                assert (got.status, await got.read()) == (status, body)


async def test_a_file_is_shared_once_and_only_when_its_content_has_come(web: AsyncWebClient) -> None:
    conversation = (await web.conversations_open(users=ANA))["channel"]["id"]
    file_id, address = await announced(web)
    assert await error(web, file_id, conversation) == "file_not_found"
    assert [await brought(address, b"short"), await brought(address), await brought(address)] == [
        400,
        200,
        400,
    ]

    await web.files_completeUploadExternal(files=[{"id": file_id}], channel_id=conversation)

    assert await error(web, file_id, conversation) == "file_not_found"
    assert len((await web.conversations_history(channel=conversation))["messages"]) == 1


async def test_a_file_that_is_shared_with_nobody_is_seen_by_nobody(
    slack: Rehearsal, web: AsyncWebClient
) -> None:
    file_id, address = await announced(web)
    await brought(address)
    await web.files_completeUploadExternal(files=[{"id": file_id, "title": "Ours"}])
    place = f"/_files/{slack.slack.team_id}-{file_id}/{ANA}"
    async with aiohttp.ClientSession(slack.url) as session, session.get(place) as got:
        assert got.status == 404


async def test_a_file_of_nothing_and_a_place_that_is_none_are_refused(web: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="missing_argument"):
        await web.files_getUploadURLExternal(filename="tea.csv", length=0)
    file_id, address = await announced(web)
    await brought(address)
    assert await error(web, file_id, "C0NOWHERE") == "channel_not_found"
    assert await error(web, file_id, ANA) == "channel_not_found"
