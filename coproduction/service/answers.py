"""Answering a poll in a form: one question or several at once; and reading all that was written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coproduction.errors import Refusal, Refusals
from coproduction.people import Actor
from coproduction.pollends import cards_of, named, naming, no_more
from coproduction.polls import Poll, Purpose, Tally
from coproduction.ports import Memory
from coproduction.questions import KINDS as QUESTIONS
from coproduction.questions import answer_to, words_of
from coproduction.questions.points import dots_left
from coproduction.service import asking, members, partings, polls, tencards
from coproduction.service.pollforms import field_of, questions_of
from coproduction.sessions import Session
from coproduction.words import Text, Value

_GONE = Text("This poll is gone, so your answer was not counted.")
_OTHER_FORM = Text("This form is not of this poll any more. Please press “Answer” on its card again.")
_CLOSED = Text("This poll has closed, so it takes no answers any more.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The questions that one form asks, each with what the person has answered before, if that is known.

    `poll` has the card. The headline of a session is not among its further questions: it is one press.
    """

    poll: Poll
    questions: tuple[Poll, ...]
    before: tuple[str | None, ...]

    @property
    def is_alone(self) -> bool:
        """Whether the poll has this one question and no other."""
        return self.questions == (self.poll,)


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a form with several questions: how many answers are stored, and how many were deleted.

    `dots`: the questions of which somebody kept dots back, each with how many. `said`: each question with
    what they answered, as people read it, where that may be told them: not of an anonymous poll.
    """

    answered: int
    deleted: int
    dots: tuple[tuple[Poll, int], ...] = ()
    said: tuple[tuple[Poll, Value], ...] = ()


def sheet_of(memory: Memory, poll_id: str) -> Sheet:
    """The questions of a poll of which something was just stored, without what anybody answered."""
    poll = memory.polls.get(poll_id)
    if poll is None:
        raise LookupError(poll_id)
    questions = questions_of(memory, poll)
    return Sheet(poll, questions, (None,) * len(questions))


def answering(memory: Memory, actor: Actor, poll_id: str) -> Sheet:
    """An open poll for who wants to answer it, or a Refusal.

    What somebody has answered to one anonymous question is not told them. Where there are several it is,
    found by their tag: they change them together, and what is left out is deleted.
    """
    poll = memory.polls.get(poll_id)
    if poll is None or poll.part_of:
        raise Refusal(_GONE)
    members.require(memory, actor, poll.channel)
    _refuse_closed(poll)
    asking.require(memory, actor, poll)
    questions = questions_of(memory, poll)
    if questions == (poll,) and poll.is_anonymous:
        return Sheet(poll, questions, (None,))
    ballots = memory.unnamed if poll.is_anonymous else memory.polls
    return Sheet(poll, questions, tuple(ballots.answer_of(each.id, actor.id) for each in questions))


def may_answer(memory: Memory, actor: Actor, poll_id: str) -> bool:
    """Whether they can answer this poll now: it is open and asks them."""
    try:
        answering(memory, actor, poll_id)
    except Refusal:
        return False
    return True


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


def vote_at_the_end(memory: Memory, actor: Actor, poll_id: str, given: str) -> bool:
    """A person answers the closing question of a session, whose card for all says how many have."""
    is_new = polls.vote(memory, actor, poll_id, given)
    poll = memory.polls.get(poll_id)
    if is_new and poll:
        _recount(memory, poll)
        if poll.session:
            partings.redraw_own(memory, poll.session, actor.id)
    return is_new


def held_in(memory: Memory, poll_id: str) -> Session | None:
    """The session that a poll was asked in, or at the end of."""
    poll = memory.polls.get(poll_id)
    return memory.sessions.get(poll.session) if poll and poll.session else None


def _recount(memory: Memory, poll: Poll) -> None:
    if poll.purpose is Purpose.CLOSING and poll.session:
        partings.redraw_summary(memory, poll.session)


def answer_all(memory: Memory, actor: Actor, poll_id: str, given: Sequence[str]) -> Kept:
    """A person answers several questions at once: all of it is stored, or nothing.

    `given` is what they gave to each, by place, empty where they left it out; an answer that they had given
    to that question before is deleted. Refusals say what is wrong with which of them.
    """
    poll = polls.held(memory, actor, poll_id)
    _refuse_closed(poll)
    asking.require(memory, actor, poll)
    questions = questions_of(memory, poll)
    if len(given) != len(questions):
        raise named(Refusal(_OTHER_FORM), poll)
    ballots = memory.unnamed if poll.is_anonymous else memory.polls
    answers, deleted = _answers(questions, given), 0
    with naming(poll):
        for question, answer in zip(questions, answers, strict=True):
            if answer:
                ballots.keep(question.id, actor.id, answer)
            else:
                deleted += ballots.withdraw(question.id, actor.id)
    memory.changed(*cards_of(poll, actor.id))
    _recount(memory, poll)
    kept = [(each, answer) for each, answer in zip(questions, answers, strict=True) if answer]
    dots = tuple((each, left) for each, answer in kept if (left := dots_left(each, answer)))
    said = () if poll.is_anonymous else tuple((each, words_of(each, answer)) for each, answer in kept)
    return Kept(len(kept), deleted, dots, said)


def _answers(questions: Sequence[Poll], given: Sequence[str]) -> list[str]:
    """Each answer as it is stored, empty where a question may be left out and was; or Refusals."""
    answers, wrong = [], dict[str, Text]()
    for question, each in zip(questions, given, strict=True):
        try:
            answers.append(_answer(question, each))
        except Refusal as no:
            wrong[field_of(no.field or "answer", question.place)] = no.words
    if wrong:
        raise Refusals(wrong)
    return answers


def _answer(question: Poll, given: str) -> str:
    if given:
        return answer_to(question, given)
    if not question.is_optional:
        raise Refusal("Please answer this question.")
    return ""


def results(memory: Memory, actor: Actor, poll_id: str) -> Tally:
    """A poll with several questions as everybody may see it now, or a Refusal."""
    poll = memory.polls.get(poll_id)
    if poll is None:
        raise Refusal("This poll is gone.")
    members.require(memory, actor, poll.channel)
    if not poll.shows_counts:
        raise named(Refusal("This poll is open. Its result shows when it closes."), poll)
    return tencards.tallied(memory, poll)


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
        raise named(Refusal("This poll is open. What people write is shown when it closes."), poll)
    whole = memory.polls.get(poll.part_of) if poll.part_of else None
    told = tencards.tallied(memory, whole or poll)
    return next((part for part in told.parts if part.poll.id == poll_id), told)
