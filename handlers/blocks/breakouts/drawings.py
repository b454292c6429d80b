"""How each kind of message of a breakout round looks."""

from collections.abc import Mapping

from coproduction.breakouts import (
    GROUP_CARD,
    MOVE_NOTE,
    RECALL,
    ROUND_CARD,
    SEAT_NOTE,
    TIME_WARNING,
)
from coproduction.service.breakouts.cards import GroupNote, RoomCard, RoundCard, TimeNote
from handlers.blocks.breakouts import cards, notes
from handlers.blocks.kit import Drawing, MessageDrawing
from handlers.voice import Voice


def _all_members(shown: RoundCard) -> list[str]:
    return [member for group in shown.groups for member in group.members]


def _its_members(shown: RoomCard) -> tuple[str, ...]:
    return shown.group.members


def _note(say: Voice, shown: GroupNote, _names: Mapping[str, str]) -> Drawing:
    return notes.note(say, shown)


def _time(say: Voice, shown: TimeNote, _names: Mapping[str, str]) -> Drawing:
    return notes.time(say, shown)


DRAWINGS = (
    MessageDrawing(ROUND_CARD, cards.card, _all_members),
    MessageDrawing(GROUP_CARD, cards.room, _its_members),
    MessageDrawing(SEAT_NOTE, _note),
    MessageDrawing(MOVE_NOTE, _note),
    MessageDrawing(TIME_WARNING, _time),
    MessageDrawing(RECALL, _time),
)
