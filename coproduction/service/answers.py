"""What stands between a poll and who wants to answer it in a form, or to read all that was written."""

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.pollends import no_more
from coproduction.polls import Poll, Tally
from coproduction.ports import Memory
from coproduction.questions import tally
from coproduction.service import asking, members
from coproduction.words import Text

_CLOSED = Text("This poll has closed, so it takes no answers any more.")


def answering(memory: Memory, actor: Actor, poll_id: str) -> tuple[Poll, str | None]:
    """An open poll for who wants to answer it, with the answer that they have given, or a Refusal.

    Of an anonymous poll nobody can tell what somebody has answered.
    """
    poll = memory.polls.get(poll_id)
    if poll is None:
        raise Refusal("This poll is gone, so your answer was not counted.")
    members.require(memory, actor, poll.channel)
    if not poll.is_open:
        raise no_more(poll, _CLOSED)
    asking.require(memory, actor, poll)
    return poll, None if poll.is_anonymous else memory.polls.answer_of(poll_id, actor.id)


def written(memory: Memory, actor: Actor, poll_id: str) -> Tally:
    """A poll that has closed with all that people wrote, or a Refusal."""
    poll = memory.polls.get(poll_id)
    if poll is None:
        raise Refusal("This poll is gone.")
    members.require(memory, actor, poll.channel)
    if poll.is_open:
        raise Refusal("This poll is open. What people write is shown when it closes.")
    return tally(poll, memory.polls.votes(poll_id))
