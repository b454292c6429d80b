"""The ways out of an idea or of supporting it, and back."""

from datetime import timedelta

from coproduction.ideas import Idea
from coproduction.undoing import WAY_BACK
from handlers import ideaids, ids
from handlers.blocks.kit import (
    Block,
    actions,
    asks,
    button,
)
from handlers.voice import Voice


def offer_withdrawal(say: Voice, idea: Idea) -> Block:
    """The author's way out."""
    aloud = say("Take my idea back: idea {number}", number=idea.number)
    label = say("Take my idea back")
    return actions(button(label, ids.WITHDRAW, idea.id, aloud=aloud, confirm=sure(say, idea)))


def offer_withdrawal_of_message(say: Voice, idea: Idea, message: str) -> Block:
    """The way out for who wrote the message of an idea without a name; the message is the proof."""
    label = say("Take this idea back")
    return actions(button(label, ids.WITHDRAW_MESSAGE, message, confirm=sure(say, idea)))


def offer_return(say: Voice, idea: Idea) -> Block:
    """The way back from taking an idea back."""
    aloud = say("Put my idea back: idea {number}", number=idea.number)
    return actions(button(say("Put my idea back"), ids.PUT_BACK, idea.id, aloud=aloud))


def taken_back(say: Voice, idea: Idea) -> str:
    """What the author is told who has taken an idea back."""
    minutes = WAY_BACK // timedelta(minutes=1)
    return say(
        "Idea {number} is taken back. If that was a mistake, you can put it back for {minutes} minutes.",
        number=idea.number,
        minutes=minutes,
    )


def sure(say: Voice, idea: Idea) -> Block:
    """One press too many must not cost an idea the support it has."""
    return asks(
        say,
        say("Take idea {number} back?", number=idea.number),
        say("Its words go from the channel, and nobody can support it any more."),
        say("Take it back"),
    )


def offer_take_back(say: Voice, idea: Idea) -> Block:
    """The supporter's way out."""
    aloud = say("Take my support back: idea {number}", number=idea.number)
    follow = say("{label}: {about}", label=say("Follow"), about=say("idea {number}", number=idea.number))
    return actions(
        button(say("Take my support back"), ids.TAKE_BACK, idea.id, aloud=aloud),
        button(say("Follow"), ideaids.FOLLOW, idea.id, aloud=follow),
    )
