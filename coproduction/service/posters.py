"""The way in for a poster: the programmes of who leads, each with the link that its channel opens by."""

from datetime import datetime

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import gathering, people, places, upcoming
from coproduction.service.places import Where
from coproduction.words import Text

DOING = Text("get a link and a picture for a poster")
MOST = 10  # programmes in one form
_NONE = Text(
    "You have no programme yet. To plan its first session, press “Plan a session”. "
    "Then come back for the link."
)


def joinable(memory: Memory, now: datetime, actor: Actor) -> list[Where]:
    """The programmes that somebody who may lead is in, what is live first; and those only planned so far."""
    people.require_facilitator(memory, actor, DOING)
    found = places.among(memory, actor)
    ahead = {each.planned.channel for each in upcoming.around(memory, now, actor)}
    found += [_where(memory, channel) for channel in sorted(ahead - {each.channel for each in found})]
    if not found:
        raise Refusal(_NONE)
    return found[:MOST]


def of(memory: Memory, actor: Actor, channel: str) -> Where:
    """One of them."""
    people.require_facilitator(memory, actor, DOING, channel)
    return _where(memory, channel)


def _where(memory: Memory, channel: str) -> Where:
    return Where(channel, gathering.require(memory, channel), memory.sessions.live_in(channel) is not None)
