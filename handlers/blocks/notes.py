"""What people wrote about a pledge, in their own words."""

from collections.abc import Iterable

from coproduction.notes import Note, Told
from handlers.blocks.kit import Block, Drawing, paragraphs
from handlers.blocks.text import brief
from handlers.voice import Voice


def own_words(say: Voice, notes: Iterable[Note]) -> list[Block]:
    """The newest of what somebody typed, and of what they say has changed."""
    newest = {note.about: brief(note.words, 300) for note in notes}
    typed = say("You wrote: “{words}”", words=newest[Told.TYPED]) if Told.TYPED in newest else ""
    changed = ""
    if Told.DIFFERENCE in newest:
        changed = say("What is different now: “{words}”", words=newest[Told.DIFFERENCE])
    return [*paragraphs(typed), *paragraphs(changed)]


def deleted(say: Voice) -> Drawing:
    """After somebody took back what they wrote."""
    return Drawing.of_words(say, say("I have deleted your words."))
