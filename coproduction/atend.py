"""What stood when a session ended: its figures are of that moment, whatever people tell or do later."""

from dataclasses import dataclass
from typing import Protocol

from coproduction.people import Perspective
from coproduction.sessions import Session


@dataclass(frozen=True, slots=True)
class Came:
    """As whom somebody was in a session: as they stood at its end, or while it goes on as they stand now.

    `leads`: they facilitate, or had started a session of this programme. `is_observer`: they only look on.
    """

    session: str
    person: str
    sector: str | None = None
    perspective: Perspective | None = None
    leads: bool = False
    is_observer: bool = False


class AtEnd(Protocol):
    """What storage keeps of this noun: as whom people came, and which support an idea had by then."""

    def keep(self, session: Session) -> None:
        """Keep both as they are now, of a session that is over and was not cancelled."""

    def settle(self, session: str) -> None:
        """Store anew and at once as whom people came, so that the rows have no order of their own; also of
        who came late to one that is over.
        """

    def melt(self, session: Session) -> None:
        """Keep none of it: the session goes on."""

    def of(self, session: str) -> list[Came]:
        """As whom people came, by their ids; nobody while a session goes on."""

    def support_of(self, session: Session) -> dict[str, int]:
        """Idea of this session to how many supported it at its end, and still do."""

    def sessions_of(self, person: str) -> list[str]:
        """In which sessions it is kept as whom they came."""

    def unsay_sector(self, person: str) -> None:
        """Keep their sector in no session."""

    def unsay_perspective(self, person: str) -> None:
        """The same of their perspective."""
