"""Who may answer a poll. Storms of votes ask in their own statement (`storage.ballots`); all others here."""

from coproduction.invitations import not_asked
from coproduction.people import Actor
from coproduction.polls import Invited, Poll
from coproduction.ports import Memory
from coproduction.service import observing


def require(memory: Memory, actor: Actor, poll: Poll) -> None:
    """Refuse, in words, unless the poll asks them. Of an anonymous poll nothing is stored by that."""
    observing.refuse_ballot(memory, actor)
    if poll.invited is Invited.EVERYBODY or memory.polls.asks(poll.id, actor.id):
        return
    came = memory.sessions.came_to_any([poll.session] if poll.session else [])
    raise not_asked(poll, memory.people.get(actor.id), has_come=actor.id in came)
