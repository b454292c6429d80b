"""The reports that were asked for, with their figures as they stood."""

from collections.abc import Iterable

from sqlalchemy import UniqueConstraint, update

from coproduction.reports import Report
from coproduction.reports.releasing import Released
from storage.columns import fact, in_programme, key, maybes, moment, noun, number_key, texts, who
from storage.phrases import add, add_new, find, given
from storage.register import Register
from storage.repository import Repository, values_of
from storage.sessions import programme
from storage.statements import Statement

report = noun(
    "report",
    Register(
        whose="who asked for it",
        why="figures of a programme and words of its groups as they stood when somebody asked; without names",
        kept="as long as the programme",
        export="when and in which channel, for who asked",
        erasure="stays; who asked is forgotten",
    ),
    *texts("channel"),
    moment("made_at"),
    *texts("origin"),
    *who(*maybes("asked_by")),
    *texts("figures"),
    in_programme(),
    UniqueConstraint("workspace", "origin"),
)

released_answer = fact(
    "released_answer",
    Register(
        whose="the person",
        why="which answers reports have counted, so that two reports never give one person's away",
        kept="as long as the programme",
        export="one's own answers, as far as they were counted",
        erasure="deleted; reports that were made keep their totals",
    ),
    key("channel"),
    key("about"),
    number_key("number"),
    *who(key("person")),
    *texts("said"),
    in_programme(),
)

_released = released_answer.c

_ADD = add_new(report, "workspace", "origin")
_GET = find(Report, report, given(report.c.id))
_FROM_ORIGIN = find(Report, report, given(report.c.origin))
# It changes nothing in the programme's row, and waits for whoever has it.
_HOLD = Statement(update(programme).values(opened_at=programme.c.opened_at).where(given(programme.c.channel)))
_RELEASE = add(released_answer)
_RELEASED = find(Released, released_answer, given(_released.channel))


class Reports(Repository):
    """`coproduction.reports.Reports`."""

    def add(self, report: Report) -> bool:
        return self._touch(_ADD, **values_of(report)) == 1

    def get(self, report: str) -> Report | None:
        return self._one(_GET, id=report)

    def from_origin(self, origin: str) -> Report | None:
        return self._one(_FROM_ORIGIN, origin=origin)

    def lock(self, channel: str) -> None:
        self._touch(_HOLD, channel=channel)

    def release(self, released: Iterable[Released]) -> None:
        self._touch_all(_RELEASE, released)

    def released(self, channel: str) -> list[Released]:
        return self._all(_RELEASED, channel=channel)
