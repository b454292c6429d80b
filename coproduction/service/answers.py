"""What stands between a poll and who wants to answer it in a form, or to read all that was written."""

from collections.abc import Callable

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.pollends import no_more
from coproduction.polls import Poll, Tally
from coproduction.ports import Memory
from coproduction.questions import KINDS as QUESTIONS
from coproduction.questions import tally, words_of
from coproduction.service import asking, members, polls
from coproduction.words import Text, Value

_CLOSED = Text("This poll has closed, so it takes no answers any more.")


def answering(memory: Memory, actor: Actor, poll_id: str) -> tuple[Poll, str | None]:
    """An open poll for who wants to answer it, with the answer that they have given, or a Refusal.

    Of an anonymous poll nobody can tell what somebody has answered.
    """
    poll = memory.polls.get(poll_id)
    if poll is None:
        raise Refusal("This poll is gone, so your answer was not counted.")
    members.require(memory, actor, poll.channel)
    _refuse_closed(poll)
    asking.require(memory, actor, poll)
    return poll, None if poll.is_anonymous else memory.polls.answer_of(poll_id, actor.id)


def give(memory: Memory, actor: Actor, poll_id: str, said: Callable[[Poll], str]) -> str:
    """A person answers in a form; `said` knows what it means in this poll. The answer, as it is given."""
    poll = polls.held(memory, actor, poll_id)
    _refuse_closed(poll)
    given = said(poll)
    polls.keep(memory, actor, poll, given)
    return given


def _refuse_closed(poll: Poll) -> None:
    if not poll.is_open:
        raise no_more(poll, _CLOSED)


def told(memory: Memory, poll_id: str, given: str) -> tuple[Poll, Value]:
    """A poll with an answer that was just stored, as people read it; no vote waits for this look."""
    poll = memory.polls.get(poll_id)
    if poll is None:
        raise LookupError(poll_id)
    return poll, words_of(poll, QUESTIONS[poll.kind].read(given))


def written(memory: Memory, actor: Actor, poll_id: str) -> Tally:
    """A poll that has closed with all that people wrote, or a Refusal."""
    poll = memory.polls.get(poll_id)
    if poll is None:
        raise Refusal("This poll is gone.")
    members.require(memory, actor, poll.channel)
    if poll.is_open:
        raise Refusal("This poll is open. What people write is shown when it closes.")
    return tally(poll, memory.polls.votes(poll_id))
