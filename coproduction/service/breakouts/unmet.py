"""Needs that nobody who is there can meet: told to who has them, and to nobody else."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from coproduction.breakouts import UNMET
from coproduction.messages import Card, Message, Outcome, unwanted
from coproduction.people import Person, alike
from coproduction.ports import Memory
from coproduction.service import people
from coproduction.service.breakouts.history import can_come
from coproduction.service.owing import owe_all_privately
from coproduction.sessions import Session


@dataclass(frozen=True, slots=True)
class Unmet:
    """What somebody needs and nobody else who came can give, as they typed it, and who leads the session."""

    needs: tuple[str, ...]
    leading: tuple[str, ...]


def spelled(memory: Memory, members: Collection[str]) -> dict[str, str]:
    """Each need of these people as somebody typed it, by the spelling in which it is compared."""
    known = memory.people.some(members).values()
    return {need.casefold(): need for person in known for need in person.needs}


def tell(memory: Memory, now: datetime, session_id: str) -> None:
    """Owe a private word to each who came and needs what nobody else who came can give; once in a session."""
    session = memory.sessions.get(session_id)
    there = _there(memory, session) if session else []
    owe_all_privately(memory, now, [Card(UNMET, session_id, one.id) for one in there if _of(one, there)])


def of_person(memory: Memory, person: str) -> Unmet | None:
    """The same for one person in the session that they are in; None when nothing is missing."""
    live = memory.sessions.attended_live(person)
    return _shown(memory, live[-1], person) if live else None


def unmet(memory: Memory, message: Message) -> Unmet | None:
    """What is missing by the time it is told."""
    session = memory.sessions.get(message.subject)
    return _shown(memory, session, message.recipient) if session and session.is_live else None


def is_met(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    """Somebody may have come who can help."""
    return None if unmet(memory, message) else unwanted("somebody can help by now, or the session is over")


def _shown(memory: Memory, session: Session, person: str) -> Unmet | None:
    there = _there(memory, session)
    needs = [need for one in there if one.id == person for need in _of(one, there)]
    leading = [each for each in people.leading_session(memory, session) if each != person]
    return Unmet(tuple(needs), tuple(leading)) if needs else None


def _there(memory: Memory, session: Session) -> list[Person]:
    return list(memory.people.some(can_come(memory, session)).values())


def _of(person: Person, there: Iterable[Person]) -> list[str]:
    """This person's needs that nobody else there offers help with."""
    offers = [offer for one in there if one.id != person.id for offer in one.offers]
    same = alike([*offers, *person.needs])
    offered = {same[offer] for offer in offers}
    return [need for need in person.needs if same[need] not in offered]
