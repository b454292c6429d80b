"""How those who lead read that forms are slow."""

from collections.abc import Mapping

from coproduction.sessions import Session
from coproduction.slowforms import SLOW_FORMS
from coproduction.words import Text
from handlers.blocks.kit import Drawing, MessageDrawing, section
from handlers.voice import Voice

_WHAT_HELPS = Text(
    "Who wants to check in gets five buttons instead. One press is enough. "
    "Who wants to share an idea can type it: {/idea} and the idea. "
    "For other forms I tell each person when it is their turn. You need to do nothing."
)


def slow(say: Voice, session: Session, _names: Mapping[str, str]) -> Drawing:
    """What happens, and that there is a way for everybody."""
    happens = say(
        "Many people in {channel} are opening forms. Slack opens only some each minute, "
        "so forms are slow now. Nothing is lost.",
        channel=f"<#{session.channel}>",
    )
    return Drawing.of(say, [section(happens), section(say(_WHAT_HELPS))])


DRAWINGS = (MessageDrawing(SLOW_FORMS, slow),)
