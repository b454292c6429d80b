"""How the result of an anonymous poll looks: plain words that say no more than may be shown."""

from collections.abc import Sequence

from coproduction.audited import WHY_HELD, Released, turnout
from coproduction.outcomes import ALL_BUT_FEW, FEW, LEADS, MOST, SOME, UP_TO_FOUR, Rung
from coproduction.words import Text, listed
from handlers.blocks.kit import Block, context, line_by_line
from handlers.voice import Voice

_ABOUT = Text("{option}: about {number:,}")
_SAID = {
    UP_TO_FOUR: Text("{option}: 0 to 4 people"),
    ALL_BUT_FEW: Text("{option}: everybody, or all but 1 to 4 people"),
    MOST: Text("{option}: most chose this"),
    SOME: Text("{option}: some chose this"),
    FEW: Text("{option}: few or none chose this"),
}


def result(say: Voice, options: Sequence[str | Text], released: Released) -> list[Block]:
    """What may be shown of each option, and why it is not more exact."""
    told = line_by_line(lines(say, options, released))
    return told if released.why else [*told, context(say(_how_exact(released)))]


def _how_exact(released: Released) -> Text:
    """How exactly this result is shown, and why: it follows from what is shown, and says no more."""
    if all(cell == UP_TO_FOUR for cell in released.cells):
        return Text("There are too few answers of each to show more, so that nobody is given away.")
    is_rounded = any(cell.isdigit() for cell in released.cells)
    if not is_rounded and released.rung is not Rung.COUNTS:
        return Text("Numbers are hidden, so that nobody is given away.")
    if not is_rounded:
        return Text("Small numbers are hidden, so that nobody is given away.")
    if all(cell.isdigit() for cell in released.cells):
        return Text("Numbers are rounded to the nearest five, so that nobody is given away.")
    return Text(
        "Numbers are rounded to the nearest five, and small ones are hidden. So nobody is given away."
    )


def lines(say: Voice, options: Sequence[str | Text], released: Released) -> list[str]:
    """The same as lines of words, not escaped: one for each option, or one for all of them."""
    if released.why:
        return [say(WHY_HELD[released.why])]
    if released.rung is Rung.LEADER:
        return [_leaders(say, options, released)]
    return [_line(say, option, cell) for option, cell in zip(options, released.cells, strict=True)]


def turnout_line(say: Voice, answered: int) -> str:
    """How many have answered, in steps of five."""
    shown = turnout(answered)
    if not shown:
        return say("Fewer than 5 people have answered.")
    return say("At least {number:,} people have answered.", number=shown)


def _line(say: Voice, option: str | Text, cell: str) -> str:
    if cell in _SAID:
        return say(_SAID[cell], option=option)
    return say(_ABOUT, option=option, number=int(cell))


def _leaders(say: Voice, options: Sequence[str | Text], released: Released) -> str:
    """Which option is first, or which are so close that it is not said which of them is."""
    first = [option for option, cell in zip(options, released.cells, strict=True) if cell == LEADS]
    if len(first) == 1:
        return say("Most often chosen: {option}", option=first[0])
    return say("Chosen most, and close together: {options}", options=listed(first))
