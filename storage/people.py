"""The people of a workspace."""

from collections.abc import Collection
from functools import cache

from sqlalchemy import Column, ColumnElement, Date, Integer, exists, select

from coproduction.people import UNSAID, InSession, Person, Perspective
from storage.columns import flags, lists, maybes, noun, texts, words
from storage.lastwords import About, LastWords
from storage.phrases import add, columns_of, find, given, keep, remove, several
from storage.planned import planned_session
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query, Statement, within

person = noun(
    "person",
    Register(
        whose="the person",
        why="to seat people in mixed groups, ask at a decent hour, and speak their language",
        kept="as long as the workspace has the app",
        export="whole",
        erasure="deleted; the role of a facilitator goes with it",
    ),
    *texts("zone"),
    *maybes("sector", "conversation"),
    *words("perspective", Perspective, nullable=True),
    *flags("is_facilitator", "wants_reminders", "takes_part", "wants_few", "is_observer"),
    *lists("needs", "offers"),
    *maybes("language", "notice"),
    Column("back_on", Date),
    Column("noticed_on", Date),
    Column("ask_at", Integer),
    Column("decides_on", Integer),
)

_person, _plan = person.c, planned_session.c


def looks_on(who: ColumnElement[str]) -> ColumnElement[bool]:
    """Part of a statement: whether somebody is known to be an observer."""
    observing = within(select(_person.id)).where(_person.id == who, _person.is_observer)
    return exists(observing.correlate_except(person))


_GET = find(Person, person, given(_person.id))
_SOME = find(Person, person, _person.id.in_(several(_person.id)))
_IN_SESSION = Query(
    InSession,
    select(
        _person.id,
        _person.is_facilitator,
        _person.takes_part,
        _person.is_observer,
        exists(
            within(select(_plan.id).where(given(_plan.session)))
            .where(_plan.planned_by == _person.id)
            .correlate_except(planned_session)
        ),
    ).where(_person.id.in_(several(_person.id))),
)
_ALL = find(Person, person, order=[_person.id])
_HOLD = Query(
    Person,
    select(*columns_of(Person, person))
    .where(_person.id.in_(several(_person.id)))
    .order_by(_person.id)
    .with_for_update(),
)
_LEAVE = remove(person, _person.id.in_(several(_person.id)))
_RETURN = add(person)


# What somebody can take back of it; the rest is a role, or how they wish to be spoken to.
_ERASABLE = {About.NEEDS: "needs", About.SECTOR: "sector", About.PERSPECTIVE: "perspective"}
_NOTHING = ((), None, UNSAID)


@cache
def _keep(only: tuple[str, ...]) -> Statement:
    return keep(person, *only)


class People(Repository):
    """`coproduction.people.People`."""

    def get(self, person: str) -> Person | None:
        return self._one(_GET, id=person)

    def some(self, people: Collection[str]) -> dict[str, Person]:
        found = self._all(_SOME, id=sorted(set(people))) if people else []
        return {person.id: person for person in found}

    def in_session(self, session: str, people: Collection[str]) -> dict[str, InSession]:
        found = self._all(_IN_SESSION, session=session, id=sorted(set(people))) if people else []
        return {each.person: each for each in found}

    def put(self, person: Person, *only: str) -> None:
        self._keep_unsaid(person, [about for about, name in _ERASABLE.items() if name in only])
        self._touch(_keep(only), **values_of(person))
        refused = not person.wants_reminders
        if "wants_reminders" in only or (refused and not only):
            LastWords(self._scope).keep(About.REMINDERS, person.id, person.id, is_refused=refused)

    def _keep_unsaid(self, person: Person, told: Collection[About]) -> None:
        """What they told before and do not any more is erased."""
        before = self.get(person.id) if told else None
        is_new = before is None or not before.has_profile  # has said nothing so far that could be erased
        for about in told:
            if is_new and about is not About.NEEDS:
                continue
            is_unsaid = getattr(person, _ERASABLE[about]) in _NOTHING
            if not is_unsaid or (before and getattr(before, _ERASABLE[about]) not in _NOTHING):
                LastWords(self._scope).keep(about, person.id, person.id, is_refused=is_unsaid)

    def all(self) -> list[Person]:
        return self._all(_ALL)

    def settle(self, people: Collection[str]) -> None:
        if held := self._all(_HOLD, id=sorted(set(people))) if people else []:
            self._touch(_LEAVE, id=[each.id for each in held])
            self._touch_all(_RETURN, held)
