"""On which weekday who leads a programme wants to hear of it."""

from datetime import datetime

from sqlalchemy import Index

from coproduction.digests import DigestDay
from storage.columns import fact, in_programme, integers, key, moment, who
from storage.phrases import add_new, find, given, keep, remove, value
from storage.register import Register
from storage.repository import Repository, values_of

digest_day = fact(
    "digest_day",
    Register(
        whose="the facilitator",
        why="to send the weekly summary on the day they chose, or none",
        kept="as long as the programme, and as long as they lead",
        export="whole",
        erasure="deleted",
    ),
    *who(key("person")),
    key("channel"),
    *integers("weekday"),
    moment("next_at", nullable=True),
    in_programme(),
    Index("ix_digest_day_workspace_next_at", "workspace", "next_at"),
)

_day = digest_day.c
_of_person = given(_day.person)

_PUT = keep(digest_day)
_BEGIN = add_new(digest_day)
_GET = find(DigestDay, digest_day, _of_person, given(_day.channel))
_OF = find(DigestDay, digest_day, _of_person, order=[_day.channel])
_DUE = find(
    DigestDay,
    digest_day,
    _day.next_at <= value(_day.next_at, "now"),
    order=[_day.next_at, _day.person, _day.channel],
)
_DROP = remove(digest_day, _of_person)


class Digests(Repository):
    """`coproduction.digests.Digests`."""

    def put(self, wanted: DigestDay) -> None:
        self._touch(_PUT, **values_of(wanted))

    def begin(self, wanted: DigestDay) -> bool:
        return self._touch(_BEGIN, **values_of(wanted)) == 1

    def get(self, person: str, channel: str) -> DigestDay | None:
        return self._one(_GET, person=person, channel=channel)

    def of(self, person: str) -> list[DigestDay]:
        return self._all(_OF, person=person)

    def due(self, now: datetime) -> list[DigestDay]:
        return self._all(_DUE, now=now)

    def drop(self, person: str) -> None:
        self._touch(_DROP, person=person)
