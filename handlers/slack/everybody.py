"""Who is in a workspace, as Slack lists them."""

from functools import partial
from typing import Any

from handlers.slack.calls import Slack
from handlers.slack.channels import PAGE
from handlers.slack.pace import patiently


async def everybody(slack: Slack) -> list[dict[str, Any]]:
    """What Slack says of all people and apps of the workspace, page by page; who has left is among them."""
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = await patiently(partial(slack.client.users_list, limit=PAGE, cursor=cursor))
        found += page["members"]
        cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return found
