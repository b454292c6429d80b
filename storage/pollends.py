"""Which polls are to be closed or reminded of by now: the same for one workspace and for the look at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, or_, select

from storage.ballots import ballot, fits, is_for_all, poll
from storage.members import is_away
from storage.phrases import value
from storage.sessions import attendance
from storage.statements import Query

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

_poll, _ballot, _came = poll.c, ballot.c, attendance.c
_IS_OPEN = (_poll.is_open, _poll.part_of.is_(None))


def _has_answered() -> ColumnElement[bool]:
    """Whether who came has answered the poll, or of several questions any."""
    part = poll.alias("part")
    its = part.c.workspace == _poll.workspace, or_(part.c.id == _poll.id, part.c.part_of == _poll.id)
    theirs = _ballot.workspace == _poll.workspace, _ballot.poll == part.c.id, _ballot.person == _came.person
    return exists(select(part.c.id).where(*its, *theirs).correlate_except(part, ballot))


def _of_those_asked(*where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether this is true of anybody who came, who is asked and is still there."""
    ours = _came.workspace == _poll.workspace, _came.session == _poll.session
    asked = fits(_came.person) & ~is_away(_came.person, _poll.channel)
    return exists(select(_came.person).where(*ours, asked, *where).correlate_except(attendance))


def is_over(now: datetime | Any) -> ColumnElement[bool]:
    """An open poll that was to close by now."""
    return and_(*_IS_OPEN, _poll.closes_at <= now)


def is_to_remind(now: datetime | Any) -> ColumnElement[bool]:
    """An open poll of which people were to be reminded by now."""
    return and_(*_IS_OPEN, _poll.remind_at <= now)


def is_answered() -> ColumnElement[bool]:
    """An open poll that waits for the answers of all whom it asks, and has them."""
    waits = and_(*_IS_OPEN, _poll.closes_when_all, ~is_for_all)
    return waits & _of_those_asked() & ~_of_those_asked(~_has_answered())


def _ids(where: ColumnElement[bool]) -> Query[str]:
    return Query(str, select(_poll.id).where(where).order_by(_poll.id))


OVER = _ids(is_over(value(_poll.closes_at, "now")))
TO_REMIND = _ids(is_to_remind(value(_poll.remind_at, "now")))
ANSWERED = _ids(is_answered())
