"""Reminders again after "stop": what was to be asked meanwhile is asked where it is not too late."""

from datetime import datetime

from coproduction.followups import FollowUpState, nudge_card
from coproduction.people import Actor, Person
from coproduction.ports import Memory
from coproduction.progress import STALLED_NOTE, TRY_ENDS
from coproduction.service import people, reaching
from coproduction.service.owing import want_again


def turn(memory: Memory, now: datetime, actor: Actor, *, wanted: bool) -> Person:
    """Turn reminders off, or on again."""
    return resume(memory, now, actor) if wanted else people.remind(memory, actor, wanted=False)


def resume(memory: Memory, now: datetime, actor: Actor) -> Person:
    """Turn reminders on again for this person.

    A question that "stop" held back, and that is still worth asking, is owed again; of what is too late by
    now its person reads that its day has passed, and can choose another. So is what they were to be asked of
    an idea that they have in hand: whoever named them counts on that.
    """
    person = people.remind(memory, actor, wanted=True)
    every = memory.follow_ups.of_person(person.id)
    waiting = [nudge_card(each) for each in every if each.state is FollowUpState.DUE]
    for card, owed in memory.messages.find_all(waiting).items():
        is_in_time = owed.not_after is not None and now <= owed.not_after
        if is_in_time and owed.reason == reaching.WANTS_NONE:
            want_again(memory, card, now)
    for owed in memory.messages.cancelled_for(person.id):
        if owed.kind in (TRY_ENDS, STALLED_NOTE) and owed.reason == reaching.WANTS_NONE:
            want_again(memory, owed.card, now)
    return person
