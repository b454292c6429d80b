"""Who stands behind ideas, of a whole programme in one look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from coproduction.people import SECTORS
from storage.ideas import idea, support
from storage.people import looks_on, person
from storage.phrases import given, pair
from storage.repository import Repository
from storage.statements import Query, within

if TYPE_CHECKING:
    from collections.abc import Mapping

_idea, _support, _person = idea.c, support.c, person.c

_IN_CHANNEL = within(select(_idea.id).where(given(_idea.channel)))
# Nothing where we remember nothing of them, or they told us no sector.
_SECTOR = (
    within(select(_person.sector))
    .where(_person.id == _support.person, _person.sector.in_(SECTORS))
    .scalar_subquery()
)
_HOW_MANY = func.count(_SECTOR.distinct())
_OF = Query(
    pair,
    select(_support.idea, _HOW_MANY)
    .where(_support.idea.in_(_IN_CHANNEL), ~looks_on(_support.person))
    .group_by(_support.idea),
)
_OF_ONE = Query(int, select(_HOW_MANY).where(given(_support.idea), ~looks_on(_support.person)))


class Boards(Repository):
    """`coproduction.board.Boards`."""

    def sectors(self, channel: str) -> Mapping[str, int]:
        return dict(self._all(_OF, channel=channel))

    def sectors_of(self, idea: str) -> int:
        return self._one(_OF_ONE, idea=idea) or 0
