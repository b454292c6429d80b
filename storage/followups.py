"""When people are asked again, and what they said."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, select

from coproduction.followups import PLEDGE, FollowUp, FollowUpState, Reply
from storage.columns import flags, integers, maybes, moment, noun, rule, texts, who, words
from storage.phrases import add, change, find, given, value
from storage.pledges import pledge
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query, within

follow_up = noun(
    "follow_up",
    Register(
        whose="the person",
        why="when somebody is asked again, and what they answered",
        kept="as long as what it is about",
        export="whole",
        erasure="deleted",
    ),
    *texts("about", "subject"),
    *who(*texts("person")),
    *integers("occurrence"),
    moment("due_at"),
    *words("state", FollowUpState),
    *words("reply", Reply, nullable=True),
    *maybes("wall", "zone", "asked_in"),
    *flags("is_asked_for", "is_farewell", "acted_since"),
    UniqueConstraint("workspace", "about", "subject", "occurrence"),
    rule("occurrence", "occurrence >= 0"),
    Index("ix_follow_up_workspace_asked_in", "workspace", "asked_in"),
    Index("ix_follow_up_workspace_person", "workspace", "person"),
    Index("ix_follow_up_workspace_state_due_at", "workspace", "state", "due_at"),
)

_follow_up, _pledge = follow_up.c, pledge.c
_as_due = [_follow_up.due_at, _follow_up.occurrence, _follow_up.id]

_ADD = add(follow_up)
_CHANGE = change(follow_up)
_GET = find(FollowUp, follow_up, given(_follow_up.id))
_OF = find(
    FollowUp,
    follow_up,
    given(_follow_up.about),
    given(_follow_up.subject),
    order=[_follow_up.occurrence],
)
_OF_PERSON = find(FollowUp, follow_up, given(_follow_up.person), order=_as_due)
_ASKED_IN = find(FollowUp, follow_up, given(_follow_up.asked_in), order=_as_due)
_OF_CHANNEL = find(
    FollowUp,
    follow_up,
    _follow_up.about == PLEDGE,
    _follow_up.subject.in_(within(select(_pledge.id).where(given(_pledge.channel)))),
    order=_as_due,
)
_is_planned = _follow_up.state == FollowUpState.PLANNED
_DUE = Query(
    str,
    select(_follow_up.id)
    .where(_is_planned, _follow_up.due_at <= value(_follow_up.due_at, "now"))
    .order_by(*_as_due),
)
_PLANNED_BEFORE = find(
    FollowUp,
    follow_up,
    _is_planned,
    _follow_up.due_at < value(_follow_up.due_at, "until"),
    order=_as_due,
)


class FollowUps(Repository):
    """`coproduction.followups.FollowUps`."""

    def add(self, follow_up: FollowUp) -> None:
        self._touch(_ADD, **values_of(follow_up))

    def put(self, follow_up: FollowUp) -> None:
        self._change(_CHANGE, follow_up)

    def put_all(self, follow_ups: Collection[FollowUp]) -> None:
        self._touch_all(_CHANGE, follow_ups)

    def get(self, follow_up: str) -> FollowUp | None:
        return self._one(_GET, id=follow_up)

    def of(self, about: str, subject: str) -> list[FollowUp]:
        return self._all(_OF, about=about, subject=subject)

    def of_person(self, person: str) -> list[FollowUp]:
        return self._all(_OF_PERSON, person=person)

    def asked_in(self, follow_up: str) -> list[FollowUp]:
        return [*self._all(_GET, id=follow_up), *self._all(_ASKED_IN, asked_in=follow_up)]

    def of_channel(self, channel: str) -> list[FollowUp]:
        return self._all(_OF_CHANNEL, channel=channel)

    def due(self, now: datetime) -> list[str]:
        return self._all(_DUE, now=now)

    def planned_before(self, until: datetime) -> list[FollowUp]:
        return self._all(_PLANNED_BEFORE, until=until)
