"""Asking a facilitator for help: only in the words that the person sends, and only when they send them."""

from datetime import datetime

from coproduction.errors import Refusal
from coproduction.followups import NUDGE, FollowUp, Reply
from coproduction.helprequests import HELP_WANTED, HelpRequest, words_of
from coproduction.kinds import MessageKind
from coproduction.messages import Card, Message
from coproduction.people import Actor
from coproduction.pledges import Pledge
from coproduction.ports import Memory
from coproduction.service.owing import owe_privately
from coproduction.sessions import latest


def whom_to_ask(memory: Memory, pledge: Pledge) -> str | None:
    """Who led the session in which it was promised, else the latest one; None if that is oneself."""
    held = memory.sessions.of(pledge.channel)
    own = next((session for session in held if session.id == pledge.session), None) or latest(held)
    asked = own.started_by if own else None
    return None if asked == pledge.person else asked


def before_asking(memory: Memory, actor: Actor, follow_up_id: str) -> tuple[Pledge, str]:
    """The pledge that somebody is stuck with, and whom they may ask, or a Refusal."""
    follow_up = memory.follow_ups.get(follow_up_id)
    if follow_up is None or follow_up.person != actor.id:
        raise Refusal("This question was for somebody else, so nothing was sent.")
    return _stuck(memory, follow_up)


def ask(memory: Memory, now: datetime, actor: Actor, follow_up_id: str, words: str) -> HelpRequest:
    """Tell the facilitator these words and who says them; nothing else, and the same question only once."""
    _, facilitator = before_asking(memory, actor, follow_up_id)
    request = HelpRequest(follow_up_id, actor.id, facilitator, words_of(words), now)
    if not memory.help_requests.add(request):
        raise Refusal("You have asked for help already. Your facilitator has your words.")
    owe_privately(memory, now, Card(HELP_WANTED, follow_up_id, facilitator))
    memory.changed(Card(NUDGE, follow_up_id, actor.id))
    return request


def _stuck(memory: Memory, follow_up: FollowUp) -> tuple[Pledge, str]:
    pledge = memory.pledges.get(follow_up.subject)
    facilitator = whom_to_ask(memory, pledge) if pledge else None
    if pledge is None or pledge.is_withdrawn or follow_up.reply is not Reply.STUCK:
        raise Refusal("You did not say that you are stuck with this. Press “Stuck” first.")
    if facilitator is None:
        raise Refusal("I know nobody to ask: you led this session yourself.")
    return pledge, facilitator


def _shown(memory: Memory, message: Message) -> HelpRequest | None:
    return memory.help_requests.get(message.subject)


KINDS = (MessageKind(name=HELP_WANTED, content=_shown),)
