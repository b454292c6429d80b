"""Asking somebody to be the buddy of a pledge, or to take it over: in private, and no needs no reason."""

from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.askings import (
    ANSWERED,
    ASKING,
    Asking,
    AskingState,
    Wish,
    outcome,
    question,
    require_answerable,
)
from coproduction.errors import Refusal, Taken
from coproduction.followups import PLEDGE
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Message, MessageState, Outcome, unwanted
from coproduction.people import Actor
from coproduction.pledges import Pledge
from coproduction.ports import Memory
from coproduction.service import members, people, pledgeends, pledges
from coproduction.service.arrivals import Arrival, of_person
from coproduction.service.owing import owe_privately
from coproduction.words import Text

_WAITS = Text("You have asked somebody who has not answered. To ask somebody else, take that back first.")


def ask(memory: Memory, now: datetime, actor: Actor, pledge_id: str, wish: Wish, asked: str) -> Asking:
    """A person asks another about one of their pledges; `asked` is nobody's app, which the caller knows."""
    pledge = _open(memory, actor, pledge_id)
    before = memory.askings.of(pledge.id)
    _require_fit(memory, pledge, wish, asked)
    _require_not_asked(before, wish, actor.id, asked)
    asking = Asking(memory.new_id(), pledge.id, wish, actor.id, asked, now)
    try:
        memory.askings.add(asking)
    except Taken:
        raise Refusal(_WAITS, "asked") from None
    owe_privately(memory, now, question(asking))
    return asking


def _open(memory: Memory, actor: Actor, pledge_id: str) -> Pledge:
    pledge = pledges.changeable(memory, actor, pledge_id)
    if not pledges.promised(memory, pledge).is_open:
        raise Refusal("This pledge is done, so there is nobody to ask.", "asked")
    return pledge


def _require_fit(memory: Memory, pledge: Pledge, wish: Wish, asked: str) -> None:
    """A buddy was in the same session; who takes a pledge over is of its programme. Neither is oneself.

    Who said stop can be asked as others can, and only their Home shows it: a refusal would tell of it.
    """
    if not asked:
        raise Refusal("Please choose somebody.", "asked")
    if asked == pledge.person:
        raise Refusal("This is you. Please choose somebody else.", "asked")
    if not _is_around(memory, pledge.channel, asked):
        raise Refusal("This person is not in this programme. Please choose somebody who is.", "asked")
    if wish is Wish.BUDDY and pledge.session and asked not in memory.sessions.attendees(pledge.session):
        raise Refusal("This person was not in your session. Please choose somebody who was.", "asked")


def _is_around(memory: Memory, channel: str, person: str) -> bool:
    came = channel in memory.sessions.programmes_of(person) or person in memory.members.of(channel)
    return came and members.may(memory, Actor(person), channel)


def _require_not_asked(before: list[Asking], wish: Wish, person: str, asked: str) -> None:
    same = [each for each in before if each.wish is wish and each.person == person]
    if any(each.is_buddy for each in same):
        raise Refusal("You have a buddy for this pledge already.", "asked")
    if any(each.waits for each in same):
        raise Refusal(_WAITS, "asked")
    if any(each.asked == asked and each.state is AskingState.DECLINED for each in same):
        raise Refusal("This person cannot do it. Please choose somebody else.", "asked")


def answer(memory: Memory, now: datetime, actor: Actor, asking_id: str, *, agrees: bool) -> Asking:
    """Who was asked says yes or no; after a yes to a hand-over the pledge is theirs."""
    asking = require_answerable(memory.askings.get(asking_id), actor.id, agrees=agrees)
    pledge = memory.pledges.get(asking.pledge)
    if pledge and pledge.person != asking.person:
        raise Refusal(
            "Somebody else has taken this pledge over, so there is nothing to do for you. Thank you."
        )
    if pledge is None or not pledges.promised(memory, pledge).is_open:
        raise Refusal("This pledge is done, or let go, so there is nothing to do for you.")
    if agrees:
        _require_place(memory, actor, pledge, asking)
    answered = _settle(memory, asking, AskingState.AGREED if agrees else AskingState.DECLINED)
    if agrees and asking.wish is Wish.HAND_OVER:
        _end_others(memory, answered)
        pledgeends.hand_over(memory, now, pledge, people.meet(memory, actor))
    if agrees or asking.wish is Wish.HAND_OVER:  # who does not want to be a buddy says so quietly
        owe_privately(memory, now, outcome(answered))
    return answered


