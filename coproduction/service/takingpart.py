"""What would help people to take part: told by who comes, read by who leads, forgotten after the session."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.planned import Coming, Planned, open_to_answers
from coproduction.ports import Memory
from coproduction.service import members, people
from coproduction.service.planned import DOING
from coproduction.takingpart import FORGOTTEN_AFTER, Needs, contact_of, helps_named, words_of
from coproduction.words import Text

_SAY_FIRST = Text("First say on the invitation whether you come. Then tell me what would help you.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A planned session, and what who asks has told of it, if anything; or `had_before` they emptied it."""

    planned: Planned
    needs: Needs | None
    had_before: bool = False


def asked(memory: Memory, now: datetime, actor: Actor, planned_id: str) -> Asked:
    """What somebody who comes, or may come, can tell; else a Refusal."""
    shown = _asked(memory, now, actor, planned_id)
    members.refuse_shut_out(memory, actor, shown.planned.channel)
    return shown


def _asked(memory: Memory, now: datetime, actor: Actor, planned_id: str) -> Asked:
    found = open_to_answers(memory.planned.get(planned_id), now)
    if memory.planned.said_by(actor.id).get(found.id) in (None, Coming.NO):
        raise Refusal(_SAY_FIRST)
    return Asked(found, memory.taking_part.get(found.id, actor.id))


def tell(
    memory: Memory,
    now: datetime,
    actor: Actor,
    planned_id: str,
    helps: Collection[str],
    words: str | None,
    contact: str | None,
) -> Asked:
    """Keep what somebody told, in the place of what they told before; nothing at all is forgotten at once,
    also for who was removed from a private channel and tells nothing more there.
    """
    found = _asked(memory, now, actor, planned_id).planned
    said = helps_named(helps), words_of(words), contact_of(contact)
    needs = Needs(found.id, actor.id, *said, found.ends_at + FORGOTTEN_AFTER)
    if needs.is_anything:
        members.refuse_shut_out(memory, actor, found.channel)
        memory.taking_part.put(needs)
        return Asked(found, needs)
    had_before = memory.taking_part.drop(found.id, actor.id)
    if had_before:
        memory.forgets()
    return Asked(found, None, had_before)


def told(memory: Memory, actor: Actor, planned_id: str) -> tuple[Planned, list[Needs]]:
    """What was told of a planned session, for a facilitator in its channel; also once it has begun."""
    people.require_facilitator(memory, actor, DOING)
    found = memory.planned.get(planned_id)
    if found is None:
        raise Refusal("I do not know this session any more.")
    members.require(memory, actor, found.channel)
    return found, memory.taking_part.of(found.id)


def to_forget(memory: Memory, now: datetime) -> list[str]:
    """The planned sessions that are over for so long that what was told of them goes."""
    return memory.taking_part.over(now)


def forget(memory: Memory, now: datetime, planned_id: str) -> None:
    """Forget it, unless the session was moved meanwhile."""
    if planned_id in memory.taking_part.over(now):
        memory.taking_part.forget(planned_id)
        memory.forgets()
