"""Notes: what people write about a question, kept for them and shown to nobody else."""

from coproduction.errors import Refusal
from coproduction.followups import FollowUp, nudge_card
from coproduction.notes import Note, Told
from coproduction.people import Actor
from coproduction.ports import Memory


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
