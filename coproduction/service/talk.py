"""What people write to the bot: done where it is clear, and answered once, however often it is heard.

What somebody answers in their own words is kept as a note to the newest question that waits for an answer.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coproduction.followups import FollowUp, FollowUpState, Reply
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message
from coproduction.notes import KEPT_WORDS, Note, Told, kept_of
from coproduction.people import Actor, Person, zone_of
from coproduction.pledges import Pledge
from coproduction.ports import Memory
from coproduction.questioning import Question, question_in
from coproduction.service import followups, helprequests, notes, people, pledges
from coproduction.service.followups import Asked
from coproduction.service.helprequests import Offer
from coproduction.service.owing import owe, owe_privately
from coproduction.service.pledges import Promised
from coproduction.talk import ASKED_WHICH, TOLD_AGAIN, TOLD_ANSWER, TOLD_HELP, TOLD_STOPPED, Wish

_REMINDERS = {Wish.STOP: False, Wish.AGAIN: True}
MOST_ASKED = 5
TOGETHER = timedelta(hours=1)  # of questions that come so close together none is the last one
STILL_ABOUT = timedelta(weeks=2)  # after a question that is done: so long, words say what has changed
_ANSWERS = (TOLD_ANSWER, ASKED_WHICH, KEPT_WORDS, TOLD_HELP)


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
class Choice:
    """A pledge that words may be about, and the question by which it was asked about."""

    follow_up: str
    pledge: Pledge


@dataclass(frozen=True, slots=True)
class Kept:
    """Words that were kept, about which pledge, and who can help; None once they are deleted.

    `answered`: the question that they are about, as it stands now. `choices`: what they may be about, while
    their writer has not said so until `until`, where they live; `may_be_question`: or a question to us.
    """

    note: Note | None
    promised: Promised
    helpers: Helpers
    answered: FollowUp | None = None
    choices: tuple[Choice, ...] = ()
    may_be_question: bool = False
    until: datetime | None = None


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
    words: str = ""  # what may be worth keeping of it
    may_be_question: bool = False  # so that they are asked before it is taken for an answer


def hear(memory: Memory, now: datetime, actor: Actor, heard: Heard, conversation: str | None) -> bool:
    """Do what somebody wishes and owe the answer; False when the same message was heard before.

    The answer goes to the `conversation` with the bot in which it was written; where it was written elsewhere
    (None), to the one they have.
    """
    if any(memory.messages.about(kind, heard.origin) for kind in _ANSWERS):
        return False
    wish = heard.wish
    meant = _meant(memory, actor.id, heard.under) if wish is Wish.TELL else None
    kind, occasion = (TOLD_ANSWER if meant and heard.said else wish.value), meant or ""
    about = _may_be_about(memory, now, actor.id, heard)
    if about and kind in {ASKED_WHICH, TOLD_HELP}:
        kind, occasion = KEPT_WORDS, about[-1].id
    answer = Card(kind, heard.origin, actor.id, occasion=occasion)
    is_new = (
        owe(memory, now, answer, channel=conversation) if conversation else owe_privately(memory, now, answer)
    )
    if is_new and wish in _REMINDERS:
        people.remind(memory, actor, wanted=_REMINDERS[wish])
    if is_new and kind == TOLD_ANSWER and meant and heard.said:
        pledges.answer(memory, actor, meant, heard.said)
    if is_new and kind == KEPT_WORDS:
        told = Told.UNPLACED if len(about) > 1 or heard.may_be_question else Told.TYPED
        words = kept_of(heard.words)
        notes.keep(memory, about[-1], Note(heard.origin, about[-1].id, actor.id, told, words, now))
    return is_new


def _may_be_about(memory: Memory, now: datetime, person: str, heard: Heard) -> list[FollowUp]:
    """The questions that somebody may be answering who writes so, if there is anything to keep in it.

    Those are the open ones of the message in whose thread they write, else of the newest message, else that
    in whose thread they write although it is not open any more. Where another pledge was done of late, so
    that they may be saying what has changed, it is one of them.
    """
    if not heard.words:
        return []
    asked = followups.asked(memory, person)
    below = [each for each in asked if each.ts == heard.under]
    among = below or asked
    done = [each for each in among if _may_tell_more(memory, now, each)]
    waiting = [each for each in among if _waits(memory, each)]
    newest = waiting[-1:] or ([] if done else below[-1:])
    told = [each for each in waiting or below if each.ts in {one.ts for one in newest}]
    by_pledge = {each.pledge: each.follow_up for each in sorted([*told, *done], key=lambda each: each.at)}
    return list(by_pledge.values())[-MOST_ASKED:]


def _waits(memory: Memory, asked: Asked) -> bool:
    pledge = memory.pledges.get(asked.pledge)
    is_kept = pledge is not None and not pledge.is_withdrawn and pledge.person == asked.follow_up.person
    return asked.follow_up.state is FollowUpState.DUE and is_kept


def _may_tell_more(memory: Memory, now: datetime, asked: Asked) -> bool:
    is_done = asked.follow_up.reply is Reply.DONE and now - asked.at < STILL_ABOUT
    pledge = memory.pledges.get(asked.pledge)
    is_theirs = pledge is not None and not pledge.is_withdrawn and pledge.person == asked.follow_up.person
    return is_done and is_theirs and pledge is not None and not pledge.difference


def _meant(memory: Memory, person: str, under: str = "", until: datetime | None = None) -> str | None:
    """The pledge that somebody means who names none: of the question in whose thread they write, else of the
    last one they were asked (`until` then). None where that is done or let go, or where two were asked at one
    time.
    """
    asked = [each for each in followups.asked(memory, person) if until is None or each.at <= until]
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
    """The facilitators of the session a person is in, else all who were made one; but not they themselves."""
    known = memory.people.get(person) or Person(person)
    live = memory.sessions.attended_live(person)
    leading = people.facilitating(memory, live[-1]) if live else people.facilitators(memory)
    return Helpers(tuple(each for each in leading if each != person), known.wants_reminders)


def open_pledges(memory: Memory, person: str, meant: str = "", until: datetime | None = None) -> OpenPledges:
    """What a person promised (`until` then) and has not said to be done; only the pledge that is `meant`, if
    it is known.
    """
    every = pledges.open_ones(memory, person)
    still = [each for each in every if until is None or each.pledge.made_at <= until]
    known = memory.people.get(person) or Person(person)
    only = [each for each in still if each.pledge.id == meant]
    newest = tuple(only or reversed(still[-MOST_ASKED:]))
    return OpenPledges(newest, len(still) - len(newest), known.wants_reminders)


def _helpers(memory: Memory, message: Message) -> Helpers:
    return helpers(memory, message.recipient)


def helped(memory: Memory, message: Message) -> Helpers:
    """What the answer to other words shows: who can help, and the question that waits for an answer."""
    person = message.recipient
    pledge = memory.pledges.get(_meant(memory, person, until=message.due_at) or "")
    asked = pledges.promised(memory, pledge) if pledge else None
    return replace(
        helpers(memory, person),
        offer=helprequests.offer(memory, person),
        asked=asked if asked and asked.waits else None,
    )


def _kept(memory: Memory, message: Message) -> Kept | None:
    person, note = message.recipient, memory.notes.get(message.subject)
    follow_up = memory.follow_ups.get(note.follow_up if note else message.occasion)
    pledge = memory.pledges.get(follow_up.subject) if follow_up else None
    if follow_up is None or pledge is None:
        return None
    kept = Kept(note, pledges.promised_to(memory, pledge, person), helped(memory, message), follow_up)
    if note is None or note.about is not Told.UNPLACED:
        return kept
    zone = zone_of(memory.people.get(person) or Person(person))
    return replace(
        kept,
        choices=_choices(memory, message, follow_up),
        may_be_question=question_in(note.words) is Question.PERHAPS,
        until=note.waits_until.astimezone(zone),
    )


def _choices(memory: Memory, message: Message, about: FollowUp) -> tuple[Choice, ...]:
    """What words may be about that were kept with this question: all that was asked together with it, and
    what was done of late.
    """
    asked = [each for each in followups.asked(memory, message.recipient) if each.at <= message.due_at]
    ts = {each.ts for each in asked if each.follow_up.id == about.id}
    found = {
        each.pledge: each.follow_up.id
        for each in asked
        if each.ts in ts or _may_tell_more(memory, message.due_at, each)
    }
    kept = ((memory.pledges.get(pledge), follow_up) for pledge, follow_up in found.items())
    theirs = [(each, asked) for each, asked in kept if each and each.person == message.recipient]
    return tuple(Choice(asked, each) for each, asked in theirs if not each.is_withdrawn)[-MOST_ASKED:]


def _open_pledges(memory: Memory, message: Message) -> OpenPledges:
    return open_pledges(memory, message.recipient, message.occasion, message.due_at)


def _answered(memory: Memory, message: Message) -> Promised | None:
    pledge = memory.pledges.get(message.occasion)
    return pledges.promised_to(memory, pledge, message.recipient) if pledge else None


KINDS = (
    MessageKind(name=TOLD_STOPPED, content=_helpers, cause=Cause.OWN_ACT),
    MessageKind(name=TOLD_AGAIN, content=_helpers, cause=Cause.OWN_ACT),
    MessageKind(name=ASKED_WHICH, content=_open_pledges, cause=Cause.OWN_ACT, keeps_changing=True),
    MessageKind(name=TOLD_ANSWER, content=_answered, cause=Cause.OWN_ACT, keeps_changing=True),
    MessageKind(name=TOLD_HELP, content=helped, cause=Cause.OWN_ACT, keeps_changing=True),
    MessageKind(name=KEPT_WORDS, content=_kept, cause=Cause.OWN_ACT, keeps_changing=True),
)
