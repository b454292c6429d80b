"""A group that is stuck calls somebody who leads, and one of them says that they are on the way."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from coproduction.breakouts import Group, Round, group_of, seat_of
from coproduction.breakouts.helpcalls import HELP_CALL, HelpCall, newest, numbered
from coproduction.errors import Refusal
from coproduction.messages import Card, Message, Outcome, unwanted
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import leading, members, people
from coproduction.service.breakouts import cards, notes, rounds
from coproduction.service.owing import owe_all_privately
from coproduction.service.videocalls import link_of
from coproduction.words import Text

DOING = Text("go to a group that would like a hand")
SOON: Final = timedelta(minutes=3)  # so long it takes to come to a group


@dataclass(frozen=True, slots=True)
class Called:
    """A group and its call after an act; `is_new` is False where that had been done before."""

    group: Group
    call: HelpCall
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class HandWanted:
    """What those who lead are told: which group calls, and who is on the way.

    There is no `call` any more once the round is over. `link` leads to the video call, if there is one.
    """

    round: Round
    group: Group
    reader: str
    call: HelpCall | None
    link: str


def call(memory: Memory, now: datetime, actor: Actor, round_id: str, number: int) -> Called:
    """Somebody of a group calls for it: those who lead are told, once for each call.

    While nobody is on the way it is the same call, and while somebody is for some minutes; then another.
    """
    round_ = rounds.going_on(memory, round_id)
    members.require_in_round(memory, actor, round_id)
    group = rounds.group_in(memory, round_, number)
    if seat_of(group.seats, actor.id) is None:
        raise Refusal("You are not in {group}. Only who is in a group can ask for a hand.", group=group.name)
    so_far = memory.help_calls.of(round_id)
    known = newest(so_far, number)
    if known and (known.taken_by is None or now < known.called_at + SOON):
        return Called(group, known, is_new=False)
    new = HelpCall(round_id, len(so_far) + 1, number, now)
    memory.help_calls.put(new)
    told = [Card(HELP_CALL, round_id, person, number, str(new.number)) for person in _leading(memory, round_)]
    owe_all_privately(memory, now, told)
    _redraw(memory, round_, group)
    return Called(group, new)


def _leading(memory: Memory, round_: Round) -> list[str]:
    """Everybody who leads the session, also who has not come to it: any of them can go to the group."""
    session = rounds.session_of(memory, round_)
    return sorted({*leading.in_channel(memory, session), *notes.leading_round(memory, session, round_)})


def go(memory: Memory, actor: Actor, round_id: str, number: int) -> Called:
    """Somebody who leads is on the way; whoever says so first. `number` is that of the call."""
    people.require_facilitator(memory, actor, DOING)
    members.require_in_round(memory, actor, round_id)
    round_ = rounds.going_on(memory, round_id)
    known = numbered(memory.help_calls.of(round_id), number)
    if known is None:
        raise Refusal("I do not find this call of a group. Please use the newest message.")
    group = rounds.group_in(memory, round_, known.group)
    if known.taken_by:
        return Called(group, known, is_new=False)
    taken = replace(known, taken_by=actor.id)
    memory.help_calls.put(taken)
    _redraw(memory, round_, group)
    return Called(group, taken)


def _redraw(memory: Memory, round_: Round, group: Group) -> None:
    private = notes.private_notes(memory, round_, group.members)
    told = notes.help_cards(memory, round_, {group.number})
    memory.misleads(*notes.group_cards(round_, [group]), *private, *told)


def wanted(memory: Memory, message: Message) -> HandWanted | None:
    """What somebody who leads reads of a call, as things stand now."""
    found = cards.table(memory, message)
    if found is None:
        return None
    round_, group = found
    link = link_of(memory, round_.session)
    return HandWanted(round_, group, message.recipient, _call_of(memory, message), link)


def nobody_waits(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    """Nobody is told of a call to which somebody goes already, or of a round that is over."""
    known = _call_of(memory, message)
    is_open = known is not None and known.taken_by is None
    return None if is_open else unwanted("somebody is on the way, or the round is over")


def _call_of(memory: Memory, message: Message) -> HelpCall | None:
    calls = memory.help_calls.of(message.subject)
    return next((each for each in calls if str(each.number) == message.occasion), None)


def waiting(memory: Memory, round_: Round, there: tuple[Group, ...]) -> tuple[Called, ...]:
    """The calls of a round's groups to which nobody goes yet, the oldest first."""
    calls = [each for each in memory.help_calls.of(round_.id) if each.taken_by is None]
    found = ((group_of(there, each.group), each) for each in calls)
    return tuple(Called(group, each) for group, each in found if group)
