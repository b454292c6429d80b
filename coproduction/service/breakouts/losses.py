"""What the groups of a round have lost by changes, read from where people sit and sat."""

from collections.abc import Collection, Iterable

from coproduction.breakouts import Round
from coproduction.breakouts.changes import Shift, all_of, since
from coproduction.breakouts.losses import Lost, in_order, lost, undone
from coproduction.ports import Memory
from coproduction.service.breakouts.history import groups, guests
from coproduction.sessions import Session


def by(
    memory: Memory, session: Session, round_: Round, shifts: Iterable[Shift], later: Iterable[Shift] = ()
) -> tuple[Lost, ...]:
    """What these shifts have cost the groups; `later` ones are not theirs.

    Of the groups that they touch also what was lost earlier in the round and is not mended by them.
    """
    now = {group.number: group.members for group in groups(memory, round_)}
    known_shifts, after = tuple(shifts), undone(now, later)
    before = undone(after, known_shifts)
    begun = undone(now, all_of(memory.breakouts.changes(round_.id)))
    people = {one for sitting in (begun, before, after) for members in sitting.values() for one in members}
    known = {guest.id: guest for guest in guests(memory, session, sorted(people))}
    touched = {number for shift in known_shifts for number in (shift.before, shift.after)}
    still = (each for each in lost(begun, after, known, round_.apart) if each.group in touched)
    return in_order({*lost(before, after, known, round_.apart), *still})


def since_out(memory: Memory, round_: Round, people: Collection[str]) -> tuple[Shift, ...]:
    """What has changed in a round since these people were taken out of it together."""
    changes = memory.breakouts.changes(round_.id)
    out = {each.person: each.changed_at for each in changes if each.person in people and each.after is None}
    return since(changes, min(out.values())) if out else ()