def _require_place(memory: Memory, actor: Actor, pledge: Pledge, asking: Asking) -> None:
    members.require(memory, actor, pledge.channel)
    if asking.wish is Wish.BUDDY and any(each.is_buddy for each in memory.askings.of(pledge.id)):
        raise Refusal("They have found a buddy meanwhile, so there is nothing to do for you.")


def take_back(memory: Memory, actor: Actor, asking_id: str) -> tuple[Asking, bool]:
    """Who asked does not ask any more, or one of two buddies ends it; False when that is so already."""
    asking = memory.askings.get(asking_id)
    if asking is None or actor.id not in (asking.person, asking.asked):
        raise Refusal("This is between other people, so nothing was changed.")
    if asking.is_buddy or (asking.waits and actor.id == asking.person):
        return _settle(memory, asking, AskingState.ENDED), True
    if asking.state is AskingState.AGREED:
        raise Refusal("They have taken it over already. To have it back, ask them.")
    return asking, False


def _settle(memory: Memory, asking: Asking, state: AskingState) -> Asking:
    settled = replace(asking, state=state)
    if not memory.askings.move_on(settled, asking.state):
        raise Refusal("This has just been answered.")
    memory.changed(question(settled), outcome(settled))
    return settled


def _end_others(memory: Memory, answered: Asking) -> None:
    """Whom its person asked, or had as a buddy, was for that person."""
    for each in memory.askings.of(answered.pledge):
        if each.id != answered.id and (each.waits or each.is_buddy):
            _settle(memory, each, AskingState.ENDED)


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """A question and the pledge it is about; `is_open` while that is theirs, and neither done nor let go."""

    asking: Asking
    pledge: Pledge
    is_open: bool = True
    comes: Arrival | None = None  # when who took it over is asked about it


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question, for who asked it."""

    asking: Asking
    pledge: Pledge


def around(memory: Memory, person: str) -> list[AskedAbout]:
    """What others asked this person: what waits for their answer, and whose buddy they are."""
    told = [_about(memory, each) for each in memory.askings.to(person)]
    return [each for each in told if each and each.is_open]


def _about(memory: Memory, asking: Asking) -> AskedAbout | None:
    pledge = memory.pledges.get(asking.pledge)
    if pledge is None:
        return None
    is_open = pledge.person == asking.person and pledges.promised(memory, pledge).is_open
    return AskedAbout(asking, pledge, is_open)


def about(memory: Memory, asking_id: str) -> AskedAbout | None:
    """A question and its pledge; None where either is gone."""
    asking = memory.askings.get(asking_id)
    found = _about(memory, asking) if asking else None
    is_taken = found and found.asking.wish is Wish.HAND_OVER and found.asking.state is AskingState.AGREED
    if found is None or not is_taken or found.pledge.person != found.asking.asked:
        return found
    person = memory.people.get(found.asking.asked)
    if person is None or not person.wants_reminders:
        return found
    coming = of_person(memory, person)
    theirs = [coming[each.id] for each in memory.follow_ups.of(PLEDGE, found.pledge.id) if each.id in coming]
    return replace(found, comes=min(theirs, key=lambda each: each.at, default=None))


def _shown(memory: Memory, message: Message) -> AskedAbout | None:
    return about(memory, message.subject)


def _answer(memory: Memory, message: Message) -> Answer | None:
    asking = memory.askings.get(message.subject)
    pledge = memory.pledges.get(asking.pledge) if asking else None
    return Answer(asking, pledge) if asking and pledge else None


def _unasked(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    shown = _shown(memory, message)
    if shown is None or not (shown.asking.waits and shown.is_open):
        return unwanted("nobody waits for the answer any more")
    return None


def _unreached(memory: Memory, now: datetime, message: Message, ended: Outcome) -> None:
    """A question that Slack did not take will never be answered: who asked can ask somebody else."""
    asking = memory.askings.get(message.subject)
    if asking and asking.waits and ended.state is MessageState.FAILED:
        owe_privately(memory, now, outcome(_settle(memory, asking, AskingState.UNREACHED)))


KINDS = (
    MessageKind(
        name=ASKING,
        content=_shown,
        cause=Cause.BY_NAME,
        keeps_changing=True,
        guard=_unasked,
        ended=_unreached,
    ),
    MessageKind(name=ANSWERED, content=_answer, cause=Cause.OWN_ACT),
)
