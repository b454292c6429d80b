"""Monthly drafts of what became of ideas."""

from datetime import datetime

from sqlalchemy import Index

from coproduction.yousaid import Month, MonthState
from storage.columns import in_programme, maybes, moment, noun, one_at_a_time, texts, who, words
from storage.phrases import add_unless_taken, change, find, given, literally, value
from storage.register import Register
from storage.repository import Repository, values_of

idea_month = noun(
    "idea_month",
    Register(
        whose="who let it be posted",
        why="so that what became of ideas is told once a month, after somebody has read it",
        kept="as long as the programme",
        export="those one let be posted",
        erasure="the person is forgotten",
    ),
    *texts("channel"),
    moment("since"),
    moment("due_at"),
    *words("state", MonthState),
    *who(*maybes("by")),
    in_programme(),
    Index("ix_idea_month_workspace_state_due_at", "workspace", "state", "due_at"),
)

_month = idea_month.c
is_planned = literally(_month.state, MonthState.PLANNED)
one_at_a_time(_month.channel, is_planned)

_ADD = add_unless_taken(idea_month)
_MOVE_ON = change(idea_month, _month.state == value(_month.state, "was"))
_GET = find(Month, idea_month, given(_month.id))
_DUE = find(
    Month,
    idea_month,
    is_planned,
    _month.due_at <= value(_month.due_at, "now"),
    order=[_month.due_at, _month.id],
)


class Months(Repository):
    """`coproduction.yousaid.Months`."""

    def add(self, month: Month) -> bool:
        return self._touch(_ADD, **values_of(month)) == 1

    def move_on(self, month: Month, was: MonthState) -> bool:
        return self._touch(_MOVE_ON, **values_of(month), was=was) == 1

    def get(self, month: str) -> Month | None:
        return self._one(_GET, id=month)

    def due(self, now: datetime) -> list[Month]:
        return self._all(_DUE, now=now)
