"""What people write to the bot: done where it is clear, and answered once, however often it is heard.

What somebody answers in their own words is kept as a note to the newest question that waits for an answer.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from coproduction.champions import CONFIRMED
from coproduction.followups import FollowUp, reply_since
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message
from coproduction.notes import KEPT_WORDS, Note, Told
from coproduction.people import Actor, Person, zone_of
from coproduction.ports import Memory
from coproduction.questioning import Question, question_in
from coproduction.service import (
    arrivals,
    followups,
    helprequests,
    leading,
    pending,
    people,
    pledges,
    reminders,
    stakeholders,
    stated,
    yesno,
)
from coproduction.service.about import (
    MOST_ASKED,
    Choice,
    Heard,
    choices,
    may_be_about,
    meant_by,
    meant_in,
    numbers,
)
from coproduction.service.helprequests import Offer
from coproduction.service.owing import owe, owe_privately
from coproduction.service.promised import Promised
from coproduction.service.resuming import turn
from coproduction.stakeholders import TOLD_OFF
from coproduction.talk import (
    ASKED_WHICH,
    SAME,
    TOLD_AGAIN,
    TOLD_ANSWER,
    TOLD_ASKING,
    TOLD_GO_ON,
    TOLD_HELP,
    TOLD_NO,
    TOLD_PLACED,
    TOLD_STOPPED,
    Wish,
)
from coproduction.topics import Topic

_REMINDERS = {Wish.STOP: False, Wish.AGAIN: True}
_ANSWERS = (
    *(TOLD_ANSWER, ASKED_WHICH, KEPT_WORDS, TOLD_HELP),
    *(TOLD_NO, TOLD_PLACED, TOLD_GO_ON, TOLD_ASKING, CONFIRMED, TOLD_OFF),
)


@dataclass(frozen=True, slots=True)
class Helpers:
    """To whom somebody can turn who needs a person, and whether they get reminders."""

    facilitators: tuple[str, ...]
    wants_reminders: bool
    offer: Offer | None = None  # with which pledge they can ask one of them, when they ask for help
    asked: Promised | None = None  # the pledge they were asked about last, while they have not answered
    topic: Topic | None = None  # what they have asked us about, where we know an answer
    was_so: bool = False  # whether reminders were on, or off, already when they asked for that
    away_until: date | None = None  # until then they are asked nothing, also where reminders are on


@dataclass(frozen=True, slots=True)
class OpenPledges:
    """The newest pledges of a person that are not done yet, in the order of their numbers, and how many more
    there are.
    """

    newest: tuple[Promised, ...]
    more: int
    wants_reminders: bool = True
    numbers: tuple[int, ...] = ()  # of each of them, where they are several
    later: date | None = None  # until when they wrote that they put it off


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
    is_added: bool = False  # whether their writer answered this question in words before


def hear(memory: Memory, now: datetime, actor: Actor, heard: Heard, conversation: str | None) -> bool:
    """Do what somebody wishes and owe the answer; False when the same message was heard before.

    The answer goes to the `conversation` with the bot in which it was written; where it was written elsewhere
    (None), to the one they have.
    """
    if any(memory.messages.about(kind, heard.origin) for kind in _ANSWERS):
        return False
    where = conversation, heard.thread
    if heard.leaves_list and (lines := stakeholders.told_of(memory, now, actor.id)):
        for each in lines:
            stakeholders.leave(memory, actor, each)
        return _owe(memory, now, Card(TOLD_OFF, heard.origin, actor.id, occasion=lines[-1]), where)
    says_either = heard.agrees is not None
    waits = pending.last_asked(memory, now, actor.id, heard.under) if says_either or heard.puts_off else None
    if says_either or (waits and waits.invitation):  # "later" is a no to that, and to nothing else
        if waits and not (waits.takes_words and heard.words):
            agrees = bool(heard.agrees) and not (heard.nods and waits.is_farewell)
            kind, occasion = yesno.settle(memory, now, actor, waits, agrees=agrees)
            return _owe(memory, now, Card(kind, heard.origin, actor.id, occasion=occasion), where)
        if waits:
            heard = replace(heard, wish=Wish.HELP)
        elif not heard.denies:
            heard = replace(heard, words="")
    return _answer(memory, now, actor, heard, conversation)


def hear_reaction(
    memory: Memory, now: datetime, actor: Actor, heard: Heard, conversation: str | None
) -> bool:
    """The same for an emoji put on a message of ours that asks something, or asked about a pledge."""
    is_nudge = any(each.ts == heard.under for each in followups.asked(memory, actor.id))
    is_asked = is_nudge or pending.is_asked_in(memory, now, actor.id, heard.under)
    return is_asked and hear(memory, now, actor, heard, conversation)


def _answer(memory: Memory, now: datetime, actor: Actor, heard: Heard, conversation: str | None) -> bool:
    """The same for what is no yes and no no, or is in somebody's own words."""
    wish = heard.wish
    meant = meant_in(memory, actor.id, heard)
    if meant and heard.said:
        told = stated.answer(memory, now, actor, heard, meant, heard.said)
        return _owe(memory, now, told, (conversation, heard.thread))
    kind, occasion = str(wish.value), meant or ""
    if kind in {TOLD_HELP, TOLD_STOPPED} and heard.topic:
        occasion = heard.topic.value
    elif kind == TOLD_HELP:
        occasion = heard.beside
    about = may_be_about(memory, now, actor.id, heard)
    if about and kind in {ASKED_WHICH, TOLD_HELP}:
        kind, occasion = KEPT_WORDS, about[-1].id
    if wish in _REMINDERS and people.known(memory, actor).wants_reminders is _REMINDERS[wish]:
        occasion += SAME
    day = heard.later.toordinal() if heard.later and kind == ASKED_WHICH else 0
    answer = Card(kind, heard.origin, actor.id, day, occasion)
    is_new = _owe(memory, now, answer, (conversation, heard.thread))
    if is_new and wish in _REMINDERS:
        turn(memory, now, actor, wanted=_REMINDERS[wish])
    if is_new and kind == KEPT_WORDS:
        stated.keep(memory, now, actor, heard, about)
    return is_new


