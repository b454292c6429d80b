"""Who says in the middle of a session that they only look on: their seat and their support count no more."""

from datetime import datetime

from coproduction.ports import Memory
from coproduction.service.breakouts import presence
from coproduction.service.ideacards import card_of
from coproduction.service.observing import is_observer


def stand_aside(memory: Memory, now: datetime, person: str) -> None:
    """Close the gap that somebody leaves in their group, if they look on by now; else nothing is changed."""
    if not is_observer(memory, person):
        return
    presence.gone(memory, now, person)
    for session in memory.sessions.attended_live(person):
        memory.changed(*map(card_of, memory.ideas.of_person(session.channel, person)))
