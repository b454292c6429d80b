"""The programme that people are gathered for, and how far that is; it may only be planned so far."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from coproduction.champions import InvitationState
from coproduction.errors import Refusal
from coproduction.planned import Planned
from coproduction.ports import Memory
from coproduction.sessions import Session, latest
from coproduction.stakeholders import State
from coproduction.words import Text

NOTHING = Text("There is no programme in this channel yet. To plan its first session, type: {/plan}")
_UNNAMED = Text("a programme that is planned")
_EVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Gathered:
    """How far it is, in numbers: whether anything was noted, the lines of people to ask by how far each is,
    and who was invited by what they said.
    """

    has_notes: bool = False
    to_ask: Mapping[State, int] = field(default_factory=dict)
    invited: Mapping[InvitationState, int] = field(default_factory=dict)


def gathered(memory: Memory, channel: str) -> Gathered:
    """The same of a programme; whoever took themselves off the list is not counted."""
    lines = Counter(each.state for each in memory.stakeholders.of(channel) if not each.is_off)
    said = Counter(
        InvitationState.WAITS if each.waits else each.state for each in memory.champions.of(channel)
    )
    return Gathered(memory.listening.get(channel) is not None, lines, said)


def title_of(memory: Memory, channel: str) -> str | Text:
    """What it is called: like what is live or was last, else like what is planned next."""
    return _title(memory, channel) or _UNNAMED


def require(memory: Memory, channel: str) -> str:
    """The same; a Refusal where nothing was ever held in this channel, and nothing is planned."""
    title = _title(memory, channel)
    if title is None:
        raise Refusal(NOTHING)
    return title


def meant(memory: Memory, channel: str) -> Session | Planned | None:
    """What is live, or was last, else what is planned next: what a programme is called by."""
    if held := memory.sessions.of(channel):
        return memory.sessions.live_in(channel) or latest(held) or held[-1]
    planned = (each for each in memory.planned.waiting(_EVER) if each.channel == channel)
    return next(planned, None)


def _title(memory: Memory, channel: str) -> str | None:
    found = meant(memory, channel)
    return found.title if found else None
