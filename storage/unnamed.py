"""Answers to anonymous polls: under tags that a poll's secret makes, beside no row that names anybody."""

from __future__ import annotations

from sqlalchemy import select

from coproduction import voices
from coproduction.questions import position_of
from coproduction.unnamed import SecretGone
from storage.ballots import (
    ballot,
    casting,
    given_in,
    is_anonymous,
    is_for,
    is_for_all,
    poll_secret,
    unnamed_ballot,
)
from storage.keys import Unopened
from storage.phrases import add, given, keep, pair, remove, value
from storage.repository import Repository
from storage.statements import Query

_secret, _unnamed = poll_secret.c, unnamed_ballot.c

_KEEP_SECRET = add(poll_secret)
_SECRET = Query(pair, select(_secret.pepper, _secret.locked_by).where(given(_secret.poll)))
_DESTROY_SECRET = remove(poll_secret, given(_secret.poll))
_CAST = casting(unnamed_ballot, _unnamed.tag, is_anonymous, is_for_all)
_CAST_BY_SOME = casting(unnamed_ballot, _unnamed.tag, is_anonymous, is_for(value(ballot.c.person)))
_KEEP = keep(unnamed_ballot, if_other="answer")
_WITHDRAW = remove(unnamed_ballot, given(_unnamed.poll), given(_unnamed.tag))
_ANSWER_OF = Query(str, select(_unnamed.answer).where(given(_unnamed.poll), given(_unnamed.tag)))
_VOTES = given_in(unnamed_ballot)
_CLEAR = remove(unnamed_ballot, given(_unnamed.poll))


class Unnamed(Repository):
    """`coproduction.unnamed.Unnamed`."""

    def keep_secret(self, poll: str, pepper: bytes) -> None:
        key = self._scope.key
        locked = key.lock(pepper, self._scope.workspace, poll)
        self._touch(_KEEP_SECRET, poll=poll, pepper=locked, locked_by=key.id)

    def cast(self, poll: str, person: str, answer: str) -> bool:
        position, tag = position_of(answer), self._tag(poll, person)
        if position is None or tag is None:
            return False
        # The person is for the door alone (`shut_out`, `is_for`), and is not stored.
        given = {"poll": poll, "tag": tag, "person": person, "answer": answer, "position": position}
        return self._touch(_CAST, **given) == 1 or self._touch(_CAST_BY_SOME, **given) == 1

    def keep(self, poll: str, person: str, answer: str) -> bool:
        tag = self._tag(poll, person)
        if tag is None:
            raise SecretGone
        return self._touch(_KEEP, poll=poll, tag=tag, answer=answer) == 1

    def withdraw(self, poll: str, person: str) -> bool:
        tag = self._tag(poll, person)
        return tag is not None and self._touch(_WITHDRAW, poll=poll, tag=tag) == 1

    def answer_of(self, poll: str, person: str) -> str | None:
        tag = self._tag(poll, person)
        return self._one(_ANSWER_OF, poll=poll, tag=tag) if tag else None

    def take_out(self, poll: str) -> dict[str, int] | None:
        """Read the secret itself, and not what is in mind: a key may have changed since."""
        is_known = self._read(poll) is not None
        votes = dict(self._all(_VOTES, poll=poll))
        for statement in (_CLEAR, _DESTROY_SECRET):
            self._touch(statement, poll=poll)
        self._scope.key.forget(self._scope.workspace, poll)
        return votes if is_known else None

    def _tag(self, poll: str, person: str) -> str | None:
        """What stands for a person in this poll; None when its secret is gone, or is another key's."""
        # A storm of votes must not read it at each.
        tags = self._scope.key.recall(self._scope.workspace, poll) or self._read(poll)
        return None if tags is None else tags.of(person)

    def _read(self, poll: str) -> voices.Tags | None:
        found, about = self._one(_SECRET, poll=poll), (self._scope.workspace, poll)
        if found is None:
            return None
        try:
            pepper = self._scope.key.open(found[0], *about)
        except Unopened:
            return None
        return self._scope.key.remember(voices.Tags(pepper, self._scope.workspace), *about)
