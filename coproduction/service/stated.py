"""What somebody says of a pledge, and their further words, which are kept with the question about it."""

from collections.abc import Sequence
from datetime import datetime

from coproduction.followups import FollowUp, Reply
from coproduction.messages import Card
from coproduction.notes import KEPT_WORDS, Note, Told, kept_of
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import notes, pledges
from coproduction.service.about import Heard
from coproduction.statedwords import stated
from coproduction.talk import TOLD_ANSWER


def keep(memory: Memory, now: datetime, actor: Actor, heard: Heard, about: Sequence[FollowUp]) -> None:
    """Keep words with the question that they may be about, or until it is said with which of these."""
    told = Told.UNPLACED if len(about) > 1 or heard.may_be_question else Told.TYPED
    _keep(memory, now, actor, heard, about[-1], told)


def answer(memory: Memory, now: datetime, actor: Actor, heard: Heard, pledge: str, said: Reply) -> Card:
    """Somebody says how a pledge (id) goes; what they say besides is kept with the question that they answer.
    Returns the card that tells them so.
    """
    asked = pledges.answer(memory, actor, pledge, said)
    if not heard.words:
        return Card(TOLD_ANSWER, heard.origin, actor.id, occasion=pledge)
    _keep(memory, now, actor, heard, asked, Told.TYPED)
    return Card(KEPT_WORDS, heard.origin, actor.id, occasion=asked.id)


def _keep(memory: Memory, now: datetime, actor: Actor, heard: Heard, asked: FollowUp, told: Told) -> None:
    words = kept_of(heard.words)
    notes.keep(memory, asked, Note(heard.origin, asked.id, actor.id, told, words, now))


def why_stuck(memory: Memory, follow_up: str) -> str:
    """What somebody wrote last beside "stuck", of the question (id); empty where that stood by itself."""
    found = (stated(note.words) for note in reversed(memory.notes.of(follow_up)))
    return next((each.more for each in found if each and each.said is Reply.STUCK), "")
