"""The bot's voice, for tests that draw or read what it says without a bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.dispatch.commands import voice
from handlers.manners import Manners

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coproduction.words import Text

SAY = voice(Manners())  # in English, and no command has a prefix


def in_english(texts: Iterable[Text]) -> list[str]:
    """What these texts say."""
    return [SAY(text) for text in texts]
