"""Notes: what people write about a question, kept for them and shown to nobody else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from coproduction.despair import sounds_like_despair
from coproduction.errors import Refusal
from coproduction.followups import FollowUp, Reply
from coproduction.notes import KEPT_UNPLACED, KEPT_WORDS, Note, Told, wordless
from coproduction.people import Actor
from coproduction.pledges import Pledge
from coproduction.ports import Memory
from coproduction.service import followups
from coproduction.service.people import asked_for
from coproduction.service.redrawing import redraw_about
from coproduction.statedwords import more_than_done, says_not_done
from coproduction.words import Text

_PLACED = Text("I have kept these words with a pledge already, so nothing has changed.")
_GONE = Text("I do not have these words any more. They still stand where you wrote them.")


def keep(memory: Memory, follow_up: FollowUp, note: Note) -> Note:
    """Keep it with the question, which shows it.

    After *Done* the words say what difference it made, and stand with the pledge: unless something stands
    there, or the group reads it, who were not meant when this was typed, or they say something else.
    """
    pledge = memory.pledges.get(follow_up.subject)
    if pledge and note.about is Told.TYPED and _says_what_changed(memory, pledge, follow_up, note):
        memory.pledges.put(replace(pledge, difference=more_than_done(note.words)))
        note = wordless(note, Told.WITH_PLEDGE)
    memory.notes.keep(note)
    followups.acted(memory, follow_up.about, follow_up.subject)
    if note.is_answer:  # as after any other answer, what was paused is asked
        followups.awake(memory, None, memory.follow_ups.of(follow_up.about, follow_up.subject))
    _redraw(memory, note)
    return note


def place(memory: Memory, actor: Actor, origin: str, follow_up_id: str) -> Note:
    """Its writer says which pledge their words are about, by a question that they were asked about it."""
    note, asked = _own(memory, actor, origin), followups.mine(memory, actor, follow_up_id)
    if note.about is Told.UNPLACED:
        return keep(memory, asked, replace(note, follow_up=asked.id, about=Told.TYPED))
    if note.about not in {Told.TYPED, Told.WITH_PLEDGE}:
        raise Refusal(_GONE)
    if note.follow_up != asked.id:
        raise Refusal(_PLACED)
    return note


def words_of(memory: Memory, actor: Actor, origin: str) -> str:
    """Somebody's own words, while they are kept; nobody else's."""
    note = memory.notes.get(origin) if origin else None
    return note.words if note and note.person == actor.id else ""


def take_for_question(memory: Memory, actor: Actor, origin: str) -> Note:
    """Its writer says that it was a question to us: the words are not kept."""
    note = _own(memory, actor, origin)
    if note.about is Told.UNPLACED:
        note = wordless(note, Told.QUESTION)
        memory.notes.keep(note)
        _redraw(memory, note)
    elif note.about is not Told.QUESTION:
        raise Refusal(_GONE if note.about is Told.LAPSED else _PLACED)
    return note


def unplaced(memory: Memory, now: datetime) -> Sequence[str]:
    """Those of which nobody has said for too long what they are about."""
    return memory.notes.unplaced_since(now - KEPT_UNPLACED)


def lapse(memory: Memory, now: datetime, origin: str) -> None:
    """They are not kept any more, which the answer to them says."""
    note = memory.notes.get(origin)
    if note and note.about is Told.UNPLACED and note.waits_until <= now:
        memory.notes.keep(wordless(note, Told.LAPSED))
        _redraw(memory, note)


def forget(memory: Memory, actor: Actor, origin: str) -> bool:
    """Somebody deletes their own words; False when they are gone already."""
    note = memory.notes.get(origin)
    if note is None:
        return False
    if note.person != actor.id:
        raise Refusal("These are somebody else's words, so nothing was changed.")
    memory.notes.drop(origin)
    _redraw(memory, note)
    return True


def _says_what_changed(memory: Memory, pledge: Pledge, follow_up: FollowUp, note: Note) -> bool:
    is_free = pledge.difference is None and pledge.shared_at is None
    is_theirs = asked_for(memory, pledge.person) == note.person
    is_other = says_not_done(note.words) or sounds_like_despair(note.words)
    return follow_up.reply is Reply.DONE and is_free and not is_other and is_theirs


def _own(memory: Memory, actor: Actor, origin: str) -> Note:
    note = memory.notes.get(origin)
    if note is None:
        raise Refusal(_GONE)
    if note.person != actor.id:
        raise Refusal("These are somebody else's words, so nothing was changed.")
    return note


def _redraw(memory: Memory, note: Note) -> None:
    """The answer to it, and wherever its pledge stands."""
    memory.changed(*(each.card for each in memory.messages.about(KEPT_WORDS, note.origin)))
    if asked := memory.follow_ups.get(note.follow_up):
        redraw_about(memory, asked.about, asked.subject)
