"""How people arrived, and the secret that keeps anonymous arrivals anonymous."""

from dataclasses import replace

from sqlalchemy import Column, Integer, LargeBinary, select

from coproduction.checkins import CheckIn, Snapshot
from storage.columns import (
    belongs_to,
    fact,
    flags,
    integers,
    kept_out_of_statistics,
    key,
    lists,
    maybes,
    number_key,
    numbers,
    rule,
    who,
)
from storage.faults import StorageUnavailable
from storage.keys import Unopened
from storage.phrases import add, add_new, find, given, keep, pair, remove
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query

# Apart from the session, so that destroying the secret deletes a whole row and no copy of one stays behind.
# What stands here is locked with a key that is not in the database; one that has no key's name was left open
# by an earlier version, and a start locks it (`storage.secrets`).
session_secret = fact(
    "session_secret",
    Register(
        whose="nobody",
        why="lets one unnamed voice count once while a session is live",
        kept="until its session ends",
        export="never: it would name people",
        erasure="destroyed at the end of the session",
    ),
    key("session"),
    Column("pepper", LargeBinary, nullable=False),
    *maybes("locked_by"),
    belongs_to("session", "session"),
)

kept_out_of_statistics(session_secret.c.pepper)

checkin = fact(
    "checkin",
    Register(
        whose="the person, or nobody who could be found",
        why="how the room arrived; how far people could say what they think, until the session ends",
        kept="as long as the programme; unnamed ones, if they were shown, under new voices after the session",
        export="one's own named answers",
        erasure="named ones deleted; unnamed ones lead back to nobody",
    ),
    key("session"),
    *who(key("voice")),  # where it is named; else a tag that leads back to nobody
    *flags("is_named"),
    *integers("mood"),
    *maybes("word"),
    Column("candour", Integer),
    belongs_to("session", "session"),
    rule("mood", "mood BETWEEN 1 AND 5"),
)

# Everybody sees the latest of a session; the others only say which answers it may not be subtracted from.
checkin_snapshot = fact(
    "checkin_snapshot",
    Register(
        whose="nobody: the moods and words of at least five people together",
        why="how the room arrived, renewed so that nobody's answer can be worked out",
        kept="the latest as long as the programme; marks of answers until the session ends",
        export="not personal",
        erasure="stays; the marks say nothing once the session's secret is destroyed",
    ),
    key("session"),
    number_key("number"),
    *numbers("moods", "candours"),
    *lists("words", "marks", "candour_marks"),
    belongs_to("session", "session"),
)

_secret, _checkin, _snapshot = session_secret.c, checkin.c, checkin_snapshot.c

_KEEP_PEPPER = add(session_secret)
_PEPPER = Query(pair, select(_secret.pepper, _secret.locked_by).where(given(_secret.session)))
_DESTROY_PEPPER = remove(session_secret, given(_secret.session))
_GET = find(CheckIn, checkin, given(_checkin.session), given(_checkin.voice))
_KEEP = keep(checkin)
_REMOVE = remove(checkin, given(_checkin.session), given(_checkin.voice))
_CLEAR = remove(checkin, given(_checkin.session))
_OF = find(CheckIn, checkin, given(_checkin.session), order=[_checkin.voice])

_SHOW = add_new(checkin_snapshot)
_SNAPSHOTS = find(Snapshot, checkin_snapshot, given(_snapshot.session), order=[_snapshot.number])
_LATEST = find(Snapshot, checkin_snapshot, given(_snapshot.session), order=[_snapshot.number.desc()], most=1)
_FORGET_SNAPSHOTS = remove(checkin_snapshot, given(_snapshot.session))


class CheckIns(Repository):
    """`coproduction.checkins.CheckIns`."""

    def keep_pepper(self, session: str, pepper: bytes) -> None:
        """A second one is refused (Taken): one person would get two voices."""
        key = self._scope.key
        locked = key.lock(pepper, self._scope.workspace, session)
        self._touch(_KEEP_PEPPER, session=session, pepper=locked, locked_by=key.id)

    def pepper(self, session: str) -> bytes | None:
        """StorageUnavailable when another process has locked it with another key."""
        found = self._one(_PEPPER, session=session)
        if found is None:
            return None
        try:
            return self._scope.key.open(found[0], self._scope.workspace, session)
        except Unopened as other_key:
            raise StorageUnavailable(other_key) from other_key

    def destroy_pepper(self, session: str) -> None:
        self._touch(_DESTROY_PEPPER, session=session)

    def get(self, session: str, voice: str) -> CheckIn | None:
        return self._one(_GET, session=session, voice=voice)

    def put(self, checkin: CheckIn) -> None:
        self._touch(_KEEP, **values_of(checkin))

    def remove(self, session: str, voice: str) -> None:
        self._touch(_REMOVE, session=session, voice=voice)

    def clear(self, session: str) -> None:
        self._touch(_CLEAR, session=session)

    def of(self, session: str) -> list[CheckIn]:
        """In the order of their voices, which tells nothing."""
        return self._all(_OF, session=session)

    def show(self, snapshot: Snapshot) -> bool:
        return self._touch(_SHOW, **values_of(snapshot)) == 1

    def snapshots(self, session: str) -> list[Snapshot]:
        return self._all(_SNAPSHOTS, session=session)

    def latest(self, session: str) -> Snapshot | None:
        return self._one(_LATEST, session=session)

    def settle(self, session: str) -> None:
        latest = self.latest(session)
        self._touch(_FORGET_SNAPSHOTS, session=session)
        if latest:
            self.show(replace(latest, marks=(), candour_marks=()))
