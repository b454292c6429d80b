"""Polls: opened and closed by a facilitator, answered by everybody."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from coproduction import pollends, voices
from coproduction.errors import Refusal, Taken
from coproduction.kinds import Cause, MessageKind, Rank
from coproduction.messages import Card, Message
from coproduction.people import Actor
from coproduction.polls import CARDS, CHOICE, POLL_CARD, Poll, Purpose, Tally
from coproduction.ports import Memory
from coproduction.questions import answer_to, words_of
from coproduction.retyped import asks_the_same, is_again
from coproduction.service import asking, closing, members, people, pollforms, sessions, tencards
from coproduction.service.ended import is_over
from coproduction.service.owing import owe
from coproduction.service.pollends import minutes_of, tell_deleted
from coproduction.usage import Use
from coproduction.words import Text

PollForm = pollforms.PollForm

NONE_OPEN = Text("No poll is open in this channel. You can ask one with {/poll}.")
_CLOSED = Text("This poll has closed, so it stays as it is.")
_TAKEN_BACK = Text(
    "This poll was taken back before anybody had answered. Was it changed? Then the changed poll has a card "
    "of its own, further down in its channel."
)
_ANSWERED = Text(
    "People have answered this poll already, so it stays as it is. You can close it with {/close}, "
    "and ask again. To cancel it without a result, type {/polls}."
)
COUNTED = Text("This poll has closed. Your answer “{answer}” is counted, and stays as it is.")
_ONE_OF_SEVERAL = Text("This question is one of several. Please press “Answer” on the card of its poll.")
_STAYS = Text("The poll “{question}” has closed, so its answers stay as they are.")


def may_open(memory: Memory, actor: Actor, channel: str) -> str | None:
    """Whether they may open a poll here; a Refusal says what speaks against it.

    Gives the live session that it would belong to; None between sessions.
    """
    people.require_facilitator(memory, actor, Text("open a poll"), channel)
    return session_for(memory, channel)


def open_poll(memory: Memory, now: datetime, actor: Actor, channel: str, form: PollForm) -> Poll:
    """A facilitator asks a question, or with ten cards what people make of ideas.

    While a session is live the poll belongs to it; between sessions to the programme.
    """
    people.require_facilitator(memory, actor, Text("open a poll"), channel)
    before = memory.polls.from_origin(form.origin)
    if before:
        return before
    session = session_for(memory, channel, form.kind)
    asked, *parts = pollforms.asked_in(channel, session, form, now, memory.new_id)
    poll = replace(asked, asked_by=actor.id)
    typed_before = _typed_before(memory, now, poll) if form.is_typed else None
    if typed_before:
        return typed_before
    for each in (poll, *parts):
        _add(memory, each)
    memory.happened(Use.POLL_OPENED, options=len(poll.options))
    owe(memory, now, Card(POLL_CARD, poll.id), channel=channel)
    return poll


def _add(memory: Memory, poll: Poll) -> None:
    """Store a question; if it is anonymous, with a secret of its own, so no tag stands at two."""
    try:
        memory.polls.add(poll)
    except Taken:  # the same command arrived twice at two processes at once
        raise pollends.named(Refusal("This poll has just been opened."), poll) from None
    if poll.is_anonymous:
        memory.unnamed.keep_secret(poll.id, voices.secret())


def session_for(memory: Memory, channel: str, kind: str = CHOICE) -> str | None:
    """The live session, None between the sessions of a programme, or a Refusal where there is none."""
    if kind == CARDS:
        return tencards.session_of(memory, channel)
    if memory.sessions.has_programme(channel):
        live = memory.sessions.live_in(channel)
        return live.id if live else None
    return sessions.require_live(memory, channel).id


def _typed_before(memory: Memory, now: datetime, poll: Poll) -> Poll | None:
    """The open poll that the same person has just asked in the same words."""
    for each in memory.polls.open_in(poll.channel):
        card = memory.messages.find(Card(POLL_CARD, each.id))
        is_theirs = each.asked_by == poll.asked_by and asks_the_same(each, poll)
        if is_theirs and is_again(card.due_at if card else None, now):
            return each
    return None


def vote(memory: Memory, actor: Actor, poll_id: str, given: str, *, unnamed: bool = False) -> bool:
    """A person answers, or changes their answer while the poll is open; False when it changed nothing.

    `given` is what they pressed or typed; `unnamed` says that they pressed on an anonymous poll, and decides
    nothing. Storms of votes are single choices: they wait for one statement, which sees for itself whether
    the poll takes this answer, and from this person. Where that stored nothing, the poll's kind of question
    says what the answer is.
    """
    ballots = memory.unnamed if unnamed else memory.polls
    if ballots.cast(poll_id, actor.id, given):
        memory.changed(Card(POLL_CARD, poll_id))
        return True
    return keep(memory, actor, held(memory, actor, poll_id), given)


def held(memory: Memory, actor: Actor, poll_id: str) -> Poll:
    """A poll that somebody may answer, which nobody can close before the end of this unit of work."""
    poll = memory.polls.lock(poll_id)
    if poll is None:
        raise Refusal("This poll is gone, so your answer was not counted.")
    members.require(memory, actor, poll.channel)
    return poll


def keep(memory: Memory, actor: Actor, poll: Poll, given: str) -> bool:
    """Store an answer of any kind to a poll that is held; False when it changed nothing."""
    if poll.part_of or (poll.purpose is Purpose.ANY and memory.polls.parts_of(poll.id)):
        raise pollends.named(Refusal(_ONE_OF_SEVERAL), poll)
    if not poll.is_open and (counted := memory.polls.answer_of(poll.id, actor.id)):
        if poll.purpose is Purpose.CLOSING and counted == given:
            return False  # what it leads to can still be done
        raise pollends.no_more(poll, COUNTED.filled(answer=words_of(poll, counted)))
    ballots = memory.unnamed if poll.is_anonymous else memory.polls
    with pollends.naming(poll):
        answer = answer_to(poll, given)
        asking.require(memory, actor, poll)
        is_new = ballots.keep(poll.id, actor.id, answer)
    if is_new:
        memory.changed(*pollends.cards_of(poll, actor.id))
    return is_new


def withdraw(memory: Memory, actor: Actor, poll_id: str) -> bool:
    """A person takes back all that they answered while the poll is open; False when that is nothing."""
    poll = memory.polls.lock(poll_id)
    if poll is None:
        raise Refusal("This poll is gone.")
    if not poll.is_open:
        raise pollends.no_more(poll, _STAYS.filled(question=poll.in_short))
    ballots = memory.unnamed if poll.is_anonymous else memory.polls
    gone = [ballots.withdraw(each.id, actor.id) for each in pollforms.questions_of(memory, poll)]
    is_gone = any(gone)
    if poll.kind == CARDS:
        memory.ten_cards.drop(poll_id, actor.id)
    if is_gone:
        memory.changed(*pollends.cards_of(poll, actor.id))
    return is_gone


def close(memory: Memory, actor: Actor, channel: str, but: Collection[str] = ()) -> list[Poll]:
    """A facilitator closes all open polls of this channel `but` these; never a session's closing question."""
    people.require_facilitator(memory, actor, Text("close a poll"), channel)
    meant = [poll for poll in _open_in(memory, channel) if poll.id not in but]
    return closing.close_polls(memory, meant)


