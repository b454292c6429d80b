"""The bot's voice, for tests that draw or read what it says without a bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coproduction.words import LANGUAGES
from handlers.dispatch.commands import voice
from handlers.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coproduction.words import Text
    from handlers.voice import Voice

SAY = voice(Settings())  # in English, and no command has a prefix


def in_english(texts: Iterable[Text]) -> list[str]:
    """What these texts say."""
    return [SAY(text) for text in texts]


def in_every_language() -> dict[str, Voice]:
    """The bot's voice in each language that it speaks, by the language's code."""
    return {code: voice(Settings(), language) for code, language in LANGUAGES.items()}
