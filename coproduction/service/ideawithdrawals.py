"""Ideas taken back by their authors, and put back."""

from dataclasses import replace
from datetime import datetime

from coproduction.consents import question, told_saver
from coproduction.errors import Refusal
from coproduction.ideas import (
    Idea,
    put_back,
    require_author,
    restored,
    withdrawn,
)
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import boardcards, members, merging, partings, takingback, tencards
from coproduction.service.ideacards import card_of
from coproduction.service.owing import owe_privately, want_again
from coproduction.service.redrawing import redraw_between, redraw_quoting, redraw_review
from coproduction.undoing import WAY_BACK
from coproduction.words import Text

_GONE = Text("This idea is gone. Please use the newest message.")

_YOURS_IS_BACK = Text("You took this idea back already, so nothing has changed.")
_UNSEEN = Text("This idea cannot be seen now, so nothing has changed.")


def withdraw(memory: Memory, now: datetime, actor: Actor, idea_id: str) -> Idea:
    """The author takes an idea back; who saved it from a message is told when it is gone for good."""
    idea = _take_back(memory, now, own(memory, actor, idea_id))
    saved = memory.consents.from_origin(idea.origin)
    if saved and saved.idea == idea.id and saved.asked_by != actor.id:
        card, at = told_saver(saved), now + WAY_BACK
        if not owe_privately(memory, at, card):
            want_again(memory, card, at)
    return idea


def own(memory: Memory, actor: Actor, idea_id: str) -> Idea:
    """An idea of this person's that was not taken back, or a Refusal."""
    idea = memory.ideas.get(idea_id)
    if idea and idea.is_withdrawn and idea.author == actor.id:
        raise Refusal(_YOURS_IS_BACK)
    idea = _there(memory, idea_id)
    require_author(idea, actor.id)
    return idea


def withdraw_message(memory: Memory, now: datetime, origin: str) -> Idea:
    """Who wrote the message of this origin, as the caller knows surely, takes back the idea it became.

    So an idea without a name has a way back, too: nothing is stored for it, the message itself is the proof.
    """
    idea = memory.ideas.from_origin(origin)
    return _take_back(memory, now, _there(memory, idea.id if idea else ""))


def _take_back(memory: Memory, now: datetime, idea: Idea) -> Idea:
    takingback.follows(memory, now, idea)
    return store(memory, withdrawn(idea, now))


def put_again(memory: Memory, now: datetime, actor: Actor, idea_id: str) -> tuple[Idea, bool]:
    """The author puts back what they took back by mistake; who supported it still does.

    False where it is there, so that nothing changes.
    """
    idea = memory.ideas.get(idea_id)
    if idea is None:
        raise Refusal(_GONE)
    require_author(idea, actor.id)
    members.require(memory, actor, idea.channel)
    return (store(memory, put_back(idea, now)), True) if idea.is_withdrawn else (idea, False)


def restore(memory: Memory, now: datetime, idea: Idea, author: str | None) -> Idea:
    """An idea that was taken back is there again, because who wrote its message said yes once more."""
    merging.look_again(memory, now, idea)
    return store(memory, replace(restored(idea), author=author))


def store(memory: Memory, idea: Idea) -> Idea:
    """Store an idea anew, and let its card, the question it came from and all that quotes it show it."""
    memory.ideas.put(idea)
    memory.changed(card_of(idea), *tencards.with_card(memory, idea.id))
    boardcards.redraw(memory, idea.channel, idea.session)
    redraw_review(memory, idea.channel)
    for quoted in (idea, *merging.parts(memory, idea)):  # which name this one
        memory.changed(card_of(quoted))
        redraw_quoting(memory, quoted)
    if idea.session:
        partings.redraw(memory, idea.session)
    else:
        redraw_between(memory, idea.channel)
    asked = memory.consents.from_origin(idea.origin)
    if asked:
        memory.changed(question(asked))
    return idea


def standing(memory: Memory, idea_id: str) -> Idea:
    """An idea that everybody may see, or a Refusal."""
    idea = _there(memory, idea_id)
    if not idea.stands:
        raise Refusal(_UNSEEN)
    return idea


def _there(memory: Memory, idea_id: str) -> Idea:
    """An idea that was not taken back, or a Refusal."""
    idea = memory.ideas.get(idea_id)
    if idea is None:
        raise Refusal(_GONE)
    if idea.is_withdrawn:
        raise Refusal("This idea was taken back by its author.")
    return idea
