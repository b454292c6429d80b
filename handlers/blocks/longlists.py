"""What does not fit where a list stands: the button that opens the whole of it, and its pages."""

from collections.abc import Sequence

from coproduction.words import Text
from handlers import ids, listids
from handlers.blocks import pages
from handlers.blocks.aloud import buttons, told_apart
from handlers.blocks.kit import Block, Drawing, View, actions, button, section
from handlers.voice import Voice

Lines = Sequence[Sequence[Block]]
_NOTHING = Text("There is nothing in this list any more.")


def see_all(
    say: Voice,
    label: Text,
    name: str,
    subject: str = "",
    *,
    at: int = 0,
    which: int | str = "",
    about: str = "",
) -> Block:
    """The button that opens the list of this name about `subject`, on the page `at`.

    `which` tells it from others of the same list in one message, and `about` does so aloud.
    """
    shown, id_ = say(label), ids.at(f"{listids.SEE_ALL}/{name}{which}", at)
    aloud = say("{label}: {about}", label=shown, about=about) if about else ""
    return button(shown, id_, f"{name}:{subject}", aloud=aloud)


def more(
    say: Voice, label: Text, name: str, subject: str = "", *, at: int = 0, which: int | str = ""
) -> Block:
    """The same in a row of its own."""
    return actions(see_all(say, label, name, subject, at=at, which=which))


def page(  # noqa: PLR0913 (what a page of a list is made of)
    say: Voice,
    title: Text,
    lines: Lines,
    number: int,
    subject: str,
    private: str,
    *,
    told: Drawing | None = None,
    back: Block | None = None,
) -> View:
    """One page of a list, below what an act in it has just answered; whatever is pressed there knows it."""
    name = subject.partition(":")[0]
    turning = f"{listids.SEE_ALL}/{name}"
    shown = lines or [[section(say(_NOTHING))]]
    view = pages.page(say, say(title), shown, number, turning, subject, private)
    own = [*(told.blocks if told else ()), *view["blocks"]]
    way = [actions(back)] if back else []
    return {**view, "blocks": [*_inside(told_apart(own), max(number, 0)), *way]}


def _inside(blocks: Sequence[Block], number: int) -> list[Block]:
    """The same blocks with buttons that know their page, but for those that turn it."""
    place, found = str(number), []
    for row, block in enumerate(blocks):
        elements = [_marked(each, place, row) for each in buttons(block)]
        found.append({**block, "elements": elements} if elements else block)
    return found


def _marked(element: Block, place: str, row: int) -> Block:
    own = element["action_id"]
    is_turn = ids.base(own) == listids.SEE_ALL
    return element if is_turn else {**element, "action_id": ids.inside(listids.IN_LIST, place, row, own)}
