"""What the tests of disturbances share: a bot that tries again sooner than in life."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.slack import slack_errors

pytest.register_assert_rewrite("tests.disturbances.scene")  # so that what it finds is shown


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own seconds cannot be skipped as the workspace's can."""
    monkeypatch.setattr(slack_errors, "AGAIN_AFTER", timedelta(seconds=0.1))
    monkeypatch.setattr(slack_errors, "NO_ACCESS_PAUSE", timedelta(seconds=0.1))
