"""Why a message that is due does not go out now: checked at the last moment, because time has passed."""

from collections.abc import Callable
from datetime import datetime, timedelta

from coproduction.breakouts import Round, RoundState, read_key
from coproduction.followups import FollowUpState, decent_time
from coproduction.messages import Kind, Message, Outcome, postponed, too_late, unwanted
from coproduction.people import Person, zone_of
from coproduction.ports import Memory

LEAST_LEFT = timedelta(minutes=1)  # "two minutes left" must not be said in the last one


def objection(memory: Memory, message: Message, now: datetime) -> Outcome | None:
    """What speaks against sending this message now; None for nothing."""
    asks = _OBJECTIONS.get(message.kind)
    return asks(memory, message, now) if asks else None


def _to_nudge(memory: Memory, message: Message, now: datetime) -> Outcome | None:
    follow_up = memory.follow_ups.get(message.subject)
    person = memory.people.get(message.recipient) or Person(message.recipient)
    if follow_up is None or follow_up.state is not FollowUpState.PLANNED:
        return unwanted("the follow-up was settled before")
    if not person.wants_reminders:
        return unwanted("this person wants no reminders")
    if message.not_after and now > message.not_after:
        return too_late()
    decent = decent_time(now, zone_of(person))
    return postponed(decent, now) if decent > now else None


def _to_seat(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    """Nobody is sent into a group that has been called back."""
    round_ = _round(memory, message)
    return unwanted("the round is over") if round_ is None or round_.state is RoundState.ENDED else None


def _to_warning(memory: Memory, message: Message, now: datetime) -> Outcome | None:
    """A warning is for one end of a round: with another end goes another warning."""
    round_ = _round(memory, message)
    ends_at = message.subject.split(":", 2)[2]
    if round_ is None or round_.state is not RoundState.LIVE or round_.ends_at is None:
        return unwanted("the round is over")
    if round_.ends_at.isoformat() != ends_at:
        return unwanted("the round ends at another time")
    return too_late() if now > round_.ends_at - LEAST_LEFT else None


def _round(memory: Memory, message: Message) -> Round | None:
    return memory.breakouts.get(read_key(message.subject)[0])


_OBJECTIONS: dict[Kind, Callable[[Memory, Message, datetime], Outcome | None]] = {
    Kind.NUDGE: _to_nudge,
    Kind.GROUP: _to_seat,
    Kind.MOVED: _to_seat,
    Kind.WARNING: _to_warning,
}
