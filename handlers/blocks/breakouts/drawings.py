"""How each kind of message of a breakout round looks."""

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
from handlers.blocks.kit import MessageDrawing


def _all_members(shown: RoundCard) -> list[str]:
    return [member for group in shown.groups for member in group.members]


DRAWINGS = (
    MessageDrawing[RoundCard](
        ROUND_CARD, lambda shown, names, _manners: cards.card(shown, names), _all_members
    ),
    MessageDrawing[RoomCard](
        GROUP_CARD,
        lambda shown, names, _manners: cards.room(shown, names),
        lambda shown: shown.group.members,
    ),
    MessageDrawing[GroupNote](SEAT_NOTE, lambda shown, _names, _manners: notes.note(shown)),
    MessageDrawing[GroupNote](MOVE_NOTE, lambda shown, _names, _manners: notes.note(shown)),
    MessageDrawing[TimeNote](TIME_WARNING, lambda shown, _names, _manners: notes.time(shown)),
    MessageDrawing[TimeNote](RECALL, lambda shown, _names, _manners: notes.time(shown)),
)
