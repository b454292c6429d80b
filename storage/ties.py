"""Who works on a collaboration together."""

from datetime import datetime

from sqlalchemy import Index, select, update

from coproduction.ties import Goes, Tie, TieState
from storage.columns import belongs_to, fact, key, moment, who, words
from storage.ideas import idea
from storage.phrases import add_new, find, given, value
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Statement, within

tie = fact(
    "tie",
    Register(
        whose="who was asked, and the author of the idea",
        why="so that it is known which ideas that two sides work on",
        kept="as long as the programme",
        export="whole",
        erasure="deleted",
    ),
    key("idea"),
    *who(key("person")),
    *words("state", TieState),
    moment("next_at", nullable=True),
    *words("author_says", Goes, nullable=True),
    *words("person_says", Goes, nullable=True),
    belongs_to("idea", "idea"),
    Index("ix_tie_workspace_next_at_idea_person", "workspace", "next_at", "idea", "person"),
)

_tie = tie.c
_in_order = [_tie.idea, _tie.person]

_ADD = add_new(tie)
_MOVE_ON = Statement(
    update(tie)
    .values(state=value(_tie.state), next_at=value(_tie.next_at))
    .where(given(_tie.idea), given(_tie.person), _tie.state == value(_tie.state, "was"))
)
_AUTHOR_SAYS, _PERSON_SAYS = (
    Statement(update(tie).values({column: value(column, "goes")}).where(given(_tie.idea), given(_tie.person)))
    for column in (_tie.author_says, _tie.person_says)
)
_GET = find(Tie, tie, given(_tie.idea), given(_tie.person))
_OF = find(Tie, tie, given(_tie.idea), order=_in_order)
_OF_CHANNEL = find(
    Tie, tie, _tie.idea.in_(within(select(idea.c.id).where(given(idea.c.channel)))), order=_in_order
)
_DUE = find(Tie, tie, _tie.next_at <= value(_tie.next_at, "now"), order=[_tie.next_at, *_in_order])


class Ties(Repository):
    """`coproduction.ties.Ties`."""

    def add(self, tie: Tie) -> bool:
        return self._touch(_ADD, **values_of(tie)) == 1

    def move_on(self, tie: Tie, was: TieState) -> bool:
        moved = {"idea": tie.idea, "person": tie.person, "state": tie.state, "next_at": tie.next_at}
        return self._touch(_MOVE_ON, **moved, was=was) == 1

    def author_says(self, idea: str, person: str, goes: Goes | None) -> None:
        self._touch(_AUTHOR_SAYS, idea=idea, person=person, goes=goes)

    def person_says(self, idea: str, person: str, goes: Goes | None) -> None:
        self._touch(_PERSON_SAYS, idea=idea, person=person, goes=goes)

    def get(self, idea: str, person: str) -> Tie | None:
        return self._one(_GET, idea=idea, person=person)

    def of(self, idea: str) -> list[Tie]:
        return self._all(_OF, idea=idea)

    def of_channel(self, channel: str) -> list[Tie]:
        return self._all(_OF_CHANNEL, channel=channel)

    def due(self, now: datetime) -> list[Tie]:
        return self._all(_DUE, now=now)
