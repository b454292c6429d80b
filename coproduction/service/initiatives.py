"""Linked initiatives: named, changed and taken off by those who lead, and told with the news of a month."""

from coproduction.errors import Over, Refusal
from coproduction.initiatives import MOST, Initiative, initiative_of
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import people
from coproduction.words import Text

NAMING = Text("name linked initiatives")


def listed(memory: Memory, actor: Actor, channel: str) -> list[Initiative]:
    """The initiatives of a programme, for who leads it."""
    people.require_facilitator(memory, actor, NAMING, channel)
    return memory.initiatives.of(channel)


def get(memory: Memory, actor: Actor, channel: str, origin: str) -> Initiative:
    """One of them, for the same; a Refusal where it was taken off."""
    found = _found(listed(memory, actor, channel), origin)
    if found is None:
        raise Over(Text("This initiative was taken off the list, so nothing was changed."))
    return found


def name(memory: Memory, actor: Actor, channel: str, origin: str, *words: str) -> Initiative:
    """Say of an initiative its name, what it does and what we ask or offer; the same form twice is one."""
    before = listed(memory, actor, channel)
    initiative = initiative_of(channel, origin, *words)
    if not memory.sessions.has_programme(channel):
        raise Refusal("There is no programme in this channel yet, so no initiative can be linked with it.")
    if len(before) >= MOST and _found(before, origin) is None:
        raise Refusal("This programme has {most} initiatives. Please change one of those.", most=MOST)
    memory.initiatives.put(initiative)
    return initiative


def drop(memory: Memory, actor: Actor, channel: str, origin: str) -> list[Initiative]:
    """Take one off the list; those that are left. Twice is once."""
    people.require_facilitator(memory, actor, NAMING, channel)
    memory.initiatives.drop(channel, origin)
    return memory.initiatives.of(channel)


def _found(among: list[Initiative], origin: str) -> Initiative | None:
    return next((each for each in among if each.origin == origin), None)
