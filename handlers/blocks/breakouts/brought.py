"""What groups have brought back from a round, as much of it as a card has room for."""

from collections.abc import Sequence

from coproduction.breakouts import Group, Part, Round, Word
from coproduction.service.breakouts.cards import RoundCard
from coproduction.words import Text, several
from handlers import ids
from handlers.blocks.kit import Block, button, context, paragraphs
from handlers.blocks.text import brief
from handlers.voice import Voice

SAID_SHOWN = 6  # words of one group
SAID_LENGTH = 400  # characters of one on its group's card
SAID_AFTER = 150  # the same on the card of a round that is over
_PARTS = {
    Part.AGREE: Text("We agree: {said}"),
    Part.DIFFER: Text("We differ: {said}"),
    Part.IDEA: Text("Our idea: {said}"),
}


def brought(say: Voice, shown: RoundCard) -> list[tuple[int, list[Block]]]:
    """What each group has brought back: how many remarks, and how they look."""
    found = []
    for group in shown.groups:
        words = [word for word in shown.words if word.group == group.number][:SAID_SHOWN]
        if words:
            said = [line_of(say, word, SAID_AFTER) for word in words]
            found.append((len(words), paragraphs("\n".join([say("{group}:", group=group.name), *said]))))
    return found


def newest(say: Voice, words: Sequence[Word]) -> list[Block]:
    """The newest, as many as a card can hold beside its prompt."""
    newest = (line_of(say, word, SAID_LENGTH) for word in words[-SAID_SHOWN:])
    shown = [block for line in newest for block in paragraphs(line)]
    earlier = len(words) - SAID_SHOWN
    if earlier <= 0:
        return shown
    more = several(
        earlier, "And {n} earlier remark: press All remarks.", "And {n} earlier remarks: press All remarks."
    )
    return [context(say(more)), *shown]


def is_any_cut(words: Sequence[Word], most: int) -> bool:
    """Whether a card shows only the beginning of one of these, which can then be opened."""
    return any(len(word.text) > most for word in words)


def all_said(say: Voice, round_: Round, group: Group | None = None) -> Block:
    """The button that opens all that a group has brought back, or all groups."""
    key = ids.of_group(round_.id, group.number if group else 0)
    aloud = say("All remarks of round {number}", number=round_.number)
    if group:
        aloud = say("All remarks of {group}", group=group.name)
    return button(say("All remarks"), ids.ALL_SAID, key, aloud=aloud)


def line_of(say: Voice, word: Word, most: int) -> str:
    """One thing that a group brought back, with the part that it answers."""
    return say(_PARTS[word.part], said=brief(word.text, most))
