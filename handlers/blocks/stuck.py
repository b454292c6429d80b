"""How it is told that a channel does not take what the bot owes it."""

from collections.abc import Mapping

from coproduction.service.stuck import Blocked
from coproduction.stuck import STUCK, Obstacle
from coproduction.words import Text
from handlers.blocks.kit import Drawing, MessageDrawing, section
from handlers.blocks.sessions import BOT_NAME
from handlers.blocks.text import moment
from handlers.voice import Voice

WHAT_TO_CHANGE: Mapping[Obstacle, Text] = {
    Obstacle.OUTSIDE: Text(
        "I am not in it. Please go there and type: /invite @{bot}\n"
        "In a group conversation that does not work. Please use a channel instead."
    ),
    Obstacle.ARCHIVED: Text(
        "It is archived. Somebody has to open it again, and then type there: /invite @{bot}"
    ),
    Obstacle.READ_ONLY: Text(
        "Not everybody may post there. Please ask an admin to let me post, in the settings of the channel."
    ),
    Obstacle.FORBIDDEN: Text("I am not allowed to post there. Please ask an admin of this workspace."),
}
_YOURS = Text(
    "What you wrote is not there yet. Nothing is lost. I keep it, and I will post it as soon as I can. "
    "Those who lead the session know what to do."
)
_AHEAD = Text(
    "A session is announced there: “{title}”, {when}. If the channel stays as it is, cancel the session "
    "in its plan, so that nobody comes in vain."
)
_OPEN = Text("There is nothing left to do. What was waiting is there now, or comes in a moment.")


def blocked(say: Voice, shown: Blocked, _names: Mapping[str, str]) -> Drawing:
    """To those who facilitate there, and to whose words wait."""
    if shown.obstacle is None:
        again = say("I can write in {channel} again.", channel=f"<#{shown.channel}>")
        return Drawing.of(say, [section(again), section(say(_OPEN))])
    first = say("I cannot write in {channel}.", channel=f"<#{shown.channel}>")
    if not shown.is_facilitators:
        return Drawing.of(say, [section(first), section(say(_YOURS))])
    ahead = shown.ahead
    words = (
        first,
        say(WHAT_TO_CHANGE[shown.obstacle].filled(bot=BOT_NAME)),
        *([say(_AHEAD.filled(title=ahead.title, when=moment(say, ahead.starts_at)))] if ahead else []),
        say("Nothing is lost. I keep what is waiting, and I will post it as soon as I can."),
    )
    return Drawing.of(say, [section(each) for each in words])


DRAWINGS = (MessageDrawing(STUCK, blocked),)
