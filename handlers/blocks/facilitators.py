"""What somebody is told whom somebody else made a facilitator, or took off the list."""

from collections.abc import Iterable, Mapping

from coproduction.people import LEADS_NO_MORE, LEADS_NOW
from coproduction.service.facilitators import Appointed
from coproduction.words import Text
from handlers.blocks.kit import Drawing, MessageDrawing
from handlers.blocks.text import brief
from handlers.voice import Voice

_LEADS = Text(
    "{person} has made you a facilitator: you can lead here now. From now on you can plan and start "
    "sessions, ask polls and see what those who lead see. To see all you can do, type {/help}. "
    "Is that wrong? Tell {person}."
)
_LEADS_NO_MORE = Text(
    "{person} has noted that you are no facilitator any more. From now on you cannot start sessions or ask "
    "polls, and you do not see what those who lead see. You can take part as everybody else. "
    "Is that wrong? Tell {person}."
)


def appointed(say: Voice, shown: Appointed, names: Mapping[str, str]) -> Drawing:
    """Who has changed it, what it means, and whom to turn to."""
    words = _LEADS if shown.leads else _LEADS_NO_MORE
    return Drawing.of_words(say, say(words, person=brief(names[shown.by], 100)))


def _who(shown: Appointed) -> Iterable[str]:
    return (shown.by,)


DRAWINGS = (
    MessageDrawing(LEADS_NOW, appointed, _who),
    MessageDrawing(LEADS_NO_MORE, appointed, _who),
)
