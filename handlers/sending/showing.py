"""From an owed message to what it shows now, and a fingerprint of that."""

import hashlib
import json

from coproduction.messages import Message
from coproduction.service.kinds import kind_of
from handlers.blocks.drawings import drawing_of
from handlers.blocks.kit import Drawing
from handlers.desk import Desk


async def drawn(desk: Desk, message: Message) -> Drawing | None:
    """As things stand in storage; None when what it was about is gone."""
    content = await desk.read(lambda memory: kind_of(message.kind).content(memory, message))
    if content is None:
        return None
    drawing = drawing_of(message.kind)
    names = await desk.directory.names(drawing.people_in(content))
    return drawing.draw(content, names, desk.manners)


def digest(drawing: Drawing) -> str:
    """A short fingerprint of what a message shows."""
    shown = json.dumps([drawing.text, drawing.blocks], sort_keys=True)
    return hashlib.sha256(shown.encode()).hexdigest()[:32]
