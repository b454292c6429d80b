"""Slack opens only so many forms a minute: what those who lead are told when a room wants more."""

from datetime import timedelta
from typing import Final

SLOW_FORMS: Final = "slow_forms"  # to those who facilitate the session in which people wait

ONE_RUSH = timedelta(minutes=10)  # so soon after it was told, nobody is told again
JUST_OVER = timedelta(hours=1)  # so long after its end, forms in private belong to a session
NEWS = timedelta(minutes=5)  # after these it is none any more
