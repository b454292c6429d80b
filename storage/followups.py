"""When people are asked about their pledges, and what they said."""

from sqlalchemy import select

from coproduction.followups import FollowUp
from storage import tables
from storage.phrases import add, change, find, given
from storage.repository import Shelf, told
from storage.statements import within

_follow_up, _pledge = tables.follow_up.c, tables.pledge.c
_as_due = [_follow_up.due_at, _follow_up.occurrence, _follow_up.id]

_ADD = add(tables.follow_up)
_CHANGE = change(tables.follow_up)
_GET = find(FollowUp, tables.follow_up, given(_follow_up.id))
_OF_PLEDGE = find(FollowUp, tables.follow_up, given(_follow_up.pledge), order=[_follow_up.occurrence])
_OF_PERSON = find(FollowUp, tables.follow_up, given(_follow_up.person), order=_as_due)
_OF_CHANNEL = find(
    FollowUp,
    tables.follow_up,
    _follow_up.pledge.in_(within(select(_pledge.id).where(given(_pledge.channel)))),
    order=_as_due,
)


class FollowUps(Shelf):
    """`coproduction.ports.FollowUps`."""

    def add(self, follow_up: FollowUp) -> None:
        self._touch(_ADD, **told(follow_up))

    def put(self, follow_up: FollowUp) -> None:
        self._change(_CHANGE, follow_up)

    def get(self, follow_up: str) -> FollowUp | None:
        return self._one(_GET, id=follow_up)

    def of_pledge(self, pledge: str) -> list[FollowUp]:
        return self._all(_OF_PLEDGE, pledge=pledge)

    def of_person(self, person: str) -> list[FollowUp]:
        return self._all(_OF_PERSON, person=person)

    def of_channel(self, channel: str) -> list[FollowUp]:
        return self._all(_OF_CHANNEL, channel=channel)
