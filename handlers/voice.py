"""How the bot speaks to somebody: in their language, with the commands that people type here."""

from collections.abc import Mapping
from dataclasses import dataclass

from coproduction.words import Language, Text, Value, render


@dataclass(frozen=True, slots=True)
class Voice:
    """Called to say something. `commands` is what people type, by the name of the verb: "/start"; `contacts`
    whom they can turn to at once, as whoever runs the bot has said it.
    """

    language: Language
    commands: Mapping[str, str]
    contacts: str = ""

    def __call__(self, words: str | Text, /, **values: Value) -> str:
        """Our own words, in the language."""
        text = words.filled(**values) if isinstance(words, Text) else Text(words, **values)
        return render(text, self.language, self.commands)

    def of(self, value: str | Text) -> str:
        """A name: people's own words as they are, ours in the language."""
        return value if isinstance(value, str) else self(value)
