"""What somebody is told whose form did not open, with a way to go on: now, or when it is their turn."""

from datetime import timedelta
from math import ceil

from coproduction.words import Text, several
from handlers import ids
from handlers.blocks.kit import Block, Drawing, actions, button, paragraphs
from handlers.edge.heard import Click, Command, Heard
from handlers.edge.reply import Reply
from handlers.slack.slack_errors import is_busy
from handlers.voice import Voice

MOST_REPEATED = 2_000  # characters of a button's value
_LATE = Text("The form did not open in time. Nothing is lost.")
_MANY = Text("Many people are opening forms just now.")
_WAIT = Text("Please wait. I will tell you here when it is your turn.")
_SOON = Text("That takes less than a minute.")
_YOUR_TURN = Text("It is your turn: now the form can open.")


def not_opened(say: Voice, heard: Heard, reply: Reply, fault: Exception | None) -> Drawing:
    """A trigger opens one form, within three seconds: a button brings a fresh one.

    `fault`: why, None when that is over. Where something can be done without the form, that comes first.
    """
    words = [say(_LATE), *([say(_MANY)] if fault and is_busy(fault) else [])]
    again = _again(say, heard)
    if reply.instead:
        or_again = paragraphs(say("You can also try the form again.")) if again else []
        return Drawing.of_words(say, " ".join(words), *reply.instead, *or_again, *again)
    words.append(say("Press the button to try again.") if again else say("Please press or type it again."))
    return Drawing.of_words(say, " ".join(words), *again)


def in_line(say: Voice, wait: timedelta) -> Drawing:
    """To somebody who waits, when their turn comes as far as we can know."""
    minutes = ceil(wait.total_seconds() / 60)
    when = several(
        minutes,
        "That takes about {n} minute.",
        "That takes about {n} minutes.",
    )
    words = (_LATE, _MANY, _WAIT, when if minutes > 1 else _SOON)
    return Drawing.of_words(say, " ".join(map(say, words)))


def your_turn(say: Voice, heard: Heard) -> Drawing:
    """To somebody who has waited."""
    again = _again(say, heard)
    words = [say(_YOUR_TURN), *([] if again else [say("Please press or type it again.")])]
    return Drawing.of_words(say, " ".join(words), *again)


def is_long(command: Command) -> bool:
    """Whether it is too long for a button to carry, so that its words are given back instead."""
    return len(f"{command.name} {command.text}") > MOST_REPEATED


def _again(say: Voice, heard: Heard) -> list[Block]:
    """The button that does the same once more, where one can."""
    label = say("Open the form")
    if isinstance(heard, Click) and not heard.view:
        return [actions(button(label, heard.action, heard.value))]
    if isinstance(heard, Command) and not is_long(heard):
        return [actions(button(label, ids.OPEN_AGAIN, f"{heard.name} {heard.text}"))]
    return []
