"""Messages that a conversation does not take until somebody changes something there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from coproduction.messages import Message, MessageState

STUCK: Final = "stuck"  # to those who facilitate there: what is to be changed

FIRST_TRY = timedelta(minutes=1)
LAST_TRY = timedelta(hours=6)
KEPT = timedelta(days=30)  # after these nobody misses it any more


class Obstacle(StrEnum):
    """What keeps us from writing there."""

    OUTSIDE = "outside"
    ARCHIVED = "archived"
    READ_ONLY = "read_only"
    FORBIDDEN = "forbidden"


OBSTACLES: Mapping[str, Obstacle] = {
    "not_in_channel": Obstacle.OUTSIDE,
    "channel_not_found": Obstacle.OUTSIDE,  # so Slack calls a private channel that we are not in
    "is_archived": Obstacle.ARCHIVED,
    "is_inactive": Obstacle.ARCHIVED,  # so Slack calls it when a card there is to be redrawn
    "restricted_action": Obstacle.READ_ONLY,
    "restricted_action_read_only_channel": Obstacle.READ_ONLY,
    "restricted_action_thread_only_channel": Obstacle.READ_ONLY,
    "restricted_action_non_threadable_channel": Obstacle.READ_ONLY,
    "restricted_action_thread_locked": Obstacle.READ_ONLY,
    "access_denied": Obstacle.FORBIDDEN,
    "app_access_restricted": Obstacle.FORBIDDEN,
    "ekm_access_denied": Obstacle.FORBIDDEN,
    "enterprise_is_restricted": Obstacle.FORBIDDEN,
    "missing_scope": Obstacle.FORBIDDEN,
    "no_permission": Obstacle.FORBIDDEN,
}
"""What Slack calls them."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """A message that waits for somebody to change something, and when it is tried again by itself."""

    message: Message
    obstacle: Obstacle
    again_at: datetime


def obstacle_of(message: Message) -> Obstacle | None:
    """What a message of a channel waits for, to be posted or, where it is posted, to be redrawn; None when
    nobody needs to change anything for it.
    """
    if message.recipient or message.state not in {MessageState.PENDING, MessageState.SENT}:
        return None
    return OBSTACLES.get(message.reason or "")


def next_try(attempt: int) -> timedelta:
    """How long to wait after the `attempt`th refusal: doubling from a minute, six hours at most."""
    doublings = min(max(attempt, 1) - 1, 10)
    return min(FIRST_TRY * (1 << doublings), LAST_TRY)
