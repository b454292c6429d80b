"""Files for one person, shared in their conversation with the bot."""

import structlog
from slack_sdk.errors import SlackApiError

from coproduction.words import Text
from handlers.blocks import files as blocks
from handlers.desk import Desk
from handlers.edge.reply import Reply
from handlers.slack.files import give
from handlers.slack.slack_errors import SLACK_IS_AWAY, reason_of

log = structlog.get_logger(__name__)


async def given(
    desk: Desk, person: str, name: str, content: bytes, comment: str, *, title: Text, words: Text
) -> Reply | None:
    """Share a file with its `comment`, and say so in `words` under `title`; None if Slack takes no file."""
    try:
        await give(desk.slack, person, name, content, comment)
    except (SlackApiError, *SLACK_IS_AWAY) as fault:
        log.warning("file_not_given", reason=reason_of(fault))
        return None
    view, told = blocks.given(await desk.voice(person), title, words)
    return Reply(view=view, words=told)