def to_close(memory: Memory, actor: Actor, channel: str) -> list[Tally]:
    """The open polls of this channel, for a facilitator who wants to close some; or a Refusal."""
    people.require_facilitator(memory, actor, Text("close a poll"), channel)
    return _open_ones(memory, channel)


def close_these(memory: Memory, actor: Actor, poll_ids: Sequence[str]) -> list[Poll]:
    """A facilitator closes these polls, which gives those that were open until now; or a Refusal."""
    people.require_facilitator(memory, actor, Text("close a poll"))
    shut = closing.close_polls(memory, [asked_here(memory, actor, each) for each in poll_ids])
    if not shut:
        raise Refusal("These polls have closed already. Their cards show the results, or why there are none.")
    return shut


def close_one(memory: Memory, actor: Actor, poll_id: str) -> Poll:
    """A facilitator closes this one poll, while the others stay open; its card shows the result."""
    people.require_facilitator(memory, actor, Text("close a poll"))
    poll = asked_here(memory, actor, poll_id)
    shut = closing.close_poll(memory, poll)
    if shut is None:
        raise pollends.named(Refusal(_CLOSED), poll)
    return shut


def asked_here(memory: Memory, actor: Actor, poll_id: str) -> Poll:
    """A poll that somebody asked in a channel where the actor is, or a Refusal."""
    poll = memory.polls.get(poll_id)
    if poll is None:
        raise Refusal("This poll is gone.")
    members.require(memory, actor, poll.channel)
    if poll.purpose is not Purpose.ANY:
        raise Refusal("The closing question belongs to every session. It stays as it is.")
    return poll


