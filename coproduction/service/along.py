"""What goes along with an unasked message: whatever else unasked waits for its reader, who gets one such
message a week. A question about a pledge goes along with nothing: all else waits for it.

A message that goes along says in which (`told_in`), and is not sent by itself. It is drawn there, with its
own buttons, and redrawn there when it changes.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from coproduction.followups import FollowUpState
from coproduction.hours import local_day
from coproduction.machine import Event, MessageState, can
from coproduction.messages import Card, Message, Outcome, decided, unwanted
from coproduction.people import Person, zone_of
from coproduction.ports import Memory
from coproduction.service import reaching
from coproduction.service.arrivals import Why
from coproduction.service.kinds import kind_of


@dataclass(frozen=True, slots=True)
class Held:
    """Which kinds of messages wait for somebody, on which day the next may come, and why not now: they are
    away, or had their one of the week; None for a question that goes first (`asks`), or the hour.
    """

    kinds: tuple[str, ...]
    on: date
    why: Why | None = None
    asks: bool = False


def take(memory: Memory, now: datetime, message: Message) -> None:
    """What waits for its reader goes along with a message that has their week, as much as it has room for:
    what has a day, then what would be too late the soonest. One that its reader chose takes their week.

    What waits is touched: who claims it meanwhile and we cannot both send it.
    """
    kind = kind_of(message.kind)
    if not kind.takes_along:
        return
    waiting = _waiting(memory, now, message.recipient)
    if not waiting or not reaching.has_week(memory, message, now):
        return
    room = kind.room(memory, message) - len(memory.messages.told_in(message.id))
    for each in sorted(waiting, key=_turn)[: max(room, 0)]:
        memory.messages.move_on(replace(each, told_in=message.id, next_at=now), MessageState.PENDING)


def _waiting(memory: Memory, now: datetime, person: str) -> list[Message]:
    every = memory.messages.waiting_for(person)
    return [each for each in every if _may_go_along(memory, now, each)]


def held(memory: Memory, now: datetime, person_id: str) -> Held | None:
    """What waits for somebody until they may be written to unasked, or until a question of that week."""
    waiting = [each for each in _waiting(memory, now, person_id) if each.next_at > now]
    if not waiting:
        return None
    person = memory.people.get(person_id) or Person(person_id)
    zone, free = zone_of(person), memory.allowances.get(person_id).free_from()
    today = local_day(now, zone)
    is_away = person.back_on is not None and person.back_on > max(today, free or today)
    why = Why.AWAY if is_away else Why.BUDGET if free and free > today else None
    at = max(reaching.free_from(memory, person, now), min(each.next_at for each in waiting))
    on = local_day(at, zone)
    asking = memory.follow_ups.of_person(person_id)
    asks = any(each.state is FollowUpState.PLANNED and local_day(each.due_at, zone) == on for each in asking)
    return Held(tuple(each.kind for each in sorted(waiting, key=_turn)), on, why, asks=asks)


def _may_go_along(memory: Memory, now: datetime, waits: Message) -> bool:
    kind = kind_of(waits.kind)
    if kind.goes_first or waits.told_in or memory.messages.told_in(waits.id):
        return False
    return reaching.may_go_along(memory, kind, waits, now)


def _turn(waits: Message) -> tuple[bool, datetime]:
    """What has a day that people know goes first, then what would be too late the soonest."""
    kind = kind_of(waits.kind)
    return not kind.is_dated, waits.due_at + (kind.window or timedelta(0))


def leave(memory: Memory, now: datetime, message: Message) -> None:
    """What went along with a message that was not sent goes by itself again, or with the next."""
    if not kind_of(message.kind).takes_along:
        return
    for each in memory.messages.told_in(message.id):
        if not _alone(memory, now, each):  # it has just been given up, because another message tells it
            _alone(memory, now, memory.messages.get(each.id) or each)


def _alone(memory: Memory, now: datetime, along: Message) -> bool:
    by_itself = replace(along, told_in=None)
    if can(Event.WANTED_AGAIN, by_itself):
        by_itself = decided(by_itself, Event.WANTED_AGAIN, now)
    return memory.messages.move_on(by_itself, along.state)


def against(message: Message) -> Outcome | None:
    """That it is not sent by itself while it goes along with another; None where it does not."""
    return unwanted("another message tells it") if message.told_in else None


def told(memory: Memory, message: Message) -> list[tuple[str, Any]]:
    """What goes along with a message, as things stand now: the kind and the content of each.

    Not what is gone, or not its reader's to see any more; nor what nobody wants, while it is not sent yet.
    """
    if not kind_of(message.kind).takes_along:
        return []
    along = memory.messages.told_in(message.id)
    if message.ts is None:
        along = [
            each for each in along if reaching.may_go_along(memory, kind_of(each.kind), each, each.next_at)
        ]
    found = ((each.kind, _content(memory, each)) for each in along)
    return [(kind, content) for kind, content in found if content is not None]


def _content(memory: Memory, along: Message) -> Any:
    kind = kind_of(along.kind)
    return None if reaching.is_shut_out(memory, kind, along) else kind.content(memory, along)


def where(memory: Memory, card: Card) -> Message | None:
    """The message that shows what is owed as this card: its own, or the one with which it goes along."""
    message = memory.messages.find(card)
    return memory.messages.get(message.told_in) if message and message.told_in else message