def _owe(memory: Memory, now: datetime, answer: Card, where: tuple[str | None, str]) -> bool:
    """Owe it where the words were written: in which conversation, and in which thread, if in one."""
    channel, thread = where
    if not channel:
        return owe_privately(memory, now, answer)
    return owe(memory, now, answer, channel=channel, under=thread or None)


def helpers(memory: Memory, person: str) -> Helpers:
    """Who leads where a person is, and whether they get reminders."""
    known = memory.people.get(person) or Person(person)
    helping = leading.here(memory, Actor(person))[: leading.TO_WRITE_TO]
    return Helpers(tuple(helping), known.wants_reminders)


def open_pledges(memory: Memory, person: str, meant: str = "", until: datetime | None = None) -> OpenPledges:
    """What a person promised (`until` then) and has not said to be done; only the pledge that is `meant`, if
    it is known.
    """
    every = pledges.open_ones(memory, person)
    still = [each for each in every if until is None or each.pledge.made_at <= until]
    known = memory.people.get(person) or Person(person)
    only = [each for each in still if each.pledge.id == meant]
    shown = only or still[-MOST_ASKED:]
    number = numbers(memory, person, [each.pledge for each in shown], until)
    newest = sorted(shown, key=lambda each: number[each.pledge.id])
    told = tuple(number[each.pledge.id] for each in newest) if len(newest) > 1 else ()
    return OpenPledges(tuple(newest), len(still) - len(newest), known.wants_reminders, told)


def _told_again(memory: Memory, message: Message) -> Helpers:
    person, was_so = message.recipient, message.occasion.endswith(SAME)
    away = reminders.standing(memory, message.due_at, Actor(person)).back_on
    return replace(helpers(memory, person), was_so=was_so, away_until=away)


