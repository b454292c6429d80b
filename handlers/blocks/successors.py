"""What an admin is told when nobody is left who leads."""

from coproduction.service.successors import NOBODY_LEADS, Leaderless
from coproduction.words import Text, listed, several
from handlers.blocks.kit import Drawing, MessageDrawing, paragraphs, section
from handlers.blocks.text import brief
from handlers.voice import Voice

_HOW = Text("To let somebody lead, type {/facilitators} add @name. What they do then is told by {/help}.")


def nobody_leads(say: Voice, shown: Leaderless, _names: object) -> Drawing:
    """Which sessions have nobody who leads them, and what to do."""
    gone = say("Whoever led in {channel} has left this workspace.", channel=f"<#{shown.channel}>")
    led = several(
        len(shown.titles),
        "Nobody leads this session now: {titles}.",
        "Nobody leads these sessions now: {titles}.",
        titles=listed(brief(title, 100) for title in shown.titles),
    )
    return Drawing.of(say, [section(gone), *paragraphs(say(led)), section(say(_HOW))])


DRAWINGS = (MessageDrawing(NOBODY_LEADS, nobody_leads),)
