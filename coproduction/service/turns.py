"""Fair turns in a session: turned on by a facilitator, asked for by everybody, given in order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from coproduction import turns as rules
from coproduction.errors import Refusal
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.running import step_card
from coproduction.service import members, observing, people, places, planned, sessions, upcoming
from coproduction.sessions import SESSION_CARD, Session
from coproduction.turns import Speaker
from coproduction.words import Text

DOING = Text("see who would like to speak")
_OFF = Text("Nobody raises hands with me here. To turn it on, whoever leads types {/hands} yes.")
_NO_HAND = Text("This hand is down by now: they have spoken, or have taken it down.")
_WHICH = Text("You are in more than one session. Please raise your hand in the channel of the one you mean.")
_OVER = Text("This session has ended, so nobody raises a hand in it any more.")
_NO_SESSION = Text("No session is live where you are, so there is nobody to wait for your turn.")


class IsDown(Refusal):
    """A no to who gives a turn to somebody who waits for none any more: another who leads was quicker."""

    def __init__(self) -> None:
        super().__init__(_NO_HAND)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands among those who would like to speak: from 1 on, and nothing of the others."""

    session: Session
    place: int


def turn(memory: Memory, now: datetime, actor: Actor, channel: str, *, is_on: bool) -> bool:
    """A facilitator turns fair turns on or off in the live session, or in what is planned next; whether that
    changed anything.
    """
    people.require_facilitator(memory, actor, DOING, channel)
    if plan := upcoming.ahead_in(memory, now, actor, channel):
        return _turn(memory, plan.id, is_on=is_on)
    session = sessions.require_live(memory, channel)
    _redraw(memory, session)
    return _turn(memory, session.id, is_on=is_on)


def turn_planned(memory: Memory, now: datetime, actor: Actor, planned_id: str) -> bool:
    """A facilitator turns them on or off in a plan, whose id its session gets; whether they are on now."""
    people.require_facilitator(memory, actor, DOING)
    plan = planned.seen(memory, now, actor, planned_id).planned
    is_on = not memory.turns.are_open(plan.id)
    _turn(memory, plan.id, is_on=is_on)
    return is_on


def _turn(memory: Memory, session: str, *, is_on: bool) -> bool:
    return memory.turns.open(session) if is_on else memory.turns.shut(session)


def raise_hand(memory: Memory, now: datetime, actor: Actor, session_id: str) -> Place:
    """Somebody would like to speak; who has their hand up already keeps their place."""
    session = _open(memory, actor, session_id)
    memory.turns.put(rules.raised(_hand(memory, session, actor.id), now))
    return Place(session, _order(memory, session).index(actor.id) + 1)


def place_in(memory: Memory, actor: Actor, session_id: str) -> Place | None:
    """Somebody's own place, for them alone; None where their hand is down, or nobody raises hands."""
    session = memory.sessions.get(session_id)
    if session is None or not session.is_live or not memory.turns.are_open(session.id):
        return None
    order = _order(memory, session)
    return Place(session, order.index(actor.id) + 1) if actor.id in order else None


def lower_hand(memory: Memory, actor: Actor, session_id: str) -> bool:
    """They do not any more; False when their hand was down."""
    session = _open(memory, actor, session_id)
    hand = _hand(memory, session, actor.id)
    memory.turns.put(rules.lowered(hand))
    return hand.raised_at is not None


def session_around(memory: Memory, actor: Actor, channel: str) -> str:
    """The live session that somebody means who types there, or a Refusal."""
    if live := memory.sessions.live_in(channel):
        return live.id
    around = [each.session for each in places.live_around(memory, actor)]
    if len(around) != 1:
        raise Refusal(_WHICH if around else _NO_SESSION)
    return around[0]


def spoke(memory: Memory, actor: Actor, session_id: str, person: str) -> tuple[str, ...]:
    """A facilitator says that somebody has spoken, which counts once; who waits then, in order."""
    return _given(memory, actor, session_id, person, rules.spoken)


def later(memory: Memory, now: datetime, actor: Actor, session_id: str, person: str) -> tuple[str, ...]:
    """A facilitator lets somebody wait; who waits then, in order."""
    return _given(memory, actor, session_id, person, lambda hand: rules.later(hand, now))


def waiting(memory: Memory, actor: Actor, session_id: str) -> tuple[str, ...]:
    """Who would like to speak, in the order in which they should, for a facilitator."""
    return _order(memory, _led(memory, actor, session_id))


def queue_in(memory: Memory, session: Session) -> tuple[str, ...] | None:
    """The same without asking who looks; None where nobody raises hands."""
    return _order(memory, session) if memory.turns.are_open(session.id) else None


def _given(
    memory: Memory, actor: Actor, session_id: str, person: str, change: Callable[[Speaker], Speaker]
) -> tuple[str, ...]:
    session = _led(memory, actor, session_id)
    memory.breakouts.lock(session.id)  # two who press at once give one turn
    hand = _hand(memory, session, person)
    if hand.raised_at is None:
        raise IsDown
    memory.turns.put(change(hand))
    return _order(memory, session)


def _led(memory: Memory, actor: Actor, session_id: str) -> Session:
    people.require_facilitator(memory, actor, DOING)
    return _open(memory, actor, session_id)


def _open(memory: Memory, actor: Actor, session_id: str) -> Session:
    """A live session where people raise hands, for somebody who is in its channel and takes part."""
    session = memory.sessions.get(session_id)
    if session is None or not session.is_live:
        raise Refusal(_OVER)
    members.require(memory, actor, session.channel)
    observing.refuse_hand(memory, actor)
    if not memory.turns.are_open(session.id):
        raise Refusal(_OFF)
    return session


def _hand(memory: Memory, session: Session, person: str) -> Speaker:
    return memory.turns.get(session.id, person) or Speaker(session.id, person)


def _order(memory: Memory, session: Session) -> tuple[str, ...]:
    hands = memory.turns.of(session.id)
    known = memory.people.some([each.person for each in hands]) if hands else {}
    return tuple(each.person for each in rules.queue(hands, known))


def _redraw(memory: Memory, session: Session) -> None:
    """What shows the button, or no longer."""
    memory.changed(Card(SESSION_CARD, session.id))
    running = memory.running.get(session.id)
    if running and running.step:
        memory.changed(step_card(running))
