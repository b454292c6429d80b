"""What people wrote about a pledge, in their own words."""

from collections.abc import Iterable

from coproduction.notes import Note, Told
from handlers.blocks.kit import Block, Drawing, paragraphs
from handlers.blocks.text import brief
from handlers.voice import Voice


def own_words(say: Voice, notes: Iterable[Note]) -> list[Block]:
    """The newest of what somebody typed."""
    typed = [note for note in notes if note.about is Told.TYPED]
    return paragraphs(say("You wrote: “{words}”", words=brief(typed[-1].words, 300))) if typed else []


def deleted(say: Voice) -> Drawing:
    """After somebody took back what they wrote."""
    return Drawing.of_words(say, say("I have deleted your words."))
