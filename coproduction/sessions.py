"""A session: the time in which people meet, in one channel, until a facilitator ends it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from coproduction.errors import Refusal
from coproduction.texts import required
from coproduction.words import Text

TITLE_LENGTH = 120
FORGOTTEN_AFTER = timedelta(hours=12)  # what nobody has ended by then ends by itself

SESSION_CARD: Final = "session"
SUMMARY: Final = "summary"
ENDED_BY_ITSELF: Final = "ended_by_itself"  # to its facilitators
INVITE_ME: Final = "invite_me"  # to whoever started it: the bot cannot write in the channel


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

    @property
    def is_live(self) -> bool:
        """Whether people are in it now."""
        return self.state is SessionState.LIVE


def title_of(text: str) -> str:
    """A session's title, or a Refusal."""
    return required(
        text,
        most=TITLE_LENGTH,
        field="title",
        empty=Text('A session needs a title, for example: {/start} "Support for new parents"'),
    )


def channel_of(place: str) -> str:
    """Where a session may be held, or a Refusal: a direct conversation is no room for a programme."""
    if place.startswith("D"):
        raise Refusal(
            "A session needs a channel. Please go to the channel of your programme and type it there."
        )
    return place


def ended(session: Session, now: datetime) -> Session:
    """The session, ended at `now`; ending it twice is a Refusal."""
    if not session.is_live:
        raise Refusal("This session has already ended.")
    return replace(session, state=SessionState.ENDED, ended_at=now)
