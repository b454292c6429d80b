"""Cancelling a poll although people have answered it: with a reason, for good, and without a result."""

from coproduction.errors import Over
from coproduction.people import Actor
from coproduction.pollends import cancelled, named
from coproduction.polls import Poll
from coproduction.ports import Memory
from coproduction.service import closing, people, polls
from coproduction.words import Text

DOING = Text("cancel a poll")
_CLOSED = Text(
    "This poll has closed, and its card shows what came of it. So it cannot be cancelled any more."
)
_TWICE = Text("This poll is cancelled already.")


def open_one(memory: Memory, actor: Actor, poll_id: str) -> Poll:
    """A poll that a facilitator may still cancel, or a Refusal."""
    people.require_facilitator(memory, actor, DOING)
    poll = polls.asked_here(memory, actor, poll_id)
    if not poll.is_open:
        raise named(Over(_TWICE if poll.is_taken_back else _CLOSED), poll)
    return poll


def cancel(memory: Memory, actor: Actor, poll_id: str, reason: str) -> Poll:
    """A facilitator cancels a poll: its answers and its secret are deleted, and its card says why."""
    memory.polls.hold(poll_id)
    gone = cancelled(open_one(memory, actor, poll_id), actor.id, reason)
    closing.take_away(memory, gone)
    return gone
