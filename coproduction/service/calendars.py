"""What stands in people's calendars of a planned session: for who was invited, as it is now."""

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.planned import Planned
from coproduction.ports import Memory
from coproduction.service import members


def entry(memory: Memory, actor: Actor, planned_id: str) -> Planned:
    """The planned session for their calendar, also once it has begun or was cancelled; else a Refusal.

    Who has answered gets it from anywhere, as they hear of its changes.
    """
    found = memory.planned.get(planned_id)
    if found is None or not found.is_announced:
        raise Refusal("I do not know this session any more.")
    if found.id not in memory.planned.said_by(actor.id):
        members.require(memory, actor, found.channel)
    members.refuse_shut_out(memory, actor, found.channel)
    return found
