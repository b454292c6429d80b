"""How a pledge goes, pressed below words that stand in somebody's conversation with the bot."""

from datetime import datetime

from coproduction.followups import Reply
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import followups, pledges
from coproduction.service.owing import owe
from coproduction.service.promised import Promised
from coproduction.talk import TOLD_ANSWER


def tell(memory: Memory, actor: Actor, subject: str, said: Reply) -> Promised | None:
    """Somebody says how a pledge goes; in old messages the subject is a question about it."""
    if memory.pledges.get(subject):
        pledge_id = pledges.answer(memory, actor, subject, said).subject
    else:
        pledge_id = followups.reply(memory, actor, subject, said).subject
    pledge = memory.pledges.get(pledge_id)
    return pledges.promised(memory, pledge) if pledge else None


def tell_below(memory: Memory, now: datetime, actor: Actor, told: Promised, pressed_in: str) -> bool:
    """What somebody has told is answered by a message that changes with the pledge; False where it was not
    `pressed_in` (an id) one of ours in their conversation with the bot. That answer itself just changes.
    """
    message = memory.messages.get(pressed_in) if pressed_in else None
    if message is None or message.recipient != actor.id or not message.channel:
        return False
    if message.kind != TOLD_ANSWER:
        answer = Card(TOLD_ANSWER, message.id, actor.id, occasion=told.pledge.id)
        owe(memory, now, answer, channel=message.channel, under=message.under)
    return True
