"""What people write to the bot: done where it is clear, and answered once, however often it is heard."""

from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.followups import Reply
from coproduction.kinds import MessageKind
from coproduction.messages import Card, Message
from coproduction.people import Actor, Person
from coproduction.ports import Memory
from coproduction.service import followups, helprequests, people, pledges
from coproduction.service.helprequests import Offer
from coproduction.service.owing import owe, owe_privately
from coproduction.service.pledges import Promised
from coproduction.talk import ASKED_WHICH, TOLD_AGAIN, TOLD_ANSWER, TOLD_HELP, TOLD_STOPPED, Wish

_REMINDERS = {Wish.STOP: False, Wish.AGAIN: True}
MOST_ASKED = 5


@dataclass(frozen=True, slots=True)
class Helpers:
    """To whom somebody can turn who needs a person, and whether they get reminders."""

    facilitators: tuple[str, ...]
    wants_reminders: bool
    offer: Offer | None = None  # with which pledge they can ask one of them, when they ask for help


@dataclass(frozen=True, slots=True)
class OpenPledges:
    """The newest pledges of a person that are not done yet, and how many more there are."""

    newest: tuple[Promised, ...]
    more: int
    wants_reminders: bool = True


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody wrote: what they wish, and what they say of a pledge if that is clear.

    `origin` tells this message from all others.
    """

    wish: Wish
    origin: str
    said: Reply | None = None


def hear(memory: Memory, now: datetime, actor: Actor, heard: Heard, conversation: str | None) -> bool:
    """Do what somebody wishes and owe the answer; False when the same message was heard before.

    The answer goes to the `conversation` with the bot in which it was written; where it was written elsewhere
    (None), to the one they have.
    """
    if memory.messages.about(TOLD_ANSWER, heard.origin):
        return False
    wish, meant = heard.wish, pledges.open_ones(memory, actor.id)
    answer = Card(wish.value, heard.origin, actor.id)
    if heard.said and len(meant) == 1:  # no other can be meant
        answer = Card(TOLD_ANSWER, heard.origin, actor.id, occasion=meant[0].pledge.id)
    is_new = (
        owe(memory, now, answer, channel=conversation) if conversation else owe_privately(memory, now, answer)
    )
    if is_new and wish in _REMINDERS:
        people.remind(memory, actor, wanted=_REMINDERS[wish])
    if is_new and heard.said and answer.kind == TOLD_ANSWER:
        pledges.answer(memory, actor, meant[0].pledge.id, heard.said)
    return is_new


def tell(memory: Memory, actor: Actor, subject: str, said: Reply) -> Promised | None:
    """Somebody says how a pledge goes; in old messages the subject is a question about it."""
    if memory.pledges.get(subject):
        pledge_id = pledges.answer(memory, actor, subject, said).subject
    else:
        pledge_id = followups.reply(memory, actor, subject, said).subject
    pledge = memory.pledges.get(pledge_id)
    return pledges.promised(memory, pledge) if pledge else None


def helpers(memory: Memory, person: str) -> Helpers:
    """The facilitators of the session a person is in; else all who were made one."""
    known = memory.people.get(person) or Person(person)
    live = memory.sessions.attended_live(person)
    leading = people.facilitating(memory, live[-1]) if live else people.facilitators(memory)
    return Helpers(tuple(leading), known.wants_reminders)


def open_pledges(memory: Memory, person: str) -> OpenPledges:
    """What a person promised and has not said to be done."""
    still = pledges.open_ones(memory, person)
    known = memory.people.get(person) or Person(person)
    newest = tuple(reversed(still[-MOST_ASKED:]))
    return OpenPledges(newest, max(0, len(still) - MOST_ASKED), known.wants_reminders)


def _helpers(memory: Memory, message: Message) -> Helpers:
    return helpers(memory, message.recipient)


def _help(memory: Memory, message: Message) -> Helpers:
    person = message.recipient
    return replace(helpers(memory, person), offer=helprequests.offer(memory, person))


def _open_pledges(memory: Memory, message: Message) -> OpenPledges:
    return open_pledges(memory, message.recipient)


def _answered(memory: Memory, message: Message) -> Promised | None:
    pledge = memory.pledges.get(message.occasion)
    return pledges.promised(memory, pledge) if pledge else None


KINDS = (
    MessageKind(name=TOLD_STOPPED, content=_helpers),
    MessageKind(name=TOLD_AGAIN, content=_helpers),
    MessageKind(name=ASKED_WHICH, content=_open_pledges),
    MessageKind(name=TOLD_ANSWER, content=_answered),
    MessageKind(name=TOLD_HELP, content=_help),
)
