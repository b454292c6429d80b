"""What people promised."""

from collections.abc import Collection

from sqlalchemy import Column, Date, Index, UniqueConstraint

from coproduction.pledges import Pledge
from storage.columns import belongs_to, in_programme, maybes, moment, noun, texts, who
from storage.lastwords import About, LastWords
from storage.phrases import add, change, find, given, several
from storage.register import Register
from storage.repository import Repository, values_of

pledge = noun(
    "pledge",
    Register(
        whose="the person, and who handed it over to them",
        why="what somebody promised, to quote it back; what difference it made; whether the group may see it",
        kept="as long as the programme",
        export="whole",
        erasure="deleted with its follow-ups",
    ),
    *texts("channel", "what", "origin"),
    *who(*texts("person"), *maybes("taken_from")),
    *maybes("session", "first_step", "difference", "idea"),
    Column("by", Date),
    moment("made_at"),
    moment("withdrawn_at", nullable=True),
    moment("shared_at", nullable=True),
    moment("taken_at", nullable=True),
    in_programme(),
    belongs_to("session", "session"),
    UniqueConstraint("workspace", "origin"),
    Index("ix_pledge_workspace_person", "workspace", "person"),
    Index("ix_pledge_workspace_channel", "workspace", "channel"),
)

_pledge = pledge.c
_as_made = [_pledge.made_at, _pledge.id]

_ADD = add(pledge)
_CHANGE = change(pledge)
_GET = find(Pledge, pledge, given(_pledge.id))
_FROM_ORIGIN = find(Pledge, pledge, given(_pledge.origin))
_SOME = find(Pledge, pledge, _pledge.id.in_(several(_pledge.id)))
_BY = find(Pledge, pledge, given(_pledge.person), order=_as_made)
_OF = find(Pledge, pledge, given(_pledge.channel), order=_as_made)


class Pledges(Repository):
    """`coproduction.pledges.Pledges`."""

    def add(self, pledge: Pledge) -> None:
        self._touch(_ADD, **values_of(pledge))

    def put(self, pledge: Pledge) -> None:
        self._change(_CHANGE, pledge)
        LastWords(self._scope).keep(About.PLEDGE, pledge.id, pledge.person, is_refused=pledge.is_withdrawn)

    def share(self, pledge: Pledge) -> None:
        self._change(_CHANGE, pledge)
        is_private = pledge.shared_at is None
        LastWords(self._scope).keep(About.SHARED_PLEDGE, pledge.id, pledge.person, is_refused=is_private)

    def get(self, pledge: str) -> Pledge | None:
        return self._one(_GET, id=pledge)

    def from_origin(self, origin: str) -> Pledge | None:
        return self._one(_FROM_ORIGIN, origin=origin)

    def some(self, pledges: Collection[str]) -> dict[str, Pledge]:
        found = self._all(_SOME, id=sorted(set(pledges))) if pledges else []
        return {pledge.id: pledge for pledge in found}

    def by(self, person: str) -> list[Pledge]:
        return self._all(_BY, person=person)

    def of(self, channel: str) -> list[Pledge]:
        return self._all(_OF, channel=channel)
