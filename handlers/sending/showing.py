"""From an owed message to what it shows now, and a fingerprint of that."""

import hashlib
import json

from coproduction.messages import Message
from coproduction.service.kinds import shown
from handlers.blocks.drawings import drawing_of
from handlers.blocks.kit import Drawing
from handlers.desk import Desk


async def drawn(desk: Desk, message: Message) -> Drawing | None:
    """As things stand in storage; None when what it was about is gone."""
    content, language = await desk.read(lambda memory: shown(memory, message))
    if content is None:
        return None
    drawing = drawing_of(message.kind)
    say = await desk.voices.chosen_or_guessed(language, message.recipient)
    return drawing.draw(say, content, await desk.directory.names(say, drawing.people_in(content)))


def digest(drawing: Drawing) -> str:
    """A short fingerprint of what a message shows."""
    drawn_as = json.dumps([drawing.text, drawing.blocks], sort_keys=True)
    return hashlib.sha256(drawn_as.encode()).hexdigest()[:32]
