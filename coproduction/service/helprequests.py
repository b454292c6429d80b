"""Asking a facilitator for help: only in the words that the person sends, and only when they send them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from coproduction.errors import Refusal
from coproduction.followups import PLEDGE, FollowUp, FollowUpState, Reply
from coproduction.helprequests import HELP_WANTED, HelpRequest, words_of
from coproduction.kinds import Cause, MessageKind
from coproduction.leadoffers import heir
from coproduction.messages import Card, Message
from coproduction.people import Actor
from coproduction.pledges import Pledge
from coproduction.ports import Memory
from coproduction.service.owing import owe_privately
from coproduction.service.people import asked_for, facilitators
from coproduction.service.redrawing import redraw_about
from coproduction.sessions import latest
from coproduction.words import Text

_YOURSELF = Text("I know nobody to ask: you led this session yourself.")
_ALL_GONE = Text(
    "Whoever led this session has left this workspace, and I know nobody else who leads. "
    "Nothing was sent. Please ask in the channel of your session."
)


def whom_to_ask(memory: Memory, pledge: Pledge, gone: Collection[str] = ()) -> str | None:
    """Who leads the programme by now, if it was handed over since, else who led the session in which it was
    promised, or the latest one; None if that is oneself. For who is `gone`, another who may lead.
    """
    held = memory.sessions.of(pledge.channel)
    own = next((session for session in held if session.id == pledge.session), None) or latest(held)
    if own is None:
        return None
    first = heir(memory.lead_offers.of(pledge.channel), own.started_at) or own.started_by
    if first not in gone:
        return None if first == pledge.person else first
    others = (own.started_by, *facilitators(memory))
    return next((one for one in others if one not in {*gone, pledge.person}), None)


@dataclass(frozen=True, slots=True)
class Offer:
    """A pledge with which somebody can ask `facilitator` for help, as after this question about it."""

    pledge: Pledge
    follow_up: str
    facilitator: str


def offer(memory: Memory, person: str, meant: str | None = None) -> Offer | None:
    """With which pledge they most likely need help: the one that is `meant` (an id), else the newest they are
    stuck with, else the newest open.

    None where there is none, where they have asked already, or led the session themselves.
    """
    asked = [
        ((pledge.id == meant, last.reply is Reply.STUCK), pledge, last.id)
        for pledge in memory.pledges.by(person)
        if (last := _last(memory, pledge)) and _is_open(pledge, last)
    ]
    newest_first = asked[::-1]
    for _, pledge, follow_up in sorted(newest_first, key=lambda each: each[0], reverse=True):
        facilitator = whom_to_ask(memory, pledge)
        if facilitator and memory.help_requests.get(follow_up) is None:
            return Offer(pledge, follow_up, facilitator)
    return None


def has_told(memory: Memory, asked: Iterable[FollowUp]) -> bool:
    """Whether somebody has asked for help after any of these questions, and so is known to be stuck."""
    return any(memory.help_requests.get(each.id) for each in asked)


def _last(memory: Memory, pledge: Pledge) -> FollowUp | None:
    """The newest question that was asked about a pledge, else the next."""
    living = [
        each
        for each in memory.follow_ups.of(PLEDGE, pledge.id)
        if each.state is not FollowUpState.REPLACED and each.person == asked_for(memory, pledge.person)
    ]
    told = sorted(living, key=lambda each: each.occurrence)
    asked = [each for each in told if each.state not in {FollowUpState.PLANNED, FollowUpState.CANCELLED}]
    return next(iter(asked[-1:] or told[:1]), None)


def _is_open(pledge: Pledge, last: FollowUp) -> bool:
    return not pledge.is_withdrawn and last.reply is not Reply.DONE


def before_asking(
    memory: Memory, actor: Actor, follow_up_id: str, gone: Collection[str] = ()
) -> tuple[Pledge, str]:
    """The pledge with which somebody needs help, and whom they may ask who is not `gone`, or a Refusal."""
    follow_up = memory.follow_ups.get(follow_up_id)
    if follow_up is None or follow_up.person != actor.id:
        raise Refusal("This question was for somebody else, so nothing was sent.")
    return _open(memory, follow_up, gone)


def ask(
    memory: Memory,
    now: datetime,
    actor: Actor,
    follow_up_id: str,
    words: str,
    gone: Collection[str] = (),
) -> HelpRequest:
    """Tell the facilitator these words and who says them; nothing else, and the same question only once."""
    _, facilitator = before_asking(memory, actor, follow_up_id, gone)
    request = HelpRequest(follow_up_id, actor.id, facilitator, words_of(words), now)
    if not memory.help_requests.add(request):
        raise Refusal("You have asked for help already. Your facilitator has your words.")
    owe_privately(memory, now, Card(HELP_WANTED, follow_up_id, facilitator))
    if asked := memory.follow_ups.get(follow_up_id):
        redraw_about(memory, asked.about, asked.subject)
    return request


def _open(memory: Memory, follow_up: FollowUp, gone: Collection[str]) -> tuple[Pledge, str]:
    pledge = memory.pledges.get(follow_up.subject)
    facilitator = whom_to_ask(memory, pledge, gone) if pledge else None
    if pledge and asked_for(memory, pledge.person) != follow_up.person:
        raise Refusal("You handed this pledge over, so nothing was sent.")
    if pledge is None or not _is_open(pledge, follow_up):
        raise Refusal("This pledge is done, or you let it go. If you need help with it, press “Stuck” first.")
    if facilitator is None:
        raise Refusal(_ALL_GONE if gone else _YOURSELF)
    return pledge, facilitator


def _shown(memory: Memory, message: Message) -> HelpRequest | None:
    return memory.help_requests.get(message.subject)


KINDS = (MessageKind(name=HELP_WANTED, content=_shown, cause=Cause.OWN_ACT, keeps_changing=True),)
