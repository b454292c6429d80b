"""Adding an option to a poll that lets those who answer it do so."""

from coproduction.errors import Refusal
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.pollends import named, no_more, with_option
from coproduction.polls import POLL_CARD, Poll
from coproduction.ports import Memory
from coproduction.service import asking, members
from coproduction.words import Text

_GONE = Text("This poll is gone.")
_CLOSED = Text("This poll has closed, so nobody can add an option any more.")
_NOT_HERE = Text("The options of this poll are fixed. Please choose one of them.")


def growing(memory: Memory, actor: Actor, poll_id: str) -> Poll:
    """A poll to which somebody may add an option, or a Refusal."""
    return _require(memory, actor, memory.polls.get(poll_id))


def add(memory: Memory, actor: Actor, poll_id: str, words: str) -> Poll:
    """Somebody adds an option, which stands behind all others. Who did is kept nowhere."""
    poll = with_option(_require(memory, actor, memory.polls.hold(poll_id)), words)
    memory.polls.revise(poll)
    memory.changed(Card(POLL_CARD, poll.id))
    return poll


def _require(memory: Memory, actor: Actor, poll: Poll | None) -> Poll:
    if poll is None:
        raise Refusal(_GONE)
    members.require(memory, actor, poll.channel)
    if not poll.is_open:
        raise no_more(poll, _CLOSED)
    if not poll.may_add:
        raise named(Refusal(_NOT_HERE), poll)
    asking.require(memory, actor, poll)
    return poll
