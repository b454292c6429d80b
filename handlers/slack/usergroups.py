"""What user groups are called that people mention: Slack sends their ids alone."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

import structlog
from slack_sdk.errors import SlackApiError

from coproduction.ports import Clock
from handlers.slack.calls import Slack
from handlers.slack.slack_errors import NOT_GRANTED, SLACK_IS_AWAY, error_of

FRESH: Final = timedelta(minutes=10)
AGAIN_AFTER: Final = timedelta(days=1)  # until a workspace that did not grant the permission is asked again

log = structlog.get_logger(__name__)


class UserGroups:
    """Those of one workspace, of which Slack tells all at once."""

    def __init__(self, slack: Slack, clock: Clock) -> None:
        self._slack = slack
        self._clock = clock
        self._known: Mapping[str, str] = {}
        self._until: datetime | None = None
        self._one_at_a_time = asyncio.Lock()

    async def names(self, groups: Collection[str], within: float) -> Mapping[str, str]:
        """Those of these groups that Slack tells within so many seconds, without an @."""
        if not groups:
            return {}
        try:
            async with asyncio.timeout(within), self._one_at_a_time:
                await self._ask()
        except SlackApiError as refusal:
            self._refused(error_of(refusal))
        except SLACK_IS_AWAY:
            pass  # what was told before has to do
        return {group: self._known[group] for group in groups if self._known.get(group)}

    async def _ask(self) -> None:
        now = self._clock()
        if self._until is None or now >= self._until:
            self._known = await self._slack.user_groups()
            self._until = now + FRESH

    def _refused(self, error: str) -> None:
        if error in NOT_GRANTED:
            log.info("user_groups_are_not_told", reason=error, then="a user group is called a group")
            self._until = self._clock() + AGAIN_AFTER
