"""What people thought of to keep their pledges."""

from sqlalchemy import Column, Integer, select

from coproduction.plans import Cue, Hours, Plan
from storage.columns import belongs_to, fact, key, lists, maybes, texts, who, words
from storage.phrases import find, given, keep, remove
from storage.pledges import pledge
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import within

pledge_plan = fact(
    "pledge_plan",
    Register(
        whose="the person of the pledge",
        why="when they begin, how sure they are, what may get in the way: shown to nobody else",
        kept="as long as the pledge is theirs",
        export="whole",
        erasure="deleted with the pledge",
    ),
    key("pledge"),
    *who(*texts("person")),
    *words("cue", Cue, nullable=True),
    *maybes("when", "sentence"),
    Column("confidence", Integer),
    *lists("barriers"),
    *words("hours", Hours, nullable=True),
    belongs_to("pledge", "pledge"),
)

_plan, _pledge = pledge_plan.c, pledge.c

_PUT = keep(pledge_plan)
_GET = find(Plan, pledge_plan, given(_plan.pledge))
_DROP = remove(pledge_plan, given(_plan.pledge))
_OF_PERSON = find(
    Plan, pledge_plan, _plan.pledge.in_(within(select(_pledge.id).where(given(_pledge.person))))
)


class Plans(Repository):
    """`coproduction.plans.Plans`."""

    def put(self, plan: Plan) -> None:
        self._touch(_PUT, **values_of(plan))

    def get(self, pledge: str) -> Plan | None:
        return self._one(_GET, pledge=pledge)

    def drop(self, pledge: str) -> None:
        self._touch(_DROP, pledge=pledge)

    def of_person(self, person: str) -> dict[str, Plan]:
        return {plan.pledge: plan for plan in self._all(_OF_PERSON, person=person)}
