"""Who gets no place in a round from the start: whoever leads, unless they take part, and who was left out."""

from collections.abc import Sequence

from coproduction.breakouts import Round
from coproduction.people import Person
from coproduction.ports import Memory
from coproduction.sessions import Session
from coproduction.words import Text

_LEADS = Text(
    "You lead here, so you have no place in this round. Do you want to sit in a group? "
    "Say so with {/profile}, then press I'm here again."
)
_LEFT_OUT = Text(
    "Whoever leads has left you out of this round. Is that a mistake? Please tell them: they can give you a "
    "place."
)


def leading(memory: Memory, session: Session) -> tuple[str, ...]:
    """Those who lead among those who came, but for who has said that they take part in the groups."""
    return among(memory, session, memory.sessions.attendees(session.id))


def leading_in(memory: Memory, channel: str | None) -> tuple[str, ...]:
    """The same of the session that is live in this channel, if there is one."""
    session = memory.sessions.live_in(channel) if channel else None
    return leading(memory, session) if session else ()


def among(memory: Memory, session: Session, people: Sequence[str]) -> tuple[str, ...]:
    """The same of these people."""
    known = memory.people.some(people) if people else {}
    theirs = (known.get(one) or Person(one) for one in people)
    return tuple(one.id for one in theirs if _leads(one, session) and not one.takes_part)


def why_not(memory: Memory, session: Session, round_: Round, person: str) -> Text | None:
    """Why somebody who never had a place in a round gets none; None where they can have one."""
    known = memory.people.get(person) or Person(person)
    if _leads(known, session):
        return None if known.takes_part else _LEADS
    return _LEFT_OUT if person in round_.left_out else None


def _leads(person: Person, session: Session) -> bool:
    return person.is_facilitator or person.id == session.started_by
