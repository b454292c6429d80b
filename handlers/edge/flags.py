"""Words that may lead what is typed after a command and say how it is meant, as in /poll anonymous "Why?"."""

from collections.abc import Mapping

from coproduction.words import LANGUAGES, Text


def leading(words: str, known: Mapping[str, Text]) -> list[str] | None:
    """The names of the flags that these words are, in any of our languages; None when one of them is none."""
    names = {
        language.pattern(text).casefold(): name
        for language in LANGUAGES.values()
        for name, text in known.items()
    } | {name: name for name in known}
    found = [names.get(word.strip(",.:;").casefold()) for word in words.split()]
    flags = [name for name in found if name]
    return flags if len(flags) == len(found) else None
