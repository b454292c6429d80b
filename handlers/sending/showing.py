"""From an owed message to what it shows now, and a fingerprint of that."""

import hashlib
import json

from coproduction.messages import Message
from coproduction.service import cards
from handlers.blocks.drawing import draw, people_in
from handlers.blocks.kit import Drawing
from handlers.desk import Desk


async def drawn(desk: Desk, message: Message) -> Drawing | None:
    """As things stand in storage; None when what it was about is gone."""
    content, language = await desk.read(lambda memory: cards.content_and_language(memory, message))
    if content is None:
        return None
    say = await desk.voices.chosen_or_guessed(language, message.recipient)
    return draw(say, content, await desk.directory.names(say, people_in(content)))


def digest(drawing: Drawing) -> str:
    """A short fingerprint of what a message shows."""
    shown = json.dumps([drawing.text, drawing.blocks], sort_keys=True)
    return hashlib.sha256(shown.encode()).hexdigest()[:32]
