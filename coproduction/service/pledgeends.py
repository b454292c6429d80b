"""How a pledge ends for its person: done, with what difference it made, or in somebody else's hands."""

from dataclasses import replace
from datetime import datetime

from coproduction.followups import PLEDGE, WAITING, FollowUpState, Reply
from coproduction.people import Actor, Person
from coproduction.pledges import Pledge, difference_of, handed_over, shared_card
from coproduction.ports import Memory
from coproduction.service import pledges
from coproduction.service.recurring import plan_anew
from coproduction.service.redrawing import redraw
from coproduction.words import Text

_STAYS = Text(
    "The pledges you made before stay, and I still ask you about them. "
    "To change one or let it go, type {/mine}."
)
_STAYS_UNASKED = Text("The pledges you made before stay. To change one or let it go, type {/mine}.")
_OPEN = WAITING | {FollowUpState.CANCELLED}


def close(memory: Memory, actor: Actor, pledge_id: str, difference: str | None) -> Pledge:
    """A person says that it is done, and what difference it made, which they may leave out."""
    pledge = replace(pledges.changeable(memory, actor, pledge_id), difference=difference_of(difference))
    pledges.answer(memory, actor, pledge_id, Reply.DONE)
    memory.pledges.put(pledge)
    redraw(memory, pledge)
    return pledge


def hand_over(memory: Memory, now: datetime, pledge: Pledge, to: Person) -> Pledge:
    """From now on it is another's: they are asked about it, and who had it before is not.

    What was planned for it was for its person alone, and goes. The group sees it no more until they share it.
    """
    for asked in memory.follow_ups.of(PLEDGE, pledge.id):
        if asked.state in _OPEN:
            memory.follow_ups.put(replace(asked, state=FollowUpState.REPLACED))
    theirs = handed_over(pledge, to.id, now)
    if pledge.shared_at:
        memory.pledges.share(theirs)
    else:
        memory.pledges.put(theirs)
    memory.plans.drop(pledge.id)
    plan_anew(memory, now, theirs, to)
    redraw(memory, theirs)
    memory.changed(shared_card(theirs))
    return theirs


def staying(memory: Memory, person: str, channel: str) -> Text | None:
    """What is to be said to somebody who promises nothing more, but has open pledges in this programme."""
    if not any(each.pledge.channel == channel for each in pledges.open_ones(memory, person)):
        return None
    known = memory.people.get(person)
    return _STAYS if known is None or known.wants_reminders else _STAYS_UNASKED
