"""Polls, and their ballots."""

from sqlalchemy import func, select

from coproduction.polls import Poll
from storage import tables
from storage.phrases import add, change, find, given, hold, keep, pair
from storage.shelf import Shelf, told
from storage.statements import Query

_poll, _ballot = tables.poll.c, tables.ballot.c

_ADD = add(tables.poll)
_CHANGE = change(tables.poll)
_GET = find(Poll, tables.poll, given(_poll.id))
_HELD = hold(Poll, tables.poll, given(_poll.id))
_FROM_ORIGIN = find(Poll, tables.poll, given(_poll.origin))
_OPEN_IN = find(Poll, tables.poll, given(_poll.channel), _poll.is_open, order=[_poll.id])
_OF_SESSION = find(Poll, tables.poll, given(_poll.session), order=[_poll.id])

_CAST = keep(tables.ballot, if_other="option")
_VOTES = Query(
    pair,
    select(_ballot.option, func.count())
    .where(given(_ballot.poll))
    .group_by(_ballot.option)
    .order_by(_ballot.option),
)
_BALLOTS = Query(
    pair, select(_ballot.person, _ballot.option).where(given(_ballot.poll)).order_by(_ballot.person)
)


class Polls(Shelf):
    """`coproduction.ports.Polls`."""

    def add(self, poll: Poll) -> None:
        self._touch(_ADD, **told(poll))

    def put(self, poll: Poll) -> None:
        self._change(_CHANGE, poll)

    def get(self, poll: str) -> Poll | None:
        return self._one(_GET, id=poll)

    def held(self, poll: str) -> Poll | None:
        return self._one(_HELD, id=poll)

    def from_origin(self, origin: str) -> Poll | None:
        return self._one(_FROM_ORIGIN, origin=origin)

    def open_in(self, channel: str) -> list[Poll]:
        return self._all(_OPEN_IN, channel=channel)

    def of_session(self, session: str) -> list[Poll]:
        return self._all(_OF_SESSION, session=session)

    def cast(self, poll: str, person: str, option: int) -> bool:
        return self._touch(_CAST, poll=poll, person=person, option=option) == 1

    def votes(self, poll: str) -> dict[int, int]:
        return dict(self._all(_VOTES, poll=poll))

    def ballots(self, poll: str) -> dict[str, int]:
        return dict(self._all(_BALLOTS, poll=poll))
