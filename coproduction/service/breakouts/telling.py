"""What follows when people come, leave or move while a round goes on: who is told, and what is redrawn."""

from datetime import datetime

from coproduction.breakouts import Round, round_card
from coproduction.ports import Memory
from coproduction.service.breakouts import notes
from coproduction.service.breakouts.history import groups
from coproduction.service.breakouts.seating import Change
from coproduction.sessions import Session


def changed(
    memory: Memory,
    now: datetime,
    session: Session,
    round_: Round,
    change: Change,
    by: str = "",
    reader: str = "",
) -> None:
    """Tell and redraw what a change of seats concerns; `by` has read it already.

    `reader` reads in the answer to their own press where they sit. Whoever sits in a group, or sat there, has
    a note that names who sits there: until it is redrawn it sends them to look for somebody who has left.
    """
    there = [group for group in groups(memory, round_) if group.number in change.touched]
    opened = [group for group in there if group.number in change.opened]
    notes.open_groups(memory, now, session, round_, opened)
    notes.tell_moved(memory, now, round_, change.told, reader)
    notes.tell_shifts(memory, now, session, round_, change.shifts, by)
    concerned = {shift.person for shift in change.shifts}
    sitting = {member for group in there for member in group.members}
    private = notes.private_notes(memory, round_, concerned | sitting)
    asked = notes.asked(memory, round_)
    answered = [card for card in asked if card.recipient in concerned]
    memory.misleads(*notes.group_cards(round_, there), *private, *answered)
    told = notes.help_cards(memory, round_, {group.number for group in there})
    memory.changed(round_card(round_.id), *told)
    notes.redraw_asked(memory, asked)
