"""Who may answer a poll. Storms of votes ask in their own statement (`storage.ballots`); all others here."""

from coproduction.errors import Refusal
from coproduction.invitations import not_asked
from coproduction.people import Actor
from coproduction.pollends import named
from coproduction.polls import Invited, Poll
from coproduction.ports import Memory
from coproduction.service import observing


class NoBallot(Refusal):
    """A no to who only looks on. An answer of before still counts where it has no name: only they can take
    it back, and nobody knows whether there is one.
    """

    def __init__(self, poll: Poll) -> None:
        self.poll = poll
        super().__init__(observing.NO_BALLOT)
        named(self, poll)


def require(memory: Memory, actor: Actor, poll: Poll) -> None:
    """Refuse, in words, unless the poll asks them. Of an anonymous poll nothing is stored by that."""
    if observing.is_observer(memory, actor.id):
        raise NoBallot(poll)
    if poll.invited is Invited.EVERYBODY or memory.polls.asks(poll.id, actor.id):
        return
    came = memory.sessions.came_to_any([poll.session] if poll.session else [])
    raise not_asked(poll, memory.people.get(actor.id), has_come=actor.id in came)
