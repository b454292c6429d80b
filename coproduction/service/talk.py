"""What people write to the bot: done where it is clear, and answered once, however often it is heard."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.followups import FollowUp, FollowUpState, Reply
from coproduction.kinds import MessageKind
from coproduction.messages import Card, Message
from coproduction.people import Actor, Person
from coproduction.pledges import Pledge
from coproduction.ports import Memory
from coproduction.service import followups, helprequests, people
from coproduction.service.helprequests import Offer
from coproduction.service.owing import owe, owe_privately
from coproduction.talk import ASKED_WHICH, TOLD_AGAIN, TOLD_HELP, TOLD_STOPPED, Wish

_REMINDERS = {Wish.STOP: False, Wish.AGAIN: True}
MOST_ASKED = 5


@dataclass(frozen=True, slots=True)
class Helpers:
    """To whom somebody can turn who needs a person, and whether they get reminders."""

    facilitators: tuple[str, ...]
    wants_reminders: bool
    offer: Offer | None = None  # with which pledge they can ask one of them, when they ask for help


@dataclass(frozen=True, slots=True)
class Open:
    """A pledge that is not done yet, with the question that an answer belongs to."""

    pledge: Pledge
    follow_up: FollowUp
    was_asked: bool


@dataclass(frozen=True, slots=True)
class OpenPledges:
    """The newest pledges of a person that are not done yet, and how many more there are."""

    newest: tuple[Open, ...]
    more: int


def hear(
    memory: Memory, now: datetime, actor: Actor, wish: Wish, origin: str, conversation: str | None
) -> bool:
    """Do what somebody wishes and owe the answer; False when the same message was heard before.

    `origin` tells this message from all others. The answer goes to the `conversation` with the bot in which
    it was written; where it was written elsewhere (None), to the one they have.
    """
    answer = Card(wish.value, origin, actor.id)
    is_new = (
        owe(memory, now, answer, channel=conversation) if conversation else owe_privately(memory, now, answer)
    )
    if is_new and wish in _REMINDERS:
        people.remind(memory, actor, wanted=_REMINDERS[wish])
    return is_new


def helpers(memory: Memory, person: str) -> Helpers:
    """The facilitators of the session a person is in; else all who were made one."""
    known = memory.people.get(person) or Person(person)
    live = memory.sessions.attended_live(person)
    leading = people.facilitating(memory, live[-1]) if live else people.facilitators(memory)
    return Helpers(tuple(leading), known.wants_reminders)


def open_pledges(memory: Memory, person: str) -> OpenPledges:
    """What a person promised and has not said to be done."""
    asked = followups.of_pledges(memory, person)
    found = [
        _open(pledge, asked.get(pledge.id, ()))
        for pledge in memory.pledges.by(person)
        if not pledge.is_withdrawn
    ]
    still = [each for each in found if each]
    return OpenPledges(tuple(reversed(still[-MOST_ASKED:])), max(0, len(still) - MOST_ASKED))


def _open(pledge: Pledge, asked: Iterable[FollowUp]) -> Open | None:
    """Where a question was asked, an answer belongs to the newest of those; else to the next."""
    living = [each for each in asked if each.state is not FollowUpState.REPLACED]
    told = sorted(living, key=lambda each: each.occurrence)
    replies = [each.reply for each in told if each.reply]
    if not told or replies[-1:] == [Reply.DONE]:
        return None
    earlier = [each for each in told if each.state not in {FollowUpState.PLANNED, FollowUpState.CANCELLED}]
    return Open(pledge, earlier[-1] if earlier else told[0], was_asked=bool(earlier))


def _helpers(memory: Memory, message: Message) -> Helpers:
    return helpers(memory, message.recipient)


def _help(memory: Memory, message: Message) -> Helpers:
    person = message.recipient
    return replace(helpers(memory, person), offer=helprequests.offer(memory, person))


def _open_pledges(memory: Memory, message: Message) -> OpenPledges:
    return open_pledges(memory, message.recipient)


KINDS = (
    MessageKind(name=TOLD_STOPPED, content=_helpers),
    MessageKind(name=TOLD_AGAIN, content=_helpers),
    MessageKind(name=ASKED_WHICH, content=_open_pledges),
    MessageKind(name=TOLD_HELP, content=_help),
)
