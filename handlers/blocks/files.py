"""A file that is made for one person: what they see while it is made, and when it is there."""

from coproduction.words import Text
from handlers.blocks.kit import Drawing, View, notice, section
from handlers.voice import Voice

_WAIT = Text("I am making the file. This takes a few seconds.")


def waiting(say: Voice, title: Text) -> View:
    """While the file is made."""
    return notice(say, say(title), [section(say(_WAIT))])


def given(say: Voice, title: Text, words: Text) -> tuple[View, Drawing]:
    """That it is there: in the form that waits for it, and for who has closed that."""
    return notice(say, say(title), [section(say(words))]), Drawing.of_words(say, say(words))
