"""The way in for a poster: the programmes of who leads, each with the link that its channel opens by."""

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import people, places
from coproduction.service.places import Where
from coproduction.words import Text

DOING = Text("get a link and a picture for a poster")
MOST = 10  # programmes in one form
_NONE = Text(
    'You have no programme yet. To begin one, go to its channel and type: {/start} "Title". '
    "Then come back for the link."
)


def joinable(memory: Memory, actor: Actor) -> list[Where]:
    """The programmes that somebody who may lead is in; what is live comes first."""
    people.require_facilitator(memory, actor, DOING)
    found = places.among(memory, actor)
    if not found:
        raise Refusal(_NONE)
    return found[:MOST]


def of(memory: Memory, actor: Actor, channel: str) -> Where:
    """One of them."""
    people.require_facilitator(memory, actor, DOING, channel)
    return places.where(memory, channel)
