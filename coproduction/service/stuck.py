"""What a channel does not take: told once to those who can change it, listed, kept, and posted again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from coproduction.errors import Refusal
from coproduction.kinds import Cause, MessageKind, Rank
from coproduction.machine import Event, can
from coproduction.messages import Card, Message, MessageState, Outcome, decided, unwanted
from coproduction.people import Actor
from coproduction.planned import Planned
from coproduction.ports import Memory
from coproduction.service import members, people, upcoming
from coproduction.service.owing import owe_all_privately
from coproduction.sessions import latest
from coproduction.stuck import OBSTACLES, STUCK, Obstacle, Stuck, obstacle_of
from coproduction.words import Text

_AGAIN = (Event.POSTED_AGAIN, Event.DARED)


@dataclass(frozen=True, slots=True)
class Blocked:
    """A channel that does not take what we owe it, and why; for who can see to that, or whose words wait.

    `obstacle` is None once it takes it again. `ahead` is the session that is announced there.
    """

    channel: str
    obstacle: Obstacle | None
    is_facilitators: bool = True
    ahead: Planned | None = None


def stuck(memory: Memory, channel: str | None = None) -> list[Stuck]:
    """What waits for somebody to change something, in one channel or in all, the oldest first."""
    waiting = memory.messages.with_states({MessageState.PENDING})
    return [
        Stuck(message, obstacle, message.next_at)
        for message in waiting
        if (obstacle := obstacle_of(message)) and channel in {None, message.channel}
    ]


def shut(memory: Memory, channel: str) -> Obstacle | None:
    """What keeps us from writing in a channel or redrawing what stands there, as far as we have met it."""
    waiting = stuck(memory, channel)
    return waiting[0].obstacle if waiting else frozen(memory, channel)


def frozen(memory: Memory, channel: str) -> Obstacle | None:
    """What keeps us from redrawing what stands in a channel: who acts there sees no card change."""
    return upcoming.frozen_in(memory, channel)


def in_the_way(memory: Memory, card: Card) -> Obstacle | None:
    """What keeps this one card from being posted or redrawn; a cheaper question than for its channel."""
    message = memory.messages.find(card)
    return obstacle_of(message) if message else None


def post_again(memory: Memory, now: datetime, actor: Actor, message_id: str) -> Message:
    """A facilitator lets something that did not arrive be posted now."""
    people.require_facilitator(memory, actor, Text("post a card again"))
    message = memory.messages.get(message_id)
    event = next((each for each in _AGAIN if message and can(each, message)), None)
    if message is None or event is None:
        raise Refusal("This card is not waiting any more. Please look in the channel.")
    members.require(memory, actor, message.channel or "")
    again = decided(message, event, now)
    if not memory.messages.move_on(again, message.state):
        raise Refusal("This card is being posted just now. Please look in the channel.")
    memory.changed(*told(memory, message.channel or ""))
    return again


def tell(memory: Memory, now: datetime, channel: str, reason: str, writers: Collection[str] = ()) -> None:
    """Tell those who facilitate there, once a day at most for each reason, what has to be changed; and the
    `writers` of what waits, who were told that everybody can read it, that nobody can yet.
    """
    leading = _leading(memory, now, channel)
    if leading:
        occasion = f"{OBSTACLES[reason]}:{now.date().isoformat()}"
        readers = sorted({*leading, *writers})
        owe_all_privately(
            memory, now, [Card(STUCK, channel, person, occasion=occasion) for person in readers]
        )


def tell_ahead(memory: Memory, now: datetime, channel: str, reason: str) -> None:
    """The same of a channel in which a session is announced, whose people would come in vain."""
    if _announced(memory, now, channel):
        tell(memory, now, channel, reason)


def told(memory: Memory, channel: str) -> tuple[Card, ...]:
    """What was told of a channel that did not take something, to be redrawn when that is different."""
    return tuple(message.card for message in memory.messages.about(STUCK, channel))


def _leading(memory: Memory, since: datetime, channel: str) -> list[str]:
    """Who facilitates there, and whose session is announced there; before the first one, who plans one."""
    held = memory.sessions.of(channel)
    last = people.leading_session(memory, latest(held) or held[-1]) if held else ()
    to_come = _to_come(memory, since, channel)
    plans = [each for each in to_come if each.is_announced or not held]
    return sorted({*last, *(one for each in plans for one in (each.planned_by, *each.helpers))})


def _to_come(memory: Memory, since: datetime, channel: str) -> list[Planned]:
    return [each for each in upcoming.to_come(memory, since) if each.channel == channel]


def _announced(memory: Memory, since: datetime, channel: str) -> Planned | None:
    """The next session that is announced there, as long as none goes on."""
    if memory.sessions.live_in(channel):
        return None
    return next((each for each in _to_come(memory, since, channel) if each.is_announced), None)


def _shown(memory: Memory, message: Message) -> Blocked | None:
    channel = message.subject
    leading = _leading(memory, message.due_at, channel)
    if not leading:
        return None
    ahead = _announced(memory, message.due_at, channel)
    # who planned a session that was cancelled since has written nothing that waits
    may = message.recipient in leading or people.may_facilitate(memory, Actor(message.recipient))
    return Blocked(channel, _met(memory, channel), may, ahead)


def _is_open_again(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    """Nobody is asked to change what somebody has changed."""
    return None if _met(memory, message.subject) else unwanted("the channel takes messages again")


def _met(memory: Memory, channel: str) -> Obstacle | None:
    """What keeps us from writing in the channel of a programme, or in one that is all a group's of it."""
    waiting = (each for each in stuck(memory) if channel in {each.message.channel, _programme(memory, each)})
    first = next(waiting, None)
    return first.obstacle if first else frozen(memory, channel)


def _programme(memory: Memory, waits: Stuck) -> str | None:
    """The channel of the session in whose round this waits."""
    round_ = memory.breakouts.get(waits.message.subject)
    session = memory.sessions.get(round_.session) if round_ else None
    return session.channel if session else None


KINDS = (
    MessageKind(
        name=STUCK,
        content=_shown,
        cause=Cause.OWN_ACT,
        rank=Rank.FACILITATOR,
        keeps_changing=True,
        guard=_is_open_again,
    ),
)