def helped(memory: Memory, message: Message, about: str | None = None) -> Helpers:
    """What the answer to other words shows: who can help with the pledge that they are `about` (an id) and
    with no other, or of the last question, and that question while it waits for an answer.
    """
    person = message.recipient
    meant = meant_by(memory, person, until=message.due_at)
    pledge = memory.pledges.get(meant or "")
    asked = pledges.promised(memory, pledge) if pledge else None
    offer = helprequests.offer(memory, person, about or meant)
    return replace(
        helpers(memory, person),
        offer=None if offer and about and offer.pledge.id != about else offer,
        asked=asked if asked and asked.waits else None,
    )


def _told_help(memory: Memory, message: Message) -> Helpers:
    """The same with the answer to what was asked."""
    occasion, was_so = message.occasion.removesuffix(SAME), message.occasion.endswith(SAME)
    topic = Topic(occasion) if occasion in set(Topic) else None
    return replace(helped(memory, message), topic=topic, was_so=was_so)


def _kept(memory: Memory, message: Message) -> Kept | None:
    person, note = message.recipient, memory.notes.get(message.subject)
    follow_up = memory.follow_ups.get(note.follow_up if note else message.occasion)
    pledge = memory.pledges.get(follow_up.subject) if follow_up else None
    if follow_up is None or pledge is None:
        return None
    promised = pledges.promised_to(memory, pledge, person)
    kept = Kept(
        note,
        promised,
        helped(memory, message, pledge.id),
        _as_it_stands(memory, promised, follow_up),
        is_added=note is not None and _is_added(memory, note),
    )
    if note is None or note.about is not Told.UNPLACED:
        return kept
    zone = zone_of(memory.people.get(person) or Person(person))
    return replace(
        kept,
        choices=choices(memory, person, note.written_at, follow_up),
        may_be_question=question_in(note.words) is Question.PERHAPS,
        until=note.waits_until.astimezone(zone),
    )


def _as_it_stands(memory: Memory, promised: Promised, asked: FollowUp) -> FollowUp:
    """The question with what its person has said since, to it or to a later one about what is kept once."""
    if followups.is_recurring(memory, asked):
        return asked
    return replace(asked, reply=reply_since(promised.follow_ups, asked))


def _is_added(memory: Memory, note: Note) -> bool:
    typed = [each.origin for each in memory.notes.of(note.follow_up) if each.about is Told.TYPED]
    return note.origin in typed[1:]


def _placed(memory: Memory, message: Message) -> Kept | None:
    """The same as the answer to the words themselves, as they stand now."""
    return _kept(memory, replace(message, subject=message.occasion))


def _open_pledges(memory: Memory, message: Message) -> OpenPledges:
    found = open_pledges(memory, message.recipient, message.occasion, message.due_at)
    return replace(found, later=date.fromordinal(message.part)) if message.part else found


def _answered(memory: Memory, message: Message) -> Promised | None:
    pledge, reader = memory.pledges.get(message.occasion), message.recipient
    found = pledges.promised_to(memory, pledge, reader) if pledge else None
    if not (found and found.told):
        return found
    return replace(found, next=arrivals.next_kept(memory, reader, message.occasion))


KINDS = (
    MessageKind(name=TOLD_STOPPED, content=_told_help, cause=Cause.OWN_ACT),
    MessageKind(name=TOLD_AGAIN, content=_told_again, cause=Cause.OWN_ACT),
    MessageKind(name=ASKED_WHICH, content=_open_pledges, cause=Cause.OWN_ACT, keeps_changing=True),
    MessageKind(name=TOLD_ANSWER, content=_answered, cause=Cause.OWN_ACT, keeps_changing=True),
    MessageKind(name=TOLD_HELP, content=_told_help, cause=Cause.OWN_ACT, keeps_changing=True),
    MessageKind(name=TOLD_NO, content=_answered, cause=Cause.OWN_ACT, keeps_changing=True),
    MessageKind(name=TOLD_PLACED, content=_placed, cause=Cause.OWN_ACT, keeps_changing=True),
    MessageKind(name=KEPT_WORDS, content=_kept, cause=Cause.OWN_ACT, keeps_changing=True),
)
