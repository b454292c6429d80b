"""Who was swapped by hand in groups that nobody was told of: groups that are made anew do not keep it."""

from collections.abc import Iterable
from datetime import datetime

from coproduction.breakouts import Round
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


def are_made(memory: Memory, round_: Round) -> bool:
    """Whether somebody was swapped, and not back again."""
    return bool(all_of(memory.breakouts.changes(round_.id)))


def forget(memory: Memory, rounds: Iterable[Round]) -> tuple[str, ...]:
    """Forget the swaps of these rounds. Whom they concern: there and back again is none."""
    swapped: dict[str, None] = {}
    for round_ in rounds:
        swapped |= {shift.person: None for shift in all_of(memory.breakouts.changes(round_.id))}
        memory.breakouts.forget_changes(round_.id)
    return tuple(swapped)
