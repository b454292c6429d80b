"""How those who lead read that forms are slow."""

from collections.abc import Mapping

from coproduction.service.slowforms import Waited
from coproduction.slowforms import SLOW_FORMS
from coproduction.words import Text
from handlers.blocks.kit import Drawing, MessageDrawing, section
from handlers.blocks.text import moment
from handlers.voice import Voice

_HAPPENED = Text(
    "People in {channel} had to wait for a form ({time}): Slack opens only some each minute. Nothing is lost."
)
_WHAT_HELPS = Text(
    "While forms are slow, who wants to check in gets five buttons instead. One press is enough. "
    "Who wants to share an idea can type it: {/idea} and the idea. "
    "For other forms I tell each person when it is their turn. You need to do nothing."
)


def slow(say: Voice, waited: Waited, _names: Mapping[str, str]) -> Drawing:
    """What happened, which stays true however late it is read, and that there is a way for everybody."""
    happened = say(_HAPPENED, time=moment(say, waited.at), channel=f"<#{waited.session.channel}>")
    return Drawing.of(say, [section(happened), section(say(_WHAT_HELPS))])


DRAWINGS = (MessageDrawing(SLOW_FORMS, slow),)
