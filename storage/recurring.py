"""Pledges that are kept again and again."""

from sqlalchemy import Column, Date, select

from coproduction.recurring import Every, Recurrence
from storage.columns import belongs_to, fact, key, words
from storage.phrases import find, given, keep, remove
from storage.pledges import pledge
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import within

recurrence = fact(
    "recurrence",
    Register(
        whose="nobody: whose the pledge is stands there",
        why="to ask about what is done again and again",
        kept="as long as the pledge",
        export="with the pledge",
        erasure="deleted with the pledge",
    ),
    key("pledge"),
    *words("every", Every),
    Column("first", Date, nullable=False),
    Column("until", Date),
    belongs_to("pledge", "pledge"),
)

_recurrence, _pledge = recurrence.c, pledge.c

_GET = find(Recurrence, recurrence, given(_recurrence.pledge))
_PUT = keep(recurrence)
_DROP = remove(recurrence, given(_recurrence.pledge))
_OF_PERSON = find(
    Recurrence,
    recurrence,
    _recurrence.pledge.in_(within(select(_pledge.id).where(given(_pledge.person)))),
)


class Recurrences(Repository):
    """`coproduction.recurring.Recurrences`."""

    def get(self, pledge: str) -> Recurrence | None:
        return self._one(_GET, pledge=pledge)

    def put(self, recurrence: Recurrence) -> None:
        self._touch(_PUT, **values_of(recurrence))

    def drop(self, pledge: str) -> None:
        self._touch(_DROP, pledge=pledge)

    def of_person(self, person: str) -> dict[str, Recurrence]:
        return {rule.pledge: rule for rule in self._all(_OF_PERSON, person=person)}
