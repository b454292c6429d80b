"""Polls, and their ballots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import JSON, Index, Integer, UniqueConstraint, cast, column, func, select

from coproduction.polls import CHOICE, Poll, Purpose
from coproduction.questions import position_of
from storage.columns import (
    belongs_to,
    fact,
    flags,
    in_programme,
    key,
    lists,
    maybes,
    noun,
    texts,
    who,
    words,
)
from storage.members import shut_out
from storage.phrases import add, change, columns_of, find, given, keep, literally, pair, value
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query, within

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from storage.statements import Rows

poll = noun(
    "poll",
    Register(
        whose="who took it back, if anybody did",
        why="what was asked",
        kept="as long as the programme",
        export="what one took back",
        erasure="stays; who took it back is forgotten",
    ),
    *texts("channel", "question", "origin"),
    *maybes("session"),
    *lists("options"),
    *words("purpose", Purpose),
    *flags("is_open"),
    *texts("kind"),
    *who(*maybes("taken_back_by")),
    in_programme(),
    belongs_to("session", "session"),
    UniqueConstraint("workspace", "origin"),
    Index("ix_poll_workspace_channel_is_open_id", "workspace", "channel", "is_open", "id"),
    Index("ix_poll_workspace_session_id", "workspace", "session", "id"),
)

ballot = fact(
    "ballot",
    Register(
        whose="the person",
        why="so that one person answers once and may change it",
        kept="as long as the programme",
        export="one's own answers",
        erasure="deleted; totals already published stay",
    ),
    key("poll"),
    *who(key("person")),
    *texts("answer"),
    belongs_to("poll", "poll"),
)

_poll, _ballot = poll.c, ballot.c

_ADD = add(poll)
_CHANGE = change(poll)
_REVISE = change(poll, poll.c.is_open)
_GET = find(Poll, poll, given(_poll.id))
_FROM_ORIGIN = find(Poll, poll, given(_poll.origin))
_OPEN_IN = find(Poll, poll, given(_poll.channel), _poll.is_open, order=[_poll.id])
_OF_SESSION = find(Poll, poll, given(_poll.session), order=[_poll.id])

# In the statement itself: it is the same for all, so no vote brings it along.
_is_choice = literally(_poll.kind, CHOICE)


def _choice(choices: ColumnElement[int]) -> Rows:
    """A ballot out of the poll itself: only an open single choice that has this option gives one,
    and only to who is not known to be elsewhere.

    On PostgreSQL its row is held meanwhile, so that closing it waits for the answers that found it open.
    """
    position = value(column("position", Integer))
    ballot = select(_poll.workspace, _poll.id, value(_ballot.person), value(_ballot.answer)).where(
        given(_poll.id, "poll"), _poll.is_open, _is_choice, position < choices, ~shut_out(_poll.channel)
    )
    return within(ballot).with_for_update(read=True)


_CAST = keep(
    ballot,
    if_other="answer",
    rows={
        "sqlite": _choice(func.json_array_length(_poll.options)),
        "postgresql": _choice(func.json_array_length(cast(_poll.options, JSON))),
    },
).together()
_HOLD = Query(Poll, select(*columns_of(Poll, poll)).where(given(_poll.id)).with_for_update(read=True))
_KEEP = keep(ballot, if_other="answer")
_VOTES = Query(
    pair,
    select(_ballot.answer, func.count())
    .where(given(_ballot.poll))
    .group_by(_ballot.answer)
    .order_by(_ballot.answer),
)
_BALLOTS = Query(
    pair, select(_ballot.person, _ballot.answer).where(given(_ballot.poll)).order_by(_ballot.person)
)


class Polls(Repository):
    """`coproduction.polls.Polls`."""

    def add(self, poll: Poll) -> None:
        self._touch(_ADD, **values_of(poll))

    def put(self, poll: Poll) -> None:
        self._change(_CHANGE, poll)

    def revise(self, poll: Poll) -> bool:
        return self._touch(_REVISE, **values_of(poll)) == 1

    def get(self, poll: str) -> Poll | None:
        return self._one(_GET, id=poll)

    def from_origin(self, origin: str) -> Poll | None:
        return self._one(_FROM_ORIGIN, origin=origin)

    def open_in(self, channel: str) -> list[Poll]:
        return self._all(_OPEN_IN, channel=channel)

    def of_session(self, session: str) -> list[Poll]:
        return self._all(_OF_SESSION, session=session)

    def cast(self, poll: str, person: str, answer: str) -> bool:
        position = position_of(answer)
        if position is None:
            return False
        return self._touch(_CAST, poll=poll, person=person, answer=answer, position=position) == 1

    def lock(self, poll: str) -> Poll | None:
        return self._one(_HOLD, id=poll)

    def keep(self, poll: str, person: str, answer: str) -> bool:
        return self._touch(_KEEP, poll=poll, person=person, answer=answer) == 1

    def votes(self, poll: str) -> dict[str, int]:
        return dict(self._all(_VOTES, poll=poll))

    def ballots(self, poll: str) -> dict[str, str]:
        return dict(self._all(_BALLOTS, poll=poll))
