"""Who was swapped by hand in groups that nobody was told of: groups that are made anew do not keep it."""

from collections.abc import Iterable
from datetime import datetime

from coproduction.breakouts import Group, Round, losses
from coproduction.breakouts.changes import SeatChange, all_of
from coproduction.ports import Memory


def keep(memory: Memory, now: datetime, round_: Round, one: tuple[str, int], other: tuple[str, int]) -> None:
    """These two have changed places; each comes with the number of the group that was theirs."""
    (person, group), (whom, to) = one, other
    memory.breakouts.note_changes(
        [
            SeatChange(memory.new_id(), round_.id, person, now, group, to),
            SeatChange(memory.new_id(), round_.id, whom, now, to, group),
        ]
    )


def undone(memory: Memory, round_: Round, there: Iterable[Group]) -> list[list[str]]:
    """Who would sit together without the swaps; nothing where nobody was swapped, or all are back again."""
    sitting = {group.number: group.members for group in there}
    seated = {one for members in sitting.values() for one in members}  # but for who has left since
    shifts = [each for each in all_of(memory.breakouts.changes(round_.id)) if each.person in seated]
    return list(losses.undone(sitting, shifts).values()) if shifts else []


def forget(memory: Memory, rounds: Iterable[Round]) -> tuple[str, ...]:
    """Forget the swaps of these rounds. Whom they concern: there and back again is none."""
    swapped: dict[str, None] = {}
    for round_ in rounds:
        swapped |= {shift.person: None for shift in all_of(memory.breakouts.changes(round_.id))}
        memory.breakouts.forget_changes(round_.id)
    return tuple(swapped)
