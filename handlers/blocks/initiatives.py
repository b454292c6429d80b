"""Linked initiatives: the list with what can be done, the form, and how one is told of."""

from collections.abc import Sequence

from coproduction.initiatives import LINE_LENGTH, MOST, NAME_LENGTH, Initiative
from coproduction.words import Text
from handlers import ideaids, ids
from handlers.blocks.fields import text_input
from handlers.blocks.fitting import fitting
from handlers.blocks.kit import (
    Block,
    Drawing,
    View,
    actions,
    asks,
    button,
    context,
    header,
    modal,
    paragraphs,
)
from handlers.blocks.text import brief
from handlers.voice import Voice

_TOLD = Text(
    "Everybody reads this list in “You said, we did”. After each month in which something became of an idea, "
    "you get a draft of that, and post it."
)
_NONE = Text(
    "You have not named any initiative so far. If you do, everybody reads in “You said, we did” which ones "
    "your ideas could join."
)


def listing(say: Voice, channel: str, initiatives: Sequence[Initiative]) -> Drawing:
    """For who leads: each initiative of this programme, changed or taken off by a button."""
    drawn: list[Block] = [header(say("Linked initiatives"))]
    drawn.append(context(say(_TOLD if initiatives else _NONE)))
    for number, each in enumerate(initiatives, start=1):
        drawn += [*paragraphs(line(say, each)), actions(*_ways(say, each, number))]
    if len(initiatives) < MOST:
        drawn.append(actions(button(say("Name an initiative"), ideaids.NEW_INITIATIVE, channel)))
    return Drawing.of(say, fitting(drawn, keep=1))


def _ways(say: Voice, initiative: Initiative, number: int) -> list[Block]:
    sure = asks(say, say("Take it off?"), brief(line(say, initiative), 300), say("Take off"))
    ways = (
        (say("Change"), ideaids.CHANGE_INITIATIVE, None),
        (say("Take off"), ideaids.DROP_INITIATIVE, sure),
    )
    return [
        button(
            label,
            ids.at(action, initiative.origin),
            f"{initiative.channel}|{initiative.origin}",
            aloud=say("{answer}, {number}: {idea}", answer=label, number=number, idea=initiative.name),
            confirm=confirm,
        )
        for label, action, confirm in ways
    ]


def line(say: Voice, initiative: Initiative) -> str:
    """An initiative as everybody reads of it."""
    name = say("{name}: {words}", name=initiative.name, words=initiative.does)
    return "\n".join([name, say("What we ask or offer: {words}", words=initiative.asks)])


def form(say: Voice, channel: str, had: Initiative | None = None) -> View:
    """What is told of an initiative; with what was said before."""
    fields = (
        ("name", Text("Name"), NAME_LENGTH, had.name if had else ""),
        ("does", Text("What does it do?"), LINE_LENGTH, had.does if had else ""),
        ("asks", Text("What do we ask or offer?"), LINE_LENGTH, had.asks if had else ""),
    )
    blocks = [text_input(field, say(label), most=most, initial=words) for field, label, most, words in fields]
    private = ids.private(channel, had.origin if had else "")
    return modal(say, say("Linked initiative"), ideaids.INITIATIVE_FORM, say("Save"), private, blocks)
