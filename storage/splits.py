"""What came of confidential polls by perspective, when the answers themselves are deleted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from coproduction.people import Perspective
from coproduction.splits import Part
from storage.ballots import ballot
from storage.columns import belongs_to, fact, integers, key, numbers
from storage.people import person
from storage.phrases import add, given
from storage.register import Register
from storage.repository import Repository
from storage.statements import Query, within

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

poll_split = fact(
    "poll_split",
    Register(
        whose="nobody: totals of five or more",
        why="how each perspective answered, when the answers themselves are deleted",
        kept="as long as the programme",
        export="not personal",
        erasure="stays",
    ),
    key("poll"),
    key("whose"),
    *numbers("counts"),
    *integers("answered"),
    belongs_to("poll", "poll"),
)

_UNTOLD = ""  # whose part it is, of people who told us no perspective
_split, _ballot, _person = poll_split.c, ballot.c, person.c

# Nothing where we remember nothing of them, or not this.
_perspective = within(select(_person.perspective)).where(_person.id == _ballot.person).scalar_subquery()
_VOTES = Query(
    lambda *row: row,
    select(_perspective.label("whose"), _ballot.answer, func.count())
    .where(given(_ballot.poll))
    .group_by("whose", _ballot.answer)
    .order_by(_ballot.answer),
)
_KEEP = add(poll_split)
_OF = Query(
    lambda whose, counts, answered: Part(Perspective(whose) if whose else None, counts, answered),
    select(_split.whose, _split.counts, _split.answered).where(given(_split.poll)),
)
_ORDER = (*Perspective, None)


class Splits(Repository):
    """`coproduction.splits.Splits`."""

    def votes(self, poll: str) -> Mapping[Perspective | None, Mapping[str, int]]:
        found: defaultdict[Perspective | None, dict[str, int]] = defaultdict(dict)
        for whose, answer, people in self._all(_VOTES, poll=poll):
            found[whose][answer] = people
        return found

    def keep(self, poll: str, parts: Sequence[Part]) -> None:
        for each in parts:
            whose = each.perspective.value if each.perspective else _UNTOLD
            self._touch(_KEEP, poll=poll, whose=whose, counts=each.counts, answered=each.answered)

    def of(self, poll: str) -> tuple[Part, ...]:
        return tuple(sorted(self._all(_OF, poll=poll), key=lambda each: _ORDER.index(each.perspective)))
