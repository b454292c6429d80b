"""What else than how a pledge goes a message asks: its buttons answer that, and words do not.

Words that somebody writes below such a message, or in its thread, are taken for no answer to it; they are
told what it asks, and where they answer.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from coproduction.champions import INVITED
from coproduction.followups import NUDGE, nudge_card
from coproduction.hours import local_day
from coproduction.laterdays import later_in
from coproduction.leadoffers import COLEADING, HANDOVER
from coproduction.messages import Message
from coproduction.notes import KEPT_WORDS
from coproduction.people import Actor, zone_of
from coproduction.ports import Memory
from coproduction.progress import STALLED_NOTE, TRY_ENDS
from coproduction.service import followups, pending, people, reaching, talk
from coproduction.service.about import Heard
from coproduction.service.kinds import kind_of
from coproduction.talk import ASKED_WHICH, TOLD_ANSWER, TOLD_HELP, TOLD_NO, TOLD_PLACED, Wish
from coproduction.ties import TIE_ALIVE, TIE_ASKED
from coproduction.worked import DID_IT_WORK

ASKING = (COLEADING, HANDOVER, DID_IT_WORK, TIE_ALIVE, TIE_ASKED, STALLED_NOTE, TRY_ENDS)
ALONG = (*ASKING, INVITED)  # which is answered in words where it stands by itself
_OF_A_PLEDGE = (TOLD_ANSWER, ASKED_WHICH, TOLD_NO)
_OF_WORDS = (KEPT_WORDS, TOLD_PLACED)
_OPEN_WISHES = {Wish.HELP, Wish.TELL}
_SINCE = timedelta(weeks=8)

Open = list[tuple[str, Any]]  # what is asked, and waits for an answer: of which kind, and its content


def hear(memory: Memory, now: datetime, actor: Actor, heard: Heard, conversation: str | None) -> bool:
    """Do what somebody wishes (`talk.hear`), and say what else the message asks below which they wrote, or
    until when they put off what it asks.
    """
    return talk.hear(memory, now, actor, _read(memory, now, actor, heard), conversation)


def hear_reaction(
    memory: Memory, now: datetime, actor: Actor, heard: Heard, conversation: str | None
) -> bool:
    """The same for an emoji (`talk.hear_reaction`)."""
    return talk.hear_reaction(memory, now, actor, _read(memory, now, actor, heard), conversation)


def _read(memory: Memory, now: datetime, actor: Actor, heard: Heard) -> Heard:
    asks = _written_below(memory, now, actor.id, heard.under)
    if asks and open_in(memory, asks, now):
        heard = replace(heard, beside=asks.id)
        is_meant = asks.ts == heard.under or _is_last(memory, now, actor, asks, heard)
        if is_meant and heard.wish in _OPEN_WISHES and not _takes(memory, asks, heard):
            return replace(heard, wish=Wish.HELP, words="", agrees=None, puts_off=False)
    later = _later(memory, now, actor, heard)
    return replace(heard, wish=Wish.TELL, later=later, words="") if later else heard


def _is_last(memory: Memory, now: datetime, actor: Actor, asks: Message, heard: Heard) -> bool:
    """Whether a yes or a no outside any thread means this message, which reached its person last."""
    waits = pending.last_asked(memory, now, actor.id) if heard.agrees is not None else None
    return waits is not None and float(asks.ts or 0) > float(waits.ts)


def _takes(memory: Memory, asks: Message, heard: Heard) -> bool:
    """Whether a message takes words in its thread: it asks about pledges; a yes or a no, while it waits for
    an answer about one.
    """
    if asks.kind != NUDGE:
        return False
    asked = memory.follow_ups.asked_in(asks.subject)
    return heard.agrees is None or any(pending.is_open(memory, each) for each in asked)


def _later(memory: Memory, now: datetime, actor: Actor, heard: Heard) -> date | None:
    """The day to which a question about a pledge is put off, if one waits for this person."""
    later = later_in(heard.typed, local_day(now, zone_of(people.known(memory, actor))))
    asked = followups.asked(memory, actor.id) if later else []
    below = [each for each in asked if each.ts == heard.under] or asked
    return later if any(pending.is_open(memory, each.follow_up) for each in below) else None


def newest(memory: Memory, now: datetime, person: str) -> Open:
    """What the newest message that reached somebody asks, which waits for a button."""
    asks = _written_below(memory, now, person, "")
    return open_in(memory, asks, now) if asks else []


def named(memory: Memory, message: Message) -> Open:
    """What an answer to words names: all that the message asks below which they were written, and that waits
    for an answer.
    """
    asks = _carrier(memory, message)
    return open_in(memory, asks, message.due_at) if asks else []


def open_in(memory: Memory, message: Message, now: datetime) -> Open:
    """What a message asks that waits for a button: itself, or what went along with it."""
    along = [each for each in memory.messages.told_in(message.id) if each.kind in ALONG]
    every = [*([message] if message.kind in ASKING else []), *along]
    found = [(each.kind, _waits(memory, each, now)) for each in every]
    return [(kind, content) for kind, content in found if content is not None]


def _waits(memory: Memory, message: Message, now: datetime) -> Any:
    kind = kind_of(message.kind)
    is_over = reaching.is_shut_out(memory, kind, message) or kind.guard(memory, message, now)
    return None if is_over else kind.content(memory, message)


def _written_below(memory: Memory, now: datetime, person: str, under: str) -> Message | None:
    """The message in whose thread somebody writes, else the newest that reached them and may ask a thing."""
    every = memory.messages.sent_cards((NUDGE, *ASKING), now - _SINCE, [person])
    below = [each for each in every if each.ts == under]
    sent: Sequence[Message] = below if under else [each for each in every if each.ts]
    return max(sent, key=lambda each: float(each.ts or 0), default=None)


def _carrier(memory: Memory, message: Message) -> Message | None:
    """The message below which the words were written that this one answers."""
    if message.kind == TOLD_HELP:
        return memory.messages.get(message.occasion)
    if message.kind in _OF_WORDS:
        note = memory.notes.get(message.occasion if message.kind == TOLD_PLACED else message.subject)
        asked = memory.follow_ups.get(note.follow_up if note else message.occasion)
        return memory.messages.find(nudge_card(asked)) if asked else None
    if message.kind not in _OF_A_PLEDGE:
        return None
    theirs = followups.asked(memory, message.recipient)
    about = [each for each in theirs if message.occasion in {"", each.pledge} and each.at <= message.due_at]
    return memory.messages.find(nudge_card(about[-1].follow_up)) if about else None
