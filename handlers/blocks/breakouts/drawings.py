"""How each kind of message of a breakout round looks."""

from collections.abc import Mapping

from coproduction.breakouts import (
    GROUP_CARD,
    MOVE_NOTE,
    RECALL,
    ROUND_CARD,
    SEAT_CHANGES,
    SEAT_NOTE,
    SILENT,
    STILL_HERE,
    TAKEN_OUT,
    TIME_WARNING,
    UNMET,
)
from coproduction.breakouts.helpcalls import HELP_CALL, HelpCall
from coproduction.service.breakouts.cards import GroupNote, NoSeat, Older, RoomCard, RoundCard, TimeNote
from coproduction.service.breakouts.helpcalls import HandWanted
from coproduction.service.breakouts.rollcall import SeatChanges, Silent
from coproduction.service.breakouts.unmet import Unmet
from handlers.blocks.breakouts import cards, helpcalls, notes, rollcall, unmet
from handlers.blocks.kit import Drawing, MessageDrawing
from handlers.voice import Voice


def _all_members(shown: RoundCard) -> list[str]:
    return [member for group in shown.groups for member in group.members]


def _its_members(shown: RoomCard | HandWanted) -> tuple[str, ...]:
    return (*shown.group.members, *_who_comes(shown.call))


def _who_comes(call: HelpCall | None) -> tuple[str, ...]:
    return (call.taken_by,) if call and call.taken_by else ()


def _silent(shown: Silent) -> tuple[str, ...]:
    return shown.people


def _shifted(shown: SeatChanges) -> list[str]:
    return [shift.person for shift in shown.shifts]


def _in_it(shown: GroupNote | NoSeat | Older) -> tuple[str, ...]:
    return (*shown.group.members, *_who_comes(shown.call)) if isinstance(shown, GroupNote) else ()


def _leading(shown: Unmet) -> tuple[str, ...]:
    return shown.leading


def _note(say: Voice, shown: GroupNote | NoSeat | Older, names: Mapping[str, str]) -> Drawing:
    match shown:
        case GroupNote():
            return notes.note(say, shown, names)
        case NoSeat():
            return notes.no_seat(say, shown)
        case Older():
            return notes.older(say, shown)


def _time(say: Voice, shown: TimeNote, _names: Mapping[str, str]) -> Drawing:
    return notes.time(say, shown)


DRAWINGS = (
    MessageDrawing(ROUND_CARD, cards.card, _all_members),
    MessageDrawing(GROUP_CARD, cards.room, _its_members),
    MessageDrawing(SEAT_NOTE, _note, _in_it, waits_for_names=False),
    MessageDrawing(MOVE_NOTE, _note, _in_it, waits_for_names=False),
    MessageDrawing(TIME_WARNING, _time),
    MessageDrawing(RECALL, _time),
    MessageDrawing(STILL_HERE, rollcall.question),
    MessageDrawing(TAKEN_OUT, rollcall.taken_out),
    MessageDrawing(SILENT, rollcall.silent, _silent),
    MessageDrawing(HELP_CALL, helpcalls.told, _its_members),
    MessageDrawing(UNMET, unmet.told, _leading),
    MessageDrawing(SEAT_CHANGES, rollcall.changes, _shifted),
)
