"""Supporting an idea, and taking that back."""

from coproduction.errors import Refusal
from coproduction.ideas import Idea
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import members, observing, partings
from coproduction.service.ended import is_over
from coproduction.service.ideacards import card_of
from coproduction.service.ideawithdrawals import standing
from coproduction.service.merging import whole_of


def support(memory: Memory, actor: Actor, idea_id: str) -> tuple[Idea, bool]:
    """Support an idea; False when this person supports it already, so that a double press adds nothing.

    Of what is part of another idea now, that one is supported.
    """
    idea = standing(memory, idea_id)
    if idea.author == actor.id:
        raise Refusal("This is your own idea, so you stand behind it already. Others can support it.")
    is_new = memory.ideas.support(idea.id, actor.id)
    if not is_new:  # they did before, are not in its channel, or only look on
        members.require(memory, actor, idea.channel)
        observing.refuse_support(memory, actor)
        is_new = memory.ideas.keep_support(idea.id, actor.id)
    whole = whole_of(memory, idea)  # seen only now, in case it became a part at this moment
    if whole.id != idea.id:
        if is_new:
            memory.ideas.take_back(idea.id, actor.id)
        return support(memory, actor, whole.id)
    if is_new:
        memory.changed(card_of(idea))
    return idea, is_new


def take_back(memory: Memory, actor: Actor, idea_id: str) -> tuple[Idea, bool]:
    """Take one's support back, also from the summary of a session that is over; False when there was none."""
    idea = standing(memory, idea_id)
    was_there = memory.ideas.take_back(idea.id, actor.id)
    if was_there:
        memory.changed(card_of(idea))
        if idea.session and is_over(memory, idea.session):
            partings.redraw_summary(memory, idea.session)
    return idea, was_there
