"""Not every workspace takes charts: one that refuses them gets the same message without."""

import asyncio
from collections.abc import Awaitable, Callable
from math import inf
from typing import Final, TypeVar

import structlog
from slack_sdk.errors import SlackApiError

from handlers.blocks.charts import CHART
from handlers.blocks.kit import Block
from handlers.slack.slack_errors import error_of

AGAIN_AFTER: Final = 24 * 60 * 60.0  # seconds until a workspace that refused one is shown another
# How Slack refuses blocks, before it does anything: so the call can be made once more.
_REFUSED = {"invalid_blocks", "invalid_blocks_format", "invalid_arguments", "msg_blocks_too_long"}

T = TypeVar("T")

log = structlog.get_logger(__name__)


class Charts:
    """What one workspace makes of charts."""

    def __init__(self) -> None:
        self._refused_at = -inf

    async def tried(self, call: Callable[[list[Block]], Awaitable[T]], blocks: list[Block]) -> T:
        """Make a call with these blocks; where Slack refuses it and there is a chart, once more without."""
        plain = [block for block in blocks if block["type"] != CHART]
        if len(plain) == len(blocks) or self._now() < self._refused_at + AGAIN_AFTER:
            return await call(plain)
        try:
            return await call(blocks)
        except SlackApiError as refusal:
            if error_of(refusal) not in _REFUSED:
                raise
            answer = await call(plain)
            self._refused_at = self._now()
            log.info("charts_refused", reason=error_of(refusal))
            return answer

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
