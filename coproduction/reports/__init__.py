"""A report: the figures of a programme, kept as they stood when somebody asked for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from coproduction.reports.releasing import Released

REPORT: Final = "report"


@dataclass(frozen=True, slots=True)
class Report:
    """One report of the programme in a channel. `made_at` is aware UTC.

    `figures` are as `coproduction.reports.freezing` writes them: what was counted never changes again.
    """

    id: str
    channel: str
    made_at: datetime
    origin: str
    asked_by: str | None  # a person's id; None when that is not known any more
    figures: str


class Reports(Protocol):
    """What storage keeps of this noun: the reports that were asked for, and what they have counted."""

    def add(self, report: Report) -> bool:
        """False, and nothing stored, when a report of the same origin is there."""

    def get(self, report: str) -> Report | None: ...
    def from_origin(self, origin: str) -> Report | None: ...
    def lock(self, channel: str) -> None:
        """Nobody else releases answers of this programme until this unit of work is done; read after it."""

    def release(self, released: Iterable[Released]) -> None: ...
    def released(self, channel: str) -> list[Released]:
        """All that reports of this programme have ever counted of what people said."""
