"""Who is in the room and was not heard yet, who would like to speak, and who only looks on."""

from dataclasses import dataclass

from coproduction.levels import Level
from coproduction.people import Actor, Person
from coproduction.ports import Memory
from coproduction.service import members, people, sessions, turns
from coproduction.sessions import Session
from coproduction.unheard import FEWEST, Unheard, counted
from coproduction.words import Text

DOING = Text("see who was not heard yet")


@dataclass(frozen=True, slots=True)
class Listening:
    """What whoever leads a live session may see of the room.

    `unheard` is None where too few are here to count, `hands` where nobody raises any.
    """

    session: Session
    observers: int = 0
    unheard: Unheard | None = None
    hands: tuple[str, ...] | None = None


def of(memory: Memory, session: Session) -> Listening:
    """The room as it is now."""
    here = _here(memory, session)
    figures = counted(here, _heard(memory, session)) if len(here) >= FEWEST else None
    observers = len(memory.sessions.observers(session.id))
    return Listening(session, observers, figures, turns.queue_in(memory, session))


def in_channel(memory: Memory, actor: Actor, channel: str) -> Listening:
    """The same of the session that is live in a channel, for a facilitator."""
    people.require_facilitator(memory, actor, DOING, channel)
    return of(memory, sessions.require_live(memory, channel))


def quiet(memory: Memory, actor: Actor, session_id: str) -> tuple[str, ...]:
    """The ids of those who were not heard yet, for a facilitator who asks for their names."""
    people.require_facilitator(memory, actor, DOING)
    session = memory.sessions.get(session_id)
    if session is None:
        raise LookupError(session_id)
    members.require(memory, actor, session.channel)
    heard = _heard(memory, session)
    return tuple(each.id for each in _here(memory, session) if each.id not in heard)


def _here(memory: Memory, session: Session) -> list[Person]:
    """Who takes part and does not lead."""
    leads = set(people.leading_session(memory, session))
    came = [each for each in memory.sessions.attendees(session.id) if each not in leads]
    known = memory.people.some(came) if came else {}
    return [known.get(each) or Person(each) for each in came]


def _heard(memory: Memory, session: Session) -> frozenset[str]:
    """Whoever did something in this session with their name, or had a turn to speak. While ideas wait to be
    revealed together, nobody is told who has written any.
    """
    ideas = (each for each in memory.ideas.of(session.channel) if each.session == session.id)
    wrote = {each.author for each in ideas if each.author and not each.sealed_in}
    promised = {each.person for each in memory.pledges.of(session.channel) if each.session == session.id}
    named = [each for each in memory.polls.of_session(session.id) if each.level is Level.NAMED]
    answered = {person for poll in named for person in memory.polls.ballots(poll.id)}
    spoke = {each.person for each in memory.turns.of(session.id) if each.spoken}
    return frozenset(wrote | promised | answered | spoke)
