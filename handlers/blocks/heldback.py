"""What is told of ideas that are held back: to everybody that there are some, to who wrote one its words."""

from coproduction.service.heldback import HeldBack
from coproduction.words import Text
from handlers.blocks.kit import Block, context, line_by_line, section
from handlers.blocks.text import brief
from handlers.voice import Voice

MOST_OWN = 10  # the newest; Home has all
_NONE_YET = Text("There are no ideas yet. Yours can be the first.")
_WRITING = Text("People write first. What they write is held back now. All of it is shown later, together.")
_SO_MANY = Text("{number} ideas or more are written. All are shown later, together.")
_YOURS = Text("This is from you, with your name. Nobody else sees it yet:")


def below(say: Voice, held: HeldBack | None, *, is_empty: bool) -> list[Block]:
    """What stands below the ideas that everybody sees, of which there may be none."""
    if held is None:
        return [section(say(_NONE_YET))] if is_empty else []
    words = _SO_MANY.filled(number=held.at_least) if held.at_least else _WRITING
    lines = [f"• {brief(idea.text, 300)}" for idea in held.own[-MOST_OWN:]]
    return [section(say(words)), *([context(say(_YOURS)), *line_by_line(lines)] if lines else [])]
