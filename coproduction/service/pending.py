"""What "yes" and "no" answer: the question that somebody was asked last, and nothing else.

A question waits until it is answered, wherever that is done. Of those that wait, the one is meant in whose
thread the answer is written, else the one that reached its person last.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from coproduction.askings import question
from coproduction.champions import INVITED, InvitationState
from coproduction.followups import FollowUp, FollowUpState
from coproduction.messages import Message
from coproduction.notes import KEPT_WORDS, Note, Told
from coproduction.ports import Memory
from coproduction.service import followups
from coproduction.service.people import asked_for
from coproduction.talk import ASKED_WHICH, TOLD_NO, TOLD_PLACED

_SINCE = timedelta(weeks=4)  # what was asked longer ago than this is answered by its buttons


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that waits, and Slack's time of its message: about words, a pledge, or by another person.
    `thread`: that of the message in whose thread it stands.

    Exactly one of `note`, `follow_up`, `asking` and `invitation` (ids) is not None. `is_again`: that pledge
    was asked about once more, with all that can be answered. `is_declined`: that invitation was answered with
    "not now", which may still become a yes.
    """

    ts: str
    note: Note | None = None
    follow_up: FollowUp | None = None
    asking: str | None = None
    invitation: str | None = None
    is_again: bool = False
    is_declined: bool = False
    thread: str | None = None

    @property
    def is_farewell(self) -> bool:
        """Whether it says that nothing more will be asked."""
        return self.follow_up is not None and self.follow_up.is_farewell

    @property
    def takes_words(self) -> bool:
        """Whether it asks how a pledge goes, so that a yes or a no is an answer in somebody's own words."""
        return self.follow_up is not None and not (self.is_farewell or self.is_again)


def last_asked(memory: Memory, now: datetime, person: str, under: str = "") -> Pending | None:
    """The question that a yes or a no of this person answers, if any waits; else one they have declined."""
    asked = _waiting(memory, now, person)
    below = [each for each in asked if under and under in (each.ts, each.thread)]
    found = below or [each for each in asked if not each.is_declined] or asked
    return max(found, key=lambda each: float(each.ts), default=None)


def is_asked_in(memory: Memory, now: datetime, person: str, ts: str) -> bool:
    """Whether the message with this time of Slack's asks this person something that waits."""
    return any(each.ts == ts for each in _waiting(memory, now, person))


def _waiting(memory: Memory, now: datetime, person: str) -> list[Pending]:
    return [
        *_about_words(memory, now, person),
        *_about_pledges(memory, person),
        *_asked_again(memory, now, person),
        *_of_others(memory, person),
        *_invitations(memory, now, person),
    ]


def _about_words(memory: Memory, now: datetime, person: str) -> list[Pending]:
    sent = memory.messages.sent_cards((KEPT_WORDS, TOLD_PLACED), now - _SINCE, [person])
    found = []
    for message in sent:
        note = memory.notes.get(_words_of(message))
        if message.ts and note and _waits(memory, note):
            found.append(Pending(message.ts, note=note, thread=message.under))
    return found


def _words_of(message: Message) -> str:
    """The origin of the words that a message is about."""
    return message.occasion if message.kind == TOLD_PLACED else message.subject


def _waits(memory: Memory, note: Note) -> bool:
    if note.about is Told.UNPLACED:
        return True
    asked = memory.follow_ups.get(note.follow_up)
    return note.about is Told.TYPED and asked is not None and is_open(memory, asked)


def is_open(memory: Memory, asked: FollowUp) -> bool:
    """Whether its person can still answer it: it waits, and the pledge is theirs."""
    pledge = memory.pledges.get(asked.subject)
    is_kept = (
        pledge is not None and not pledge.is_withdrawn and asked_for(memory, pledge.person) == asked.person
    )
    return asked.state is FollowUpState.DUE and is_kept


def _about_pledges(memory: Memory, person: str) -> list[Pending]:
    asked = followups.asked(memory, person)
    return [Pending(each.ts, follow_up=each.follow_up) for each in asked if is_open(memory, each.follow_up)]


def _asked_again(memory: Memory, now: datetime, person: str) -> list[Pending]:
    """The same, where they were asked again what is true of one: yes and no do not answer that."""
    sent = memory.messages.sent_cards((TOLD_NO, ASKED_WHICH), now - _SINCE, [person])
    again = {message.occasion: (message.ts, message.under) for message in sent if message.ts}
    waiting = (each.follow_up for each in followups.asked(memory, person) if each.pledge in again)
    return [
        Pending(ts, follow_up=each, is_again=True, thread=thread)
        for each in waiting
        if is_open(memory, each)
        for ts, thread in [again[each.subject]]
    ]


def _of_others(memory: Memory, person: str) -> list[Pending]:
    waiting = {question(each): each.id for each in memory.askings.to(person) if each.waits}
    found = memory.messages.find_all(list(waiting))
    return [Pending(message.ts, asking=waiting[card]) for card, message in found.items() if message.ts]


def _invitations(memory: Memory, now: datetime, person: str) -> list[Pending]:
    """To become a champion; also those that were answered with "not now"."""
    sent = memory.messages.sent_cards((INVITED,), now - _SINCE, [person])
    found = [(message.ts, memory.champions.get(message.subject)) for message in sent]
    return [
        Pending(ts, invitation=each.id, is_declined=not each.waits)
        for ts, each in found
        if ts and each and (each.waits or each.state is InvitationState.NOT_NOW)
    ]
