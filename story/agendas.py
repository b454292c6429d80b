"""What a script says of a session that is run by its agenda."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from story.words import said

HOME = ZoneInfo("Europe/London")  # of who leads and who decides
LASTS = timedelta(minutes=110)  # a session of which nobody says how long it is
LEFT_AFTER = timedelta(hours=1)  # when its time is over, it closes by itself
STEP = "Step {number} of {all}: {step}"


@dataclass(frozen=True)
class Step:
    """One step. `instead_of`: the step that the agenda has in its place before it is changed."""

    kind: str
    minutes: int
    instead_of: str = ""
    prompt: str = ""  # what is said when it begins; "": what the bot says
    hides: bool = False  # what people write is seen by nobody else before all of it is shown

    @property
    def is_changed(self) -> bool:
        """Whether the agenda has it otherwise before."""
        return bool(self.instead_of or self.prompt or self.hides)


@dataclass(frozen=True)
class Invitation:
    """When a session is planned and announced, and what people say to that, in order: the newest counts."""

    sent: datetime
    says: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Plan:
    """How a session is planned: at which hour where its facilitator lives, with which agenda of the bot's,
    and the steps that it then has. `leads_too` leads it with them, and they press at once; `goes_back`: the
    last step but one is opened again, and the end is undone.
    """

    hour: str
    begins_with: str
    steps: tuple[Step, ...]
    leads_too: str = ""
    goes_back: bool = False
    invitation: Invitation | None = None

    @property
    def opened(self) -> tuple[int, ...]:
        """The numbers of the steps as they are opened: where one goes back, the last but one once more before
        the end, which is undone, so that the last is opened once more, too.
        """
        last = len(self.steps)
        return (*range(1, last + 1), *((last - 1, last, last) if self.goes_back else ()))

    def starts(self, day: date) -> datetime:
        """When it is to begin on that day."""
        return datetime.combine(day, time.fromisoformat(self.hour), HOME).astimezone(UTC)

    def closes(self, day: date) -> datetime:
        """When it closes by itself."""
        return self.starts(day) + LASTS + LEFT_AFTER


def head(number: int, steps: Collection[Step], kind: str) -> str:
    """The first line of the card of a step."""
    return said(STEP, number=number, all=len(steps), step=said(kind))
