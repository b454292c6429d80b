"""Polls, and the answers that are held with a person. Those that are not: `storage.unnamed`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from coproduction.polls import POLL_CARD, Poll, Purpose
from coproduction.questions import position_of
from storage.ballots import (
    ballot,
    casting,
    given_in,
    is_anonymous,
    is_for,
    is_for_all,
    poll,
    poll_result,
    unnamed_ballot,
)
from storage.lastwords import About, LastWords
from storage.messages import message
from storage.people import looks_on
from storage.phrases import add, change, columns_of, find, given, keep, literally, pair, remove, value
from storage.pollends import is_over, is_to_remind, waits_for_all
from storage.repository import Repository, values_of
from storage.statements import Query, within

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_poll, _ballot, _result, _message = poll.c, ballot.c, poll_result.c, message.c

_ADD = add(poll)
_CHANGE = change(poll)
_REVISE = change(poll, poll.c.is_open)
_GET = find(Poll, poll, given(_poll.id))
_FROM_ORIGIN = find(Poll, poll, given(_poll.origin))
_WHOLE = func.coalesce(_poll.part_of, "") == ""  # else SQLite looks at the whole polls of all sessions
# Its card was owed as it was asked; ids are in no order. One without a card is the closing question: last.
_asked_at = (
    within(select(_message.due_at))
    .where(literally(_message.kind, POLL_CARD), _message.subject == _poll.id)
    .where(_message.recipient == "", _message.part == 0, _message.occasion == "")
    .scalar_subquery()
)
_as_asked = [_asked_at.nulls_last(), _poll.id]
_OPEN_IN = find(Poll, poll, given(_poll.channel), _poll.is_open, _WHOLE, order=_as_asked)
_OF_SESSION = find(Poll, poll, given(_poll.session), _WHOLE, order=_as_asked)
_OF_CHANNEL = find(Poll, poll, given(_poll.channel), _WHOLE, order=[_poll.is_open, *_as_asked])
_PARTS_OF = find(Poll, poll, given(_poll.part_of), order=[_poll.place])

# In no order: one would keep SQLite from the index of those that are open.
_OVER = Query(str, select(_poll.id).where(is_over(value(_poll.closes_at, "now"))))
_TO_REMIND = Query(str, select(_poll.id).where(is_to_remind(value(_poll.remind_at, "now"))))
_WAITING = find(Poll, poll, waits_for_all())

# Poll by poll, as few are open; the ballots of one person have no index of their own.
_theirs = within(select(_ballot.poll)).where(_ballot.poll == _poll.id, given(_ballot.person)).exists()
_ANSWERED = find(Poll, poll, _poll.is_open, literally(_poll.purpose, Purpose.ANY), _theirs)

_CAST = casting(ballot, _ballot.person, ~is_anonymous, is_for_all)
_CAST_BY_SOME = casting(ballot, _ballot.person, ~is_anonymous, is_for(value(_ballot.person)))
_HOLD = Query(Poll, select(*columns_of(Poll, poll)).where(given(_poll.id)).with_for_update(read=True))
_TAKE = Query(Poll, select(*columns_of(Poll, poll)).where(given(_poll.id)).with_for_update())
_ASKS = Query(
    str,
    select(_poll.id).where(
        given(_poll.id), or_(is_for_all, is_for(value(_ballot.person))), ~looks_on(value(_ballot.person))
    ),
)
_KEEP = keep(ballot, if_other="answer")
_WITHDRAW = remove(ballot, given(_ballot.poll), given(_ballot.person))
_CLEAR = remove(ballot, given(_ballot.poll))
_HELD = given_in(ballot)
_BALLOTS = Query(
    pair, select(_ballot.person, _ballot.answer).where(given(_ballot.poll)).order_by(_ballot.person)
)
_ANSWER_OF = Query(str, select(_ballot.answer).where(given(_ballot.poll), given(_ballot.person)))
_COUNT = add(poll_result)
_COUNTED = Query(pair, select(_result.answer, _result.number).where(given(_result.poll)))
# They stand in one of two tables, and when they were counted in neither.
_VOTES = (_HELD, given_in(unnamed_ballot), _COUNTED)


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

    def of_channel(self, channel: str) -> list[Poll]:
        return self._all(_OF_CHANNEL, channel=channel)

    def parts_of(self, poll: str) -> list[Poll]:
        return self._all(_PARTS_OF, part_of=poll)

    def over(self, now: datetime) -> list[str]:
        return sorted(self._all(_OVER, now=now))

    def to_remind(self, now: datetime) -> list[str]:
        return sorted(self._all(_TO_REMIND, now=now))

    def waiting_for_all(self) -> list[Poll]:
        return sorted(self._all(_WAITING), key=lambda poll: poll.id)

    def answered_by(self, person: str) -> list[Poll]:
        return sorted(self._all(_ANSWERED, person=person), key=lambda poll: poll.id)

    def cast(self, poll: str, person: str, answer: str) -> bool:
        position = position_of(answer)
        if position is None:
            return False
        given = {"poll": poll, "person": person, "answer": answer, "position": position}
        return self._touch(_CAST, **given) == 1 or self._touch(_CAST_BY_SOME, **given) == 1

    def lock(self, poll: str) -> Poll | None:
        return self._one(_HOLD, id=poll)

    def hold(self, poll: str) -> Poll | None:
        return self._one(_TAKE, id=poll)

    def asks(self, poll: str, person: str) -> bool:
        return self._one(_ASKS, id=poll, person=person) is not None

    def keep(self, poll: str, person: str, answer: str) -> bool:
        return self._touch(_KEEP, poll=poll, person=person, answer=answer) == 1

    def withdraw(self, poll: str, person: str) -> bool:
        is_gone = self._touch(_WITHDRAW, poll=poll, person=person) == 1
        if is_gone:
            LastWords(self._scope).keep(About.ANSWER, f"{poll} {person}", person, is_refused=True)
        return is_gone

    def votes(self, poll: str) -> dict[str, int]:
        return {answer: number for query in _VOTES for answer, number in self._all(query, poll=poll)}

    def settle(self, poll: str) -> None:
        self.count(poll, dict(self._all(_HELD, poll=poll)))
        self.clear(poll)

    def clear(self, poll: str) -> None:
        self._touch(_CLEAR, poll=poll)
        LastWords(self._scope).forget(About.ANSWER, poll)  # it would tell who took part

    def count(self, poll: str, votes: Mapping[str, int]) -> None:
        for answer, number in votes.items():
            self._touch(_COUNT, poll=poll, answer=answer, number=number)

    def ballots(self, poll: str) -> dict[str, str]:
        return dict(self._all(_BALLOTS, poll=poll))

    def answer_of(self, poll: str, person: str) -> str | None:
        return self._one(_ANSWER_OF, poll=poll, person=person)
