"""The budget of each person: one unasked message a week."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Column, Date, literal_column, update

from coproduction.budget import A_WEEK, Allowance
from storage.columns import fact, key, maybes, who
from storage.phrases import find, given, keep, several, value
from storage.register import Register
from storage.repository import Repository
from storage.statements import Statement

allowance = fact(
    "allowance",
    Register(
        whose="the person",
        why="so that nobody gets more than one unasked message a week",
        kept="as long as the person is known",
        export="whole",
        erasure="deleted",
    ),
    *who(key("person")),
    Column("day", Date),
    *maybes("message"),
)

_allowance = allowance.c

_GET = find(Allowance, allowance, given(_allowance.person))
_SOME = find(Allowance, allowance, _allowance.person.in_(several(_allowance.person)))
_HOLD = keep(allowance, "person")
_TAKE = keep(
    allowance,
    "day",
    "message",
    only_if=_allowance.day.is_(None)
    | (_allowance.day <= value(_allowance.day, "before"))
    | (_allowance.message == literal_column("excluded.message")),
)
_GIVE_BACK = Statement(
    update(allowance)
    .values(day=None, message=None)
    .where(given(_allowance.person), given(_allowance.message))
)


class Allowances(Repository):
    """`coproduction.budget.Allowances`."""

    def get(self, person: str) -> Allowance:
        return self._one(_GET, person=person) or Allowance(person)

    def some(self, people: Collection[str]) -> dict[str, Allowance]:
        found = self._all(_SOME, person=sorted(set(people))) if people else []
        return {each.person: each for each in found}

    def hold(self, person: str) -> None:
        self._touch(_HOLD, person=person, day=None, message=None)

    def take(self, person: str, message: str, day: date) -> bool:
        return self._touch(_TAKE, person=person, message=message, day=day, before=day - A_WEEK) == 1

    def give_back(self, person: str, message: str) -> None:
        self._touch(_GIVE_BACK, person=person, message=message)
