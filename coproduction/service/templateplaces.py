"""In which other channel a template is that somebody looks for here."""

from coproduction.looks import alike
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import members


def elsewhere(memory: Memory, actor: Actor, channel: str, name: str) -> str | None:
    """Another channel that somebody may see and that has a template of this name; None where none has."""
    for other in sorted(memory.sessions.programmes()):
        if other == channel or not members.may(memory, actor, other):
            continue
        if any(alike([each.name, name]) for each in memory.drafts.templates(other)):
            return other
    return None
