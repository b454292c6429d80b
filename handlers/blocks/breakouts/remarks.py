"""What the groups of a round have said: the newest on their cards, and all of it page by page."""

from collections.abc import Sequence

from coproduction.breakouts import Group, Part, Round, Word
from coproduction.service.breakouts.reportbacks import Said
from coproduction.words import Text, several
from handlers import ids
from handlers.blocks import pages
from handlers.blocks.kit import Block, View, button, context, header, paragraphs
from handlers.blocks.text import brief
from handlers.voice import Voice

SHOWN = 6  # of one group, on a card
_WHOLE, _PART = 400, 150  # characters of one remark, on its group's card and on the round's
_PARTS = {
    Part.AGREE: Text("We agree: {said}"),
    Part.DIFFER: Text("We differ: {said}"),
    Part.IDEA: Text("Our idea: {said}"),
}


def of_group(say: Voice, words: Sequence[Word]) -> list[Block]:
    """The newest remarks of one group, and how many came before them."""
    shown = [block for word in words[-SHOWN:] for block in paragraphs(_line(say, word, _WHOLE))]
    earlier = len(words) - SHOWN
    if earlier <= 0:
        return shown
    return [context(say(several(earlier, "And {n} earlier remark.", "And {n} earlier remarks."))), *shown]


def of_groups(say: Voice, groups: Sequence[Group], words: Sequence[Word]) -> list[Block]:
    """The newest remarks of each group that has said anything."""
    blocks: list[Block] = []
    for group in groups:
        said = [_line(say, word, _PART) for word in words if word.group == group.number]
        if said:
            blocks += paragraphs("\n".join([say("{group}:", group=group.name), *said[-SHOWN:]]))
    return blocks


def all_of_group(say: Voice, round_: Round, group: Group, words: Sequence[Word]) -> list[Block]:
    """The button that shows every remark of a group, where its card does not."""
    if len(words) <= SHOWN and all(len(word.text) <= _WHOLE for word in words):
        return []
    aloud = say("All remarks of {group}", group=group.name)
    return [button(say("All remarks"), ids.ALL_WORDS, ids.of_group(round_.id, group.number), aloud=aloud)]


def all_of_round(say: Voice, round_: Round, words: Sequence[Word], *, is_cut: bool) -> list[Block]:
    """The same for a round; `is_cut` where its card has no room for what it would show."""
    most = max((sum(other.group == word.group for other in words) for word in words), default=0)
    if not is_cut and most <= SHOWN and all(len(word.text) <= _PART for word in words):
        return []
    aloud = say("All remarks of round {number}", number=round_.number)
    return [button(say("All remarks"), ids.ALL_WORDS, ids.of_group(round_.id, 0), aloud=aloud)]


def page(say: Voice, said: Said, number: int, subject: str, private: str) -> View:
    """One page of everything that was said, whole, group by group."""
    lines: list[Block] = []
    for group in said.groups:
        own = [word for word in said.words if word.group == group.number]
        lines += [header(say.of(group.name))] if own else []
        lines += [block for word in own for block in paragraphs(say(_PARTS[word.part], said=word.text))]
    return pages.page(say, say("All remarks"), lines, number, ids.ALL_WORDS, subject, private)


def _line(say: Voice, word: Word, most: int) -> str:
    return say(_PARTS[word.part], said=brief(word.text, most))
