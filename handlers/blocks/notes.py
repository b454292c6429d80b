"""What people wrote about a pledge, in their own words."""

from collections.abc import Iterable

from coproduction.emoji import is_alone
from coproduction.notes import Note, Told
from coproduction.words import several
from handlers.blocks.kit import Block, Drawing, context, paragraphs
from handlers.blocks.text import brief
from handlers.voice import Voice

SHOWN = 3


def own_words(say: Voice, notes: Iterable[Note]) -> list[Block]:
    """The newest of what somebody typed, each by itself, and how many more there are."""
    typed = [note for note in notes if note.about is Told.TYPED]
    shown = [_told(say, note) for note in typed[-SHOWN:]]
    more = several(
        len(typed) - SHOWN,
        "I keep {n} earlier answer of yours, too.",
        "I keep {n} earlier answers of yours, too.",
    )
    earlier = [context(say(more))] if len(typed) > SHOWN else []
    return [*earlier, *(block for words in shown for block in paragraphs(words))]


def _told(say: Voice, note: Note) -> str:
    words = brief(note.words, 300)
    return say("You answered with {emoji}", emoji=words) if is_alone(note.words) else wrote(say, words)


def wrote(say: Voice, words: str) -> str:
    """Somebody's own words, given back to them."""
    return say("You wrote: “{words}”", words=words)


def deleted(say: Voice) -> Drawing:
    """After somebody took back what they wrote."""
    return Drawing.of_words(say, say("I have deleted your words."))
