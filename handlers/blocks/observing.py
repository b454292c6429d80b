"""What somebody is told whom those who lead made an observer, or none."""

from collections.abc import Mapping

from coproduction.people import MARKED
from coproduction.service.observing import Marked
from coproduction.words import Text
from handlers.blocks.kit import Drawing, MessageDrawing
from handlers.voice import Voice

AGAIN = Text(
    "What you had answered in open polls before you looked on was deleted: please answer those again."
)
JOINS = Text("You are no observer any more: you take part now.")
_LOOKS_ON = Text(
    "Somebody who leads has noted that you are here as an observer. From now on you see what goes on. "
    "You answer no polls, support no ideas, raise no hand and have no seat in a group. "
    "What you had answered in polls that are open is deleted. An anonymous answer still counts. You can take "
    "it back yourself: press “Take my answer back” where I told you that it is recorded. "
    "You are counted apart. Sessions that are over stay as they were counted. "
    "Is that wrong? Change it in {/profile}."
)
_TAKES_PART = Text(
    "Somebody who leads has noted that you take part, and are no observer. From now on you can answer polls, "
    "support ideas and have a seat in a group. Is that wrong? Change it in {/profile}."
)
TAKEN_OUT = Text(
    "You look on now: what you had answered in polls that are open is deleted. "
    "An anonymous answer still counts. You can take it back yourself: press “Take my answer back” where I "
    "told you that it is recorded."
)


def marked(say: Voice, shown: Marked, _names: Mapping[str, str]) -> Drawing:
    """What that means, and where they can change it themselves."""
    told = say(_LOOKS_ON) if shown.looks_on else f"{say(_TAKES_PART)} {say(AGAIN)}"
    return Drawing.of_words(say, told)


DRAWINGS = (MessageDrawing(MARKED, marked),)
