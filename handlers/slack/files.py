"""A file for one person, in their conversation with the bot: announced, brought, and shared."""

from typing import Any

import aiohttp

from handlers.slack.calls import Slack
from handlers.slack.proxies import proxy_to
from handlers.slack.slack_errors import Unreadable


async def give(slack: Slack, person: str, name: str, content: bytes, words: str) -> None:
    """Share a file, with words that introduce it.

    Raises what a call to Slack raises, also where the app may not or the workspace takes no files. Until it
    is shared, nobody sees anything of it; so what went wrong can be done again from the beginning.
    """
    announced = await slack.client.files_getUploadURLExternal(filename=name, length=len(content))
    address, file_id = announced.get("upload_url"), announced.get("file_id")
    if not (isinstance(address, str) and isinstance(file_id, str)):
        raise Unreadable("upload_url")
    await _bring(slack, address, content)
    conversation = await slack.open_conversation(person)
    await slack.client.files_completeUploadExternal(
        files=[{"id": file_id, "title": name}], channel_id=conversation, initial_comment=words
    )


async def _bring(slack: Slack, address: str, content: bytes) -> None:
    """The address takes the content as it is, and no token."""
    asked: dict[str, Any] = {"data": content, "proxy": proxy_to(address), "allow_redirects": False}
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(slack.patience.call)) as session,
        session.post(address, **asked) as answer,
    ):
        if answer.status != 200:
            raise Unreadable(f"HTTP {answer.status}")