def correct(memory: Memory, now: datetime, actor: Actor, poll_id: str, form: PollForm) -> Poll:
    """A facilitator changes a poll that nobody has answered yet: it is taken back, and asked anew.

    As a poll of its own, because who still sees the old card must not give an answer to other words. The
    same poll where its words are the same.
    """
    before = memory.polls.from_origin(form.origin)
    if before:
        return before
    people.require_facilitator(memory, actor, Text("take back a poll"))
    old = still_unanswered(memory, actor, poll_id)
    parts = memory.polls.parts_of(old.id)
    form = replace(pollforms.as_before(form, old, parts), minutes=minutes_of(memory, old))
    asked = pollforms.asked_in(old.channel, old.session, form, now, memory.new_id)
    if len(asked) == len(parts) + 1 and all(map(asks_the_same, asked, (old, *parts))):
        return old
    take_back(memory, actor, poll_id)
    return open_poll(memory, now, actor, old.channel, form)


def take_back(memory: Memory, actor: Actor, poll_id: str) -> Poll:
    """A facilitator takes back a poll that nobody has answered yet; its card says so."""
    people.require_facilitator(memory, actor, Text("take back a poll"))
    memory.polls.hold(poll_id)  # so that nobody answers meanwhile
    gone = pollends.taken_back(still_unanswered(memory, actor, poll_id), actor.id)
    closing.take_away(memory, gone)
    return gone


def to_change(memory: Memory, actor: Actor, poll_id: str) -> tuple[Poll, ...]:
    """This poll with its further questions while their words may be changed, else a Refusal."""
    poll = still_unanswered(memory, actor, poll_id)
    return (poll, *memory.polls.parts_of(poll.id))


def still_unanswered(memory: Memory, actor: Actor, poll_id: str) -> Poll:
    """This poll while its words may be changed, else a Refusal: an answer was to these words.

    Of an anonymous poll nobody is told whether there is one, so it is refused at any time.
    """
    poll = asked_here(memory, actor, poll_id)
    if not poll.is_open:
        raise pollends.no_more(poll, _TAKEN_BACK if poll.is_taken_back else _CLOSED)
    pollends.require_told(poll)
    if any(memory.polls.votes(each.id) for each in (poll, *memory.polls.parts_of(poll.id))):
        raise pollends.Kept(_ANSWERED, poll)
    return poll


def open_here(memory: Memory, actor: Actor, channel: str) -> list[Tally]:
    """The open polls of this channel with how they are answered so far, for a facilitator, or a Refusal."""
    people.require_facilitator(memory, actor, Text("see the open polls"), channel)
    return _open_ones(memory, channel)


def _open_ones(memory: Memory, channel: str) -> list[Tally]:
    return [tencards.tallied(memory, poll) for poll in _open_in(memory, channel)]


def _open_in(memory: Memory, channel: str) -> list[Poll]:
    """In the order in which they were asked, or a Refusal where there is none."""
    open_ones = [poll for poll in memory.polls.open_in(channel) if poll.purpose is Purpose.ANY]
    if not open_ones:
        raise Refusal(NONE_OPEN)
    return open_ones


def _shown(memory: Memory, message: Message) -> Tally | None:
    poll = memory.polls.get(message.subject)
    return tencards.tallied(memory, poll) if poll else None


def _is_there(memory: Memory, message: Message) -> bool:
    """Open or closed: where it has something new to show, nobody has seen its result."""
    return memory.polls.get(message.subject) is not None


def _is_past(memory: Memory, message: Message) -> bool:
    """The closing question is open for longer than its session."""
    poll = memory.polls.get(message.subject)
    return poll is not None and not poll.is_open and is_over(memory, poll.session)


KINDS = (
    MessageKind(
        name=POLL_CARD,
        content=_shown,
        cause=Cause.SESSION,
        rank=Rank.FACILITATOR,
        keeps_changing=True,
        lives=_is_there,
        again=tell_deleted,
        is_past=_is_past,
    ),
)
