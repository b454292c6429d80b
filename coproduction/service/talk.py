"""What people write to the bot: done where it is clear, and answered once, however often it is heard."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coproduction.followups import Reply
from coproduction.kinds import Cause, MessageKind
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
TOGETHER = timedelta(hours=1)  # of questions that come so close together none is the last one


@dataclass(frozen=True, slots=True)
class Helpers:
    """To whom somebody can turn who needs a person, and whether they get reminders."""

    facilitators: tuple[str, ...]
    wants_reminders: bool
    offer: Offer | None = None  # with which pledge they can ask one of them, when they ask for help
    asked: Promised | None = None  # the pledge they were asked about last, while they have not answered


@dataclass(frozen=True, slots=True)
class OpenPledges:
    """The newest pledges of a person that are not done yet, and how many more there are."""

    newest: tuple[Promised, ...]
    more: int
    wants_reminders: bool = True


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody wrote: what they wish, and what they say of a pledge if that is clear.

    `origin` tells this message from all others; `under` is Slack's time of the message below which it was
    written, in the thread of that.
    """

    wish: Wish
    origin: str
    said: Reply | None = None
    under: str = ""


def hear(memory: Memory, now: datetime, actor: Actor, heard: Heard, conversation: str | None) -> bool:
    """Do what somebody wishes and owe the answer; False when the same message was heard before.

    The answer goes to the `conversation` with the bot in which it was written; where it was written elsewhere
    (None), to the one they have.
    """
    if any(memory.messages.about(kind, heard.origin) for kind in (TOLD_ANSWER, ASKED_WHICH)):
        return False
    wish = heard.wish
    meant = _meant(memory, actor.id, heard.under) if wish is Wish.TELL else None
    kind = TOLD_ANSWER if meant and heard.said else wish.value
    answer = Card(kind, heard.origin, actor.id, occasion=meant or "")
    is_new = (
        owe(memory, now, answer, channel=conversation) if conversation else owe_privately(memory, now, answer)
    )
    if is_new and wish in _REMINDERS:
        people.remind(memory, actor, wanted=_REMINDERS[wish])
    if is_new and meant and heard.said:
        pledges.answer(memory, actor, meant, heard.said)
    return is_new


def _meant(memory: Memory, person: str, under: str = "") -> str | None:
    """The pledge that somebody means who names none: of the question in whose thread they write, else of the
    last one they were asked. None where that is done or let go, or where two were asked at one time.
    """
    asked = followups.asked(memory, person)
    below = [each for each in asked if each.ts == under]
    found = {each.pledge for each in below or asked if (below or asked)[-1].at - each.at < TOGETHER}
    still = {each.pledge.id for each in pledges.open_ones(memory, person)}
    return found.pop() if len(found) == 1 and found <= still else None


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


def open_pledges(memory: Memory, person: str, meant: str = "") -> OpenPledges:
    """What a person promised and has not said to be done; only the pledge that is `meant`, if it is known."""
    still = pledges.open_ones(memory, person)
    known = memory.people.get(person) or Person(person)
    only = [each for each in still if each.pledge.id == meant]
    newest = tuple(only or reversed(still[-MOST_ASKED:]))
    return OpenPledges(newest, len(still) - len(newest), known.wants_reminders)


def _helpers(memory: Memory, message: Message) -> Helpers:
    return helpers(memory, message.recipient)


def helped(memory: Memory, message: Message) -> Helpers:
    """What the answer to other words shows: who can help, and the question that waits for an answer."""
    person = message.recipient
    pledge = memory.pledges.get(_meant(memory, person) or "")
    asked = pledges.promised(memory, pledge) if pledge else None
    return replace(
        helpers(memory, person),
        offer=helprequests.offer(memory, person),
        asked=asked if asked and asked.waits else None,
    )


def _open_pledges(memory: Memory, message: Message) -> OpenPledges:
    return open_pledges(memory, message.recipient, message.occasion)


def _answered(memory: Memory, message: Message) -> Promised | None:
    pledge = memory.pledges.get(message.occasion)
    return pledges.promised(memory, pledge) if pledge else None


KINDS = (
    MessageKind(name=TOLD_STOPPED, content=_helpers, cause=Cause.OWN_ACT),
    MessageKind(name=TOLD_AGAIN, content=_helpers, cause=Cause.OWN_ACT),
    MessageKind(name=ASKED_WHICH, content=_open_pledges, cause=Cause.OWN_ACT),
    MessageKind(name=TOLD_ANSWER, content=_answered, cause=Cause.OWN_ACT),
    MessageKind(name=TOLD_HELP, content=helped, cause=Cause.OWN_ACT),
)
