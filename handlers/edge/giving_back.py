"""What was typed is gone from where it was typed. So when it is not used, all of it is given back."""

from handlers.blocks.kit import Block, Drawing, context, paragraphs
from handlers.blocks.text import pieces
from handlers.edge.heard import Command
from handlers.edge.reply import Reply, Told
from handlers.voice import Voice

SHORT = 300  # characters that leave the words above them in sight
MOST = 9_000  # what one message weighs at most: the words around it fit too


def with_words_back(say: Voice, words: str, command: Command) -> Reply:
    """These words with what was typed, in as many messages as it needs."""
    first, *others = _with(say, words, command)
    return Reply(words=Drawing.of(say, first), tell=_told(say, command, others))


def given_back(say: Voice, command: Command, words: str = "") -> tuple[Told, ...]:
    """What was typed, in messages of its own; with the reason, if there are `words` for it."""
    messages = _with(say, words, command) if words else _messages(say, command)
    return _told(say, command, messages)


def _with(say: Voice, words: str, command: Command) -> list[list[Block]]:
    """The words stand where they are seen: below what was typed, where that would push them out of sight."""
    first, *others = _messages(say, command)
    if len(command.text) <= SHORT:
        return [[*paragraphs(words), *first], *others]
    *earlier, last = first, *others
    return [*earlier, [*last, *paragraphs(words)]]


def _messages(say: Voice, command: Command) -> list[list[Block]]:
    first, *others = map(paragraphs, pieces(f"{command.name} {command.text}", MOST))
    return [[context(say("You typed:")), *first], *others]


def _told(say: Voice, command: Command, messages: list[list[Block]]) -> tuple[Told, ...]:
    where = command.channel or ""
    return tuple(Told(command.person, where, Drawing.of(say, blocks)) for blocks in messages)
