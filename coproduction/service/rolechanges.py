"""Telling somebody that others changed their role: they lead, or only look on, from now on or no more."""

from collections.abc import Callable
from datetime import datetime

from coproduction.messages import Card, Message, Outcome, unwanted
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service.owing import owe_privately


def tell(memory: Memory, now: datetime, actor: Actor, person_id: str, kind: str, occasion: str) -> None:
    """Whom `actor` has given another role is told it by this kind of message, unless that was themselves."""
    if person_id != actor.id:
        owe_privately(memory, now, Card(kind, now.isoformat(), person_id, occasion=occasion))


def unless_changed(
    is_so: Callable[[Memory, Message], bool],
) -> Callable[[Memory, Message, datetime], Outcome | None]:
    """The guard of such a message: what is not so any more is not said."""

    def guard(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
        return None if is_so(memory, message) else unwanted("it was changed again")

    return guard
