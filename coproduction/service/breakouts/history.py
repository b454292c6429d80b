"""Who is in the room, who sat with whom before, and who did what for their group."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from coproduction.breakouts import Group, Presence, Round, RoundState, Seat, absent, groups_of
from coproduction.callers import is_caller
from coproduction.grouping import Guest, Pair, Wish, listeners, meetings
from coproduction.people import Person, Perspective, alike
from coproduction.ports import Memory
from coproduction.sessions import Session


@dataclass(frozen=True, slots=True)
class Attending:
    """What groups are made of: the people, and what is wished."""

    guests: tuple[Guest, ...]
    wish: Wish


def shut_out(memory: Memory, session: Session) -> frozenset[str]:
    """Who came to a session and was taken out of its private channel since."""
    return frozenset(one for one, is_out in memory.members.came(session.id).items() if is_out)


def can_come(memory: Memory, session: Session) -> tuple[str, ...]:
    """Who came to a session, but for who was taken out of its private channel since: they cannot sit down."""
    return tuple(one for one, is_out in memory.members.came(session.id).items() if not is_out)


def room(memory: Memory, session: Session, round_: Round, people: Iterable[str]) -> Attending:
    """These people, ready to be grouped as the round wishes."""
    there = tuple(people)
    before = [[group.members for group in held] for held in rounds_before(memory, session, round_)]
    sat = {one for groups_ in before for members in groups_ for one in members}
    known = memory.people.some(sat.union(there))
    voices = {one for one in sat if one in known and known[one].perspective is Perspective.LIVED}
    wish = _wish(round_, before, voices)
    came_before = _came_before(memory, session)
    return Attending(_guests([known.get(id_) or Person(id_) for id_ in there], came_before), wish)


def guests(memory: Memory, session: Session, people: Iterable[str]) -> tuple[Guest, ...]:
    """These people as groups are made of them."""
    there = tuple(people)
    known, before = memory.people.some(there), _came_before(memory, session)
    return _guests([known.get(id_) or Person(id_) for id_ in there], before)


def _wish(round_: Round, before: Sequence[Sequence[Sequence[str]]], voices: Collection[str]) -> Wish:
    """What a round wishes, with everybody's meetings in this programme, and who heard one of the voices."""
    return Wish(
        groups=round_.groups or None,
        size=None if round_.groups else round_.size,
        apart=_pairs(round_.apart),
        together=_pairs(round_.together),
        met=meetings(before),
        seed=round_.seed,
        voices=round_.voices,
        heard=listeners(before, voices),
    )


def groups(memory: Memory, round_: Round) -> tuple[Group, ...]:
    """The groups of a round as they sit now."""
    return groups_of(round_, memory.breakouts.seats(round_.id))


def rounds_before(memory: Memory, session: Session, round_: Round) -> Iterator[tuple[Group, ...]]:
    """The groups of all rounds of this programme that were held, but for this one."""
    programme = [each.id for each in memory.sessions.of(session.channel)]
    by_session = memory.breakouts.rounds_in(programme)
    rounds = [each for id_ in programme for each in by_session.get(id_, ()) if each.id != round_.id]
    return _held(memory, rounds)


def rounds_of(memory: Memory, session: Session) -> Iterator[tuple[Group, ...]]:
    """The groups of all rounds of one session that were held."""
    return _held(memory, memory.breakouts.of(session.id))


def _held(memory: Memory, rounds: Iterable[Round]) -> Iterator[tuple[Group, ...]]:
    held = [round_ for round_ in rounds if round_.state is not RoundState.PLANNED]
    seats = memory.breakouts.seats_in([round_.id for round_ in held])
    return (groups_of(round_, seats.get(round_.id, ())) for round_ in held)


def away(memory: Memory, session: Session) -> frozenset[str]:
    """Who was missing in the newest round that was held, and has not come back since."""
    return away_since(memory, memory.breakouts.of(session.id))


def away_since(memory: Memory, rounds: Sequence[Round]) -> frozenset[str]:
    """The same by the rounds of that session."""
    held = [each for each in rounds if each.state is not RoundState.PLANNED]
    return absent(memory.breakouts.seats(held[-1].id)) if held else frozenset()


def _guests(people: Sequence[Person], before: frozenset[str]) -> tuple[Guest, ...]:
    """People as groups are made of them: the same need is called the same, whatever words they used."""
    wordings = alike(each for person in people for each in (*person.needs, *person.offers))
    return tuple(
        Guest(
            person.id,
            person.known_sector,
            person.perspective,
            is_newcomer=person.id not in before,
            needs=frozenset(wordings[need].casefold() for need in person.needs),
            offers=frozenset(wordings[offer].casefold() for offer in person.offers),
        )
        for person in people
    )


def _came_before(memory: Memory, session: Session) -> frozenset[str]:
    others = [each.id for each in memory.sessions.of(session.channel) if each.id != session.id]
    return memory.sessions.came_to_any(others)


def _pairs(people: Iterable[str]) -> frozenset[Pair]:
    return frozenset(frozenset(pair) for pair in combinations(people, 2))


def callers_in(seats: Iterable[Seat]) -> int:
    """How many sit there who have no Slack, so that no message tells them where."""
    return sum(is_caller(seat.person) for seat in seats if seat.is_taken)


def is_here(seat: Seat) -> bool:
    """Whether they have said so; who has no Slack cannot, and is taken to be here."""
    return seat.is_taken if is_caller(seat.person) else seat.presence is Presence.HERE
