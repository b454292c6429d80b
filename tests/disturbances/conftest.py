"""What the tests of disturbances share: a bot that tries again sooner than in life."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.patience import Patience
from bot.preflight import Pauses
from handlers.slack.patience import SlackPatience

pytest.register_assert_rewrite("tests.disturbances.scene")  # so that what it finds is shown


@pytest.fixture
def patience() -> Patience:
    """The machine's own seconds cannot be skipped as the workspace's can."""
    shortly = timedelta(seconds=0.1)
    return Patience(Pauses(first=0.01), slack=SlackPatience(again_after=shortly, no_access=shortly))
