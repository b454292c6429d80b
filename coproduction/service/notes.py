"""Notes: what people write about a question, kept for them and shown to nobody else."""

from datetime import datetime

from coproduction.errors import Refusal
from coproduction.followups import FollowUp, nudge_card
from coproduction.notes import Note, Told, difference_of
from coproduction.people import Actor
from coproduction.pledges import Pledge
from coproduction.ports import Memory
from coproduction.service import followups


def before_telling(memory: Memory, actor: Actor, follow_up_id: str) -> tuple[Pledge, str]:
    """The pledge of which somebody wants to say what changed, and what they said before, or a Refusal."""
    pledge = followups.pledge_asked_about(memory, actor, follow_up_id)
    told = difference(memory, followups.mine(memory, actor, follow_up_id))
    return pledge, told.words if told else ""


def tell_difference(
    memory: Memory, now: datetime, actor: Actor, follow_up_id: str, words: str, origin: str
) -> Note:
    """What is different because it is done: it takes the place of what they said of that before."""
    follow_up = followups.mine(memory, actor, follow_up_id)
    told = Note(origin, follow_up.id, actor.id, Told.DIFFERENCE, difference_of(words), now)
    before = difference(memory, follow_up)
    if before and before.origin != origin:
        memory.notes.drop(before.origin)
    return keep(memory, follow_up, told)


def keep(memory: Memory, follow_up: FollowUp, note: Note) -> Note:
    """Keep it with the question, which shows it."""
    memory.notes.keep(note)
    memory.changed(nudge_card(follow_up))
    return note


def difference(memory: Memory, follow_up: FollowUp) -> Note | None:
    """What its person says has changed because it is done."""
    told = [note for note in memory.notes.of(follow_up.id) if note.about is Told.DIFFERENCE]
    return told[-1] if told else None


def forget(memory: Memory, actor: Actor, origin: str) -> bool:
    """Somebody deletes their own words; False when they are gone already."""
    note = memory.notes.get(origin)
    if note is None:
        return False
    if note.person != actor.id:
        raise Refusal("These are somebody else's words, so nothing was changed.")
    memory.notes.drop(origin)
    if follow_up := memory.follow_ups.get(note.follow_up):
        memory.changed(nudge_card(follow_up))
    return True
