"""Yes and no, typed to the bot: they answer the question that their writer was asked last."""

from dataclasses import dataclass
from datetime import datetime

from coproduction.champions import CONFIRMED, InvitationState
from coproduction.followups import Reply
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Message
from coproduction.notes import Note, Told
from coproduction.people import Actor, Person
from coproduction.pledges import Pledge
from coproduction.ports import Memory
from coproduction.questioning import Question, question_in
from coproduction.service import askings, champions, followups, notes, nudging
from coproduction.service.about import Choice, choices, meant_by
from coproduction.service.arrivals import Arrival, of_person
from coproduction.service.askings import AskedAbout
from coproduction.service.pending import Pending
from coproduction.statedwords import leaves_open
from coproduction.stuckwords import says_stuck, wants_to_pass_on
from coproduction.talk import (
    ASKED_WHICH,
    TOLD_ANSWER,
    TOLD_ASKING,
    TOLD_GO_ON,
    TOLD_NO,
    TOLD_PLACED,
    is_one_word,
)


@dataclass(frozen=True, slots=True)
class GoesOn:
    """Whether a pledge is asked about again, where we said that we would stop, and when; None: it is not."""

    pledge: Pledge
    comes: Arrival | None


def settle(memory: Memory, now: datetime, actor: Actor, waits: Pending, *, agrees: bool) -> tuple[str, str]:
    """Somebody says yes or no to a question: the kind of message that answers them, and what that is about.

    A question that neither yes nor no can answer, as how a pledge goes, is asked again with its buttons.
    """
    if waits.asking:
        askings.answer(memory, now, actor, waits.asking, agrees=agrees)
        return TOLD_ASKING, waits.asking
    if waits.invitation:
        said = InvitationState.ACCEPTED if agrees else InvitationState.NOT_NOW
        if agrees or not waits.is_declined:
            champions.answer(memory, now, actor, waits.invitation, said)
        return CONFIRMED, waits.invitation
    if waits.note:
        return _settle_words(memory, actor, waits.note, agrees=agrees)
    asked = waits.follow_up
    if asked and asked.is_farewell:
        if agrees:
            nudging.go_on(memory, now, actor, asked.id)
        return TOLD_GO_ON, asked.id
    return ASKED_WHICH, _which(memory, actor, waits)


def _which(memory: Memory, actor: Actor, waits: Pending) -> str:
    """The pledge that is asked about again; empty where the message asked about several."""
    asked = waits.follow_up
    is_one = asked is not None and len(memory.follow_ups.asked_in(asked.asker)) == 1
    return asked.subject if asked and is_one else meant_by(memory, actor.id, waits.ts) or ""


def _settle_words(memory: Memory, actor: Actor, note: Note, *, agrees: bool) -> tuple[str, str]:
    """Yes or no to what was asked about words of theirs: which pledge, a question, done, or stuck."""
    if note.about is Told.UNPLACED:
        about = _choices_of(memory, note)
        is_asked = len(about) == 1 and _is_asked(note.words)
        if is_asked and agrees:
            notes.place(memory, actor, note.origin, about[0].follow_up)
        elif is_asked:
            notes.take_for_question(memory, actor, note.origin)
        return TOLD_PLACED, note.origin
    asked = followups.mine(memory, actor, note.follow_up)
    is_stuck = says_stuck(note.words) and asked.reply is not Reply.DONE
    if wants_to_pass_on(note.words) or (leaves_open(note.words) and not is_stuck):
        return ASKED_WHICH, asked.subject  # what was asked there is more than yes or no
    if agrees:
        followups.reply(memory, actor, asked.id, Reply.STUCK if is_stuck else Reply.DONE)
    return (TOLD_ANSWER if agrees else TOLD_NO), asked.subject


def _is_asked(words: str) -> bool:
    """Whether it was asked about these words if they are an answer at all."""
    return question_in(words) is Question.PERHAPS or is_one_word(words)


def _choices_of(memory: Memory, note: Note) -> tuple[Choice, ...]:
    asked = memory.follow_ups.get(note.follow_up)
    return choices(memory, note.person, note.written_at, asked) if asked else ()


def _went_on(memory: Memory, message: Message) -> GoesOn | None:
    asked = memory.follow_ups.get(message.occasion)
    pledge = memory.pledges.get(asked.subject) if asked else None
    if asked is None or pledge is None:
        return None
    person = memory.people.get(message.recipient) or Person(message.recipient)
    coming, siblings = of_person(memory, person), memory.follow_ups.of(asked.about, asked.subject)
    comes = (coming[each.id] for each in siblings if each.id in coming)
    return GoesOn(pledge, min(comes, key=lambda each: each.at, default=None))


def _asking(memory: Memory, message: Message) -> AskedAbout | None:
    return askings.about(memory, message.occasion)


KINDS = (
    MessageKind(name=TOLD_GO_ON, content=_went_on, cause=Cause.OWN_ACT),
    MessageKind(name=TOLD_ASKING, content=_asking, cause=Cause.OWN_ACT),
)
