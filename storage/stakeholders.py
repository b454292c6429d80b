"""Whom a programme still needs, and who can introduce it to them."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, select

from coproduction.stakeholders import Stakeholder, State
from storage.columns import maybes, moment, noun, texts, who, words
from storage.lastwords import About, LastWords
from storage.phrases import add, change, find, given, remove, value
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query

stakeholder = noun(
    "stakeholder",
    Register(
        whose="who is to be asked, who can introduce them, and who wrote it",
        why="so that those who lead see which roles are missing, and who can introduce them; whoever is in "
        "this Slack is told what is kept of them once they are asked",
        kept="six months; where somebody took themselves off, only that they did, until then",
        export="whole",
        erasure="deleted",
    ),
    *texts("channel", "role", "sector"),
    *words("state", State),
    *who(*texts("added_by")),
    moment("forget_at"),
    *who(*maybes("person", "introducer")),
    *maybes("introducer_role"),
    moment("told_at", nullable=True),
    UniqueConstraint("workspace", "channel", "person"),
    Index("ix_stakeholder_workspace_forget_at", "workspace", "forget_at"),
)

_stakeholder = stakeholder.c

_ADD = add(stakeholder)
_PUT = change(stakeholder, _stakeholder.state != State.OFF)
_GET = find(Stakeholder, stakeholder, given(_stakeholder.id))
_OF = find(Stakeholder, stakeholder, given(_stakeholder.channel), order=[_stakeholder.role, _stakeholder.id])
_OVER = Query(
    str, select(_stakeholder.id).where(_stakeholder.forget_at <= value(_stakeholder.forget_at, "now"))
)
_DROP = remove(stakeholder, given(_stakeholder.id))


class Stakeholders(Repository):
    """`coproduction.stakeholders.Stakeholders`."""

    def add(self, stakeholder: Stakeholder) -> None:
        self._touch(_ADD, **values_of(stakeholder))

    def put(self, stakeholder: Stakeholder) -> bool:
        is_stored = self._touch(_PUT, **values_of(stakeholder)) == 1
        if is_stored and stakeholder.is_off:
            LastWords(self._scope).keep(About.LISTED, stakeholder.id, "", is_refused=True)
        return is_stored

    def get(self, stakeholder: str) -> Stakeholder | None:
        return self._one(_GET, id=stakeholder)

    def of(self, channel: str) -> list[Stakeholder]:
        return self._all(_OF, channel=channel)

    def over(self, now: datetime) -> list[str]:
        return sorted(self._all(_OVER, now=now))

    def drop(self, stakeholder: str) -> bool:
        return self._touch(_DROP, id=stakeholder) == 1
