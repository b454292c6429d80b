"""Which open polls are to be looked at by now: to be closed, reminded of, or as they wait for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_

from storage.ballots import poll

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

_poll = poll.c
_IS_OPEN = and_(_poll.is_open, _poll.part_of.is_(None))


def is_over(now: datetime | Any) -> ColumnElement[bool]:
    """An open poll that was to close by now."""
    return and_(_IS_OPEN, _poll.closes_at <= now)


def is_to_remind(now: datetime | Any) -> ColumnElement[bool]:
    """An open poll of which people were to be reminded by now."""
    return and_(_IS_OPEN, _poll.remind_at <= now)


def waits_for_all() -> ColumnElement[bool]:
    """An open poll that closes when all have answered whom it asks."""
    return and_(_IS_OPEN, _poll.closes_when_all)
