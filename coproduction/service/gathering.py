"""The programme that people are gathered for: one that has begun, or one that is only planned so far."""

from datetime import UTC, datetime

from coproduction.errors import Refusal
from coproduction.ports import Memory
from coproduction.service import places
from coproduction.words import Text

NOTHING = Text("There is no programme in this channel yet. To plan its first session, type: {/plan}")
_UNNAMED = Text("a programme that is planned")
_EVER = datetime(2000, 1, 1, tzinfo=UTC)


def title_of(memory: Memory, channel: str) -> str | Text:
    """What it is called: like what is live or was last, else like what is planned next."""
    return _title(memory, channel) or _UNNAMED


def require(memory: Memory, channel: str) -> str:
    """The same; a Refusal where nothing was ever held in this channel, and nothing is planned."""
    title = _title(memory, channel)
    if title is None:
        raise Refusal(NOTHING)
    return title


def _title(memory: Memory, channel: str) -> str | None:
    if memory.sessions.has_programme(channel):
        return places.where(memory, channel).title
    planned = (each for each in memory.planned.waiting(_EVER) if each.channel == channel)
    return next((each.title for each in planned), None)
