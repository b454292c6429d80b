"""A session: the time in which people meet, in one channel, until a facilitator ends it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from coproduction.errors import Over, Refusal
from coproduction.texts import required
from coproduction.undoing import WAY_BACK
from coproduction.words import Text

TITLE_LENGTH = 120
FORGOTTEN_AFTER = timedelta(hours=12)  # what nobody has ended by then ends by itself

SESSION_CARD: Final = "session"
SUMMARY: Final = "summary"
ENDED_BY_ITSELF: Final = "ended_by_itself"  # to its facilitators

_ALREADY_ENDED = Text("The session “{title}” has already ended.")
_WAS_CANCELLED = Text("The session “{title}” was cancelled: it had begun by mistake.")
_GONE = Text("This session has already ended.")


class SessionState(StrEnum):
    """Where a session stands."""

    LIVE = "live"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Session:
    """One session of the programme that lives in `channel`; times are aware UTC."""

    id: str
    channel: str
    title: str
    state: SessionState
    started_by: str
    started_at: datetime
    ended_at: datetime | None = None
    cancelled_by: str | None = None  # who ended it because it had begun by mistake

    @property
    def is_live(self) -> bool:
        """Whether people are in it now."""
        return self.state is SessionState.LIVE

    @property
    def is_cancelled(self) -> bool:
        """Whether it began by mistake: it is over, and counts nowhere."""
        return self.cancelled_by is not None


class Sessions(Protocol):
    """What storage keeps of this noun: programmes and their sessions, and who attended."""

    def open_programme(self, channel: str, now: datetime, language: str | None = None) -> None:
        """Remember that a programme lives in this channel; a second time changes nothing."""

    def speak(self, channel: str, language: str) -> None:
        """Let the programme in this channel speak another language."""

    def language_of(self, channel: str) -> str | None:
        """The language of the programme in this channel, if there is one that has one."""

    def hiding_reasons(self, channel: str) -> tuple[str, ...]:
        """Why ideas of this programme may be hidden, in its own words; empty where the usual reasons do."""

    def set_hiding_reasons(self, channel: str, reasons: Sequence[str]) -> None: ...
    def has_programme(self, channel: str) -> bool: ...
    def next_idea_number(self, channel: str) -> int:
        """1, 2, 3, … within a programme, without a gap or a double, also among several processes."""

    def add(self, session: Session) -> None:
        """Raises Taken when the channel has a live session already."""

    def revise(self, session: Session) -> bool:
        """Store it only while it is live; False when it has ended meanwhile."""

    def reopen(self, session: str) -> bool:
        """Let one that has ended be live again; False when it is live already.

        Raises Taken when another is live in its channel.
        """

    def get(self, session: str) -> Session | None: ...
    def live_in(self, channel: str) -> Session | None: ...
    def live_since(self, moment: datetime) -> list[Session]:
        """The live sessions that started at this moment or before it."""

    def of(self, channel: str) -> list[Session]:
        """All sessions of a programme in the order they started."""

    def programmes(self) -> list[str]:
        """The channels that have a programme."""

    def attended_live(self, person: str) -> list[Session]:
        """The live sessions this person attends."""

    def programmes_of(self, person: str) -> frozenset[str]:
        """The channels of the programmes in which this person has attended any session."""

    def attend(self, session: str, person: str) -> bool:
        """Mark attendance; False when it was marked already. When somebody came is kept nowhere."""

    def attendees(self, session: str) -> list[str]:
        """Who attends and takes part, in an order that says nothing about when they came."""

    def how_many_came(self, session: str) -> int:
        """How many these are."""

    def has_come(self, session: str, person: str) -> bool:
        """Whether somebody attends, also one who only looks on."""

    def observers(self, session: str) -> list[str]:
        """Who attends and only looks on."""

    def settle(self, session: str) -> None:
        """Store the attendance of a session anew and at once, so that the rows have no order of their own."""

    def came_to_any(self, sessions: Collection[str]) -> frozenset[str]:
        """Who attended any of these sessions and takes part, in one look."""


def latest(held: Sequence[Session], by: datetime | None = None) -> Session | None:
    """The last of these that did not begin by mistake, and had begun by then; they are in their order."""
    real = [session for session in held if not session.is_cancelled]
    begun = [session for session in real if by is None or session.started_at <= by] or real
    return begun[-1] if begun else None


_NO_TITLE = Text('A session needs a title, for example: {/start} "Support for new parents"')


def title_of(text: str, empty: Text = _NO_TITLE) -> str:
    """A session's title, or a Refusal that says `empty` where there is none."""
    return required(
        text,
        most=TITLE_LENGTH,
        field="title",
        empty=empty,
    )


def is_direct(place: str) -> bool:
    """Whether this is a direct conversation, which is no room for a programme."""
    return place.startswith("D")


def is_a_channel(place: str | None) -> bool:
    """Whether others are there, too, so that words can be shown to one of them."""
    return bool(place) and not is_direct(place or "")


def channel_of(place: str) -> str:
    """Where a session may be held, or a Refusal."""
    if is_direct(place):
        raise Refusal(
            "A session needs a channel. Please go to the channel of your programme and type it there."
        )
    return place


def ended(session: Session, now: datetime) -> Session:
    """The session, ended at `now`; ending it twice is a Refusal."""
    return replace(going_on(session), state=SessionState.ENDED, ended_at=now)


def going_on(session: Session | None) -> Session:
    """The session while it is live, else a Refusal that names it."""
    if session is None or not session.is_live:
        raise already_ended(session)
    return session


def already_ended(session: Session | None) -> Over:
    """What is said of a session that is over, by its title: who acts may look at several."""
    if session is None:
        return Over(_GONE)
    return Over((_WAS_CANCELLED if session.is_cancelled else _ALREADY_ENDED).filled(title=session.title))


def cancelled(session: Session, now: datetime, by: str) -> Session:
    """The session, ended at `now` as one that began by mistake; a Refusal once too much time has passed."""
    if now > going_on(session).started_at + WAY_BACK:
        raise Over(
            "This session began more than ten minutes ago, so it can no longer be cancelled. "
            "You can end it with {/end}."
        )
    return replace(ended(session, now), cancelled_by=by)
