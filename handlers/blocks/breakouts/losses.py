"""What groups lost while a round goes on, said to whoever facilitates, with what they can do about it."""

from collections.abc import Iterable

from coproduction.breakouts import Group, Round, group_of
from coproduction.breakouts.losses import Loss, Lost
from coproduction.words import Text
from handlers import ids
from handlers.blocks.breakouts.notes import in_sentence
from handlers.blocks.kit import Block, button
from handlers.voice import Voice

_SAID = {
    Loss.ALONE: Text("• One person is alone in {group} now."),
    Loss.APART: Text("• People sit together in {group} now whom you wanted apart."),
    Loss.HELP: Text(
        "• In one group, somebody needs help with access or language that nobody there can give now."
    ),
    Loss.LONE_VOICE: Text(
        "• In {group}, one person who lives with it is now alone among people who work in it."
    ),
    Loss.UNHEARD: Text("• In {group}, nobody is known to speak from lived experience now."),
}
_TO_DO = Text("You can move somebody, or let two people change places: press “Move somebody”.")


def lines(say: Voice, losses: Iterable[Lost], groups: Iterable[Group]) -> list[str]:
    """A line for each, and what can be done; nothing where nothing was lost."""
    there = tuple(groups)
    said = [say(_line(each, there)) for each in losses]
    return [say("Please look at these groups:"), *said, say(_TO_DO)] if said else []


def move_button(say: Voice, round_: Round) -> Block:
    """The button that opens the form in which people of a round that goes on are moved."""
    aloud = say("Move somebody in round {number}", number=round_.number)
    return button(say("Move somebody"), ids.MOVE, round_.id, aloud=aloud)


def _line(each: Lost, groups: Iterable[Group]) -> Text:
    group = group_of(groups, each.group)
    words = _SAID[each.loss]
    return words.filled(group=in_sentence(group)) if group else words
