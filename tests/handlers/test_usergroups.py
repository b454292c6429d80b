"""User groups that people mention: what they are called is asked at times, and may be refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from handlers.slack.calls import Slack
from handlers.slack.client import Client
from handlers.slack.usergroups import AGAIN_AFTER, FRESH, UserGroups
from rehearsal.driver.room import Room
from story.setting import StoryRehearsal
from tests.stage import MANIFEST

if TYPE_CHECKING:
    from rehearsal.server import Rehearsal

GROUP, GONE = "S0MIDWIFE", "S0UNKNOWN"
SOON = 5.0


class At:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = datetime(2027, 3, 10, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def groups_of(slack: Rehearsal, clock: At) -> UserGroups:
    return UserGroups(Slack(Client(slack.bot_token, slack.api_url, clock)), clock)


async def asked(room: Room) -> int:
    """How often Slack was asked what groups are called."""
    return len(await room.log("call", method="usergroups.list"))


async def test_slack_is_asked_once_in_a_while_and_what_it_said_stays_while_it_does_not_answer() -> None:
    clock = At()
    async with StoryRehearsal(MANIFEST) as slack, Room(slack.url) as room:
        groups = groups_of(slack, clock)
        assert await groups.names((), SOON) == {}
        for _ in range(2):
            assert await groups.names((GROUP, GONE), SOON) == {GROUP: "midwives"}
        assert await asked(room) == 1
        clock.now += FRESH
        await room.disturb("usergroups.list", what="error:internal_error", lasting=True)
        assert await groups.names((GROUP,), SOON) == {GROUP: "midwives"}
        assert await asked(room) == 2


async def test_where_it_was_not_granted_nobody_is_named_and_slack_is_asked_again_a_day_later() -> None:
    clock = At()
    async with StoryRehearsal(MANIFEST, optional=False) as slack, Room(slack.url) as room:
        groups = groups_of(slack, clock)
        for expected, later in ((1, timedelta()), (1, timedelta()), (2, AGAIN_AFTER)):
            clock.now += later
            assert await groups.names((GROUP,), SOON) == {}
            assert await asked(room) == expected
        assert await room.violations() == []
